import type { Item } from '../../src/domain/item.ts';
import { fiatCurrencies, formatFiat } from '../../src/domain/money.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { ItemWish } from '../../src/core/request-payment.ts';
import type { Answer, Asker } from './asker.ts';
import { cardOf, replyRefusal, replyWith } from './asker.ts';
import type { Button, Reply } from './button.ts';
import { pressButton } from './button.ts';
import type { Given } from './given.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { readPayWords } from './pay-words.ts';
import { plainName, withinLabel } from './plain-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

/** Telegram takes 100 buttons, Discord 25; a longer catalogue is for typing. */
const ITEMS_SHOWN_MAX = 20;
const LABEL_UNITS_MAX = 60;

/** What can be said beside an item: something off its price, and whom it is for. */
export type PayExtras = Pick<ItemWish, 'code' | 'gift'>;

/** Reads them where they were filled in. Whoever can't be given anything, such as a bot, is refused. */
export function payExtras(given: Given): PayExtras | Refusal {
  const code = given.values['code']?.trim() ?? '';
  const isGift = given.values['for'] !== undefined;
  const receiver = isGift ? given.person('for') : null;
  if (isGift && !receiver) return refuse('command_not_understood');
  return { ...(code === '' ? {} : { code }), ...(receiver && { gift: { kind: 'member', ...receiver } }) };
}

/** `/pay` inside one community. The same `requestKey` gets the first answer again. */
export async function runPay(
  asker: Asker,
  communityId: string,
  words: string,
  requestKey: string,
  extras: PayExtras = {},
): Promise<Answer> {
  const { core, caller } = asker;
  const read = readPayWords(words);
  if (isRefusal(read)) return replyRefusal(asker, read);
  const wish = read.kind === 'item' ? { ...read, ...extras } : read;
  // A code or a friend without an item could mean anything.
  const isHanging = read.kind !== 'item' && Object.keys(extras).length > 0;
  if (isHanging) return replyRefusal(asker, refuse('command_not_understood'));
  if (wish.kind === 'nothing' || wish.kind === 'amount') {
    const member = await core.enrol(communityId, caller);
    if (isRefusal(member)) return replyRefusal(asker, member);
    return replyWith(
      wish.kind === 'amount'
        ? await currencyChoice(asker, communityId, wish.amount)
        : await catalogue(asker, communityId),
    );
  }
  const requested = await core.requestPayment({ requestKey, caller, communityId, wish, ...cardOf(asker) });
  return isRefusal(requested) ? replyRefusal(asker, requested) : { kind: 'requested', requested };
}

/** What is on sale, to be pressed, and how to top up. Works with nothing on sale too. */
async function catalogue({ core, caller, language }: Asker, communityId: string): Promise<Reply> {
  const items = await core.listItems(communityId);
  const memberships = await core.membershipsOf(caller.account);
  const name = memberships.find((one) => one.community.id === communityId)?.community.name ?? '';
  const community = plainName(name, NAME_UNITS_MAX);
  const intro = sayRich(language, items.length > 0 ? 'pay-choose' : 'pay-nothing-on-sale', { community });
  const buttons = items.slice(0, ITEMS_SHOWN_MAX).map((item) => [itemButton(item)]);
  return { text: stack([intro, sayRich(language, 'pay-how-to-top-up')], '\n\n'), buttons };

  function itemButton(item: Item): Button {
    const facts = { name: plainName(item.name, NAME_UNITS_MAX), price: formatFiat(item.price) };
    const label = (name: string) => say(language, 'button-buy', { ...facts, name });
    return pressButton(withinLabel(facts.name, LABEL_UNITS_MAX, label), 'buy', item.id);
  }
}

/** A good amount without a currency: one button for each. */
async function currencyChoice(
  { core, caller, language }: Asker,
  communityId: string,
  amount: string,
): Promise<Reply> {
  const buttons: Button[] = [];
  for (const currency of fiatCurrencies) {
    const command = `pay ${amount} ${currency}`;
    const { token } = await core.startHandoff({ account: caller.account, communityId, command });
    buttons.push(pressButton(`${amount} ${currency}`, 'go', token));
  }
  return { text: sayRich(language, 'pay-which-currency', { amount }), buttons: [buttons] };
}

import type { PaymentView } from '../../src/domain/payment-view.ts';
import { languages } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import type { Press } from './button.ts';
import { cardStatusOf } from './card-status.ts';
import { isFormVerb } from './form.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress, unknownPress } from './press-outcome.ts';
import { continueHandoff } from './run-command.ts';
import { isItemVerb, pressForItem } from './press-item.ts';
import { isOutflowVerb, pressAboutOutflow } from './press-outflow.ts';
import { isShopVerb, pressInShop } from './press-shop.ts';
import { say } from './words.ts';

/**
 * Acts on a button. What stands in it is only a name: the core checks anew whose it is and how it
 * stands (design.md 1, rule 7). The card itself is brought up to date by the outbox. `chatId` is where
 * others read along; `null` in private. Buttons with a form are for `runForm`.
 */
export async function runPress(
  asker: Asker,
  press: Press,
  requestKey: string,
  chatId: string | null = null,
): Promise<PressOutcome> {
  const { core, caller } = asker;
  const by = caller.account;
  const { verb, id } = press;
  if (isOutflowVerb(verb)) return pressAboutOutflow(asker, { verb, id }, chatId);
  if (isShopVerb(verb)) return pressInShop(asker, { verb, id }, requestKey, chatId);
  if (isItemVerb(verb)) return pressForItem(asker, { verb, id }, chatId);
  if (isFormVerb(verb)) return unknownPress(asker);
  switch (verb) {
    case 'check':
      return afterCheck(asker, await core.checkNow(by, id));
    case 'amount_qr':
    case 'address_qr':
      return afterQr(asker, await core.readPayment(by, id), verb);
    case 'cancel':
      return afterCard(asker, await core.cancelOrder(by, id), () => 'press-cancelled');
    case 'pay_balance':
      return afterCard(asker, await core.payFromBalance(by, id), () => 'press-paid');
    case 'fresh':
      return afterCard(asker, await core.requestFreshQuote(by, id), (view) =>
        cardStatusOf(view) === 'waiting' ? 'press-fresh' : 'press-fresh-later',
      );
    case 'show':
      return afterCard(asker, await core.showCardAgain(by, id, asker.card), () => 'press-shown');
    case 'go':
      return { ...quietPress, answer: await continueHandoff(asker, id, 0) };
    case 'language': {
      const chosen = languages.find((one) => one === id);
      if (!chosen) return unknownPress(asker);
      await core.chooseLanguage(by, chosen);
      return { ...quietPress, toast: say(chosen, 'language-chosen') };
    }
    case 'skip':
    case 'wd_to':
      return unknownPress(asker);
  }
}

function afterCheck(asker: Asker, view: PaymentView | Refusal): PressOutcome {
  if (isRefusal(view)) return refusedPress(asker, view);
  const { language } = asker;
  const current = cardStatusOf(view);
  const status = say(language, `status-${current}`);
  const isOver = current.startsWith('paid') || current === 'credited' || current === 'short_refunded';
  const toast = isOver
    ? say(language, 'press-known', { code: view.order.code, status })
    : say(language, 'press-checking', { status });
  // An older card of this payment may still show its address.
  return { ...quietPress, toast, card: current === 'waiting' ? null : { qr: 'address' } };
}

function afterQr(asker: Asker, view: PaymentView | Refusal, verb: 'amount_qr' | 'address_qr'): PressOutcome {
  if (isRefusal(view)) return refusedPress(asker, view);
  const key = cardStatusOf(view) === 'waiting' ? 'press-qr-changed' : 'press-qr-over';
  const qr = verb === 'amount_qr' ? 'amount' : 'address';
  return { ...quietPress, toast: say(asker.language, key), card: { qr } };
}

function afterCard(
  asker: Asker,
  view: PaymentView | Refusal,
  keyOf: (view: PaymentView) => string,
): PressOutcome {
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, toast: say(asker.language, keyOf(view)) };
}

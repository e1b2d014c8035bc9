import type { PaymentView } from '../../src/domain/payment-view.ts';
import { languages } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { cardOf, replyRefusal } from './asker.ts';
import type { Press } from './button.ts';
import { cardStatusOf } from './card-status.ts';
import type { QrChoice } from './card-text.ts';
import { refusalText } from './refusal-text.ts';
import { continueHandoff } from './run-command.ts';
import { say } from './words.ts';

/** What comes of a press. */
export type PressOutcome = {
  /** A line at the button, gone after a moment; with `alert`, to be closed by hand. */
  readonly toast: string | null;
  readonly alert: boolean;
  /** Something to say in the chat. */
  readonly answer: Answer | null;
  /** The pressed card should look like this now. */
  readonly card: { readonly qr: QrChoice } | null;
};

/**
 * Acts on a button. What stands in it is only a name: the core checks anew whose it is and how it
 * stands (design.md 1, rule 7). The card itself is brought up to date by the outbox.
 */
export async function runPress(asker: Asker, press: Press, requestKey: string): Promise<PressOutcome> {
  const { core, caller } = asker;
  const by = caller.account;
  switch (press.verb) {
    case 'check':
      return afterCheck(asker, await core.checkNow(by, press.id));
    case 'amount_qr':
    case 'address_qr':
      return afterQr(asker, await core.readPayment(by, press.id), press.verb);
    case 'cancel':
      return afterCard(asker, await core.cancelOrder(by, press.id), () => 'press-cancelled');
    case 'pay_balance':
      return afterCard(asker, await core.payFromBalance(by, press.id), () => 'press-paid');
    case 'fresh':
      return afterCard(asker, await core.requestFreshQuote(by, press.id), (view) =>
        cardStatusOf(view) === 'waiting' ? 'press-fresh' : 'press-fresh-later',
      );
    case 'show':
      return afterCard(asker, await core.showCardAgain(by, press.id, asker.card), () => 'press-shown');
    case 'buy':
      return { ...quiet, answer: await buy(asker, press.id, requestKey) };
    case 'go':
      return { ...quiet, answer: await continueHandoff(asker, press.id, 0) };
    case 'language': {
      const chosen = languages.find((one) => one === press.id);
      if (!chosen) return unknownPress(asker);
      await core.chooseLanguage(by, chosen);
      return { ...quiet, toast: say(chosen, 'language-chosen') };
    }
  }
}

/** A button that we don't know, or don't know any more. */
export function unknownPress({ language }: Pick<Asker, 'language'>): PressOutcome {
  return { ...quiet, toast: say(language, 'press-unknown'), alert: true };
}

const quiet: PressOutcome = { toast: null, alert: false, answer: null, card: null };

function afterCheck(asker: Asker, view: PaymentView | Refusal): PressOutcome {
  if (isRefusal(view)) return refused(asker, view);
  const { language } = asker;
  const current = cardStatusOf(view);
  const status = say(language, `status-${current}`);
  const isOver = current.startsWith('paid') || current === 'credited' || current === 'short_refunded';
  const toast = isOver
    ? say(language, 'press-known', { code: view.order.code, status })
    : say(language, 'press-checking', { status });
  // An older card of this payment may still show its address.
  return { ...quiet, toast, card: current === 'waiting' ? null : { qr: 'address' } };
}

function afterQr(asker: Asker, view: PaymentView | Refusal, verb: 'amount_qr' | 'address_qr'): PressOutcome {
  if (isRefusal(view)) return refused(asker, view);
  const key = cardStatusOf(view) === 'waiting' ? 'press-qr-changed' : 'press-qr-over';
  const qr = verb === 'amount_qr' ? 'amount' : 'address';
  return { ...quiet, toast: say(asker.language, key), card: { qr } };
}

function afterCard(
  asker: Asker,
  view: PaymentView | Refusal,
  keyOf: (view: PaymentView) => string,
): PressOutcome {
  if (isRefusal(view)) return refused(asker, view);
  return { ...quiet, toast: say(asker.language, keyOf(view)) };
}

function refused({ language }: Asker, refusal: Refusal): PressOutcome {
  return { ...quiet, toast: refusalText(refusal, language), alert: true };
}

/** Only members of the community that sells an item can buy it by its button. */
async function buy(asker: Asker, itemId: string, requestKey: string): Promise<Answer> {
  const { core, caller } = asker;
  for (const { community } of await core.membershipsOf(caller.account)) {
    const items = await core.listItems(community.id);
    if (!items.some((item) => item.id === itemId)) continue;
    const wish = { kind: 'item', words: itemId } as const;
    const order = { requestKey, caller, communityId: community.id, wish, ...cardOf(asker) };
    const requested = await core.requestPayment(order);
    return isRefusal(requested) ? replyRefusal(asker, requested) : { kind: 'requested', requested };
  }
  return replyRefusal(asker, refuse('item_not_found', { words: '…' }));
}

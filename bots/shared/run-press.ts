import type { PaymentView } from '../../src/domain/payment-view.ts';
import { languages } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { cardOf, replyRefusal } from './asker.ts';
import type { Press } from './button.ts';
import { cardStatusOf } from './card-status.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress, unknownPress } from './press-outcome.ts';
import { pressApprove, pressVeto } from './press-approver.ts';
import { continueHandoff } from './run-command.ts';
import { pressCanary, pressFund, pressResume } from './press-operator.ts';
import { pressCancel, pressConfirm, pressDrop } from './press-requester.ts';
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
      return { ...quietPress, answer: await buy(asker, press.id, requestKey) };
    case 'go':
      return { ...quietPress, answer: await continueHandoff(asker, press.id, 0) };
    case 'language': {
      const chosen = languages.find((one) => one === press.id);
      if (!chosen) return unknownPress(asker);
      await core.chooseLanguage(by, chosen);
      return { ...quietPress, toast: say(chosen, 'language-chosen') };
    }
    case 'wd_confirm':
      return pressConfirm(asker, press.id);
    case 'wd_drop':
      return pressDrop(asker);
    case 'wd_cancel':
      return pressCancel(asker, press.id);
    case 'approve':
      return pressApprove(asker, press.id, chatId);
    case 'veto':
      return pressVeto(asker, press.id, chatId);
    case 'fund_ok':
    case 'fund_no':
      return pressFund(asker, press.id, press.verb === 'fund_ok' ? 'booked' : 'cancelled');
    case 'canary_ok':
    case 'canary_no':
      return pressCanary(asker, press.id, press.verb === 'canary_ok');
    case 'resume':
      return pressResume(asker);
    case 'withdraw':
    case 'wd_to':
    case 'reject':
    case 'sent':
    case 'not_sent':
    case 'send_again':
    case 'to_balance':
    case 'close_review':
    case 'enter_net':
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

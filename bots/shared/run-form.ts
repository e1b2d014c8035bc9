import type { Verdict } from '../../src/core/withdrawals/settle-withdrawal.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { ReviewChoice } from '../../src/domain/review.ts';
import { refusalOf, reviewChoices } from '../../src/domain/review.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isRowId, readDecisionSubject } from './approver-scene.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import type { FilledForm } from './form.ts';
import { buyItem } from './run-buy.ts';
import { isItemForm, readItemSubject, runItemForm } from './run-item-form.ts';
import { refund } from './run-refund.ts';
import { communityOf, previewWithdrawal } from './run-withdraw.ts';
import { verdictSaid } from './verdict-text.ts';
import { sayRich } from './words.ts';

/** Where the button of a form was pressed: `null` in private with the bot. */
export type FormScene = { readonly chatId: string | null; readonly requestKey: string };

/** Acts on a form that was filled in. Everything in it was typed or may be forged: the core checks all of it. */
export async function runForm(
  asker: Asker,
  filled: FilledForm,
  { chatId, requestKey }: FormScene,
): Promise<Answer> {
  const { form, subject, values } = filled;
  if (isItemForm(form)) return runItemForm(asker, { form, subject, values }, chatId);
  switch (form) {
    case 'refund':
    case 'refund_full': {
      const wish = { code: subject, reason: values['reason'] ?? '', from: chatId };
      return refund(asker, { ...wish, roundUp: form === 'refund_full' });
    }
    case 'code':
      return buyItem(asker, subject, requestKey, { code: values['code'] ?? '' });
    case 'withdraw':
      return previewWithdrawal(asker, communityOf(subject), values);
    case 'reject': {
      const scene = readDecisionSubject(subject, asker.caller.account, chatId);
      if (!scene) return replyRefusal(asker, refuse('withdrawal_not_found'));
      return afterVerdict(asker, form, await asker.core.rejectWithdrawal(scene, values['reason'] ?? ''));
    }
    case 'sent':
      return settle(asker, subject, chatId, { kind: 'sent', txHash: values['hash'] ?? '' });
    case 'not_sent':
    case 'send_again':
      return settle(asker, subject, chatId, { kind: form, reason: values['reason'] ?? '' });
    case 'to_balance':
    case 'close_review':
    case 'enter_net':
    case 'take_aside':
      return review(asker, subject, chatId, form, values['amount'] ?? '');
  }
}

/**
 * What a form is about, as far as whoever pressed its button may decide about it from there; asked before
 * they are to type anything.
 */
export async function readFormSubject(
  asker: Asker,
  { form, subject }: Pick<FilledForm, 'form' | 'subject'>,
  chatId: string | null,
): Promise<{ readonly code: string } | Refusal> {
  const { core, caller } = asker;
  if (isItemForm(form)) return readItemSubject(asker, { form, subject });
  if (form === 'withdraw' || form === 'code') return { code: '' };
  if (form === 'refund' || form === 'refund_full') {
    const view = await core.previewRefund({ by: caller.account, code: subject });
    return isRefusal(view) ? view : view.order;
  }
  if (isReviewChoice(form)) {
    if (!isRowId(subject)) return refuse('review_not_found');
    const view = await core.readAsReviewer({ by: caller.account, intentId: subject, chatId });
    // What is pressed on an old card may be no question any more.
    return isRefusal(view) ? view : (refusalOf(view, form) ?? view.order);
  }
  const scene = readDecisionSubject(subject, caller.account, chatId);
  if (!scene) return refuse('withdrawal_not_found');
  const view = await core.readAsApprover(scene);
  return isRefusal(view) ? view : view.withdrawal;
}

function isReviewChoice(form: FilledForm['form']): form is ReviewChoice {
  return (reviewChoices as readonly string[]).includes(form);
}

async function settle(
  asker: Asker,
  subject: string,
  chatId: string | null,
  verdict: Verdict,
): Promise<Answer> {
  const scene = readDecisionSubject(subject, asker.caller.account, chatId);
  if (!scene) return replyRefusal(asker, refuse('withdrawal_not_found'));
  return afterVerdict(asker, verdict.kind, await asker.core.settleWithdrawal(scene, verdict));
}

function afterVerdict(
  asker: Asker,
  kind: 'reject' | Verdict['kind'],
  view: WithdrawalView | Refusal,
): Answer {
  if (isRefusal(view)) return replyRefusal(asker, view);
  return replyText([verdictSaid(view, kind, asker.language)]);
}

async function review(
  asker: Asker,
  intentId: string,
  chatId: string | null,
  kind: ReviewChoice,
  amount: string,
): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!isRowId(intentId)) return replyRefusal(asker, refuse('review_not_found'));
  const view = await core.decideReview({ by: caller.account, intentId, chatId }, { kind, amount });
  if (isRefusal(view)) return replyRefusal(asker, view);
  const facts = { code: view.order.code, needed: String(view.standing.needed) };
  return replyText(sayRich(language, view.choices.includes(kind) ? 'review-noted' : 'review-decided', facts));
}

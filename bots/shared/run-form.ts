import type { Verdict } from '../../src/core/withdrawals/settle-withdrawal.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { ReviewChoice } from '../../src/domain/review.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isRowId, readDecisionSubject } from './approver-scene.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import type { FilledForm } from './form.ts';
import { communityOf, previewWithdrawal } from './run-withdraw.ts';
import { withdrawalFacts } from './withdrawal-facts.ts';
import { sayRich } from './words.ts';

/** Where the button of a form was pressed: `null` in private with the bot. */
export type FormScene = { readonly chatId: string | null; readonly requestKey: string };

/** Acts on a form that was filled in. Everything in it was typed or may be forged: the core checks all of it. */
export async function runForm(asker: Asker, filled: FilledForm, { chatId }: FormScene): Promise<Answer> {
  const { form, subject, values } = filled;
  switch (form) {
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
      return review(asker, subject, chatId, form, values['amount'] ?? '');
  }
}

/**
 * What a form is about, as far as whoever pressed its button may decide about it from there; asked before
 * they are to type anything.
 */
export async function readFormSubject(
  { core, caller }: Asker,
  { form, subject }: Pick<FilledForm, 'form' | 'subject'>,
  chatId: string | null,
): Promise<{ readonly code: string } | Refusal> {
  if (form === 'withdraw') return { code: '' };
  if (form === 'to_balance' || form === 'close_review' || form === 'enter_net') {
    if (!isRowId(subject)) return refuse('review_not_found');
    const view = await core.readAsReviewer({ by: caller.account, intentId: subject, chatId });
    return isRefusal(view) ? view : view.order;
  }
  const scene = readDecisionSubject(subject, caller.account, chatId);
  if (!scene) return refuse('withdrawal_not_found');
  const view = await core.readAsApprover(scene);
  return isRefusal(view) ? view : view.withdrawal;
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

/** Where each verdict leads once enough persons agree. */
const endOf = { reject: 'rejected', sent: 'sent', not_sent: 'failed', send_again: 'requested' } as const;

function afterVerdict(asker: Asker, kind: keyof typeof endOf, view: WithdrawalView | Refusal): Answer {
  if (isRefusal(view)) return replyRefusal(asker, view);
  const isDone = view.withdrawal.state === endOf[kind];
  const facts = { ...withdrawalFacts(view), needed: String(view.standing.needed) };
  return replyText(sayRich(asker.language, isDone ? `verdict-done-${kind}` : 'verdict-counts', facts));
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
  return replyText(sayRich(language, view.choices.length === 0 ? 'review-decided' : 'review-noted', facts));
}

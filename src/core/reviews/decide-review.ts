import type { Asset } from '../../domain/asset.ts';
import { formatExact } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { ReviewChoice, ReviewFacts, ReviewView } from '../../domain/review.ts';
import {
  correctedPayment,
  entriesForReview,
  isCorrection,
  mostArrived,
  refusalOf,
  reviewText,
} from '../../domain/review.ts';
import { readWithdrawalAmount } from '../../domain/withdrawal-amount.ts';
import type { Stores } from '../../ports/stores.ts';
import { bookNet } from '../advance-intent.ts';
import { bookCorrection } from '../book-correction.ts';
import { closeOrder, closeOrderAfterLastIntent } from '../close-order.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { scheduleNextRead } from '../schedule-read.ts';
import { refreshCard, tellNews } from '../tell-member.ts';
import type { DeciderHere } from '../withdrawals/decider.ts';
import { deciderAt } from '../withdrawals/decider.ts';
import { neededFor, viewReview, whoFindsSo } from './read-reviews.ts';
import { refreshReview } from './tell-review.ts';

/** Which payment a press is about, and where it was pressed. */
export type ReviewScene = {
  readonly by: Account;
  readonly intentId: string;
  /** The chat of the press; `null` for the private chat with the bot. */
  readonly chatId: string | null;
};

/** What an approver found out in Studio: what to do, and the amount as they typed it. */
export type ReviewVerdict = { readonly kind: ReviewChoice; readonly amount: string };

/**
 * What an approver decides about a payment that no machine may book. It takes effect when as many persons
 * as the policy wants for the amount say exactly the same; of each the latest counts (design.md 4).
 */
export async function decideReview(
  deps: CoreDeps,
  scene: ReviewScene,
  { kind, amount: typed }: ReviewVerdict,
): Promise<ReviewView | Refusal> {
  return asReviewer(deps, scene, async (stores, facts, decider) => {
    const { order, intent } = facts;
    const refusal = refusalOf(facts, kind);
    if (refusal) return refusal;
    const amount = readAmount(facts, kind, typed);
    if (isRefusal(amount)) return amount;
    // Another success has that transaction by now: this one can't be a success as well.
    const isTaken =
      kind === 'enter_net' &&
      intent.paymentTx !== null &&
      (await stores.payments.isTransactionTaken(intent.paymentTx, intent.id));
    if (isTaken) return refuse('hash_taken');
    await stores.reviews.decide({
      intentId: intent.id,
      approverId: decider.approver.id,
      kind,
      amount,
      hash: deps.digest(reviewText(facts)),
      account: scene.by,
      decidedAt: deps.clock.now(),
    });
    await recordAudit(deps, stores, {
      communityId: order.communityId,
      by: scene.by,
      from: scene.chatId,
      action: 'review_decided',
      subject: order.code,
      detail: `${kind}: ${facts.asset ? formatExact(amount, facts.asset.decimals) : amount} ${facts.asset?.symbol ?? ''}`,
    });
    const said = await stores.reviews.facts(intent.id, deps.clock.now());
    const agreed = said ? whoFindsSo(deps, said, { kind, amount }, decider) : [];
    const isDecided = agreed.length >= (await neededFor(stores, facts, amount, decider));
    if (isDecided) {
      // By this is known which decisions were carried out: those up to now.
      const endedAt = deps.clock.now();
      await stores.payments.changeIntent(intent.id, ['review', 'success'], { endedAt });
      await carryOut(deps, stores, facts, kind, amount);
    }
    await refreshReview(deps, stores, intent.id, order, !isDecided);
    return viewOf(deps, stores, intent.id);
  });
}

/** Whether this account could decide about it from there, before anything is asked of them. */
export async function readAsReviewer(deps: CoreDeps, scene: ReviewScene): Promise<ReviewView | Refusal> {
  return asReviewer(deps, scene, (stores, { intent }) => viewOf(deps, stores, intent.id));
}

/** Does something in one transaction as somebody who may decide about the payment, its order locked. */
async function asReviewer<T>(
  deps: CoreDeps,
  { by, intentId, chatId }: ReviewScene,
  work: (stores: Stores, facts: ReviewFacts, decider: DeciderHere) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return deps.inTransaction(async (stores) => {
    const found = await stores.reviews.facts(intentId, deps.clock.now());
    if (!found) return refuse('review_not_found');
    await stores.payments.lockOrder(found.order.id);
    // Read again under the lock that reads at the provider take as well: what counts is how it stands now.
    const facts = (await stores.reviews.facts(intentId, deps.clock.now())) ?? found;
    const { communityId } = facts.order;
    const about = { id: intentId, communityId, requester: facts.member };
    const decider = await deciderAt(deps, stores, { by, chatId }, about);
    if (isRefusal(decider)) return decider;
    if (decider === 'own') return refuse('own_payment');
    return work(stores, facts, decider);
  });
}

function readAmount(facts: ReviewFacts, kind: ReviewChoice, typed: string): bigint | Refusal {
  const text = typed.trim();
  // Nothing can have arrived for a payment without a token; any digits would be of nothing that we know.
  if (!facts.asset) return text === '0' ? 0n : refuse('review_without_token');
  const amount = readFigure(text, facts.asset);
  if (isRefusal(amount)) return amount;
  const most = mostArrived(facts, kind);
  // Nothing at all is a net only where all of it went back.
  const mayBeNothing = kind === 'close_review' || (kind === 'enter_net' && most === 0n);
  if (amount === 0n && !mayBeNothing) return refuse('review_amount_zero');
  if (amount <= most) return amount;
  const { symbol, decimals } = facts.asset;
  return refuse('review_amount_above', { limit: formatExact(most, decimals), symbol });
}

/** An amount by the grammar of withdrawals; here nothing at all is a figure too. */
function readFigure(text: string, asset: Asset): bigint | Refusal {
  const amount = readWithdrawalAmount(text, asset);
  if (isRefusal(amount)) return amount.refusal === 'withdrawal_amount_zero' ? 0n : amount;
  const { symbol, decimals } = asset;
  if (amount === 'all') {
    return refuse('withdrawal_amount_not_understood', { symbol, decimals: String(decimals) });
  }
  return amount;
}

/** What enough persons decided: books it, ends what waits for it, and tells the member. */
async function carryOut(
  deps: CoreDeps,
  stores: Stores,
  facts: ReviewFacts,
  kind: ReviewChoice,
  amount: bigint,
): Promise<void> {
  const { order, intent } = facts;
  deps.log.info({ intent: intent.id, decided: kind }, 'a payment in review is decided');
  if (isCorrection(facts)) return correct(deps, stores, facts, kind, amount);
  if (kind === 'take_aside') throw new Error(`nothing is set aside of intent ${intent.id}`);
  if (kind === 'enter_net') {
    await bookNet(deps, stores, { order, intent }, amount);
    return scheduleNextRead(deps, stores, intent.id);
  }
  const now = deps.clock.now();
  const disposition = kind === 'to_balance' ? ('balance' as const) : null;
  const changed = await stores.payments.changeIntent(intent.id, ['review'], { net: amount, disposition });
  if (!changed) throw new Error(`intent ${intent.id} changed under its lock`);
  await stores.ledger.post(entriesForReview(facts, kind, amount), now);
  await scheduleNextRead(deps, stores, intent.id);
  if (order.state === 'settling') {
    await closeOrder(stores, order, 'reviewed', ['settling']);
  } else {
    await closeOrderAfterLastIntent(stores, order, 'reviewed');
  }
  await refreshCard(deps, stores, order);
  // Whoever has what they bought is not concerned with what became of the money for it.
  const wasServed = order.state === 'paid' || order.state === 'delivered';
  if (wasServed && kind === 'close_review') return;
  await tellNews(deps, stores, order, intent.id, kind === 'to_balance' ? 'credited' : 'review_closed');
}

/** People decided otherwise, or what was set aside is somebody's: new entries make up the difference. */
async function correct(
  deps: CoreDeps,
  stores: Stores,
  facts: ReviewFacts,
  kind: ReviewChoice,
  amount: bigint,
): Promise<void> {
  const { order, intent, asset } = facts;
  if (!asset) throw new Error(`intent ${intent.id} has no token`);
  const { wanted, change } = correctedPayment(facts, kind, amount);
  const changed = await stores.payments.changeIntent(intent.id, [intent.state], change);
  if (!changed) throw new Error(`intent ${intent.id} changed under its lock`);
  const { communityId, memberId } = order;
  const decided = (await stores.reviews.decisions(intent.id)).at(-1)?.id ?? 0;
  await bookCorrection(deps, stores, {
    communityId,
    assetId: asset.id,
    memberId,
    reference: `intent:${intent.id}`,
    time: String(decided),
    wanted,
    about: `the payment of order ${order.code}`,
  });
  await scheduleNextRead(deps, stores, intent.id);
  await refreshCard(deps, stores, order);
  if (kind === 'to_balance') await tellNews(deps, stores, order, intent.id, 'credited');
}

async function viewOf(deps: CoreDeps, stores: Stores, intentId: string): Promise<ReviewView | Refusal> {
  return (await viewReview(deps, stores, intentId)) ?? refuse('review_not_found');
}

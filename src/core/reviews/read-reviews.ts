import { isSameAccount } from '../../domain/approver.ts';
import { whoseLatest } from '../../domain/decision.ts';
import type { Account, Recipient } from '../../domain/platform.ts';
import { approvalsNeeded } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ReviewChoice, ReviewFacts, ReviewView } from '../../domain/review.ts';
import { SETTLING_MS, choicesOf, reviewText, weightOf } from '../../domain/review.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { Deciders } from '../withdrawals/standing.ts';
import { decidersOf, personCount, policyInForce } from '../withdrawals/standing.ts';
import { refreshCards } from '../withdrawals/tell-withdrawal.ts';
import { subjectOf } from '../../domain/notification.ts';

const SHOWN_MAX = 10;
/** Among the newest that are booked few can be corrected. */
const LOOKED_AT_MAX = 200;

/** Everything that a card may show of a payment in review; `null` for one that is not there. */
export async function viewReview(
  deps: CoreDeps,
  stores: Stores,
  intentId: string,
): Promise<ReviewView | null> {
  const facts = await stores.reviews.facts(intentId, deps.clock.now());
  if (!facts) return null;
  const deciders = await decidersOf(deps, stores, facts.order.communityId, facts.member);
  const said = new Map(facts.decisions.map(({ kind, amount }) => [`${kind} ${amount}`, { kind, amount }]));
  return {
    ...facts,
    choices: choicesOf(facts),
    standing: {
      needed: await neededFor(stores, facts, 0n, deciders),
      persons: personCount(deciders),
      agreed: [...said.values()].flatMap((verdict) => {
        const names = whoFindsSo(deps, facts, verdict, deciders);
        return names.length === 0 ? [] : [{ ...verdict, names }];
      }),
    },
  };
}

/** `/till review`: what waits for an approver; each one's card comes to their private chat. */
export async function showReviews(deps: CoreDeps, by: Account): Promise<readonly ReviewView[] | Refusal> {
  return deps.inTransaction(async (stores) => {
    const roles = await stores.approvals.approversWith(by);
    if (roles.length === 0) return refuse('not_approver');
    const communityIds = roles.map(({ communityId }) => communityId);
    const since = deps.clock.now() - SETTLING_MS;
    const chat: Recipient = { platform: by.platform, kind: 'account', id: by.accountId };
    const views: ReviewView[] = [];
    for (const intentId of await stores.reviews.waiting(communityIds, since, LOOKED_AT_MAX)) {
      if (views.length === SHOWN_MAX) break;
      const view = await viewReview(deps, stores, intentId);
      // Nothing is to be decided about it; and nobody decides about their own payment.
      if (!view || view.choices.length === 0) continue;
      const { mayDecide } = await decidersOf(deps, stores, view.order.communityId, view.member);
      if (!mayDecide.some(({ accounts }) => accounts.some((one) => isSameAccount(one, by)))) continue;
      const card = { kind: 'review_card' as const, intentId };
      // An older card in this chat would be edited far above; a new one is wanted here.
      await stores.notices.keepRef(subjectOf(card) ?? '', chat, null);
      await refreshCards(deps, stores, card, [chat]);
      views.push(view);
    }
    return views;
  });
}

/** Names of those who have decided exactly this about the case as it is now, each person once. */
export function whoFindsSo(
  deps: CoreDeps,
  facts: ReviewFacts,
  { kind, amount }: { readonly kind: ReviewChoice; readonly amount: bigint },
  { mayDecide, known }: Deciders,
): string[] {
  const hash = deps.digest(reviewText(facts));
  const isThis = (one: ReviewFacts['decisions'][number]) =>
    one.kind === kind && one.amount === amount && one.hash === hash;
  return whoseLatest(facts.decisions, isThis, mayDecide, known).map(({ name }) => name);
}

/** How many persons have to agree: by the largest amount that is named, so that closing with little is no way round. */
export async function neededFor(
  stores: Stores,
  facts: ReviewFacts,
  amount: bigint,
  deciders: Deciders,
): Promise<number> {
  // Without a token no address was shown: there is nothing to take.
  if (!facts.asset) return 1;
  const { policy } = await policyInForce(stores, facts.order.communityId, facts.asset);
  return approvalsNeeded(policy, weightOf(facts, amount), personCount(deciders));
}

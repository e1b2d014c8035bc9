import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { lookAlikes } from '../src/domain/look-alike.ts';
import type { Instant } from '../src/domain/time.ts';
import type { Withdrawal } from '../src/domain/withdrawal.ts';
import type { WithdrawalFacts } from '../src/domain/withdrawal-view.ts';
import type { Transaction } from './database.ts';
import {
  approvers,
  assets,
  attempts,
  chosenPhrases,
  communities,
  decisions,
  members,
  outflow,
  withdrawals,
} from './schema.ts';
import { toAttempt, toDecision, toWithdrawal } from './withdrawal-rows.ts';

const isOfRequester = and(
  eq(chosenPhrases.platform, withdrawals.requesterPlatform),
  eq(chosenPhrases.accountId, withdrawals.requesterAccount),
);

/** What a card shows of a withdrawal, read in one go. */
export async function readFacts(tx: Transaction, id: string, now: Instant): Promise<WithdrawalFacts | null> {
  const [row] = await tx
    .select({
      withdrawal: withdrawals,
      communityName: communities.name,
      communityState: communities.state,
      asset: assets,
      member: members,
      phrase: chosenPhrases.phrase,
    })
    .from(withdrawals)
    .innerJoin(communities, eq(communities.id, withdrawals.communityId))
    .innerJoin(assets, eq(assets.id, withdrawals.assetId))
    .leftJoin(members, eq(members.id, withdrawals.memberId))
    .leftJoin(chosenPhrases, isOfRequester)
    .where(eq(withdrawals.id, id));
  if (!row) return null;
  const withdrawal = toWithdrawal(row.withdrawal);
  const said = await tx
    .select({ decision: decisions, name: approvers.name })
    .from(decisions)
    .innerJoin(approvers, eq(approvers.id, decisions.approverId))
    .where(eq(decisions.withdrawalId, id))
    .orderBy(asc(decisions.id));
  const tries = await tx
    .select()
    .from(attempts)
    .where(eq(attempts.withdrawalId, id))
    .orderBy(asc(attempts.number));
  const [tap] = await tx.select().from(outflow);
  const last = tries.at(-1);
  return {
    withdrawal,
    communityName: row.communityName,
    asset: row.asset,
    requester: { ...withdrawal.requester, displayName: row.member?.displayName ?? '' },
    decisions: said.map(({ decision, name }) => ({ ...toDecision(decision), name })),
    isAutomatic: row.withdrawal.isAutomatic,
    attempt: last ? toAttempt(last) : null,
    place: await placeOf(tx, withdrawal),
    isPaused: (tap?.pausedAt ?? null) !== null || row.communityState === 'frozen',
    phrase: row.phrase,
    ...(await pastOf(tx, withdrawal, row.member?.createdAt ?? null)),
    now,
  };
}

async function placeOf(tx: Transaction, { state, stateSince }: Withdrawal): Promise<number | null> {
  if (state !== 'approved') return null;
  const before = await tx
    .select({ id: withdrawals.id })
    .from(withdrawals)
    .where(and(sql`state = 'approved'`, lte(withdrawals.stateSince, stateSince)));
  return before.length;
}

/** What the member has withdrawn before, and whether to this address or to ones that look like it. */
async function pastOf(
  tx: Transaction,
  { id, memberId, address, assetId }: Withdrawal,
  memberSince: Instant | null,
): Promise<Pick<WithdrawalFacts, 'history' | 'addressUse' | 'lookAlikes'>> {
  const past =
    memberId === null
      ? []
      : await tx
          .select()
          .from(withdrawals)
          .where(and(eq(withdrawals.memberId, memberId), sql`state = 'sent' and id <> ${id}`));
  const same = past.filter((one) => one.assetId === assetId);
  const used = past.flatMap((one) => (one.address === address ? [one.sentAt ?? one.stateSince] : []));
  return {
    history: {
      memberSince,
      sentTimes: same.length,
      sentTotal: same.reduce((sum, one) => sum + one.amount, 0n),
    },
    addressUse: used.length === 0 ? null : { since: Math.min(...used), times: used.length },
    lookAlikes: lookAlikes(address, [...new Set(past.map((one) => one.address))]),
  };
}

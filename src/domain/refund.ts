import type { Approver } from './approver.ts';
import type { Asset } from './asset.ts';
import type { Person } from './community.ts';
import type { Delivery } from './delivery.ts';
import type { LedgerEntry } from './ledger.ts';
import { available } from './ledger.ts';
import type { Order } from './order.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';
import { DAY_MS } from './time.ts';

/** What was not handed over for so long, its buyer may have back (design.md 4). */
const UNDELIVERED_MS = DAY_MS;

/** What an order's sale brought in, by the books, in smallest units. */
export type Sale = {
  readonly assetId: string;
  /** What came of it: the net, or all of it where it was paid from the balance. */
  readonly net: bigint;
  /** The price in tokens, before the provider's fee. */
  readonly full: bigint;
};

/** What came back of an order: to the buyer's balance, once. */
export type Refund = {
  readonly orderId: string;
  readonly communityId: string;
  readonly assetId: string;
  readonly amount: bigint;
  /** How much of it came out of the community's equity, beyond what the order brought in. */
  readonly roundedUp: bigint;
  /** An approver, or the buyer. */
  readonly by: Account;
  readonly reason: string;
  readonly at: Instant;
};

/** What a refund would be or was, for the card that asks and for the one that says so. */
export type RefundView = {
  readonly order: Order;
  readonly communityName: string;
  readonly buyer: Account & { readonly displayName: string };
  readonly asset: Asset;
  readonly sale: Sale;
  /** What can be taken back goes; `null` where nothing is recorded of a delivery. */
  readonly delivery: Delivery | null;
  /** What is done; `null` while it is only asked about. */
  readonly refund: Refund | null;
};

/** What goes to the buyer: what the order brought in or, rounded up, no less than the price. */
export function refundAmounts(
  { net, full }: Sale,
  roundUp: boolean,
): { readonly amount: bigint; readonly roundedUp: bigint } {
  const roundedUp = roundUp && full > net ? full - net : 0n;
  return { amount: net + roundedUp, roundedUp };
}

/** The entries of a refund: out of what was sold, so that both parts lessen the community's equity. */
export function entriesForRefund(
  { orderId, communityId, assetId, amount, roundedUp }: Refund,
  memberId: string,
): LedgerEntry[] {
  const entry = {
    communityId,
    assetId,
    debit: 'sales' as const,
    credit: available(memberId),
    reference: `order:${orderId}`,
  };
  const entries: LedgerEntry[] = [
    { ...entry, kind: 'refund', amount: amount - roundedUp },
    { ...entry, kind: 'refund_rounded', amount: roundedUp },
  ];
  return entries.filter((one) => one.amount > 0n);
}

/** Since when its buyer may take an order back that has not been handed over; `null` for never. */
export function takeableFrom(
  order: Pick<Order, 'kind' | 'state'>,
  delivery: Pick<Delivery, 'state' | 'createdAt'> | null,
): Instant | null {
  const isOpen = delivery?.state === 'queued' || delivery?.state === 'failed';
  if (!isOpen || order.kind !== 'item' || order.state !== 'paid') return null;
  return delivery.createdAt + UNDELIVERED_MS;
}

/** Everybody whom we know with more than one account: operators, approvers, and managers by their names. */
export function knownPersons(
  operators: readonly Person[],
  approvers: readonly Approver[],
  managers: readonly (Account & { readonly name: string })[],
): Person[] {
  const byName = new Map<string, Account[]>();
  for (const { name, platform, accountId } of managers) {
    const key = name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), { platform, accountId }]);
  }
  return [...operators, ...approvers, ...[...byName.values()].map((accounts) => ({ accounts }))];
}

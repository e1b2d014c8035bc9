import type { Alarm } from '../domain/alarm.ts';
import type { Community, CommunityState, Member } from '../domain/community.ts';
import type { Sums } from '../domain/correction.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Fiat } from '../domain/money.ts';
import type { QueuedNotification } from '../domain/notification.ts';
import type { Order, OrderState } from '../domain/order.ts';
import type { IntentState, Observation, PaymentIntent } from '../domain/payment-intent.ts';
import type { PaymentView } from '../domain/payment-view.ts';
import type { Account, Language, PlaceKey, Platform } from '../domain/platform.ts';
import type { Instant } from '../domain/time.ts';
import type { MessageRef } from './chat-messenger.ts';
import type { ReportStore } from './report-store.ts';
import type { ReviewStore } from './review-store.ts';
import type { SealStore } from './seal-store.ts';
import type { CatalogueStore, DeliveryStore } from './shop-stores.ts';
import type { AuditStore, RefundStore, RightsStore, StoryStore } from './shop-stores.ts';
import type {
  ApprovalStore,
  DialogueStore,
  InstanceStore,
  NoticeStore,
  TreasuryStore,
  WithdrawalStore,
} from './withdrawal-stores.ts';

/** The few reads and guarded writes that the core uses. All of one `Stores` share a transaction. */

export type Handoff = {
  readonly token: string;
  readonly account: Account;
  readonly communityId: string;
  /** The words of the command that was begun, without its slash: `pay 300 TWD`. */
  readonly command: string;
  readonly createdAt: Instant;
};

export type CommunityStore = {
  at(place: PlaceKey): Promise<Community | null>;
  byId(id: string): Promise<Community | null>;
  /** False when the place belongs to a community already. */
  enable(community: Community, place: PlaceKey, by: string, at: Instant): Promise<boolean>;
  /** Adds a further place. False when that belongs to a community already. */
  join(communityId: string, place: PlaceKey, by: string, at: Instant): Promise<boolean>;
  /** The communities of this name, or the one whose id begins so. */
  named(nameOrCode: string): Promise<Community[]>;
  all(): Promise<Community[]>;
  changeState(id: string, state: CommunityState): Promise<void>;
  /** Gives the place its new id. False when the old one is not known (any more). */
  move(platform: Platform, from: string, to: string): Promise<boolean>;
  /** The place in which the community was enabled. */
  firstPlace(communityId: string): Promise<PlaceKey | null>;
  /** Its places on one platform, as that knows them. */
  placesOf(communityId: string, platform: Platform): Promise<string[]>;
  noteStrange(place: PlaceKey, at: Instant): Promise<void>;
  forgetStrange(place: PlaceKey): Promise<void>;
  moveStrange(platform: Platform, from: string, to: string): Promise<void>;
  strangeSince(before: Instant): Promise<PlaceKey[]>;
  /** Inserts the member, or brings name and language up to date. */
  enrol(member: Member, at: Instant): Promise<Member>;
  membershipsOf(account: Account): Promise<{ readonly community: Community; readonly member: Member }[]>;
  memberById(id: string): Promise<Member | null>;
  /** Makes everything that one member asks for go one after the other. */
  lockMember(id: string): Promise<void>;
  /** The language that the account chose itself. */
  chosenLanguage(account: Account): Promise<Language | null>;
  chooseLanguage(account: Account, language: Language): Promise<void>;
  putHandoff(handoff: Handoff): Promise<void>;
  handoff(token: string): Promise<Handoff | null>;
};

export type NewOrder = Order & { readonly requestKey: string };

/** What can change in an order. Its version grows with each change. */
export type OrderChange = Partial<
  Pick<Order, 'state' | 'closeReason' | 'paidFrom' | 'holdsPiece' | 'recipientId' | 'giftToken'>
>;

/** What can change in an intent. */
export type IntentChange = Partial<
  Pick<
    PaymentIntent,
    | 'state'
    | 'quote'
    | 'providerStatus'
    | 'received'
    | 'net'
    | 'refunded'
    | 'paymentTx'
    | 'refundTx'
    | 'disposition'
    | 'reviewReason'
    | 'late'
    | 'endedAt'
  >
>;

/** An intent that is to be read now. */
export type DueRead = {
  readonly intentId: string;
  readonly providerIntentId: string | null;
  readonly candidateId: string | null;
};

export type PaymentStore = {
  /** False when the code is taken in this community: choose another. */
  insertOrder(order: NewOrder): Promise<boolean>;
  orderByRequestKey(key: string): Promise<Order | null>;
  /** An open top-up of the same amount by the same member, made since then. */
  openTopUp(memberId: string, fiat: Fiat, since: Instant): Promise<Order | null>;
  /** The member's newest open order for the item that holds a piece, or was made since then. */
  openOrderFor(memberId: string, itemId: string, since: Instant | null): Promise<Order | null>;
  /** The order whose gift this token opens, locked. */
  lockGift(token: string): Promise<Order | null>;
  openOrderCount(memberId: string): Promise<number>;
  order(id: string): Promise<Order | null>;
  lockOrder(id: string): Promise<Order | null>;
  changeOrder(id: string, from: readonly OrderState[], change: OrderChange): Promise<boolean>;
  insertIntent(intent: PaymentIntent, nextReadAt: Instant): Promise<void>;
  intent(id: string): Promise<PaymentIntent | null>;
  intents(orderId: string): Promise<PaymentIntent[]>;
  changeIntent(id: string, from: readonly IntentState[], change: IntentChange): Promise<boolean>;
  /** Whether a success has this transaction already. */
  isTransactionTaken(tx: string, exceptIntent: string): Promise<boolean>;
  /** True when the provider's id belongs to another of our intents. */
  isProviderIdTaken(providerIntentId: string, exceptIntent: string): Promise<boolean>;
  recordObservation(intentId: string, seen: Observation, verdict: string, at: Instant): Promise<void>;
  /** Asks for a read now; `candidateId` is an id to look at while the intent has none. */
  wantRead(intentId: string, candidateId: string | null, at: Instant): Promise<void>;
  intentIdByCallbackToken(token: string): Promise<string | null>;
  /** Takes up to `limit` intents whose read is due, so that no other instance reads them now. */
  claimReads(which: 'wanted' | 'scheduled', limit: number, now: Instant): Promise<DueRead[]>;
  countDueReads(which: 'wanted' | 'scheduled', now: Instant): Promise<number>;
  /** The candidate led nowhere. */
  dropCandidate(intentId: string): Promise<void>;
  scheduleRead(intentId: string, at: Instant | null, failures: number): Promise<void>;
  /** Intents that have been `creating` since before then, oldest first. */
  creatingSince(before: Instant): Promise<PaymentIntent[]>;
  /** Those of them whose card has not been refreshed for `occasion` yet. */
  creatingUntold(before: Instant, occasion: string): Promise<PaymentIntent[]>;
  /** Short payments that KryptoGO has owed back since before then, without an alarm so far. */
  refundsOwedSince(before: Instant): Promise<PaymentIntent[]>;
  /** The order with the intent that it is about now, or with the one that is named. */
  view(orderId: string, now: Instant, intentId?: string): Promise<PaymentView | null>;
  /** The newest orders of these members, newest first. */
  recentViews(memberIds: readonly string[], limit: number, now: Instant): Promise<PaymentView[]>;
  cardRef(orderId: string): Promise<MessageRef | null>;
  keepCardRef(orderId: string, ref: MessageRef | null): Promise<void>;
};

export type MemberBalance = {
  readonly memberId: string;
  readonly assetId: string;
  readonly available: bigint;
  readonly held: bigint;
};

/**
 * The laws of faults.md 3 that the books are held against. S2 is ours: what of the owner's money is set aside;
 * and so are R1 to R3: what comes back of orders.
 */
export type BooksLaw =
  | ('L3' | 'L4' | 'L6' | 'L8' | 'L9' | 'S1' | 'S2' | 'P2' | 'P3')
  | ('R1' | 'R2' | 'R3' | 'W1' | 'W2' | 'W4' | 'W5');

/** A place where the books do not agree with themselves. */
export type BooksFault = {
  readonly law: BooksLaw;
  readonly reference: string;
  readonly detail: string;
};

export type LedgerStore = {
  /** Books entries and moves members' balances with them. An entry that is booked already throws. */
  post(entries: readonly LedgerEntry[], at: Instant): Promise<void>;
  /** The spendable balance, its row locked until the transaction ends. */
  lockAvailable(memberId: string, assetId: string): Promise<bigint>;
  balancesOf(memberIds: readonly string[]): Promise<MemberBalance[]>;
  /** Sum of credits less debits, by account. */
  sums(communityId: string, assetId: string): Promise<ReadonlyMap<string, bigint>>;
  /** The same of what is booked under the reference, or under `reference:…`, its corrections. */
  sumsOf(reference: string): Promise<Sums>;
  prove(): Promise<BooksFault[]>;
};

/** A row that a worker has taken from a queue. */
export type Claimed<T> = { readonly id: number; readonly attempts: number; readonly content: T };

export type Queue<T> = {
  /** Takes up to `limit` rows, each the head of its lane; nobody else gets them until `until`. */
  claim(limit: number, now: Instant, until: Instant): Promise<Claimed<T>[]>;
  /** Goes on holding rows that are under way. */
  renew(ids: readonly number[], until: Instant): Promise<void>;
  done(id: number, at: Instant): Promise<void>;
  /** Comes again at `dueAt`. Being asked to wait is no failure, and does not count towards giving up. */
  later(id: number, dueAt: Instant, reason: string, isFailure: boolean): Promise<void>;
  giveUp(id: number, at: Instant, reason: string): Promise<void>;
};

export type InboxEntry = {
  readonly source: Platform | 'kryptogo';
  readonly externalId: string;
  /** Entries of one lane are handled one after the other. */
  readonly lane: string;
  readonly payload: unknown;
};

export type InboxStore = Queue<InboxEntry> & {
  /** False when it is there already. With `again`, it is then handled once more. */
  put(entry: InboxEntry, at: Instant, again: boolean): Promise<boolean>;
};

export type OutboxStore = Queue<QueuedNotification> & {
  queue(notifications: readonly QueuedNotification[], at: Instant): Promise<void>;
  /** Queues something for later, which holds up nothing that comes in between. */
  queueForLater(notification: QueuedNotification, dueAt: Instant, now: Instant): Promise<void>;
  /** What waits for an old id of a place waits for the new one now. */
  redirect(platform: Platform, from: string, to: string): Promise<void>;
};

/** Work that one holder at a time does. */
export type Lease = { readonly name: string; readonly holder: string };

/** How far a bot's connection to its platform has come. With the bot's token it can be gone on with. */
export type GatewaySession = {
  readonly shardId: number;
  readonly shardCount: number;
  readonly sessionId: string;
  readonly resumeUrl: string;
  readonly sequence: number;
};

export type OperationStore = {
  /** True when the alarm is new. */
  raise(alarm: Alarm, at: Instant): Promise<boolean>;
  /** Takes up to `wanted` tokens from a bucket that gains `perSecond` and holds `capacity`. */
  takeBudget(
    name: string,
    wanted: number,
    perSecond: number,
    capacity: number,
    now: Instant,
  ): Promise<number>;
  /** Takes or renews a lease. False while another holder's has not run out. */
  takeLease(name: string, holder: string, until: Instant, now: Instant): Promise<boolean>;
  /** Gives a lease back early, so that nobody has to wait for it to run out. */
  dropLease(name: string, holder: string): Promise<void>;
  gatewaySessions(bot: string): Promise<GatewaySession[]>;
  /** Replaces them all, unless somebody else holds the lease by now. */
  keepGatewaySessions(bot: string, sessions: readonly GatewaySession[], under: Lease): Promise<void>;
  pause(name: string, until: Instant, reason: string): Promise<void>;
  isPaused(name: string, now: Instant): Promise<boolean>;
  /** Deletes what was done before then. */
  forgetDone(before: Instant): Promise<void>;
};

export type Stores = {
  readonly communities: CommunityStore;
  readonly catalogue: CatalogueStore;
  readonly deliveries: DeliveryStore;
  readonly payments: PaymentStore;
  readonly ledger: LedgerStore;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly operations: OperationStore;
  readonly withdrawals: WithdrawalStore;
  readonly approvals: ApprovalStore;
  readonly treasury: TreasuryStore;
  readonly notices: NoticeStore;
  readonly dialogues: DialogueStore;
  readonly instances: InstanceStore;
  readonly reviews: ReviewStore;
  readonly seals: SealStore;
  readonly rights: RightsStore;
  readonly audit: AuditStore;
  readonly refunds: RefundStore;
  readonly stories: StoryStore;
  readonly reports: ReportStore;
};

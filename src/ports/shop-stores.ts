import type { AuditEntry } from '../domain/audit.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { Discount, Item } from '../domain/item.ts';
import type { Order } from '../domain/order.ts';
import type { Account, Language, Platform } from '../domain/platform.ts';
import type { Refund, Sale } from '../domain/refund.ts';
import type { Instant } from '../domain/time.ts';

/** The stores of the shop: catalogue, deliveries, refunds, rights, audit. */

/** Bytes that somebody gave us: an item's picture, or what is sold. */
export type StoredFile = {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

export type CatalogueStore = {
  /** Inserts the item, or brings everything but its stock up to date. False when another one has its slug. */
  saveItem(item: Item, now: Instant): Promise<boolean>;
  item(id: string): Promise<Item | null>;
  /** Also a hidden one. */
  itemBySlug(communityId: string, slug: string): Promise<Item | null>;
  /** The one on sale that a member means: by slug, else by name, else by id. */
  itemMeant(communityId: string, words: string): Promise<Item | null>;
  /** By name; with `hidden`, also those that are not on sale. */
  items(communityId: string, hidden?: boolean): Promise<Item[]>;
  /** Makes everything about one item's stock, limits and keys go one after the other. */
  lockItem(id: string): Promise<Item | null>;
  /** Whether another community lets people into this Telegram chat. */
  isChatSoldElsewhere(communityId: string, chatId: string): Promise<boolean>;
  /** Sets what can still be reserved; `null` takes the limit away. */
  setStock(itemId: string, stock: number | null): Promise<void>;
  /** Takes one piece, in one guarded write. False when none is left; true where there is no limit. */
  takePiece(itemId: string): Promise<boolean>;
  /** Gives one back, where there is a limit. */
  givePiece(itemId: string): Promise<void>;
  /** The member's orders for the item that are open, settling, paid or delivered. */
  boughtCount(memberId: string, itemId: string): Promise<number>;

  /** Adds keys that are not there yet; says how many. */
  addKeys(itemId: string, keys: readonly string[], now: Instant): Promise<number>;
  /** The order's key, or a free one that is the order's from now on; `null` when the pool is empty. */
  takeKey(itemId: string, orderId: string, now: Instant): Promise<string | null>;
  keyOf(orderId: string): Promise<string | null>;
  freeKeys(itemId: string): Promise<number>;
  /** Orders that hold a piece and have not been given their key yet. */
  keysOwed(itemId: string): Promise<number>;

  keepFile(file: StoredFile, now: Instant): Promise<void>;
  file(id: string): Promise<StoredFile | null>;
  webhookSecret(itemId: string): Promise<string | null>;
  setWebhookSecret(itemId: string, secret: string): Promise<void>;

  /** False when the code is taken in this community by one that has not ended. */
  saveDiscount(discount: Discount, now: Instant): Promise<boolean>;
  /** The one that holds now under this code, its row locked until the transaction ends. */
  lockDiscount(communityId: string, code: string, now: Instant): Promise<Discount | null>;
  /** By its id, locked, whether it has ended or not. */
  lockDiscountById(id: string): Promise<Discount | null>;
  /** Orders with it that are not closed: of everybody, or of one member. */
  discountUses(discountId: string, memberId?: string): Promise<number>;
  endDiscount(communityId: string, code: string, now: Instant): Promise<boolean>;
  discounts(communityId: string, now: Instant): Promise<(Discount & { readonly uses: number })[]>;
};

export type NewDelivery = Pick<
  Delivery,
  'id' | 'orderId' | 'communityId' | 'memberId' | 'plan' | 'accessDays' | 'createdAt' | 'dueAt'
>;

export type DeliveryChange = Partial<
  Pick<
    Delivery,
    | 'trouble'
    | 'attempts'
    | 'receipt'
    | 'deliveredAt'
    | 'endsAt'
    | 'endReason'
    | 'undoneAt'
    | 'dueAt'
    | 'memberId'
  >
>;

export type WebhookAttempt = {
  readonly deliveryId: string;
  readonly event: string;
  readonly at: Instant;
  readonly tookMs: number;
  readonly status: number | null;
  readonly detail: string;
};

export type DeliveryStore = {
  /** False when the order has one already. */
  insert(delivery: NewDelivery): Promise<boolean>;
  delivery(id: string): Promise<Delivery | null>;
  lock(id: string): Promise<Delivery | null>;
  byOrder(orderId: string): Promise<Delivery | null>;
  /** The guarded write: false when its state is none of `from` by now. */
  change(
    id: string,
    from: readonly DeliveryState[],
    to: DeliveryState,
    change: DeliveryChange,
  ): Promise<boolean>;
  /**
   * Takes up to `limit` whose time has come, so that no other instance has them before `until`; each
   * counts as a try from then on. Webhooks apart: an owner's slow server holds up nobody else.
   */
  claimDue(which: 'webhooks' | 'others', limit: number, now: Instant, until: Instant): Promise<Delivery[]>;
  /** Access that has ended and not been taken back. */
  ended(now: Instant, limit: number): Promise<Delivery[]>;
  /** Access that ends within a day, or within a tenth of its time; each only once. */
  takeReminders(now: Instant): Promise<Delivery[]>;
  /** What staff has to see to, the oldest first: tasks, and what fails. `null` for every community's. */
  open(communityIds: readonly string[] | null, limit: number): Promise<Delivery[]>;
  /** Those of an order with this code, in whatever community. */
  byCode(code: string): Promise<Delivery[]>;
  /** What others gave to these members, the newest first. */
  received(memberIds: readonly string[], limit: number): Promise<Delivery[]>;
  /** Of this account in this server or chat, given or to be given, ended or not by the clock. */
  standing(account: Account, kind: 'role' | 'invite', placeId: string): Promise<Delivery[]>;
  /** The one that the link was made for, however it stands. */
  byInviteLink(chatId: string, link: string): Promise<Delivery | null>;
  /** A chat goes by another id now: in deliveries, and in the items that lead into it. */
  moveChat(from: string, to: string): Promise<void>;
  recordAttempt(attempt: WebhookAttempt): Promise<void>;
  attempts(deliveryId: string): Promise<WebhookAttempt[]>;
};

export type RefundStore = {
  /** `null` where nothing is booked for it (yet). */
  sale(orderId: string): Promise<Sale | null>;
  /** False when the order was refunded before. */
  insert(refund: Refund): Promise<boolean>;
  of(orderId: string): Promise<Refund | null>;
  /** Sum in the community and asset since then: it counts towards the limits. */
  since(communityId: string, assetId: string, from: Instant): Promise<bigint>;
};

export type ShopManager = Account & {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
};

export type ThanksChat = {
  readonly communityId: string;
  readonly platform: Platform;
  readonly chatId: string;
  readonly language: Language;
};

export type RightsStore = {
  managers(communityId: string): Promise<ShopManager[]>;
  /** In every community where the account is one. */
  managerIn(account: Account): Promise<ShopManager[]>;
  /** False when the account is one already. */
  nameManager(manager: ShopManager, by: Account, now: Instant): Promise<boolean>;
  removeManager(communityId: string, account: Account, now: Instant): Promise<boolean>;
  thanksChats(communityId: string): Promise<ThanksChat[]>;
  setThanksChat(chat: ThanksChat, now: Instant): Promise<void>;
  dropThanksChat(communityId: string, platform: Platform): Promise<boolean>;
  /** The platform gave the chat a new id. */
  moveThanksChat(platform: Platform, from: string, to: string): Promise<void>;
  setTimeZone(communityId: string, timeZone: string): Promise<void>;
  /** The words that an account wants to see on each of its cards. */
  phrase(account: Account): Promise<string | null>;
  choosePhrase(account: Account, phrase: string | null): Promise<void>;
};

export type AuditStore = {
  record(entry: AuditEntry): Promise<void>;
  /** The newest first; with `before`, those older than that one. */
  list(
    communityId: string,
    page: { readonly limit: number; readonly before: number | null },
  ): Promise<(AuditEntry & { readonly id: number })[]>;
};

/** What is looked up to tell how an order came to be where it is. */
export type StoryStore = {
  /** The orders of this code in these communities; a code is unique in one community only. */
  ordersCalled(code: string, communityIds: readonly string[] | 'all'): Promise<Order[]>;
  /** How many callbacks came for an intent, of those that are still kept. */
  callbacksHeard(callbackToken: string): Promise<number>;
};

import type { Alarm } from '../domain/alarm.ts';
import type { Community, Member } from '../domain/community.ts';
import type { PaymentView } from '../domain/payment-view.ts';
import type { Account, Language, PlaceKey, Platform } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MessageRef } from '../ports/chat-messenger.ts';
import type { Handoff, InboxEntry } from '../ports/stores.ts';
import { isAmong } from '../domain/community.ts';
import { lookIntoCallback, noteCallback } from './callbacks.ts';
import type { Caller } from './caller.ts';
import {
  cancelOrder,
  changeCardRef,
  checkNow,
  payFromBalance,
  readPayment,
  requestFreshQuote,
  showCardAgain,
} from './card-buttons.ts';
import { enableCommunity, joinPlace, movePlace } from './communities.ts';
import type { DeliveryCore } from './deliveries/delivery-core.ts';
import { createDeliveryCore } from './deliveries/delivery-core.ts';
import type { CoreDeps } from './deps.ts';
import { enrolCaller } from './enrol-caller.ts';
import { startHandoff, takeHandoff } from './hand-off.ts';
import { createBooksProof, keepHouse } from './housekeeping.ts';
import type { BalanceLine } from './read-balance.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { readBalance } from './read-balance.ts';
import { readPayments } from './read-payments.ts';
import type { PaymentRequest, PaymentRequested } from './request-payment.ts';
import { requestPayment } from './request-payment.ts';
import type { RefundCore } from './refunds/refund-core.ts';
import { createRefundCore } from './refunds/refund-core.ts';
import type { ReportCore } from './reports/report-core.ts';
import { createReportCore } from './reports/report-core.ts';
import type { ReviewCore } from './reviews/review-core.ts';
import { createReviewCore } from './reviews/review-core.ts';
import type { RightsCore } from './rights/rights-core.ts';
import { createRightsCore } from './rights/rights-core.ts';
import type { ShopCore } from './shop/shop-core.ts';
import { createShopCore } from './shop/shop-core.ts';
import type { WithdrawalCore } from './withdrawals/withdrawal-core.ts';
import { createWithdrawalCore } from './withdrawals/withdrawal-core.ts';

const ORDERS_SHOWN = 10;

/**
 * Everything that an edge may ask of the core. Bots turn words into these calls and the answers
 * into words; each answer is a value or a named refusal, and each call may be repeated.
 */
export type Core = ShopCore &
  DeliveryCore &
  RefundCore &
  ReportCore &
  RightsCore &
  WithdrawalCore &
  ReviewCore & {
    /** The community that a chat belongs to. */
    communityAt(place: PlaceKey): Promise<Community | null>;
    /** The communities in which this account has been seen. */
    membershipsOf(account: Account): Promise<{ readonly community: Community; readonly member: Member }[]>;
    /** The caller as a member of the community, made one if they are new. */
    enrol(communityId: string, caller: Caller): Promise<Member | Refusal>;
    /** The language that the account chose in any community, else the caller's own. */
    languageFor(caller: Caller): Promise<Language>;
    chooseLanguage(account: Account, language: Language): Promise<void>;

    /** An operator makes a community of the place. */
    enableCommunity(input: { place: PlaceKey; name: string; by: Account }): Promise<Community | Refusal>;
    /** An operator adds the place to a community that exists, named by its name or its code. */
    joinPlace(input: { place: PlaceKey; community: string; by: Account }): Promise<Community | Refusal>;
    /** A place without a community was commanded: remember it, so that the bot can leave it. */
    noteStrangePlace(place: PlaceKey): Promise<void>;
    /** The platform gave a place a new id. */
    movePlace(platform: Platform, from: string, to: string): Promise<void>;
    isOperator(account: Account): boolean;

    /** Keeps a command so that the same account can go on with it in private. */
    startHandoff(input: { account: Account; communityId: string; command: string }): Promise<Handoff>;
    takeHandoff(input: { account: Account; token: string }): Promise<Handoff | Refusal>;

    requestPayment(request: PaymentRequest): Promise<PaymentRequested | Refusal>;
    /** The buttons of a card. All of them check anew whose order it is and how it stands. */
    checkNow(by: Account, orderId: string): Promise<PaymentView | Refusal>;
    cancelOrder(by: Account, orderId: string): Promise<PaymentView | Refusal>;
    requestFreshQuote(by: Account, orderId: string): Promise<PaymentView | Refusal>;
    payFromBalance(by: Account, orderId: string): Promise<PaymentView | Refusal>;
    /** The view behind a card, for the QR with the amount and the like. */
    readPayment(by: Account, orderId: string): Promise<PaymentView | Refusal>;
    /** Puts a new card into the member's chat; it becomes the live one. */
    showCardAgain(by: Account, orderId: string, card?: MessageRef): Promise<PaymentView | Refusal>;
    /**
     * Where the card of an own order stands, changed in one transaction: a platform whose messages can't
     * be edited for long moves it with each press.
     */
    changeCardRef(
      by: Account,
      orderId: string,
      change: (ref: MessageRef | null) => MessageRef | null,
    ): Promise<{ readonly ref: MessageRef | null } | Refusal>;
    /** The newest orders of the account in all its communities, newest first. */
    readOrders(by: Account): Promise<PaymentView[]>;
    readBalance(by: Account): Promise<BalanceLine[]>;

    /** A callback with a capability that we made: stored, to be looked into. */
    noteCallback(callbackToken: string, body: unknown, bodyHash: string): Promise<void>;
    lookIntoCallback(entry: InboxEntry): Promise<void>;
    /** Reads due intents at the provider; says how many. */
    readPayments(which: 'wanted' | 'scheduled'): Promise<number>;
    keepHouse(): Promise<void>;
    raiseAlarm(alarm: Alarm): Promise<void>;
    proveBooks(): Promise<number>;
  };

/** Binds every verb to what it needs. */
export function createCore(deps: CoreDeps): Core {
  const { clock, inTransaction } = deps;
  return {
    ...createShopCore(deps),
    ...createDeliveryCore(deps),
    ...createRefundCore(deps),
    ...createReportCore(deps),
    ...createRightsCore(deps),
    ...createWithdrawalCore(deps),
    ...createReviewCore(deps),
    communityAt: (place) => inTransaction(({ communities }) => communities.at(place)),
    membershipsOf: (account) => inTransaction(({ communities }) => communities.membershipsOf(account)),
    enrol: (communityId, caller) => inTransaction((stores) => enrolCaller(deps, stores, communityId, caller)),
    async languageFor({ account, language }) {
      const own = await inTransaction(({ communities }) => communities.chosenLanguage(account));
      return own ?? language;
    },
    chooseLanguage: (account, language) =>
      inTransaction(({ communities }) => communities.chooseLanguage(account, language)),

    enableCommunity: (input) => enableCommunity(deps, input),
    joinPlace: (input) => joinPlace(deps, input),
    noteStrangePlace: (place) =>
      inTransaction(({ communities }) => communities.noteStrange(place, clock.now())),
    movePlace: (platform, from, to) => movePlace(deps, platform, from, to),
    isOperator: (account) => isAmong(deps.operators, account),

    startHandoff: (input) => startHandoff(deps, input),
    takeHandoff: (input) => takeHandoff(deps, input),

    requestPayment: (request) => requestPayment(deps, request),
    checkNow: (by, orderId) => checkNow(deps, by, orderId),
    cancelOrder: (by, orderId) => cancelOrder(deps, by, orderId),
    requestFreshQuote: (by, orderId) => requestFreshQuote(deps, by, orderId),
    payFromBalance: (by, orderId) => payFromBalance(deps, by, orderId),
    readPayment: (by, orderId) => readPayment(deps, by, orderId),
    showCardAgain: (by, orderId, card) => showCardAgain(deps, by, orderId, card ?? null),
    changeCardRef: (by, orderId, change) => changeCardRef(deps, by, orderId, change),
    readOrders: (by) =>
      inTransaction(async ({ communities, payments }) => {
        const memberIds = (await communities.membershipsOf(by)).map(({ member }) => member.id);
        return memberIds.length === 0 ? [] : payments.recentViews(memberIds, ORDERS_SHOWN, clock.now());
      }),
    readBalance: (by) => readBalance(deps, by),

    noteCallback: (token, body, bodyHash) => noteCallback(deps, token, body, bodyHash),
    lookIntoCallback: (entry) => lookIntoCallback(deps, entry),
    readPayments: (which) => readPayments(deps, which),
    keepHouse: () => keepHouse(deps),
    raiseAlarm: (alarm) => inTransaction(async (stores) => void (await raiseAlarm(deps, stores, alarm))),
    proveBooks: createBooksProof(deps),
  };
}

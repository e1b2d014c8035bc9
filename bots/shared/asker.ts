import type { Caller } from '../../src/core/caller.ts';
import type { Core } from '../../src/core/core.ts';
import type { RefundCore } from '../../src/core/refunds/refund-core.ts';
import type { PaymentRequested } from '../../src/core/request-payment.ts';
import type { ReportCore } from '../../src/core/reports/report-core.ts';
import type { RightsCore } from '../../src/core/rights/rights-core.ts';
import type { ShopCore } from '../../src/core/shop/shop-core.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account, Language } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';
import type { Reply } from './button.ts';
import { textReply } from './button.ts';
import type { FormAsk } from './form.ts';
import { refusalText } from './refusal-text.ts';
import type { RichText } from './rich-text.ts';

/** What a bot asks of the core. */
export type BotCore = Pick<
  Core,
  | keyof ShopCore
  | keyof RefundCore
  | keyof ReportCore
  | keyof RightsCore
  | 'showGoods'
  | 'readGifts'
  | 'readOpenDeliveries'
  | 'finishTask'
  | 'retryDelivery'
  | 'joinAsked'
  | 'communityAt'
  | 'membershipsOf'
  | 'enrol'
  | 'languageFor'
  | 'chooseLanguage'
  | 'enableCommunity'
  | 'joinPlace'
  | 'noteStrangePlace'
  | 'movePlace'
  | 'isOperator'
  | 'startHandoff'
  | 'takeHandoff'
  | 'requestPayment'
  | 'checkNow'
  | 'cancelOrder'
  | 'requestFreshQuote'
  | 'payFromBalance'
  | 'readPayment'
  | 'readOrders'
  | 'readBalance'
  | 'readWithdrawPlaces'
  | 'draftWithdrawal'
  | 'confirmWithdrawal'
  | 'cancelWithdrawal'
  | 'readOwnWithdrawals'
  | 'showQueue'
  | 'readAsApprover'
  | 'approveWithdrawal'
  | 'rejectWithdrawal'
  | 'settleWithdrawal'
  | 'nameApprover'
  | 'removeApprover'
  | 'linkApprover'
  | 'setApprovalsChat'
  | 'changeCommunityState'
  | 'readStatus'
  | 'readOperated'
  | 'readPolicy'
  | 'setPolicy'
  | 'simulateWithdrawal'
  | 'vetoChange'
  | 'pauseOutflow'
  | 'resumeOutflow'
  | 'sendCanary'
  | 'confirmCanary'
  | 'moveTreasury'
  | 'endTreasuryMove'
  | 'readTreasury'
  | 'showReviews'
  | 'readAsReviewer'
  | 'decideReview'
  | 'beginDialogue'
  | 'readDialogue'
  | 'endDialogue'
> & {
  /** `card` is where it shall stand; without it the next delivery finds a place. */
  showCardAgain(by: Account, orderId: string, card?: MessageRef): Promise<PaymentView | Refusal>;
};

/** Somebody who wants something, and the language to answer in. */
export type Asker = {
  readonly core: BotCore;
  readonly caller: Caller;
  readonly language: Language;
  /** Where a card that they ask for is to stand, on a platform that answers with the card itself. */
  readonly card?: MessageRef;
  /** A link that leads into private with the bot and brings these words along, where there are such links. */
  readonly linkTo?: (payload: string) => string;
};

/** What comes of a command: words to say, or a payment whose card is on its way by itself. */
export type Answer =
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      /** What has to be typed first. Where there are forms, a button of the reply opens it. */
      readonly asks?: FormAsk;
      /** Why not, for whoever could ask again. */
      readonly refusal?: Refusal;
    }
  | { readonly kind: 'requested'; readonly requested: PaymentRequested };

/** Finds out in which language to answer. */
export async function askerOf<C extends BotCore>(core: C, caller: Caller): Promise<Asker & { core: C }> {
  const language = await core.languageFor(caller);
  // What they chose in one community counts in those that they come to later.
  return { core, caller: { ...caller, language }, language };
}

/** The card's place as a request carries it. */
export function cardOf({ card }: Asker): { readonly card?: MessageRef } {
  return card === undefined ? {} : { card };
}

/** An answer of words. */
export function replyWith(reply: Reply): Answer {
  return { kind: 'reply', reply };
}

/** An answer of words alone. */
export function replyText(text: RichText): Answer {
  return replyWith(textReply(text));
}

/** An expected "no" as the answer. */
export function replyRefusal({ language }: Asker, refusal: Refusal): Answer {
  return { kind: 'reply', reply: textReply([refusalText(refusal, language)]), refusal };
}

import type { Caller } from '../../src/core/caller.ts';
import type { Core } from '../../src/core/core.ts';
import type { PaymentRequested } from '../../src/core/request-payment.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { Reply } from './button.ts';
import { textReply } from './button.ts';
import { refusalText } from './refusal-text.ts';
import type { RichText } from './rich-text.ts';

/** What a bot asks of the core. */
export type BotCore = Pick<
  Core,
  | 'communityAt'
  | 'membershipsOf'
  | 'enrol'
  | 'languageFor'
  | 'chooseLanguage'
  | 'enableCommunity'
  | 'noteStrangePlace'
  | 'movePlace'
  | 'isOperator'
  | 'addItem'
  | 'hideItem'
  | 'listItems'
  | 'startHandoff'
  | 'takeHandoff'
  | 'requestPayment'
  | 'checkNow'
  | 'cancelOrder'
  | 'requestFreshQuote'
  | 'payFromBalance'
  | 'readPayment'
  | 'showCardAgain'
  | 'readOrders'
  | 'readBalance'
>;

/** Somebody who wants something, and the language to answer in. */
export type Asker = {
  readonly core: BotCore;
  readonly caller: Caller;
  readonly language: Language;
};

/** What comes of a command: words to say, or a payment whose card is on its way by itself. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'requested'; readonly requested: PaymentRequested };

/** Finds out in which language to answer. */
export async function askerOf(core: BotCore, caller: Caller): Promise<Asker> {
  const language = await core.languageFor(caller);
  // What they chose in one community counts in those that they come to later.
  return { core, caller: { ...caller, language }, language };
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
  return replyText([refusalText(refusal, language)]);
}

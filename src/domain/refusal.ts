/**
 * Every expected "no". A refusal is a value, not an exception: it travels back to the person who
 * asked and is put into their words by `bots/shared/words`, which has a sentence for each code.
 */

export const refusalCodes = [
  'amount_not_understood',
  'amount_too_small',
  'amount_needs_currency',
  'anonymous_actor',
  'balance_too_small',
  'command_not_understood',
  'command_too_old',
  'community_not_active',
  'community_not_found',
  'handoff_expired',
  'handoff_not_yours',
  'item_exists',
  'item_name_not_usable',
  'item_not_found',
  'no_community',
  'not_operator',
  'only_in_group',
  'only_in_private',
  'order_not_cancellable',
  'order_not_found',
  'order_not_open',
  'place_enabled_already',
  'place_unknown',
  'payments_paused',
  'price_not_understood',
  'quote_expired',
  'too_many_open_orders',
  'too_many_quotes',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What the sentence of a refusal may mention, already as text. */
export type RefusalFacts = Readonly<Record<string, string>>;

export type Refusal = { readonly refusal: RefusalCode; readonly facts: RefusalFacts };

export function refuse(refusal: RefusalCode, facts: RefusalFacts = {}): Refusal {
  return { refusal, facts };
}

/** Tells a refusal from the answer that it took the place of. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer;
}

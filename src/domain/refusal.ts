/**
 * Every expected "no". A refusal is a value, not an exception: it travels back to the person who
 * asked and is put into their words by `bots/shared/words`, which has a sentence for each code.
 */

export const refusalCodes = [
  'address_burn',
  'address_character_wrong',
  'address_checksum_wrong',
  'address_is_icap',
  'address_is_key_or_hash',
  'address_is_link',
  'address_is_name',
  'address_is_ours',
  'address_is_token',
  'address_missing',
  'address_not_ascii',
  'address_not_understood',
  'address_other_chain',
  'address_prefix_wrong',
  'address_too_long',
  'address_too_short',
  'address_two',
  'address_zero',
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
  'withdrawal_amount_comma',
  'withdrawal_amount_not_understood',
  'withdrawal_amount_too_fine',
  'withdrawal_amount_zero',
  'approvals_chat_public',
  'approvals_chat_taken',
  'approver_account_taken',
  'approver_exists',
  'approver_not_found',
  'canary_too_soon',
  'change_not_found',
  'change_over',
  'decided_already',
  'draft_expired',
  'equity_too_small',
  'hash_not_understood',
  'hash_taken',
  'not_approver',
  'own_payment',
  'own_withdrawal',
  'policy_not_understood',
  'quarantine_not_over',
  'reason_missing',
  'review_amount_above',
  'review_amount_zero',
  'review_not_found',
  'review_over',
  'review_without_token',
  'second_person_needed',
  'sender_not_gone',
  'too_many_withdrawals',
  'treasury_move_over',
  'withdrawal_over',
  'withdrawal_not_cancellable',
  'withdrawal_not_found',
  'withdrawal_above_limit',
  'withdrawal_above_day',
  'withdrawal_below_minimum',
  'withdrawals_no_approver',
  'withdrawals_off',
  'withdrawals_paused',
  'wrong_chat',
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

/** What the person on call is woken for. Each is raised once per reference. */
export const alarmCodes = [
  'asset_not_accepted',
  'contradiction_after_booking',
  'discord_beginnings_low',
  'intent_not_ours',
  'notification_undeliverable',
  'books_disagree',
  'payment_in_review',
  'payment_unsettled',
  'provider_answer_unreadable',
  'provider_refuses_key',
  'refund_after_booking',
  'refund_overdue',
  'refund_short',
  'status_went_back',
  'unknown_status',
  'inbox_entry_given_up',
  'withdrawal_in_doubt',
  'withdrawal_late_answer',
  'withdrawal_hash_twice',
  'withdrawal_tampered',
  'correction_loss',
  'clock_skew',
  'treasury_short',
  'outflow_stopped',
  'transfers_unreachable',
  'canary_differs',
  'canary_corrected',
] as const;

export type AlarmCode = (typeof alarmCodes)[number];

export type Alarm = {
  readonly code: AlarmCode;
  /** What it is about: an intent, an order, a day. */
  readonly reference: string;
  /** One sentence for the person on call; no secret, no address of a member. */
  readonly detail: string;
};

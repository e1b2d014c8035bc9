import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import type { QrChoice } from './card-text.ts';
import type { PaymentCard } from './payment-card.ts';
import { paymentCard } from './payment-card.ts';

/** A card that changes while it is brought up to date is looked at again, but not for ever. */
const CARD_LOOKS_MAX = 3;

/**
 * Brings the pressed message up to date; `show` edits it and tells whether it had to. The outbox may
 * be editing it at the same time, so the payment is read again afterwards: what was shown last is
 * how it stood last.
 */
export async function showOnCard(
  { core, caller, language }: Asker,
  orderId: string,
  qr: QrChoice,
  show: (card: PaymentCard) => Promise<boolean>,
): Promise<void> {
  for (let look = 0; look < CARD_LOOKS_MAX; look += 1) {
    const view = await core.readPayment(caller.account, orderId);
    if (isRefusal(view) || !(await show(paymentCard(view, language, qr)))) return;
  }
}

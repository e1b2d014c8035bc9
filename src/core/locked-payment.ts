import type { Order } from '../domain/order.ts';
import type { PaymentIntent } from '../domain/payment-intent.ts';

/** An order with one of its intents, both locked by the order's row. */
export type LockedPayment = { readonly order: Order; readonly intent: PaymentIntent };

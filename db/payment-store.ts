import type { Asset } from '../src/domain/asset.ts';
import type { PaymentStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { createIntentStore } from './intent-store.ts';
import { createOrderStore } from './order-store.ts';
import { createReadQueue } from './read-queue.ts';
import { createViewStore } from './view-store.ts';

/** Orders, their intents, and what is to be read at the provider. */
export function createPaymentStore(tx: Transaction, assets: readonly Asset[]): PaymentStore {
  return {
    ...createOrderStore(tx),
    ...createIntentStore(tx),
    ...createReadQueue(tx),
    ...createViewStore(tx, assets),
  };
}

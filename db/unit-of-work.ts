import type { Asset } from '../src/domain/asset.ts';
import type { UnitOfWork } from '../src/ports/unit-of-work.ts';
import type { Database } from './database.ts';
import { createApprovalStore } from './approval-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import { createCommunityStore } from './community-store.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createInstanceStore } from './instance-store.ts';
import { createLedgerStore } from './ledger-store.ts';
import { createDialogueStore, createNoticeStore } from './notice-store.ts';
import { createOperationStore } from './operation-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createPaymentStore } from './payment-store.ts';
import { createRefundStore } from './refund-store.ts';
import { createReportStore } from './report-store.ts';
import { createReviewStore } from './review-store.ts';
import { createRightsStore } from './rights-store.ts';
import { createSealStore } from './seal-store.ts';
import { createStoryStore } from './story-store.ts';
import { createTreasuryStore } from './treasury-store.ts';
import { createWithdrawalStore } from './withdrawal-store.ts';

const ATTEMPTS_MAX = 5;

/** Serialization failure and deadlock: the database asks for the whole block again (faults.md C-01). */
const AGAIN = new Set(['40001', '40P01']);

/** Implements the port: one transaction with all stores in it, run again a bounded number of times. */
export function createUnitOfWork(database: Database, assets: readonly Asset[]): UnitOfWork {
  return async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await database.transaction((tx) =>
          work({
            communities: createCommunityStore(tx),
            deliveries: createDeliveryStore(tx),
            payments: createPaymentStore(tx, assets),
            ledger: createLedgerStore(tx),
            inbox: createInboxStore(tx),
            outbox: createOutboxStore(tx),
            operations: createOperationStore(tx),
            withdrawals: createWithdrawalStore(tx),
            approvals: createApprovalStore(tx),
            treasury: createTreasuryStore(tx),
            notices: createNoticeStore(tx),
            dialogues: createDialogueStore(tx),
            instances: createInstanceStore(tx),
            reviews: createReviewStore(tx, assets, createLedgerStore(tx)),
            seals: createSealStore(tx),
            catalogue: createCatalogueStore(tx),
            rights: createRightsStore(tx),
            audit: createAuditStore(tx),
            refunds: createRefundStore(tx),
            stories: createStoryStore(tx),
            reports: createReportStore(tx),
          }),
        );
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !AGAIN.has(sqlState(error))) throw error;
      }
    }
  };
}

/** Drizzle wraps the driver's error; the SQLSTATE is in its cause. */
export function sqlState(error: unknown): string {
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth += 1
  ) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return '';
}

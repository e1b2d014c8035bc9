import type { Account } from '../../domain/platform.ts';
import type { RefundView } from '../../domain/refund.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { CoreDeps } from '../deps.ts';
import type { RefundAsk, RefundRequest } from './refund-order.ts';
import { previewRefund, refundOrder, takeRefund } from './refund-order.ts';

/** Money that comes back for what was bought. */
export type RefundCore = {
  /** What would come back of the order, or has; asks nothing and changes nothing. */
  previewRefund(ask: RefundAsk): Promise<RefundView | Refusal>;
  /** An approver gives it back. Repeated, it answers with the refund that was made. */
  refundOrder(request: RefundRequest): Promise<RefundView | Refusal>;
  /** The buyer takes it back, of what was not handed over for 24 hours. */
  takeRefund(by: Account, orderId: string): Promise<RefundView | Refusal>;
};

/** Binds every verb to what it needs. */
export function createRefundCore(deps: CoreDeps): RefundCore {
  return {
    previewRefund: (ask) => previewRefund(deps, ask),
    refundOrder: (request) => refundOrder(deps, request),
    takeRefund: (by, orderId) => takeRefund(deps, by, orderId),
  };
}

// The words that the simulator's files share.

export interface Clock {
  /** Epoch milliseconds. May be a fake clock that a test moves. */
  readonly now: () => number;
}

export interface Token {
  readonly chainId: string;
  /** The number that an EIP-681 link carries: 42161 is Arbitrum One. */
  readonly chainNumber: number;
  readonly symbol: string;
  readonly address: string;
  readonly decimals: number;
}

export type CreatedBy = 'merchant' | 'stranger';

/** One intent as the simulator itself keeps it. Amounts are smallest units. */
export interface Intent {
  readonly id: string;
  readonly createdAt: number;
  readonly createdBy: CreatedBy;
  readonly address: string;
  readonly token: Token;
  readonly cryptoAmount: bigint;
  readonly fiatAmount: string;
  readonly fiatCurrency: string;
  /** Unix seconds. */
  readonly deadline: number;
  readonly orderData: unknown;
  readonly callbackUrl: string | undefined;
  readonly groupKey: string | undefined;
  /** pending, success, expired, insufficient_not_refunded, insufficient_refunded, or a word that a test forced. */
  status: string;
  received: bigint | null;
  aggregated: bigint | null;
  refunded: bigint | null;
  paymentTxHash: string | null;
  /** Unix seconds. */
  paymentTxTime: number | null;
  payerAddress: string | null;
  aggregationTxHash: string | null;
  refundTxHash: string | null;
  /** Payments that are on the chain and not noticed yet. */
  onTheWay: number;
}

/** An intent's truth for tests and pages: a copy, with decimal strings. */
export interface IntentTruth {
  readonly id: string;
  readonly createdAt: number;
  readonly createdBy: CreatedBy;
  readonly status: string;
  readonly address: string;
  readonly chainId: string;
  readonly tokenAddress: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly cryptoAmount: string;
  readonly fiatAmount: string;
  readonly fiatCurrency: string;
  readonly deadline: number;
  readonly orderData: unknown;
  readonly callbackUrl: string | undefined;
  readonly groupKey: string | undefined;
  readonly received: string | null;
  readonly aggregated: string | null;
  readonly refunded: string | null;
  readonly paymentTxHash: string | null;
  readonly payerAddress: string | null;
  readonly aggregationTxHash: string | null;
  readonly refundTxHash: string | null;
}

/** A token movement on the simulated chain. */
export interface ChainTransaction {
  readonly hash: string;
  readonly at: number;
  readonly kind: 'payment' | 'refund' | 'aggregation' | 'payout';
  readonly from: string;
  readonly to: string;
  readonly chainId: string;
  readonly tokenAddress: string;
  readonly symbol: string;
  readonly units: bigint;
  /** Decimal string. */
  readonly amount: string;
}

export type StrayReason =
  'not an intent address' | 'wrong chain' | 'wrong token' | 'late' | 'intent already finished';

/** A payment that no intent was credited with. */
export interface Stray {
  readonly reason: StrayReason;
  readonly intentId: string | null;
  readonly transaction: ChainTransaction;
}

export interface RequestRecord {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  operation: Operation | 'unknown';
  /** HTTP status, or what happened instead of an answer; null while the answer is being made. */
  answered: number | 'hung' | 'cut' | null;
  /** The answer's body as it was written, its first 10,000 characters. */
  answer: string;
  /** The mischief that was applied, if any. */
  mischief: string | null;
}

export type Operation = 'create' | 'read' | 'list' | 'transfer';

/** A request that broke the documented contract, whether or not it was refused. */
export interface ContractFault {
  readonly at: number;
  readonly rule: string;
  readonly detail: string;
  readonly request: RequestRecord;
}

export interface CallbackRecord {
  readonly at: number;
  readonly kind: 'status' | 'forged' | 'test';
  readonly intentId: string | null;
  readonly url: string;
  readonly body: string;
  readonly attempt: number;
  readonly mischief: string | null;
  /** HTTP status, or why there is none; null while under way. */
  answered: number | 'lost' | 'failed' | 'not sent' | null;
  error?: string;
}

export interface TransferRecord {
  readonly id: string;
  readonly at: number;
  readonly chainId: string;
  readonly tokenAddress: string;
  readonly symbol: string;
  readonly to: string;
  readonly units: bigint;
  readonly amount: string;
  /** Null while parked. */
  txHash: string | null;
  /** Parked: taken in, waiting for an approver in Studio, no money moved yet. */
  state: 'executed' | 'parked';
}

export type SimulatorEvent =
  | { readonly type: 'intent'; readonly at: number; readonly intent: IntentTruth }
  | { readonly type: 'status'; readonly at: number; readonly from: string; readonly intent: IntentTruth }
  | { readonly type: 'aggregation'; readonly at: number; readonly intent: IntentTruth }
  | { readonly type: 'transaction'; readonly at: number; readonly transaction: ChainTransaction }
  | { readonly type: 'stray'; readonly at: number; readonly stray: Stray }
  | { readonly type: 'request'; readonly at: number; readonly request: RequestRecord }
  | { readonly type: 'fault'; readonly at: number; readonly fault: ContractFault }
  | { readonly type: 'callback'; readonly at: number; readonly callback: CallbackRecord }
  | { readonly type: 'transfer'; readonly at: number; readonly transfer: TransferRecord };

export type Emit = (event: SimulatorEvent) => void;

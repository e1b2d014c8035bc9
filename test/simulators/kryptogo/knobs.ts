// What the documents leave open, as switches. Each can be given at the start and turned while running.

import type { Token } from './types.ts';

export const USDT: Token = {
  chainId: 'arb',
  chainNumber: 42161,
  symbol: 'USDT',
  address: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  decimals: 6,
};

/** The bridged USDC that the third-party guide names. */
export const USDC: Token = {
  chainId: 'arb',
  chainNumber: 42161,
  symbol: 'USDC',
  address: '0xff970a61a04b1ca14834a43f5de4533ebddb5cc8',
  decimals: 6,
};

export interface SignatureKnob {
  readonly secret: string;
  readonly timestampUnit?: 's' | 'ms';
  readonly encoding?: 'hex' | 'base64';
  /** The text that is signed; the real recipe is unknown. Default: JSON with sorted keys, without the signature. */
  readonly canonical?: (body: Readonly<Record<string, unknown>>) => string;
  /** 'wrong' signs with another secret, 'stale' dates the body an hour back. */
  readonly spoil?: 'wrong' | 'stale';
}

export interface Knobs {
  /** Fiat per token, as decimal strings. */
  rates: Record<'TWD' | 'USD', string>;
  /** Decimals that a quote is rounded up to. */
  quoteDecimals: number;
  validForMs: number;
  feePercent: string;
  /** Decimals that the aggregated amount is cut to. */
  aggregatedDecimals: number;
  /** How long after the payment a status changes: drawn from this range. */
  statusDelayMs: number | readonly [number, number];
  /** How long after success the aggregated amount appears. */
  aggregationDelayMs: number;
  /** How long after a short payment the refund goes out; null waits for `refundNow`. */
  refundDelayMs: number | null;
  /** Taken from a refund, decimal string. */
  refundCost: string;
  latePayments: 'settle' | 'ignore';
  /** A payment to an intent that is already finished. */
  secondPayments: 'stray' | 'add';
  paymentToken: Token;
  tokens: readonly Token[];

  errorsAs: 'http-4xx' | 'http-200';
  /** client_id, org_id, payer_address, payment_tx_timestamp, aggregation_tx_hash in answers. */
  extraFields: boolean;
  nulls: 'sent' | 'left-out';
  /** Whether '300' is echoed as sent or as '300.0'. */
  fiatEcho: 'as-sent' | 'normalised';
  /** The unit behind "max 1000 characters": bytes counts UTF-8 and Go's \u003c escapes. */
  orderDataUnit: 'characters' | 'bytes';
  listShape: 'array' | 'items' | 'error';
  /** Whether query parameters such as group_key and status narrow the list; undocumented, so off. */
  listFilters: boolean;
  listPageSize: number | null;
  /** More reads than this within one second of the clock are answered 429. */
  maxReadsPerSecond: number | null;

  callbackNames: 'callback' | 'api';
  callbackNulls: 'sent' | 'left-out';
  pendingCallbacks: boolean;
  /** Sends (and waits for) the pending callback before the create answer is written. */
  callbackBeforeAnswer: boolean;
  callbackSignature: SignatureKnob | null;
  /** Waits before repeated attempts after a non-2xx answer, by the clock. Empty: one attempt. */
  callbackRetriesMs: readonly number[];
  /** Real milliseconds that a receiver may take. */
  callbackTimeoutMs: number;
  /** Maps a public callback address to a local one; anything that is not loopback afterwards is never sent. */
  callbackRewrite: (url: string) => string;

  /** Limits such as an owner may set in Studio; decimal strings. The daily count restarts at midnight UTC. */
  transferCaps: { perTransaction?: string; daily?: string };
  /** What insufficient_amount means is not documented. */
  insufficientMeans: 'shortfall' | 'asked';
}

export function defaultKnobs(): Knobs {
  return {
    rates: { TWD: '32.5', USD: '1' },
    quoteDecimals: 2,
    validForMs: 30 * 60_000,
    feePercent: '1',
    aggregatedDecimals: 2,
    statusDelayMs: [0, 8000],
    aggregationDelayMs: 0,
    refundDelayMs: 120_000,
    refundCost: '0',
    latePayments: 'settle',
    secondPayments: 'stray',
    paymentToken: USDT,
    tokens: [USDT, USDC],
    errorsAs: 'http-4xx',
    extraFields: false,
    nulls: 'sent',
    fiatEcho: 'as-sent',
    orderDataUnit: 'characters',
    listShape: 'array',
    listFilters: false,
    listPageSize: null,
    maxReadsPerSecond: null,
    callbackNames: 'callback',
    callbackNulls: 'left-out',
    pendingCallbacks: true,
    callbackBeforeAnswer: false,
    callbackSignature: null,
    callbackRetriesMs: [],
    callbackTimeoutMs: 5000,
    callbackRewrite: (url) => url,
    transferCaps: {},
    insufficientMeans: 'shortfall',
  };
}

export interface Credentials {
  readonly clientId: string;
  readonly apiKey: string;
  readonly transferKey: string;
  readonly origin: string;
  readonly orgId: number;
}

export function defaultCredentials(): Credentials {
  return {
    clientId: '9c5a79fc1117310f976b53752659b61d',
    apiKey: 'sim-studio-key',
    transferKey: 'sim-transfer-key',
    origin: 'https://till.example',
    orgId: 1,
  };
}

// What the documents demand of a request. Codes from 4900 on are the simulator's own and say so.

import { isPlainDecimal, toUnits } from './decimals.ts';
import type { Credentials, Knobs } from './knobs.ts';
import type { NewIntent } from './intent-book.ts';
import type { Operation } from './types.ts';

export interface Refusal {
  readonly code: number;
  readonly httpStatus: number;
  readonly message: string;
  readonly data?: unknown;
}

/** Codes that the documents do not know; every message ends with "(simulator)". */
export const SIMULATOR_CODES = {
  originMissing: 4900,
  originUnknown: 4901,
  contentType: 4902,
  bodyNotJson: 4903,
  fiatAmount: 4904,
  fiatCurrency: 4905,
  orderData: 4906,
  callbackUrl: 4907,
  unknownField: 4908,
  groupKey: 4909,
  transferField: 4910,
  transferToken: 4911,
  transferAmount: 4912,
  transferAddress: 4913,
  capExceeded: 4914,
  unknownRoute: 4915,
  tooManyRequests: 4916,
  listUnavailable: 4917,
} as const;

export function refuse(rule: keyof typeof SIMULATOR_CODES, message: string, httpStatus = 400): Refusal {
  return { code: SIMULATOR_CODES[rule], httpStatus, message: `${message} (simulator)` };
}

/** Unknown ids, an empty treasury, limits and an absent list are answers to correct requests; the rest broke the contract. */
export function isBreach({ code }: Refusal): boolean {
  const { capExceeded, listUnavailable } = SIMULATOR_CODES;
  return ![4006, 4015, capExceeded, listUnavailable].includes(code);
}

export interface RevokedKeys {
  studio: boolean;
  transfer: boolean;
}

type Headers = Readonly<Record<string, string>>;

/** Checks the headers in the order key, client, origin, content type. */
export function checkHeaders(
  operation: Operation,
  headers: Headers,
  credentials: Credentials,
  revoked: RevokedKeys,
): Refusal | null {
  const isTransfer = operation === 'transfer';
  const key = isTransfer ? credentials.transferKey : credentials.apiKey;
  const isRevoked = isTransfer ? revoked.transfer : revoked.studio;
  if (isRevoked || headers['x-studio-api-key'] !== key) {
    return { code: 4002, httpStatus: 401, message: 'Invalid API key' };
  }
  if (!isTransfer) {
    if (headers['x-client-id'] !== credentials.clientId) {
      return { code: 4001, httpStatus: 401, message: 'Invalid client_id' };
    }
    if (headers['origin'] === undefined) return refuse('originMissing', 'Origin header is missing', 403);
    if (headers['origin'] !== credentials.origin)
      return refuse('originUnknown', 'Origin is not registered', 403);
  }
  const isPost = operation === 'create' || isTransfer;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  return isPost && type !== 'application/json'
    ? refuse('contentType', 'Content-Type must be application/json', 415)
    : null;
}

const CREATE_FIELDS = new Set(['fiat_amount', 'fiat_currency', 'callback_url', 'order_data', 'group_key']);
const TRANSFER_FIELDS = ['chain_id', 'contract_address', 'amount', 'wallet_address'] as const;
const MAX_ORDER_DATA = 1000;

export type Checked<T> = { readonly value: T } | { readonly refusal: Refusal };

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function orderDataLength(value: unknown, unit: Knobs['orderDataUnit']): number {
  const text = JSON.stringify(value);
  return unit === 'characters' ? [...text].length : Buffer.byteLength(text.replace(/[<>&]/g, '\\u0000'));
}

export function checkCreate(body: string, knobs: Knobs): Checked<NewIntent> {
  const fields = parseObject(body);
  const no = (rule: keyof typeof SIMULATOR_CODES, message: string) => ({ refusal: refuse(rule, message) });
  if (fields === null) return no('bodyNotJson', 'the body must be a JSON object');
  const unknown = Object.keys(fields).find((name) => !CREATE_FIELDS.has(name));
  if (unknown !== undefined) return no('unknownField', `unknown field '${unknown}'`);
  const { fiat_amount: fiatAmount, fiat_currency: fiatCurrency, order_data: orderData } = fields;
  const { callback_url: callbackUrl, group_key: groupKey } = fields;
  if (!isPlainDecimal(fiatAmount)) return no('fiatAmount', 'fiat_amount must be a decimal string');
  if ((fiatAmount.split('.')[1] ?? '').length > 18)
    return no('fiatAmount', 'fiat_amount has too many decimals');
  if (toUnits(fiatAmount, 18) < toUnits('0.01', 18))
    return no('fiatAmount', 'fiat_amount must be at least 0.01');
  if (fiatCurrency !== 'TWD' && fiatCurrency !== 'USD')
    return no('fiatCurrency', 'fiat_currency must be TWD or USD');
  if (orderData !== undefined && !isObject(orderData)) return no('orderData', 'order_data must be an object');
  if (orderData !== undefined && orderDataLength(orderData, knobs.orderDataUnit) > MAX_ORDER_DATA) {
    return no('orderData', `order_data is longer than ${MAX_ORDER_DATA} ${knobs.orderDataUnit}`);
  }
  if (!isText(callbackUrl)) return no('callbackUrl', 'callback_url must be a string');
  if (!isText(groupKey)) return no('groupKey', 'group_key must be a string');
  return { value: { fiatAmount, fiatCurrency, orderData, callbackUrl, groupKey } };
}

export type TransferFields = Record<(typeof TRANSFER_FIELDS)[number], string>;

export function checkTransfer(body: string): Checked<TransferFields> {
  const fields = parseObject(body);
  if (fields === null) return { refusal: refuse('bodyNotJson', 'the body must be a JSON object') };
  const unknown = Object.keys(fields).find((name) => !TRANSFER_FIELDS.some((known) => known === name));
  if (unknown !== undefined) return { refusal: refuse('unknownField', `unknown field '${unknown}'`) };
  const texts: Partial<TransferFields> = {};
  for (const name of TRANSFER_FIELDS) {
    const value = fields[name];
    if (typeof value !== 'string') return { refusal: refuse('transferField', `${name} must be a string`) };
    texts[name] = value;
  }
  return { value: texts as TransferFields };
}

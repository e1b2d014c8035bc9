import { createHash } from 'node:crypto';
import { addr } from 'micro-eth-signer';
import { z } from 'zod';
import { fiatCurrencies, parseExact, parseExactFiat } from '../domain/money.ts';
import type { Observation } from '../domain/payment-intent.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { IntentTrace } from '../ports/payment-provider.ts';

/** KryptoGO's envelope around every answer (kryptogo.md 2). */
export type Envelope = { readonly code: number; readonly message: string; readonly data?: unknown };

/** An observation, or the name of the field because of which there is none. */
export type Reading =
  { readonly ok: true; readonly seen: Observation } | { readonly ok: false; readonly field: string };

const PROVIDER_ID = /^[0-9A-Za-z_-]{1,100}$/;

const envelopeShape = z.object({
  code: z.int(),
  message: z.string().catch(''),
  data: z.unknown().optional(),
});

/** Amounts must be text: a JSON number has been through somebody's floating point already. */
const amountOrNothing = z.string().nullish();

/** What only some sources document, or what somebody else may have written: never a reason to stop. */
const textOrNull = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,1000}$/u)
  .nullable()
  .catch(null);
const hashOrNull = z
  .string()
  .regex(/^[\x21-\x7e]{1,130}$/)
  .transform((hash) => hash.toLowerCase())
  .nullable()
  .catch(null);

/** EIP-55: mixed case must be the right mixed case; one case only carries no checksum. */
const address = z
  .string()
  .refine((text) => addr.isValid(text))
  .transform((text) => addr.addChecksum(text));

const intentShape = z.object({
  payment_intent_id: z.string().regex(PROVIDER_ID),
  status: z.string().regex(/^[a-z_]{1,40}$/i),
  payment_chain_id: z.string().regex(/^[0-9a-z_-]{1,40}$/i),
  payment_address: address,
  token_address: address,
  symbol: z.string().regex(/^[^\p{C}]{1,40}$/u),
  decimals: z.int().min(0).max(36),
  crypto_amount: z.string(),
  fiat_amount: z.string(),
  fiat_currency: z.enum(fiatCurrencies),
  // Unix seconds; a value in milliseconds would be far beyond the upper limit (year 5138).
  payment_deadline: z.int().positive().max(99_999_999_999),
  // Callbacks and the API name these two differently (kryptogo.md 4); either is taken here.
  received_amount: amountOrNothing,
  received_crypto_amount: amountOrNothing,
  aggregated_amount: amountOrNothing,
  aggregated_crypto_amount: amountOrNothing,
  refund_amount: amountOrNothing,
  payment_tx_hash: hashOrNull,
  refund_tx_hash: hashOrNull,
  order_data: z.object({ order_id: textOrNull, nonce: textOrNull }).catch({ order_id: null, nonce: null }),
  client_id: textOrNull,
  callback_url: textOrNull,
});

type Intent = z.infer<typeof intentShape>;

/** Whether a text can be the id of an intent; only such a text is put into a path. */
export function isProviderId(text: string): boolean {
  return PROVIDER_ID.test(text);
}

/** The intent id in a bare object, as callbacks are (kryptogo.md 4); else `null`. */
export function providerIdIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'payment_intent_id')) return null;
  const id = (body as { payment_intent_id?: unknown }).payment_intent_id;
  return typeof id === 'string' && isProviderId(id) ? id : null;
}

/** Text → envelope; `null` for HTML, cut JSON, or JSON of another shape. */
export function openEnvelope(text: string): Envelope | null {
  const content = parseJson(text);
  const parsed = envelopeShape.safeParse(content);
  return parsed.success ? parsed.data : null;
}

/** An answer in our own words. The vendor's sentence stays out: it may repeat what we sent. */
export function noOf(status: number, code: number | undefined): string {
  return code === undefined || code === 0 ? `http ${status}` : `http ${status}, code ${code}`;
}

/** Whether an answer is JSON at all, so that it comes from the API and not from something before it. */
export function isJsonObject(text: string): boolean {
  const content = parseJson(text);
  return typeof content === 'object' && content !== null;
}

/** The entries of a list in any of the shapes that it may have (kryptogo.md 5); `null` for no list. */
export function entriesIn(data: unknown): readonly unknown[] | null {
  if (Array.isArray(data)) return data as unknown[];
  if (typeof data !== 'object' || data === null) return null;
  const names = ['items', 'list', 'intents', 'payment_intents', 'results', 'data'];
  const found = Object.entries(data).find(([name, value]) => names.includes(name) && Array.isArray(value));
  return found ? (found[1] as unknown[]) : null;
}

/** A hash of nothing but zeros is how some programs spell "none". */
const TX_HASH = /^0x(?!0{64}$)[0-9a-f]{64}$/i;

const receiptShape = z
  .object({
    id: z.string().regex(PROVIDER_ID).nullable().catch(null),
    tx_hash: z
      .string()
      .regex(TX_HASH)
      .transform((hash) => hash.toLowerCase())
      .nullable()
      .catch(null),
    insufficient_amount: z
      .string()
      .regex(/^\d{1,60}(?:\.\d{1,40})?$/)
      .nullable()
      .catch(null),
  })
  .catch({ id: null, tx_hash: null, insufficient_amount: null });

/** What an answer about a transfer names, field by field; `null` for what is not there or not well-formed. */
export function readReceipt(data: unknown): {
  readonly providerId: string | null;
  readonly txHash: string | null;
  readonly insufficient: string | null;
} {
  const receipt = receiptShape.parse(data);
  return { providerId: receipt.id, txHash: receipt.tx_hash, insufficient: receipt.insufficient_amount };
}

/** Whether a text is JSON with exactly these fields and values, and nothing besides. */
export function saysExactly(text: string, fields: Readonly<Record<string, string>>): boolean {
  const shape = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, z.literal(value)]));
  return z.strictObject(shape).safeParse(parseJson(text)).success;
}

const traceShape = z.object({
  payment_intent_id: z.string().regex(PROVIDER_ID),
  order_data: z.object({ nonce: z.string() }),
});

/** As much of a list's entry as it takes to find our own; `null` where it isn't there. */
export function readTrace(entry: unknown): IntentTrace | null {
  const parsed = traceShape.safeParse(entry);
  if (!parsed.success) return null;
  return { providerIntentId: parsed.data.payment_intent_id, nonce: parsed.data.order_data.nonce };
}

/**
 * One intent as the API describes it, in our words. Exact or not at all: an amount with a digit too
 * many, a negative one, one that was sent as a number, or an address with a wrong checksum makes the
 * whole answer unreadable (faults.md ). Fields that we don't know are ignored.
 */
export function readObservation(data: unknown): Reading {
  const parsed = intentShape.safeParse(data);
  if (!parsed.success) return unreadable(parsed.error.issues[0]?.path[0]);
  const intent = parsed.data;
  const fiat = parseExactFiat(intent.fiat_amount, intent.fiat_currency);
  const quoted = parseExact(intent.crypto_amount, intent.decimals);
  if (!fiat) return unreadable('fiat_amount');
  if (quoted === null || quoted === 0n) return unreadable('crypto_amount');
  const received = amountOf(intent, 'received_amount', 'received_crypto_amount');
  const net = amountOf(intent, 'aggregated_amount', 'aggregated_crypto_amount');
  const refunded = amountOf(intent, 'refund_amount', 'refund_amount');
  if (received === 'unreadable') return unreadable('received_amount');
  if (net === 'unreadable') return unreadable('aggregated_amount');
  if (refunded === 'unreadable') return unreadable('refund_amount');
  const bodyHash = hashOf(data);
  if (bodyHash === null) return unreadable('order_data');
  // Nothing settled is "not settled yet": a net of zero would end the payment with the money gone.
  const settled = net === 0n ? null : net;
  const seen = { ...factsOf(intent), fiat, quoted, received, net: settled, refunded, bodyHash };
  return { ok: true, seen };
}

function factsOf(intent: Intent) {
  return {
    providerIntentId: intent.payment_intent_id,
    status: intent.status,
    chain: intent.payment_chain_id,
    tokenContract: intent.token_address,
    symbol: intent.symbol,
    decimals: intent.decimals,
    address: intent.payment_address,
    deadline: intent.payment_deadline * SECOND_MS,
    paymentTx: intent.payment_tx_hash,
    refundTx: intent.refund_tx_hash,
    orderId: intent.order_data.order_id,
    nonce: intent.order_data.nonce,
    clientId: intent.client_id,
    callbackUrl: intent.callback_url,
  };
}

type AmountName =
  | 'received_amount'
  | 'received_crypto_amount'
  | 'aggregated_amount'
  | 'aggregated_crypto_amount'
  | 'refund_amount';

/** Smallest units; `null` when neither name has a value; two values that differ are no amount. */
function amountOf(intent: Intent, one: AmountName, other: AmountName): bigint | null | 'unreadable' {
  const texts = [intent[one], intent[other]].flatMap((text) => text ?? []);
  const amounts = new Set(texts.map((text) => parseExact(text, intent.decimals)));
  if (amounts.size > 1) return 'unreadable';
  const [amount = null] = amounts;
  return amount === null && texts.length > 0 ? 'unreadable' : amount;
}

/** SHA-256 of the content, whatever the order of its keys; `null` if it is nested beyond all measure. */
function hashOf(data: unknown): string | null {
  try {
    const sorted = JSON.stringify(data, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
    );
    return createHash('sha256').update(sorted).digest('hex');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(field: PropertyKey | undefined): Reading {
  return { ok: false, field: String(field ?? 'data') };
}

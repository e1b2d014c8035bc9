import { fiatDecimal } from '../domain/money.ts';
import type { Log } from '../ports/log.ts';
import type {
  CreateIntentRequest,
  CreateOutcome,
  ListOutcome,
  PaymentProvider,
  ProviderTrouble,
  ReadOutcome,
} from '../ports/payment-provider.ts';
import { createKryptogoHttp, type Answer } from './kryptogo-http.ts';
import {
  entriesIn,
  isJsonObject,
  isProviderId,
  noOf,
  openEnvelope,
  providerIdIn,
  readObservation,
  readTrace,
} from './kryptogo-shapes.ts';

export type KryptogoSettings = {
  /** Without a slash at the end: `https://wallet.kryptogo.app`. */
  readonly apiRoot: string;
  readonly clientId: string;
  /** Our application's domain, as the merchant registered it. */
  readonly origin: string;
  readonly apiKey: string;
  readonly log: Log;
  readonly timeoutsMs?: { readonly create: number; readonly read: number };
};

const TIMEOUTS_MS = { create: 15_000, read: 10_000 };
const INTENT_BYTES_MAX = 64 * 1024;
const LIST_BYTES_MAX = 1024 * 1024;

const INTENT_PATH = '/v1/studio/api/payment/intent';
const LIST_PATH = '/v1/studio/api/payment/intents';

/** Codes of this API (kryptogo.md 7): the client id, or the key, is not accepted. */
const KEY_CODES = [4001, 4002];
const NO_SUCH_INTENT = 4006;

/** KryptoGO's payment API behind our port: translates both ways, asks once, throws for nothing. */
export function createKryptogoProvider(settings: KryptogoSettings): PaymentProvider {
  const { apiRoot, clientId, origin, apiKey, log, timeoutsMs = TIMEOUTS_MS } = settings;
  const http = createKryptogoHttp(apiRoot, {
    'X-STUDIO-API-KEY': apiKey,
    'X-Client-ID': clientId,
    Origin: origin,
  });

  function told<T extends { readonly kind: string }>(call: string, outcome: T): T {
    if ('reason' in outcome)
      log.warn({ call, outcome: outcome.kind, reason: outcome.reason }, 'KryptoGO said no');
    return outcome;
  }

  return {
    clientId,
    async createIntent(request) {
      const answer = await http.ask({
        method: 'POST',
        path: INTENT_PATH,
        body: createBody(request),
        timeoutMs: timeoutsMs.create,
        maxBytes: INTENT_BYTES_MAX,
      });
      return told('create', createOutcomeOf(answer));
    },
    async readIntent(providerIntentId) {
      // What cannot be an id exists nowhere; it must not reach a path either.
      if (!isProviderId(providerIntentId)) return { kind: 'not_found' };
      const answer = await http.ask({
        method: 'GET',
        path: `${INTENT_PATH}/${providerIntentId}`,
        timeoutMs: timeoutsMs.read,
        maxBytes: INTENT_BYTES_MAX,
      });
      return told('read', readOutcomeOf(answer));
    },
    async listIntents(groupKey) {
      const answer = await http.ask({
        method: 'GET',
        path: `${LIST_PATH}?group_key=${encodeURIComponent(groupKey)}`,
        timeoutMs: timeoutsMs.read,
        maxBytes: LIST_BYTES_MAX,
      });
      return told('list', listOutcomeOf(answer));
    },
    intentNamedBy: providerIdIn,
  };
}

function createBody(request: CreateIntentRequest): string {
  return JSON.stringify({
    fiat_amount: fiatDecimal(request.fiat),
    fiat_currency: request.fiat.currency,
    // JSON.stringify leaves out what is undefined.
    callback_url: request.callbackUrl ?? undefined,
    order_data: { order_id: request.orderId, nonce: request.nonce },
    group_key: request.groupKey,
  });
}

/**
 * `refused` only where it is certain that nothing was made; whatever is not certain is `unclear`,
 * because a create must never be repeated on a guess.
 */
function createOutcomeOf(answer: Answer): CreateOutcome {
  if (answer.kind === 'never_asked') return { kind: 'refused', reason: `unreachable: ${answer.reason}` };
  if (answer.kind !== 'answered') return { kind: 'unclear', reason: answer.reason };
  const { status, text } = answer;
  const envelope = openEnvelope(text);
  if (isKeyRefused(status, envelope?.code))
    return { kind: 'key_refused', reason: noOf(status, envelope?.code) };
  // 408 is the server's own doubt, like any 5xx: it may have read enough to act on it.
  const isDoubt = status >= 500 || status === 408;
  const business = envelope !== null && envelope.code !== 0 && !isDoubt;
  const clientFault = status >= 400 && !isDoubt && isJsonObject(text);
  if (business || clientFault || status === 429)
    return { kind: 'refused', reason: noOf(status, envelope?.code) };
  if (status < 200 || status > 299) return { kind: 'unclear', reason: noOf(status, envelope?.code) };
  const reading = readObservation(envelope?.data);
  return reading.ok
    ? { kind: 'created', seen: reading.seen }
    : { kind: 'unclear', reason: `unreadable: ${reading.field}` };
}

function readOutcomeOf(answer: Answer): ReadOutcome {
  const content = contentOf(answer);
  if (content.kind !== 'content') return content;
  const reading = readObservation(content.data);
  return reading.ok ? { kind: 'seen', seen: reading.seen } : { kind: 'unreadable', reason: reading.field };
}

function listOutcomeOf(answer: Answer): ListOutcome {
  const content = contentOf(answer);
  if (content.kind === 'not_found') return { kind: 'unreadable', reason: 'no list' };
  if (content.kind !== 'content') return content;
  const entries = entriesIn(content.data);
  if (!entries) return { kind: 'unreadable', reason: 'no list' };
  return { kind: 'listed', traces: entries.flatMap((entry) => readTrace(entry) ?? []) };
}

type Content =
  { readonly kind: 'content'; readonly data: unknown } | { readonly kind: 'not_found' } | ProviderTrouble;

/** The data of an answer to a GET, or what stands in its place. */
function contentOf(answer: Answer): Content {
  if (answer.kind === 'garbled') return { kind: 'unreadable', reason: answer.reason };
  if (answer.kind !== 'answered') return { kind: 'unavailable', reason: answer.reason, retryAfterMs: null };
  const { status, text, retryAfterMs } = answer;
  const envelope = openEnvelope(text);
  const no = noOf(status, envelope?.code);
  if (isKeyRefused(status, envelope?.code)) return { kind: 'key_refused', reason: no };
  if (status === 404 || envelope?.code === NO_SUCH_INTENT) return { kind: 'not_found' };
  if (status === 429 || status >= 500) return { kind: 'unavailable', reason: no, retryAfterMs };
  if (status < 200 || status > 299) return { kind: 'unreadable', reason: no };
  if (!envelope) return { kind: 'unreadable', reason: 'no envelope' };
  return envelope.code === 0 ? { kind: 'content', data: envelope.data } : { kind: 'unreadable', reason: no };
}

function isKeyRefused(status: number, code: number | undefined): boolean {
  return status === 401 || status === 403 || (code !== undefined && KEY_CODES.includes(code));
}

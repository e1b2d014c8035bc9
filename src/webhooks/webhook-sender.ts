import { lookup as lookUpInSystem } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../ports/clock.ts';
import type { WebhookSender } from '../ports/goods-hands.ts';
import { isPublicAddress } from './public-address.ts';

export type WebhookSenderOptions = {
  readonly clock: Clock;
  /** Also to private addresses, and by http: for an owner's server on the same machine or network. */
  readonly toPrivate: boolean;
  /** The system's resolver, unless a test has one of its own. */
  readonly lookup?: LookupFunction;
  readonly timeoutMs?: number;
};

/** For the whole exchange; whoever needs longer answers first and works afterwards. */
const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;
/** How much of a "no" is kept, for whoever looks at the delivery log. */
const DETAIL_LENGTH_MAX = 200;
const LOOKUP_MS = 5_000;

/**
 * Sends signed requests as Standard Webhooks has it. An owner chooses the address, so it is not trusted:
 * what counts is the address that a connection is in fact made to, whatever a name resolved to before;
 * no redirect is followed, no proxy of the environment used, and little of an answer is read (SSRF).
 */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { clock, toPrivate, lookup = lookUpInSystem, timeoutMs = TIMEOUT_MS } = options;
  const guard = toPrivate ? lookup : publicLookup(lookup);

  return {
    async send({ url, secret, id, body }) {
      const startedAt = performance.now();
      const outcome = async (status: number | null, detail: string) =>
        Promise.resolve({ status, detail, tookMs: Math.round(performance.now() - startedAt) });
      const refused = refuseText(url, toPrivate);
      if (refused !== null) return outcome(null, refused);
      const signedAt = new Date(clock.now());
      const headers = {
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        'Content-Type': 'application/json',
        'User-Agent': 'till',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, signedAt, body),
      };
      const agent = guardedAgent(url, guard);
      // Not axios' own `timeout`: that one restarts with each byte that trickles in.
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await axios.request<Readable>({
          adapter: 'http',
          method: 'POST',
          url,
          headers,
          data: body,
          transformRequest: [(data: unknown) => data],
          decompress: false,
          maxRedirects: 0,
          proxy: false,
          responseType: 'stream',
          validateStatus: () => true,
          signal,
          httpAgent: agent,
          httpsAgent: agent,
        });
        const text = await readStart(answer.data);
        const isTaken = answer.status >= 200 && answer.status <= 299;
        return await outcome(answer.status, isTaken ? '' : text);
      } catch (error) {
        return await outcome(null, signal.aborted ? 'timeout' : reasonOf(error));
      } finally {
        agent.destroy();
      }
    },

    async refuses(url) {
      const refused = refuseText(url, toPrivate);
      if (refused !== null || toPrivate) return refused;
      const found = await addressesOf(new URL(url).hostname, lookup);
      // A name that nobody knows now may be known when something is sent; then it is looked at again.
      return found.some((address) => !isPublicAddress(address)) ? 'private' : null;
    },
  };
}

/** What the address itself tells, without asking anybody. */
function refuseText(text: string, toPrivate: boolean): 'not_https' | 'private' | 'not_url' | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username !== '' || url.password !== '' || url.hostname === '') return 'not_url';
  if (url.protocol !== 'https:' && !(toPrivate && url.protocol === 'http:')) {
    return url.protocol === 'http:' ? 'not_https' : 'not_url';
  }
  const host = bareHost(url.hostname);
  return !toPrivate && isIP(host) !== 0 && !isPublicAddress(host) ? 'private' : null;
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** One connection, for one request, to an address that the guard has let through. */
function guardedAgent(url: string, lookup: LookupFunction): http.Agent {
  const settings = { keepAlive: false, lookup };
  return url.startsWith('https:') ? new https.Agent(settings) : new http.Agent(settings);
}

/** A resolver that knows no name of which any address is private: what it answers is what is connected to. */
function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const isPublic = addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address));
      const [first] = addresses;
      if (error || !first) return callback(error ?? refusal('ENOTFOUND'), []);
      if (!isPublic) return callback(refusal('PRIVATE_ADDRESS'), []);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function refusal(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The addresses of a host; none when it is not known, or not soon enough. */
function addressesOf(hostname: string, lookup: LookupFunction): Promise<string[]> {
  const host = bareHost(hostname);
  if (isIP(host) !== 0) return Promise.resolve([host]);
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => resolve([]), LOOKUP_MS);
    lookup(host, { all: true }, (error, found) => {
      clearTimeout(tooLate);
      resolve(!error && Array.isArray(found) ? found.map(({ address }) => address) : []);
    });
  });
}

/** The beginning of an answer on one line. How it ends, or whether, does not matter: its status has been said. */
async function readStart(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= ANSWER_BYTES_MAX) break;
    }
  } catch {
    // Cut, or too slow.
  }
  stream.destroy();
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ');
  return [...text.trim()].slice(0, DETAIL_LENGTH_MAX).join('');
}

/** A short code for what went wrong, such as `ECONNREFUSED`; nothing of the request is in it. */
function reasonOf(error: unknown): string {
  const causes = [error, error instanceof Error ? error.cause : null];
  for (const one of causes) {
    const code = one instanceof Error && 'code' in one ? one.code : null;
    if (typeof code === 'string' && /^\w{1,60}$/.test(code))
      return code === 'PRIVATE_ADDRESS' ? 'private' : code;
  }
  return 'failed';
}

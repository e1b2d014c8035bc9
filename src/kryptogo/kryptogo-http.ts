import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import axios, { type AxiosError } from 'axios';

/** One question to KryptoGO, and how long and how large its answer may be. */
export type Question = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** For the whole exchange, from the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Until the connection stands, TLS included; without it only `timeoutMs` counts. */
  readonly connectMs?: number;
  readonly maxBytes: number;
};

/** What came back. Reasons are our own words: never a header, a key or an axios error. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly text: string;
      readonly retryAfterMs: number | null;
    }
  /** An answer began and cannot be taken: too long, or no HTTP at all. */
  | { readonly kind: 'garbled'; readonly reason: string }
  /** The connection was never made, so the question was never asked. */
  | { readonly kind: 'never_asked'; readonly reason: string }
  /** The question may have arrived; the answer did not. */
  | { readonly kind: 'no_answer'; readonly reason: string };

export type KryptogoHttp = {
  ask(question: Question): Promise<Answer>;
  /** Whether a connection, TLS included, stands within `limitMs`. It is closed at once; nothing is asked. */
  canConnect(limitMs: number): Promise<boolean>;
};

/** The longest pause that a `Retry-After` can impose on us. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/**
 * axios, tamed (stack.md 8): each question is asked once; no redirect is followed and no proxy of
 * the environment is used; the time limit is one for the whole exchange and runs on the monotonic
 * clock; the answer is handed on as text, because axios' own parsing would turn amounts into
 * floating-point numbers. Never throws.
 */
export function createKryptogoHttp(apiRoot: string, headers: Readonly<Record<string, string>>): KryptogoHttp {
  const secure = apiRoot.startsWith('https:');
  const client = axios.create({
    // Named, so that nobody's global default can put another one in its place.
    adapter: 'http',
    baseURL: apiRoot,
    headers: { Accept: 'application/json', 'User-Agent': 'till', ...headers },
    maxRedirects: 0,
    proxy: false,
    responseType: 'text',
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  });

  return {
    async ask({ method, path, body, timeoutMs, connectMs, maxBytes }) {
      const connection = watchedConnection(secure, connectMs ?? timeoutMs);
      // Not axios' own `timeout`: that one restarts with each byte that trickles in.
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await client.request<unknown>({
          method,
          url: path,
          data: body,
          headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
          maxContentLength: maxBytes,
          signal,
          httpAgent: connection.agent,
          httpsAgent: connection.agent,
        });
        const retryAfterMs = readRetryAfter(answer.headers['retry-after'], answer.headers['date']);
        const text = typeof answer.data === 'string' ? answer.data : '';
        return { kind: 'answered', status: answer.status, text, retryAfterMs };
      } catch (error) {
        const reason = signal.aborted ? 'timeout' : reasonOf(error);
        if (!connection.wasMade()) return { kind: 'never_asked', reason };
        const garbled = reason === 'oversize' || reason.startsWith('HPE_') || reason.startsWith('Z_');
        return { kind: garbled ? 'garbled' : 'no_answer', reason };
      } finally {
        connection.agent.destroy();
      }
    },
    canConnect(limitMs) {
      const { hostname, port } = new URL(apiRoot);
      const host = hostname.replace(/^\[|\]$/g, '');
      const servername = isIP(host) === 0 ? { servername: host } : {};
      const connection = watchedConnection(secure, limitMs);
      const options = { host, port: port || (secure ? 443 : 80), ...servername };
      const socket = connection.agent.createConnection(options);
      return new Promise((resolve) => {
        if (!socket) return resolve(false);
        socket.once(connection.madeEvent, () => socket.destroy());
        socket.on('error', () => {});
        socket.once('close', () => resolve(connection.wasMade()));
      });
    },
  };
}

/**
 * A connection for one question. A kept one could be dead already, and a POST that dies with it
 * leaves us in doubt; a fresh one tells exactly whether anything can have been sent: with TLS
 * nothing goes out before `secureConnect`, which waits for the certificate to be verified.
 */
function watchedConnection(secure: boolean, limitMs: number) {
  const agent = secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });
  const connect = agent.createConnection.bind(agent);
  const madeEvent = secure ? 'secureConnect' : 'connect';
  let made = false;
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    const tooLate = setTimeout(() => {
      socket?.destroy(Object.assign(new Error('no connection in time'), { code: 'timeout' }));
    }, limitMs);
    socket?.once(madeEvent, () => {
      made = true;
      clearTimeout(tooLate);
    });
    socket?.once('close', () => clearTimeout(tooLate));
    return socket;
  };
  return { agent, madeEvent, wasMade: () => made };
}

/** A short code for what went wrong, such as `ECONNRESET`; nothing of the request is in it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.message.startsWith('maxContentLength')) return 'oversize';
  if (error.message === 'stream has been aborted') return 'cut';
  const code = (error as AxiosError).code ?? (error.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'failed';
}

/**
 * `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), in milliseconds. A date is compared with
 * the answer's own `Date`, so that no clock of ours is involved. `null` when it says nothing usable.
 */
export function readRetryAfter(value: unknown, answeredAt: unknown): number | null {
  if (typeof value !== 'string') return null;
  const wait = /^\d{1,9}$/.test(value)
    ? Number(value) * 1000
    : typeof answeredAt === 'string' && / GMT$/.test(value)
      ? Date.parse(value) - Date.parse(answeredAt)
      : NaN;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), RETRY_AFTER_MAX_MS) : null;
}

// One POST to a callback address. Never leaves the machine: anything but loopback is refused.

import { request } from 'node:http';

export interface CallbackPost {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection halfway through the body. */
  readonly cut: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type CallbackOutcome =
  { readonly answered: number } | { readonly answered: 'failed' | 'not sent'; readonly error: string };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Posts a body and reports the status. Never throws: a callback that fails is an ordinary event. */
export function postCallback(post: CallbackPost): Promise<CallbackOutcome> {
  const target = URL.canParse(post.url) ? new URL(post.url) : null;
  if (target === null || target.protocol !== 'http:' || !LOOPBACK.has(target.hostname)) {
    return Promise.resolve({ answered: 'not sent', error: 'not a loopback http address (simulator)' });
  }
  return new Promise((resolve) => {
    const fail = (error: string): void => resolve({ answered: 'failed', error });
    const bytes = Buffer.from(post.body);
    const outgoing = request(target, {
      method: 'POST',
      // A kept-open connection would delay the receiver's shutdown in tests.
      agent: false,
      timeout: post.timeoutMs,
      signal: post.signal,
      headers: {
        'content-type': post.contentType,
        'content-length': bytes.length,
        'user-agent': 'kryptogo-simulator',
        ...post.headers,
      },
    });
    outgoing.on('response', (answer) => {
      answer.resume();
      answer.on('error', () => undefined);
      resolve({ answered: answer.statusCode ?? 0 });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('the receiver took too long')));
    outgoing.on('error', (error) => fail(error.message));
    if (!post.cut) {
      outgoing.end(bytes);
      return;
    }
    outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
      outgoing.destroy(new Error('cut (simulator)')),
    );
  });
}

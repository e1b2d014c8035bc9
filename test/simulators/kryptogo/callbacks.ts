// Sends status callbacks, in order per intent unless mischief says otherwise, and keeps a log of all of them.

import { setMaxListeners } from 'node:events';
import type { Agenda } from './agenda.ts';
import { postCallback } from './callback-post.ts';
import { callbackObject, type Fields } from './intent-wire.ts';
import type { Credentials, Knobs } from './knobs.ts';
import type { MischiefBox, Picked } from './mischief.ts';
import type { CallbackRecord, Clock, Emit, Intent } from './types.ts';

export interface ForgedCallback {
  readonly url: string;
  /** An object is sent as JSON, a string as it is. */
  readonly body: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Callbacks {
  /** Reports the intent's present state once `gate` has passed. Resolves when every copy was answered. */
  readonly announce: (intent: Intent, gate?: Promise<void>) => Promise<void>;
  /** Sends anything to any loopback address, as an attacker or as Studio's test button would. */
  forge(forged: ForgedCallback, kind?: 'forged' | 'test'): Promise<CallbackRecord>;
  /** Sends what 'callback reordered' still holds back. */
  release(): void;
  /** Resolves when nothing is under way. Does not wait for what the clock holds back. */
  settled(): Promise<void>;
  log(): readonly CallbackRecord[];
  stop(): void;
}

interface CallbackDeps {
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly credentials: Credentials;
  readonly agenda: Agenda;
  readonly mischief: MischiefBox;
  readonly emit: Emit;
}

interface Parcel {
  readonly kind: CallbackRecord['kind'];
  readonly intentId: string | null;
  readonly url: string;
  readonly body: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mischief: Picked | null;
  readonly attempt: number;
}

const DEFAULT_HUGE_BYTES = 2_000_000;

export function startCallbacks({
  clock,
  knobs,
  credentials,
  agenda,
  mischief,
  emit,
}: CallbackDeps): Callbacks {
  const log: CallbackRecord[] = [];
  const underWay = new Set<Promise<unknown>>();
  const lanes = new Map<string, Promise<unknown>>();
  const aborter = new AbortController();
  // Every callback under way listens for the stop; many at once are no leak.
  setMaxListeners(0, aborter.signal);
  let held: Parcel[] = [];

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const done = (): void => void underWay.delete(work);
    void work.then(done, done);
    return work;
  };

  const send = async (parcel: Parcel): Promise<CallbackRecord> => {
    const { kind, intentId, body, attempt } = parcel;
    const wrong = parcel.mischief?.kind ?? null;
    const url = knobs.callbackRewrite(parcel.url);
    const record: CallbackRecord = {
      at: clock.now(),
      kind,
      intentId,
      url,
      body,
      attempt,
      mischief: wrong,
      answered: null,
    };
    log.push(record);
    if (wrong === 'callback lost') {
      record.answered = 'lost';
    } else {
      const outcome = await postCallback({
        url,
        body,
        contentType: parcel.contentType ?? 'application/json',
        headers: parcel.headers ?? {},
        cut: wrong === 'callback cut',
        timeoutMs: knobs.callbackTimeoutMs,
        signal: aborter.signal,
      });
      Object.assign(record, outcome);
    }
    emit({ type: 'callback', at: clock.now(), callback: record });
    return record;
  };

  const sendWithRetries = async (parcel: Parcel): Promise<void> => {
    const record = await send(parcel);
    const wait = knobs.callbackRetriesMs[parcel.attempt - 1];
    const isDone =
      record.answered === 'lost' || (typeof record.answered === 'number' && record.answered < 300);
    if (isDone || wait === undefined || aborter.signal.aborted) return;
    // A cut or misdressed first attempt is repeated as it should have been.
    const again: Parcel = { ...parcel, mischief: null, attempt: parcel.attempt + 1 };
    agenda.schedule(clock.now() + wait, () => void track(sendWithRetries(again)));
  };

  const release = (): void => {
    const parcels = held;
    held = [];
    for (const parcel of parcels) void track(sendWithRetries(parcel));
  };

  const dispatch = async (parcel: Parcel): Promise<void> => {
    const { kind, options } = parcel.mischief ?? { kind: null, options: {} };
    if (kind === 'callback delayed') {
      agenda.schedule(clock.now() + (options.ms ?? 60_000), () => void track(sendWithRetries(parcel)));
      return;
    }
    if (kind === 'callback reordered') {
      held.push(parcel);
      return;
    }
    const copies = kind === 'callback duplicated' ? (options.copies ?? 2) : 1;
    await Promise.all(Array.from({ length: copies }, () => sendWithRetries(parcel)));
    release();
  };

  const announce: Callbacks['announce'] = (intent, gate = Promise.resolve()) => {
    if (intent.callbackUrl === undefined || intent.callbackUrl === '') return Promise.resolve();
    // The body is written now: a callback tells the state of its own moment, however late it goes out.
    const fields = callbackObject(intent, knobs, credentials, clock.now());
    const parcel = spoiled(intent.id, intent.callbackUrl, fields, mischief.forCallback(intent.id));
    const before = lanes.get(intent.id) ?? Promise.resolve();
    const work = Promise.all([before, gate]).then(() => dispatch(parcel));
    lanes.set(intent.id, work);
    return track(work);
  };

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  };

  return {
    announce,
    release,
    settled,
    forge: (forged, kind = 'forged') => track(send(forgedParcel(forged, kind))),
    log: () => [...log],
    stop: () => aborter.abort(),
  };
}

function forgedParcel(forged: ForgedCallback, kind: 'forged' | 'test'): Parcel {
  const { body, headers, contentType } = forged;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    kind,
    intentId: null,
    url: forged.url,
    body: text,
    ...(headers === undefined ? {} : { headers }),
    ...(contentType === undefined ? {} : { contentType }),
    mischief: null,
    attempt: 1,
  };
}

function spoiled(intentId: string, url: string, fields: Fields, mischief: Picked | null): Parcel {
  const { kind, options } = mischief ?? { kind: null, options: {} };
  const dressed = kind === 'callback fields' ? { ...fields, ...options.fields } : fields;
  const padding = 'x'.repeat(options.bytes ?? DEFAULT_HUGE_BYTES);
  const body = JSON.stringify(kind === 'callback huge' ? { ...dressed, padding } : dressed);
  const contentType =
    kind === 'callback wrong type' ? (options.contentType ?? 'text/plain') : 'application/json';
  return { kind: 'status', intentId, url, body, contentType, mischief, attempt: 1 };
}

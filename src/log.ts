import { pino, type DestinationStream } from 'pino';
import type { Log } from './ports/log.ts';

export type LogOptions = {
  /** A level of pino: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`. */
  readonly level: string;
  /** Values that must never be written, wherever they turn up. */
  readonly secrets: readonly string[];
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
};

const HIDDEN = '[secret]';

/** Shorter ones would be found inside ordinary words; settings refuse secrets this short. */
const SECRET_LENGTH_MIN = 6;

/** How many causes of an error are followed. */
const CAUSES_MAX = 4;

/**
 * JSON lines by pino. Secrets are taken out of the finished line, so it makes no difference whether
 * one hid in a message, a stack, an address or deep inside an error. Logging never throws: a line
 * that cannot be written is not worth a payment.
 */
export function createLog({ level, secrets, destination = pino.destination(1) }: LogOptions): Log {
  const hide = createHider(secrets);
  const stream: DestinationStream = { write: (line) => destination.write(hide(line)) };
  const inner = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: plainError, error: plainError },
    },
    stream,
  );

  const line = (at: 'debug' | 'info' | 'warn' | 'error') => (facts: object, message: string) => {
    try {
      inner[at](facts, message);
    } catch {
      writeBare(() => inner[at]({ unloggable: true }, message));
    }
  };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

function writeBare(write: () => void): void {
  try {
    write();
  } catch {
    // Nobody is left to tell: standard output itself is gone.
  }
}

/** A function that replaces every secret in a line, also as it looks inside JSON or an address. */
export function createHider(secrets: readonly string[]): (line: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SECRET_LENGTH_MIN)
    .flatMap((secret) => {
      const encoded = encodeURIComponent(secret);
      const lowerHex = encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
      return [secret, encoded, lowerHex].flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
    })
    // The longest first: a token that begins with another secret is hidden whole.
    .sort((one, other) => other.length - one.length);
  if (forms.length === 0) return (line) => line;
  const any = new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  return (line) => line.replace(any, HIDDEN);
}

/** What an error says, without the requests, headers and parameters that libraries hang on it. */
function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { name, cause } = error;
  // Drizzle prints a query with all its parameters: tokens, addresses, what people typed.
  const isQuery = error.message.startsWith('Failed query:');
  const message = isQuery ? 'a query failed' : error.message;
  const stack = isQuery ? error.stack?.replace(error.message, message) : error.stack;
  const code = (error as { code?: unknown }).code;
  return {
    name,
    message,
    stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(cause === undefined || depth >= CAUSES_MAX ? {} : { cause: plainError(cause, depth + 1) }),
  };
}

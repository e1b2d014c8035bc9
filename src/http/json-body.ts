import type { Context } from 'hono';

export type BodyLimits = { readonly maxBytes: number; readonly maxDepth: number };

/** A request's JSON, or the status to refuse it with. */
export type JsonBody =
  | { readonly ok: true; readonly content: unknown; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly text: string };

/**
 * Reads a JSON body within its limits (faults.md A-26, G-02): counted while it comes in, whatever its
 * length header says; never inflated; its depth measured before it is parsed.
 */
export async function readJsonBody(c: Context, { maxBytes, maxDepth }: BodyLimits): Promise<JsonBody> {
  const isJson = /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '');
  const isPlain = /^(identity)?$/i.test(c.req.header('content-encoding') ?? '');
  if (!isJson || !isPlain) return { ok: false, status: 415, text: 'application/json only' };
  const announced = Number(c.req.header('content-length') ?? 0);
  const bytes = announced > maxBytes ? 'too large' : await readBytes(c.req.raw.body, maxBytes);
  if (bytes === 'too large') return { ok: false, status: 413, text: `at most ${maxBytes} bytes` };
  const text = bytes === 'broken' ? null : decode(bytes);
  if (bytes === 'broken' || text === null) return { ok: false, status: 400, text: 'not JSON' };
  if (isDeeperThan(text, maxDepth)) return { ok: false, status: 400, text: 'nested too deeply' };
  try {
    return { ok: true, content: JSON.parse(text) as unknown, bytes };
  } catch {
    return { ok: false, status: 400, text: 'not JSON' };
  }
}

/** Whether a JSON text nests arrays and objects beyond `levels`. */
export function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (inString) {
      if (letter === '\\') index += 1;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

/** Whether Postgres can keep the content: it takes neither U+0000 nor half a surrogate pair. */
export function isStorable(content: unknown): boolean {
  // Both come out of JSON.stringify as escapes, and nothing else does with these numbers.
  return !/(?<!\\)(\\\\)*\\u(0000|d[89a-f][0-9a-f]{2})/.test(JSON.stringify(content));
}

async function readBytes(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | 'too large' | 'broken'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = stream?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      size += part.value.length;
      if (size > maxBytes) return 'too large';
      chunks.push(part.value);
    }
  } catch {
    // The sender went away, or took too long and was cut.
    return 'broken';
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

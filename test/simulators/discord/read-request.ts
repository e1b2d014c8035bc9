/** Bodies as they arrive: JSON, or a multipart form with payload_json and files[n]. */
import type { IncomingMessage } from 'node:http';
import { apiError } from './api-error.ts';
import type { Json, UploadedFile } from './model.ts';

export interface DecodedBody {
  readonly body: Json;
  readonly files: readonly UploadedFile[];
}

const BODY_BYTES_MAX = 26 * 1024 * 1024;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

function broken(what: string): Error {
  return apiError(400, 50035, `Invalid Form Body (${what})`, { fault: true });
}

function readHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function splitParts(body: Buffer, boundary: string): Part[] {
  const parts: Part[] = [];
  const delimiter = Buffer.from(`--${boundary}`);
  let start = body.indexOf(delimiter);
  if (start === -1) throw broken('the boundary does not occur');
  for (;;) {
    const after = start + delimiter.length;
    if (body.toString('latin1', after, after + 2) === '--') return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), after);
    if (next === -1) throw broken('the closing boundary is missing');
    const headersEnd = body.indexOf('\r\n\r\n', after);
    if (headersEnd === -1 || headersEnd > next) throw broken('a part has no headers');
    const headers = readHeaders(body.toString('utf8', after + 2, headersEnd));
    parts.push({ headers, body: body.subarray(headersEnd + 4, next) });
    start = next + 2;
  }
}

function parameterOf(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:\\\\.|[^"\\\\])*)"|([^;\\s]+))`, 'i').exec(header);
  return (match?.[1] ?? match?.[2])?.replace(/\\(.)/g, '$1');
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw apiError(400, 50109, 'The request body contains invalid JSON.', { fault: true });
  }
}

/** Splits a multipart form into its JSON part and its files. */
function readMultipart(bytes: Buffer, contentType: string): DecodedBody {
  const boundary = parameterOf(contentType, 'boundary');
  if (boundary === undefined) throw broken('the content type names no boundary');
  let body: Json = {};
  const files: UploadedFile[] = [];
  for (const part of splitParts(bytes, boundary)) {
    const disposition = part.headers.get('content-disposition') ?? '';
    const field = parameterOf(disposition, 'name');
    const name = parameterOf(disposition, 'filename');
    if (field === 'payload_json') body = parseJson(part.body.toString('utf8'));
    const index = /^files\[(\d+)\]$/.exec(field ?? '')?.[1];
    if (index === undefined || name === undefined) continue;
    const type = part.headers.get('content-type') ?? '';
    files.push({ index, name, type, bytes: new Uint8Array(part.body) });
  }
  return { body, files };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw apiError(413, 40005, 'Request entity too large', { fault: true });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the whole request. */
export async function decodeBody(request: IncomingMessage): Promise<DecodedBody> {
  const bytes = await readAll(request);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType);
  if (bytes.length === 0) return { body: {}, files: [] };
  if (!contentType.startsWith('application/json'))
    throw apiError(400, 50035, `Expected "Content-Type" header to be one of {'application/json'}.`, {
      fault: true,
    });
  return { body: parseJson(bytes.toString('utf8')), files: [] };
}

/** Turns an HTTP request into parameters and files: query, urlencoded, JSON or multipart, as the Bot API allows. */
import type { IncomingMessage } from 'node:http';
import { apiError, fault } from './api-error.ts';
import type { Params, UploadedFile } from './model.ts';
import { readMultipart } from './read-multipart.ts';

/** The cloud Bot API refuses uploads above 50 MB. */
const BODY_BYTES_MAX = 50 * 1024 * 1024;

export interface DecodedRequest {
  readonly params: Params;
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** True when values arrived as text and still need reading by type. */
  readonly textual: boolean;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw apiError(413, 'Request Entity Too Large', { fault: true });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readJson(body: Buffer): Params {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw fault("can't parse JSON body");
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw fault('JSON body must be an object');
  return parsed as Params;
}

function decodeMultipart(body: Buffer, contentType: string): DecodedRequest {
  const { fields, files } = readMultipart(body, contentType);
  const params: Record<string, unknown> = Object.fromEntries(fields);
  nameStrayFiles(params, files);
  return { params, files, textual: true };
}

/** A file part that no attach:// names is the value of the parameter it is called after, which then must exist. */
function nameStrayFiles(params: Record<string, unknown>, files: ReadonlyMap<string, UploadedFile>): void {
  const texts = Object.values(params).join('\n');
  for (const name of files.keys()) {
    if (!texts.includes(`attach://${name}`)) params[name] ??= `attach://${name}`;
  }
}

/** Reads the whole request; throws an ApiError when it cannot be understood. */
export async function decodeRequest(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<DecodedRequest> {
  const fromQuery = Object.fromEntries(query);
  const body = await readBody(request);
  const contentType = request.headers['content-type'] ?? '';
  const kind = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const none = new Map<string, UploadedFile>();
  if (kind === 'application/json') {
    return { params: { ...fromQuery, ...readJson(body) }, files: none, textual: false };
  }
  if (kind === 'multipart/form-data') {
    const decoded = decodeMultipart(body, contentType);
    return { ...decoded, params: { ...fromQuery, ...decoded.params } };
  }
  if (kind === 'application/x-www-form-urlencoded') {
    const params = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    return { params: { ...fromQuery, ...params }, files: none, textual: true };
  }
  return { params: fromQuery, files: none, textual: true };
}

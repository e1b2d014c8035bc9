/** A small multipart/form-data reader, as tolerant about white space in headers as the real server is. */
import { fault } from './api-error.ts';
import type { UploadedFile } from './model.ts';

export interface MultipartForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

function broken(what: string): Error {
  return fault(`can't parse multipart form data: ${what}`);
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

/** Splits the body of a multipart request into text fields and files. */
export function readMultipart(body: Buffer, contentType: string): MultipartForm {
  const boundary = parameterOf(contentType, 'boundary');
  if (boundary === undefined) throw broken('the content type names no boundary');
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const part of splitParts(body, boundary)) {
    const disposition = part.headers.get('content-disposition') ?? '';
    const field = parameterOf(disposition, 'name');
    if (field === undefined) throw broken('a part has no name');
    const name = parameterOf(disposition, 'filename');
    const type = part.headers.get('content-type') ?? '';
    if (name === undefined) fields.set(field, part.body.toString('utf8'));
    else files.set(field, { field, name, type, bytes: new Uint8Array(part.body) });
  }
  return { fields, files };
}

/** Files that people attach to commands: kept for the bot to fetch, at an address that is signed and not for long. */
import type { GivenFile, Json } from './model.ts';
import type { World } from './world.ts';

/** What somebody without a subscription can attach. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** What Discord takes a file for: it goes by the name, and says nothing about the bytes. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  zip: 'application/zip',
};

/** A name as it stands in addresses. */
export function addressName(name: string): string {
  return name.replace(/[^\w.-]/g, '_');
}

/** The sides of a PNG; undefined for anything else. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 24 || view.toString('latin1', 1, 4) !== 'PNG') return undefined;
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

export function isGivenFile(value: unknown): value is GivenFile {
  return typeof value === 'object' && value !== null && 'filename' in value && 'bytes' in value;
}

/** Stores the file and tells what the interaction says about it under `resolved.attachments`. */
export function attachFile(world: World, file: GivenFile): Json {
  const size = file.bytes.byteLength;
  if (size > FILE_BYTES_MAX) throw new Error(`${file.filename} is too large to be attached: ${size} bytes`);
  const id = world.snowflake();
  const filename = addressName(file.filename);
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? '';
  const type = file.contentType ?? TYPES[ending];
  const path = `/ephemeral-attachments/${world.applicationId}/${id}/${filename}`;
  const query = new URLSearchParams({ ex: hexOf(world, 8), is: hexOf(world, 8), hm: hexOf(world, 64) });
  world.files.set(id, {
    ...{ path, query: query.toString(), bytes: file.bytes },
    type: type ?? 'application/octet-stream',
  });
  const url = `${world.origin}${path}?${query.toString()}&`;
  return {
    ...{ id, filename, size, url, proxy_url: url, ephemeral: true },
    ...(type === undefined ? {} : { content_type: type }),
    ...pngSize(file.bytes),
  };
}

function hexOf(world: World, length: number): string {
  return Array.from({ length }, () => world.random(16).toString(16)).join('');
}

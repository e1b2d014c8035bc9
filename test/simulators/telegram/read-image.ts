/** Looks into uploaded pictures the way Telegram does: a picture that cannot be drawn is refused. */
import { crc32, inflateSync } from 'node:zlib';
import { fault } from './api-error.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Telegram's limits for photos: bytes, sum of the sides, and ratio of the sides. */
const PHOTO_BYTES_MAX = 10 * 1024 * 1024;
const SIDES_SUM_MAX = 10_000;
const SIDES_RATIO_MAX = 20;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly mimeType: string;
}

/** Samples per pixel for each PNG colour type. */
const PNG_SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function readPng(bytes: Buffer): ImageSize | undefined {
  let at = PNG_SIGNATURE.length;
  let header: Buffer | undefined;
  const data: Buffer[] = [];
  for (;;) {
    if (at + 12 > bytes.length) return undefined;
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) return undefined;
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length))
      return undefined;
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return header === undefined ? undefined : checkPixels(header, Buffer.concat(data));
}

/** Unpacks the pixels and compares their amount with the header; interlaced pictures are only unpacked. */
function checkPixels(header: Buffer, data: Buffer): ImageSize | undefined {
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const samples = PNG_SAMPLES[header[9] ?? -1];
  if (width === 0 || height === 0 || samples === undefined) return undefined;
  const rowBytes = Math.ceil((width * samples * (header[8] ?? 0)) / 8);
  try {
    const pixels = inflateSync(data);
    if (header[12] === 0 && pixels.length !== (rowBytes + 1) * height) return undefined;
  } catch {
    return undefined;
  }
  return { width, height, mimeType: 'image/png' };
}

/** Walks the JPEG segments to the frame header, which knows the size. */
function readJpeg(bytes: Buffer): ImageSize | undefined {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        mimeType: 'image/jpeg',
      };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** The three kinds of WebP, each with its size in another place. */
function readWebp(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return undefined;
  const mimeType = 'image/webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff, mimeType };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, mimeType };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1, mimeType };
    default:
      return undefined;
  }
}

/** Size and kind of a PNG, JPEG or WebP, or undefined when the bytes are none of them or broken. */
export function readImage(content: Uint8Array): ImageSize | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return readPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes);
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? readWebp(bytes) : undefined;
}

/** Like readImage, with Telegram's refusals for sendPhoto. */
export function requirePhoto(content: Uint8Array): ImageSize {
  if (content.byteLength === 0) throw fault('file must be non-empty');
  if (content.byteLength > PHOTO_BYTES_MAX) {
    throw fault(
      `file of size ${content.byteLength} bytes is too big for a photo; the maximum size is 10485760 bytes`,
    );
  }
  const size = readImage(content);
  if (size === undefined) throw fault('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(size.width, size.height) / Math.min(size.width, size.height);
  if (size.width + size.height > SIDES_SUM_MAX || ratio > SIDES_RATIO_MAX)
    throw fault('PHOTO_INVALID_DIMENSIONS');
  return size;
}

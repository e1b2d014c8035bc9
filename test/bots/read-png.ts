import { crc32, inflateSync } from 'node:zlib';

export type Pixels = { readonly width: number; readonly height: number; at(x: number, y: number): number };

/** Reads a palette PNG without filters, as ours are: the number of the colour of each pixel. */
export function readPng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== bytes.readUInt32BE(at + 8 + length)) throw new Error('a chunk is broken');
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height, bits] = [header.readUInt32BE(0), header.readUInt32BE(4), header.readUInt8(8)];
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const stride = 1 + Math.ceil((width * bits) / 8);
  if (rows.length !== stride * height) throw new Error('the pixels do not fit the header');
  return {
    width,
    height,
    at(x, y) {
      if (bits === 8) return rows.readUInt8(y * stride + 1 + x);
      return (rows.readUInt8(y * stride + 1 + (x >> 3)) >> (7 - (x & 7))) & 1;
    },
  };
}

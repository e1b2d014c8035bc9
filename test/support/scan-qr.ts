import { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';

/** Reads the QR code in a PNG picture, as a phone's camera would. Throws when there is none. */
export function scanQr(png: Uint8Array): string {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  return decodeQR({ width, height, data });
}

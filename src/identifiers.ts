import { randomBytes } from 'node:crypto';
import type { Clock } from './ports/clock.ts';
import type { Identifiers } from './ports/identifiers.ts';

/** Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed back. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The counter of a version 7 UUID is the 12 bits after the version (RFC 9562, 6.2, method 1). */
const COUNTER_MAX = 0xfff;

/** Names for new things, from the system's own randomness. Ids of one process only ever grow. */
export function createIdentifiers(clock: Clock): Identifiers {
  let latest = 0;
  let counter = 0;

  /** The moment and the counter of the next id; the clock may stand still or step back. */
  function next(random: Buffer): { moment: number; count: number } {
    const now = Math.floor(clock.now());
    if (now > latest) {
      latest = now;
      // Starts in the lower half, so that there is room to count within the same millisecond.
      counter = random.readUInt16BE(0) & (COUNTER_MAX >> 1);
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      latest += 1;
      counter = 0;
    }
    return { moment: latest, count: counter };
  }

  return {
    id() {
      const bytes = randomBytes(16);
      const { moment, count } = next(bytes);
      bytes.writeUIntBE(moment, 0, 6);
      bytes.writeUInt16BE(0x7000 | count, 6);
      bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        '-',
      );
    },
    token: () => randomBytes(16).toString('base64url'),
    code: () => Array.from(randomBytes(5), (byte) => CROCKFORD.charAt(byte & 31)).join(''),
  };
}

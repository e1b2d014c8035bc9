// Everything random in the simulator comes from here, so that a run can be replayed by its seed.

import { createHash } from 'node:crypto';
import { addr } from 'micro-eth-signer';

const ID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface SeededRandom {
  /** 32 characters of [0-9A-Za-z], like both public examples of a payment intent id. */
  readonly id: () => string;
  /** 0x and 64 hex digits. */
  hash(): string;
  /** A fresh address with its EIP-55 checksum. */
  address(): string;
  /** An integer from min to max, both included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
}

/** Separate streams keep, say, a coin flip for mischief from changing the addresses that come after it. */
export function seededRandom(seed: string | number, stream: string): SeededRandom {
  let counter = 0;
  const next = (): Buffer => {
    counter += 1;
    return createHash('sha256').update(`${seed}/${stream}/${counter}`).digest();
  };
  const fraction = (): number => next().readUInt32BE(0) / 2 ** 32;
  return {
    id: () => Array.from(next(), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join(''),
    hash: () => `0x${next().toString('hex')}`,
    address: () => addr.addChecksum(`0x${next().toString('hex').slice(0, 40)}`),
    integer: (min, max) => min + Math.floor(fraction() * (max - min + 1)),
    chance: (probability) => fraction() < probability,
  };
}

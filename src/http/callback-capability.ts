import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { CallbackAddress } from '../ports/callback-address.ts';

/** Where the callback route stands below the public address. */
export const CALLBACK_PATH = '/callbacks/kryptogo';

/** 192 bits; a multiple of three bytes, so that its base64url text has no spare bits to play with. */
const MAC_BYTES = 24;

/** Checked before any cryptography, so that a long path costs nothing. */
const CAPABILITY = /^([0-9a-f]{8})\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{32})$/;

export type CallbackAddressDeps = {
  /** Without a slash at the end; `null` where the internet can't reach us. */
  readonly publicUrl: string | null;
  readonly secretKey: string;
  /** The key before the last change; addresses made with it still count (faults.md J-06). */
  readonly previousSecretKey: string | null;
};

/**
 * Callback addresses that end in a capability, `<key id>.<token>.<mac>`: only we can have made it,
 * and that is checked without asking the database (design.md 8, hop 4).
 */
export function createCallbackAddress(deps: CallbackAddressDeps): CallbackAddress {
  const current = deriveKey(deps.secretKey);
  const known = deps.previousSecretKey === null ? [current] : [current, deriveKey(deps.previousSecretKey)];

  return {
    urlFor(callbackToken) {
      if (deps.publicUrl === null) return null;
      const capability = `${current.id}.${callbackToken}.${macOf(current, callbackToken)}`;
      return `${deps.publicUrl}${CALLBACK_PATH}/${capability}`;
    },
    tokenIn(capability) {
      const [, keyId, token, mac] = CAPABILITY.exec(capability) ?? [];
      const key = known.find((one) => one.id === keyId);
      if (!key || token === undefined || mac === undefined) return null;
      return timingSafeEqual(Buffer.from(macOf(key, token)), Buffer.from(mac)) ? token : null;
    },
  };
}

type Key = { readonly id: string; readonly bytes: Buffer };

/** A key for this purpose alone: what leaks here says nothing about the secret it comes from. */
function deriveKey(secretKey: string): Key {
  const derive = (label: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secretKey, '', label, length));
  return {
    id: derive('till kryptogo callback key id', 4).toString('hex'),
    bytes: derive('till kryptogo callback key', 32),
  };
}

function macOf(key: Key, token: string): string {
  const mac = createHmac('sha256', key.bytes).update(`kryptogo-callback:${token}`).digest();
  return mac.subarray(0, MAC_BYTES).toString('base64url');
}

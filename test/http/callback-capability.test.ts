import { describe, expect, it } from 'vitest';
import { createCallbackAddress } from '../../src/http/callback-capability.ts';

const OLD = 'the old secret key, long enough to be one';
const NEW = 'the new secret key, long enough to be one';
const TOKEN = 'AbCdEfGhIjKlMnOpQrSt_-';
const publicUrl = 'https://pay.example.org/till';

function addressWith(secretKey: string, previousSecretKey: string | null = null) {
  return createCallbackAddress({ publicUrl, secretKey, previousSecretKey });
}

function capabilityOf(address: ReturnType<typeof addressWith>, token = TOKEN): string {
  return address.urlFor(token)?.split('/').at(-1) ?? '';
}

describe('a callback address', () => {
  it('carries its token in a capability that only the key can make', () => {
    const address = addressWith(NEW);
    expect(address.urlFor(TOKEN)).toMatch(
      /^https:\/\/pay\.example\.org\/till\/callbacks\/kryptogo\/[0-9a-f]{8}\.AbCdEfGhIjKlMnOpQrSt_-\.[\w-]{32}$/,
    );
    expect(address.tokenIn(capabilityOf(address))).toBe(TOKEN);
    expect(addressWith(OLD).tokenIn(capabilityOf(address))).toBe(null);
  });

  it('does not exist where the internet cannot reach us; older ones still count', () => {
    const hidden = createCallbackAddress({ publicUrl: null, secretKey: NEW, previousSecretKey: null });
    expect(hidden.urlFor(TOKEN)).toBe(null);
    expect(hidden.tokenIn(capabilityOf(addressWith(NEW)))).toBe(TOKEN);
  });

  it('survives a change of the key: both count, the new one signs (J-06)', () => {
    const before = addressWith(OLD);
    const during = addressWith(NEW, OLD);
    const after = addressWith(NEW);
    expect(during.tokenIn(capabilityOf(before))).toBe(TOKEN);
    expect(during.tokenIn(capabilityOf(during))).toBe(TOKEN);
    expect(after.tokenIn(capabilityOf(during))).toBe(TOKEN);
    expect(after.tokenIn(capabilityOf(before))).toBe(null);
  });

  it('is void when any of its characters is another', () => {
    const address = addressWith(NEW);
    const capability = capabilityOf(address);
    for (let index = 0; index < capability.length; index += 1) {
      const other = capability[index] === 'a' ? 'b' : 'a';
      expect(address.tokenIn(capability.slice(0, index) + other + capability.slice(index + 1))).toBe(null);
    }
  });

  it.each([
    '',
    '.',
    '..',
    'x'.repeat(100_000),
    `a.${'b'.repeat(65)}.c`,
    `${'0'.repeat(8)}.${TOKEN}.${'A'.repeat(32)}`,
  ])('is not %.40j', (text) => expect(addressWith(NEW).tokenIn(text)).toBe(null));

  it('cannot be made from another address by moving a part', () => {
    const address = addressWith(NEW);
    const [id, , mac] = capabilityOf(address, 'first').split('.');
    expect(address.tokenIn(`${id}.second.${mac}`)).toBe(null);
    expect(address.tokenIn(`${capabilityOf(address)}=`)).toBe(null);
    expect(address.tokenIn(`${capabilityOf(address)}\n`)).toBe(null);
  });
});

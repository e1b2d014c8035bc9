import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entriesIn,
  openEnvelope,
  providerIdIn,
  readObservation,
} from '../../src/kryptogo/kryptogo-shapes.ts';
import { guideIntent } from './odd-server.ts';

function fieldOf(change: object): string {
  const reading = readObservation({ ...guideIntent, ...change });
  return reading.ok ? 'readable' : reading.field;
}

describe('an intent as KryptoGO describes it', () => {
  it('is read as the guide prints it', () => {
    const reading = readObservation(guideIntent);
    expect(reading).toEqual({
      ok: true,
      seen: {
        providerIntentId: '2MFV9kRD0IyNWauowhq2Bp3IUb3BWKPi',
        status: 'pending',
        chain: 'arb',
        tokenContract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
        symbol: 'USDT',
        decimals: 6,
        address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
        quoted: 9_230_000n,
        fiat: { hundredths: 30_000n, currency: 'TWD' },
        deadline: Date.UTC(2024, 11, 10, 6, 15, 54),
        received: null,
        net: null,
        refunded: null,
        paymentTx: null,
        refundTx: null,
        orderId: 'uid_12345',
        nonce: 'n0nce',
        clientId: null,
        callbackUrl: 'https://example.com/callback',
        bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
  });

  it('is the same intent with its nulls left out', () => {
    const present = Object.fromEntries(Object.entries(guideIntent).filter(([, value]) => value !== null));
    const reading = readObservation(present);
    expect(reading.ok && reading.seen).toMatchObject({ received: null, net: null, paymentTx: null });
  });

  it('has the same hash whatever the order of its keys, and another one for other content', () => {
    const hash = (data: object) => {
      const reading = readObservation(data);
      return reading.ok ? reading.seen.bodyHash : null;
    };
    const turned = Object.fromEntries(Object.entries(guideIntent).reverse());
    expect(hash(turned)).toBe(hash(guideIntent));
    expect(hash({ ...guideIntent, something_new: 1 })).not.toBe(hash(guideIntent));
  });

  it('takes the amounts under either of their documented names', () => {
    const api = readObservation({ ...guideIntent, received_amount: '9.23', aggregated_amount: '9.13' });
    const callback = readObservation({
      ...guideIntent,
      received_crypto_amount: '9.23',
      aggregated_crypto_amount: '9.13',
    });
    for (const reading of [api, callback]) {
      expect(reading.ok && reading.seen).toMatchObject({ received: 9_230_000n, net: 9_130_000n });
    }
    expect(fieldOf({ received_amount: '9.23', received_crypto_amount: '9.230' })).toBe('readable');
    expect(fieldOf({ received_amount: '9.23', received_crypto_amount: '9.24' })).toBe('received_amount');
  });

  it('keeps a status word that is in no document, and none that is not a word (A-13)', () => {
    const reading = readObservation({ ...guideIntent, status: 'Confirming_soon' });
    expect(reading.ok && reading.seen.status).toBe('Confirming_soon');
    for (const status of ['', 'a b', 'x'.repeat(41), 7, null, 'ok!'])
      expect(fieldOf({ status })).toBe('status');
  });

  it('reads an address that carries no checksum, and writes it with one', () => {
    const reading = readObservation({
      ...guideIntent,
      payment_address: guideIntent.payment_address.toLowerCase(),
    });
    expect(reading.ok && reading.seen.address).toBe(guideIntent.payment_address);
  });

  it.each([
    ['0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045', 'a letter in the wrong case'],
    ['0xd8dA6BF26964aF9D7eEd9e03E53415D37aA9604', 'a digit short'],
    ['d8dA6BF26964aF9D7eEd9e03E53415D37aA96045', 'no 0x'],
    ['0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96О45', 'a Cyrillic letter'],
  ])('does not read the address %s: %s (A-24)', (address) => {
    expect(fieldOf({ payment_address: address })).toBe('payment_address');
    expect(fieldOf({ token_address: address })).toBe('token_address');
  });

  it.each([
    ['crypto_amount', [9.23, '9.2300001', '-1', '', '0', '0.0', '1e3', ' 9', '9,23', null, 'NaN']],
    ['received_amount', [9.23, '9.2300001', '-1', '', '1e3', '0x1', true, {}]],
    ['aggregated_amount', [9.13, '9.1300001', '-0', '', 'abc']],
    ['refund_amount', [1, '1.', '.5', '١']],
    ['fiat_amount', [300, '300.001', '-300', '', null]],
    ['fiat_currency', ['EUR', 'twd', null]],
    ['decimals', ['6', 6.5, -1, 37, null]],
    ['payment_deadline', ['1733811354', 1733811354000, 0, 1.5, null]],
    ['payment_intent_id', ['', 'a/b', '../x', 'x'.repeat(101), 1]],
    ['payment_chain_id', ['', 'a b', null, 1]],
  ])('a wrong %s makes it unreadable (A-11, A-20)', (field, values) => {
    for (const value of values) expect([value, fieldOf({ [field]: value })]).toEqual([value, field]);
  });

  it('forgives what only some sources document', () => {
    const odd = {
      client_id: 7,
      callback_url: {},
      order_data: 'text',
      payment_tx_hash: 5,
      refund_tx_hash: '',
    };
    const reading = readObservation({ ...guideIntent, ...odd });
    expect(reading.ok && reading.seen).toMatchObject({
      clientId: null,
      callbackUrl: null,
      orderId: null,
      nonce: null,
      paymentTx: null,
      refundTx: null,
    });
  });

  it('keeps transaction hashes in lower case, and nothing that a database could not store', () => {
    const reading = readObservation({
      ...guideIntent,
      payment_tx_hash: '0xABCdef',
      refund_tx_hash: 'x'.repeat(131),
      order_data: { order_id: 'nul\u0000', nonce: 'lone \ud800' },
    });
    expect(reading.ok && reading.seen).toMatchObject({
      paymentTx: '0xabcdef',
      refundTx: null,
      orderId: null,
      nonce: null,
    });
  });

  it('is not polluted by __proto__ (A-11)', () => {
    const text = JSON.stringify(guideIntent).replace(
      '{',
      '{"__proto__":{"status":"success","polluted":true},',
    );
    const reading = readObservation(JSON.parse(text));
    expect(reading.ok && reading.seen.status).toBe('pending');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(fieldOf({ order_data: JSON.parse('{"__proto__":{"order_id":"uid_12345"}}') as object })).toBe(
      'readable',
    );
    const bare = { ...guideIntent, order_data: JSON.parse('{"__proto__":{"order_id":"theirs"}}') as object };
    const inherited = readObservation(bare);
    expect(inherited.ok && inherited.seen.orderId).toBe(null);
  });

  it('survives order data that is nested beyond all measure', () => {
    const deep = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)) as object;
    expect(['readable', 'order_data']).toContain(fieldOf({ order_data: { deep } }));
  });

  it('never throws, whatever it is given (A-11)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(guideIntent)), fc.jsonValue(), (field, value) => {
        readObservation({ ...guideIntent, [field]: value });
        readObservation(value);
        entriesIn(value);
        providerIdIn(value);
        openEnvelope(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the envelope', () => {
  it.each([
    '',
    '<html></html>',
    '{"code":0,"data":{',
    '[]',
    'null',
    '{"code":"0"}',
    '{"data":{}}',
    '{"code":0.5}',
  ])('is not found in %j', (text) => expect(openEnvelope(text)).toBe(null));

  it('is found with any message', () => {
    expect(openEnvelope('{"code":4001,"message":5}')).toEqual({ code: 4001, message: '' });
  });
});

describe('the intent that a callback names', () => {
  it('is a hint that looks like an id, or nothing', () => {
    expect(providerIdIn({ payment_intent_id: '0h39QkYfZps7AUD1xQsj3MDFVLIMaGoV', status: 'success' })).toBe(
      '0h39QkYfZps7AUD1xQsj3MDFVLIMaGoV',
    );
    const none = [null, 'x', 1, [], {}, { payment_intent_id: 5 }, { payment_intent_id: '../../x' }];
    for (const body of none) expect(providerIdIn(body)).toBe(null);
    expect(providerIdIn(Object.create({ payment_intent_id: 'inherited' }))).toBe(null);
  });
});

// The simulator against the published examples: the field names below are copied from them.

import { addr } from 'micro-eth-signer';
import { describe, expect, it } from 'vitest';
import { SIMULATOR_CODES } from './kryptogo-simulator.ts';
import { INTENT, INTENTS, START, TRANSFER, openBench, openReceiver } from './simulator-bench.ts';

const GUIDE_INTENT_FIELDS = [
  'payment_intent_id', 'payment_chain_id', 'payment_address', 'token_address', 'symbol', 'decimals',
  'crypto_amount', 'fiat_amount', 'fiat_currency', 'payment_deadline', 'status', 'payment_tx_hash',
  'refund_tx_hash', 'received_amount', 'aggregated_amount', 'refund_amount', 'order_data', 'callback_url',
  'group_key',
]; // prettier-ignore
const NULL_WHILE_PENDING = [
  'payment_tx_hash',
  'refund_tx_hash',
  'received_amount',
  'aggregated_amount',
  'refund_amount',
];
const SAMPLE_CALLBACK_FIELDS = [
  'payment_intent_id', 'client_id', 'fiat_amount', 'fiat_currency', 'payment_deadline', 'status',
  'payment_chain_id', 'symbol', 'crypto_amount', 'payment_tx_hash', 'received_crypto_amount',
  'aggregated_crypto_amount', 'order_data', 'callback_url', 'group_key',
]; // prettier-ignore
const OAS_EXTRA_FIELDS = [
  'client_id',
  'org_id',
  'payer_address',
  'payment_tx_timestamp',
  'aggregation_tx_hash',
];

const ORDER = {
  order_data: { order_id: 'uid_12345', item_id: '100', nested: { deep: [1, 'two', null] } },
  group_key: 'buy_stone_with_usdt',
};

describe('a new payment intent', () => {
  it('has exactly the fields of the guide, with the same ones null', async () => {
    const { create } = await openBench({ pendingCallbacks: false });
    const answer = await create({ ...ORDER, callback_url: 'https://example.com/callback' });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(Object.keys(answer.body as object).sort()).toEqual(['code', 'data']);
    expect(answer.code).toBe(0);
    const { data } = answer;
    expect(Object.keys(data).sort()).toEqual([...GUIDE_INTENT_FIELDS].sort());
    expect(Object.keys(data).filter((name) => data[name] === null)).toEqual(NULL_WHILE_PENDING);
    expect(data).toMatchObject({
      ...ORDER,
      payment_chain_id: 'arb',
      token_address: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
      symbol: 'USDT',
      decimals: 6,
      crypto_amount: '9.24',
      fiat_amount: '300.0',
      fiat_currency: 'TWD',
      payment_deadline: START / 1000 + 1800,
      status: 'pending',
      callback_url: 'https://example.com/callback',
    });
    expect(data.payment_intent_id).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(addr.isValid(data.payment_address)).toBe(true);
    expect(data.payment_address).toMatch(/[A-F]/);
  });

  it('gets an id and an address of its own, the same ones for the same seed', async () => {
    const [one, two] = [await openBench({ seed: 'x' }), await openBench({ seed: 'x' })];
    const first = (await one.create()).data;
    const second = (await one.create()).data;
    expect(first.payment_address).not.toBe(second.payment_address);
    expect((await two.create()).data).toEqual(first);
  });

  it('is quoted by the rate and rounded up to cents', async () => {
    const { create, sim } = await openBench({ rates: { TWD: '31.337', USD: '1' } });
    expect((await create({ fiat_amount: '100' })).data.crypto_amount).toBe('3.20');
    expect((await create({ fiat_amount: '5.001', fiat_currency: 'USD' })).data.crypto_amount).toBe('5.01');
    expect((await create({ fiat_amount: '0.01' })).data.crypto_amount).toBe('0.01');
    sim.knobs.rates.TWD = '50';
    expect((await create({ fiat_amount: '100' })).data.crypto_amount).toBe('2.00');
  });

  it('shows the fields of the OpenAPI page when asked to, and can leave nulls out', async () => {
    const { create, read, sim } = await openBench({
      extraFields: true,
      nulls: 'left-out',
      fiatEcho: 'normalised',
    });
    const pending = (await create({ fiat_amount: '300' })).data;
    for (const name of NULL_WHILE_PENDING) expect(pending).not.toHaveProperty(name);
    expect(pending.fiat_amount).toBe('300.0');
    sim.wallet.paysExactly(pending.payment_intent_id);
    const paid = (await read(pending.payment_intent_id)).data;
    for (const name of OAS_EXTRA_FIELDS) expect(paid).toHaveProperty(name);
    expect(paid).toMatchObject({
      payer_address: sim.wallet.address,
      payment_tx_timestamp: START / 1000,
      org_id: 1,
    });
  });
});

describe('the success callback', () => {
  it('has the fields and the two other amount names of the public sample', async () => {
    const receiver = await openReceiver();
    const { newIntent, sim } = await openBench({ pendingCallbacks: false });
    const id = await newIntent({ ...ORDER, callback_url: receiver.url });
    sim.wallet.paysExactly(id);
    await sim.tick();
    const [callback] = receiver.delivered;
    expect(callback?.headers['content-type']).toBe('application/json');
    expect(Object.keys(callback?.json ?? {}).sort()).toEqual([...SAMPLE_CALLBACK_FIELDS].sort());
    expect(callback?.json).toMatchObject({
      ...ORDER,
      payment_intent_id: id,
      status: 'success',
      received_crypto_amount: '9.24',
      aggregated_crypto_amount: '9.14',
    });
    expect(callback?.json['payment_tx_hash']).toMatch(/^0x[0-9a-f]{64}$/);
  });
});

describe('what is demanded of a caller', () => {
  it('knows the documented codes for key, client and id', async () => {
    const { get, read, headers, sim } = await openBench();
    const id = 'nobodyknowsthisone00000000000000';
    expect((await get(`${INTENT}/${id}`, { ...headers, 'X-STUDIO-API-KEY': 'no' })).code).toBe(4002);
    expect((await get(`${INTENT}/${id}`, { ...headers, 'X-Client-ID': 'no' })).code).toBe(4001);
    const unknown = await read(id);
    expect([unknown.status, unknown.code]).toEqual([404, 4006]);
    sim.knobs.errorsAs = 'http-200';
    const again = await read(id);
    expect([again.status, again.code]).toEqual([200, 4006]);
    expect(sim.faults.map(({ rule }) => rule)).toEqual(['4002', '4001']);
  });

  it('refuses a missing or foreign Origin with a code that says it is made up', async () => {
    const { get, headers } = await openBench();
    const { Origin: _origin, ...without } = headers;
    const missing = await get(INTENTS, without);
    expect(missing.code).toBe(SIMULATOR_CODES.originMissing);
    expect(missing.text).toContain('(simulator)');
    expect((await get(INTENTS, { ...headers, Origin: 'https://evil.example' })).code).toBe(4901);
  });

  it.each([
    ['an amount as a number', { fiat_amount: 300 }, 4904],
    ['an amount below 0.01', { fiat_amount: '0.009' }, 4904],
    ['an exponent', { fiat_amount: '3e2' }, 4904],
    ['another currency', { fiat_currency: 'EUR' }, 4905],
    ['order data of 1001 characters', { order_data: { a: 'x'.repeat(993) } }, 4906],
    ['order data that is no object', { order_data: 'text' }, 4906],
    ['a callback address that is no string', { callback_url: 5 }, 4907],
    ['an unknown field', { chain_id: 'arb' }, 4908],
    ['a group key that is no string', { group_key: {} }, 4909],
  ])('refuses %s', async (_name, fields, code) => {
    const { create, sim } = await openBench();
    const answer = await create(fields);
    expect([answer.status, answer.code]).toEqual([400, code]);
    expect(sim.intents()).toEqual([]);
    expect(sim.faults).toHaveLength(1);
  });

  it('takes order data of exactly 1000 characters, counted in bytes only when told so', async () => {
    const { create, sim } = await openBench();
    expect((await create({ order_data: { a: 'é'.repeat(992) } })).code).toBe(0);
    sim.knobs.orderDataUnit = 'bytes';
    expect((await create({ order_data: { a: 'é'.repeat(992) } })).code).toBe(4906);
    expect((await create({ order_data: { a: '<'.repeat(200) } })).code).toBe(4906);
  });

  it('refuses bodies that are not JSON objects, other content types and other routes', async () => {
    const { post, get, headers } = await openBench();
    expect((await post(INTENT, '{"fiat_amount":')).code).toBe(4903);
    expect((await post(INTENT, '[]')).code).toBe(4903);
    expect((await post(INTENT, 'a=b', { ...headers, 'Content-Type': 'text/plain' })).code).toBe(4902);
    expect((await get('/v1/studio/api/payment/refund')).code).toBe(4915);
  });

  it('asks only for its own key on transfers, and keeps the two keys apart', async () => {
    const { post, get, headers, transfer, sim } = await openBench();
    sim.setTreasury('10');
    expect((await transfer()).code).toBe(0);
    expect((await post(TRANSFER, {}, headers)).code).toBe(4002);
    const withTransferKey = { ...headers, 'X-STUDIO-API-KEY': sim.credentials.transferKey };
    expect((await get(INTENTS, withTransferKey)).code).toBe(4002);
    sim.revokeKey();
    expect((await get(INTENTS)).code).toBe(4002);
    sim.restoreKey();
    expect((await get(INTENTS)).code).toBe(0);
    sim.revokeKey('transfer');
    expect((await transfer()).code).toBe(4002);
  });

  it('records every request with its headers, body and answer', async () => {
    const { create, read, sim } = await openBench();
    await create();
    await read('x');
    const [made, looked] = sim.requests;
    expect(made).toMatchObject({
      method: 'POST',
      path: INTENT,
      operation: 'create',
      answered: 200,
      at: START,
    });
    expect(made?.headers).toMatchObject({
      origin: sim.credentials.origin,
      'x-client-id': sim.credentials.clientId,
    });
    expect(JSON.parse(made?.body ?? '')).toEqual({ fiat_amount: '300.0', fiat_currency: 'TWD' });
    expect(looked).toMatchObject({ operation: 'read', answered: 404 });
  });
});

describe('the list', () => {
  it('takes the shape it is told, newest first', async () => {
    const { newIntent, get, sim } = await openBench();
    const ids = [await newIntent(), await newIntent({ group_key: 'g 1' })];
    const idsOf = (items: { payment_intent_id: string }[]) => items.map((item) => item.payment_intent_id);
    expect(idsOf((await get(INTENTS)).list)).toEqual([...ids].reverse());
    sim.knobs.listShape = 'items';
    sim.knobs.listPageSize = 1;
    const { items, total } = (await get(INTENTS)).data;
    expect([idsOf(items), total]).toEqual([[ids[1]], 2]);
    sim.knobs.listShape = 'error';
    expect((await get(INTENTS)).code).toBe(4917);
  });

  it('ignores filters unless it is told to obey them', async () => {
    const { newIntent, get, sim } = await openBench();
    await newIntent({ group_key: 'a' });
    const wanted = await newIntent({ group_key: 'g 1' });
    const path = `${INTENTS}?group_key=g%201&page=3`;
    expect((await get(path)).list).toHaveLength(2);
    sim.knobs.listFilters = true;
    const found = (await get(path)).list;
    expect(found).toMatchObject([{ payment_intent_id: wanted }]);
  });

  it('counts reads by the second and can limit them', async () => {
    const { read, get, move, sim } = await openBench({ maxReadsPerSecond: 2 });
    await read('a');
    await get(INTENTS);
    const third = await read('a');
    expect([third.status, third.headers['retry-after'], third.code]).toEqual([429, '1', 4916]);
    await move(1000);
    expect((await read('a')).status).toBe(404);
    expect(sim.readsPerSecond().map(({ count }) => count)).toEqual([3, 1]);
    expect(sim.peakReadsPerSecond()).toBe(3);
  });
});

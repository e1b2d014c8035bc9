import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { ana, createCoreBench } from '../support/core-bench.ts';
import { createObservation, units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;
let community: string;

beforeEach(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
  community = await bench.community();
});
afterEach(async () => {
  await bench.close();
  await database.drop();
});

/** The list names the intent, and then that intent is read. */
async function looksForTrace(): Promise<void> {
  await bench.core.readPayments('scheduled');
  bench.clock.pass(2_000);
  await bench.core.readPayments('wanted');
}

const wish = { kind: 'item' as const, words: 'vip' };
const caller = { account: ana, displayName: 'Ana', language: 'en' as const };

describe('one wish, one order', () => {
  test('A-08: thirty taps at the same moment make one order and one intent', async () => {
    const requests = Array.from({ length: 30 }, (_, index) =>
      bench.core.requestPayment({
        requestKey: `tap:${community}:${index}`,
        caller,
        communityId: community,
        wish,
      }),
    );
    const answers = await Promise.all(requests);
    expect(
      new Set(answers.map((answer) => ('orderId' in answer ? answer.orderId : answer.refusal))).size,
    ).toBe(1);
    expect(bench.provider.created).toHaveLength(1);
    expect(answers.filter((answer) => 'repeated' in answer && !answer.repeated)).toHaveLength(1);
  });

  test('D-02: the same event again gets the first answer, also when its order is over', async () => {
    const request = { requestKey: `event:${community}`, caller, communityId: community, wish };
    const first = await bench.core.requestPayment(request);
    if (isRefusal(first)) throw new Error(first.refusal);
    await bench.core.cancelOrder(ana, first.orderId);
    const again = await bench.core.requestPayment(request);
    expect(again).toMatchObject({ orderId: first.orderId, repeated: true });
  });

  test('the same wish after a minute is another order', async () => {
    const first = await bench.pays(community);
    bench.clock.pass(61_000);
    expect((await bench.pays(community)).order.id).not.toBe(first.order.id);
  });

  test('T-11: a sixth open order is refused, and one that is over makes room', async () => {
    const orders = [];
    for (let index = 0; index < 5; index += 1) {
      orders.push(await bench.pays(community));
      bench.clock.pass(61_000);
    }
    const request = { requestKey: `sixth:${community}`, caller, communityId: community, wish };
    expect(await bench.core.requestPayment(request)).toMatchObject({ refusal: 'too_many_open_orders' });
    await bench.core.cancelOrder(ana, orders[0]?.order.id ?? '');
    expect(await bench.core.requestPayment(request)).toHaveProperty('orderId');
  });

  test('an item that is not there, and a community that is not, are refused in words', async () => {
    const request = {
      requestKey: `r:${community}`,
      caller,
      communityId: community,
      wish: { ...wish, words: 'gold' },
    };
    expect(await bench.core.requestPayment(request)).toMatchObject({ refusal: 'item_not_found' });
    const nowhere = { ...request, communityId: '00000000-0000-7000-8000-000000000000' };
    expect(await bench.core.requestPayment(nowhere)).toMatchObject({ refusal: 'place_unknown' });
  });
});

describe('when the create call does not answer clearly', () => {
  beforeEach(() => {
    bench.provider.nextCreate.push({ kind: 'unclear', reason: 'timeout' });
  });

  test('A-07: the trace in the list of the provider is found, read and adopted', async () => {
    const { order, intent } = await bench.pays(community);
    expect(intent.state).toBe('creating');
    bench.clock.pass(6_000);
    await looksForTrace();
    expect((await bench.view(order.id)).intent).toMatchObject({
      state: 'pending',
      quote: { amount: units('9.23') },
    });
  });

  test('A-06: a callback that comes first names the intent, and a read proves it', async () => {
    const { order, intent } = await bench.pays(community);
    const [id] = [...bench.provider.truth.keys()];
    const body = { payment_intent_id: id, status: 'success' };
    await bench.core.lookIntoCallback({
      source: 'kryptogo',
      externalId: 'x',
      lane: 'x',
      payload: { callbackToken: intent.callbackToken, body },
    });
    await bench.core.readPayments('wanted');
    expect((await bench.view(order.id)).intent.state).toBe('pending');
    expect(bench.provider.reads).toBe(1);
  });

  test('A-35: an intent that a stranger made with our order id is not adopted', async () => {
    const { order, intent } = await bench.pays(community);
    const own = [...bench.provider.truth.entries()];
    bench.provider.truth.clear();
    const strange = createObservation({
      providerIntentId: 'strange',
      orderId: order.id,
      nonce: 'guess',
      status: 'success',
      received: units('9.23'),
    });
    bench.provider.truth.set('strange', strange);
    await bench.inTransaction(({ payments }) => payments.wantRead(intent.id, 'strange', bench.clock.now()));
    await bench.core.readPayments('wanted');
    expect((await bench.view(order.id)).intent.state).toBe('creating');
    expect(await bench.alarms()).toContain('intent_not_ours');
    // The true one is still found afterwards.
    for (const [id, seen] of own) bench.provider.truth.set(id, seen);
    bench.clock.pass(60_000);
    await looksForTrace();
    expect((await bench.view(order.id)).intent.state).toBe('pending');
  });

  test('A-07: without a trace it is given up after 30 minutes, and a later trace still counts', async () => {
    const { order } = await bench.pays(community);
    const [own] = [...bench.provider.truth.entries()];
    bench.provider.truth.clear();
    bench.clock.pass(11_000);
    await bench.core.keepHouse();
    expect(await bench.told(order.id)).toEqual(['payment_card']);
    bench.clock.pass(30 * 60_000);
    await bench.core.keepHouse();
    const given = await bench.view(order.id);
    expect(given.intent.state).toBe('abandoned');
    expect(given.order).toMatchObject({ state: 'closed', closeReason: 'abandoned' });
    if (own)
      bench.provider.truth.set(own[0], {
        ...own[1],
        status: 'success',
        received: units('9.23'),
        net: units('9.13'),
      });
    bench.clock.pass(3 * 3_600_000);
    await looksForTrace();
    expect((await bench.view(order.id)).order.state).toBe('paid');
  });
});

describe('when the provider says no', () => {
  test('the order closes, and a fresh quote opens it again', async () => {
    bench.provider.nextCreate.push({ kind: 'refused', reason: 'code 4008' });
    const { order, intent } = await bench.pays(community);
    expect(intent.state).toBe('refused');
    expect(order).toMatchObject({ state: 'closed', closeReason: 'refused' });
    expect(await bench.core.requestFreshQuote(ana, order.id)).toMatchObject({
      order: { state: 'open' },
      intent: { sequence: 2 },
    });
  });

  test('A-32: a refused key stops new intents for a minute and wakes somebody', async () => {
    bench.provider.nextCreate.push({ kind: 'key_refused', reason: 'code 4002' });
    await bench.pays(community);
    bench.clock.pass(30_000);
    const request = {
      requestKey: `k:${community}`,
      caller,
      communityId: community,
      wish: { kind: 'top_up' as const, fiat: { hundredths: 500n, currency: 'USD' as const } },
    };
    expect(await bench.core.requestPayment(request)).toMatchObject({ refusal: 'payments_paused' });
    expect(await bench.alarms()).toContain('provider_refuses_key');
    bench.clock.pass(31_000);
    expect(await bench.core.requestPayment(request)).toHaveProperty('orderId');
  });

  test('A-23: an address in a token that we do not keep is never shown', async () => {
    const seen = createObservation({ tokenContract: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831' });
    bench.provider.nextCreate.push({ kind: 'created', seen: { ...seen, orderId: null, nonce: null } });
    const { intent, order } = await bench.pays(community);
    expect(intent).toMatchObject({ state: 'review', quote: null, reviewReason: 'asset_not_accepted' });
    expect(await bench.core.requestFreshQuote(ana, order.id)).toMatchObject({ intent: { state: 'pending' } });
  });
});

describe('the buttons of a card', () => {
  const bob = { platform: 'telegram' as const, accountId: '43' };

  test('D-12: only the member of the order can press them', async () => {
    const { order } = await bench.pays(community);
    const { core } = bench;
    for (const press of [
      core.checkNow,
      core.cancelOrder,
      core.requestFreshQuote,
      core.payFromBalance,
      core.readPayment,
      core.showCardAgain,
    ]) {
      expect(await press(bob, order.id)).toMatchObject({ refusal: 'order_not_found' });
      expect(await press(ana, 'no-such-order')).toMatchObject({ refusal: 'order_not_found' });
    }
  });

  test('A-02: check now reads the same intent at most every two seconds', async () => {
    const { order } = await bench.pays(community);
    const before = bench.provider.reads;
    for (let press = 0; press < 20; press += 1) {
      await bench.core.checkNow(ana, order.id);
      await bench.core.readPayments('wanted');
    }
    expect(bench.provider.reads - before).toBe(1);
  });

  test('paying from the balance takes the full quote once, also when tapped ten times at once', async () => {
    const topUp = await bench.pays(community, 'top_up');
    await bench.hears(topUp, { status: 'success', received: units('20'), net: units('19.8') });
    const before = await bench.balance();
    const { order } = await bench.pays(community);
    const taps = await Promise.all(
      Array.from({ length: 10 }, () => bench.core.payFromBalance(ana, order.id)),
    );
    expect(taps.every((answer) => 'order' in answer && answer.order.state === 'paid')).toBe(true);
    expect(before - (await bench.balance())).toBe(units('9.23'));
    const late = await bench.hears(await bench.view(order.id), {
      status: 'success',
      received: units('9.23'),
      net: units('9.13'),
    });
    expect(late.order).toMatchObject({ state: 'paid', paidFrom: 'balance' });
    expect(before - (await bench.balance())).toBe(units('0.1'));
  });

  test('paying from the balance is refused with both amounts when there is too little', async () => {
    const { order } = await bench.pays(community);
    expect(await bench.core.payFromBalance(ana, order.id)).toMatchObject({
      refusal: 'balance_too_small',
      facts: { needed: '9.23', symbol: 'USDT' },
    });
  });

  test('a fresh quote tapped twice at once makes one intent', async () => {
    const open = await bench.pays(community);
    await bench.hears(open, { status: 'expired' });
    await Promise.all([
      bench.core.requestFreshQuote(ana, open.order.id),
      bench.core.requestFreshQuote(ana, open.order.id),
    ]);
    const intents = await bench.inTransaction(({ payments }) => payments.intents(open.order.id));
    expect(intents).toHaveLength(2);
  });
});

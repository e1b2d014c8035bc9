import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiMischief, MischiefOptions } from '../simulators/kryptogo/mischief.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let flow: Flow;

// Nothing on the internet reaches this Till: there is no PUBLIC_URL, so there are no callbacks at all.
beforeAll(async () => {
  flow = await startFlow({ env: { PUBLIC_URL: '', KRYPTOGO_READS_PER_SECOND: '50' } });
});
afterAll(() => flow.close());

test('A-09: without PUBLIC_URL payments are found by asking, within a minute', async () => {
  const { world, story } = flow;
  const { person, card, address } = await flow.buyer('Unreachable');
  expect(flow.intentAt(address).callbackUrl).toBeUndefined();
  world.kryptogo.wallet.paysExactly(address);
  const paidAt = world.clock.now();
  // The next read is due at most twenty seconds later.
  await world.pass(21 * SECOND_MS);
  await story.stands(person, card, 'paid');
  expect(world.clock.now() - paidAt).toBeLessThan(MINUTE_MS);
  expect(world.kryptogo.callbacks).toEqual([]);
});

describe('A-07: a create call that was carried out, and whose answer is lost', () => {
  test.each(['array', 'items'] as const)(
    'is found in the list, whatever its shape (%s)',
    async (listShape) => {
      const { world, story } = flow;
      const { person } = await flow.buyer('Lost');
      const made = world.kryptogo.intents().length;
      world.kryptogo.knobs.listShape = listShape;
      world.kryptogo.mischief.next('cut after', { on: 'create' });
      const asked = person.says('/pay 4 USD');
      await eventually(() => expect(world.kryptogo.intents()).toHaveLength(made + 1));
      await world.pass(6 * SECOND_MS);
      const card = await story.hears(person, (one) => one.marked('date_time').length > 0, asked);
      world.kryptogo.wallet.paysExactly(story.scans(card));
      await world.pass(25 * SECOND_MS);
      await story.stands(person, card, 'credited');
      expect(world.kryptogo.intents()).toHaveLength(made + 1);
      world.kryptogo.knobs.listShape = 'array';
    },
  );

  test('is offered afresh where there is no list, and a late trace of it still counts', async () => {
    const { world, story } = flow;
    const { person } = await flow.buyer('Listless');
    world.kryptogo.knobs.listShape = 'error';
    const made = world.kryptogo.intents().length;
    world.kryptogo.mischief.next('cut after', { on: 'create' });
    const asked = person.says('/pay 6 USD');
    await eventually(() => expect(world.kryptogo.intents()).toHaveLength(made + 1));
    await world.pass(12 * SECOND_MS);
    const card = await story.hears(person, /No address yet/, asked);
    // A list that we may not have is no reason to think that our key is refused.
    await eventually(() =>
      expect(
        world.kryptogo.requests.filter((one) => one.operation === 'list' && one.answered === 403),
      ).not.toEqual([]),
    );
    await story.presses(person, card, /Fresh quote/);
    const fresh = await story.awaitsPayment(person, card);
    world.kryptogo.wallet.paysExactly(fresh);
    await world.pass(25 * SECOND_MS);
    await story.stands(person, card, 'credited');
    const lost = world.kryptogo
      .intents()
      .find((one) => Number(one.fiatAmount) === 6 && one.address !== fresh);
    world.kryptogo.knobs.listShape = 'array';
    world.kryptogo.wallet.paysExactly(lost?.address ?? '');
    await world.pass(31 * MINUTE_MS);
    await story.hears(person, /could no longer take it/);
    expect(await flow.balanceOf(person)).toBe('11.88');
    expect(flow.alarms).not.toContain('provider_refuses_key');
  });

  test('and that hangs until we give up is found in the list too', { timeout: 30_000 }, async () => {
    const { world, story } = flow;
    const { person } = await flow.buyer('Hanging');
    world.kryptogo.mischief.next('hang after', { on: 'create' });
    const asked = person.says('/pay 8 USD');
    // The call is given up after 15 s of real time. Meanwhile others are served.
    const other = await flow.buyer('Meanwhile');
    world.kryptogo.wallet.paysExactly(other.address);
    await world.pass(25 * SECOND_MS);
    await story.stands(other.person, other.card, 'paid');
    const card = await story.hears(person, (one) => one.marked('date_time').length > 0, asked);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await world.pass(25 * SECOND_MS);
    await story.stands(person, card, 'credited');
  });

  test('and that leaves no trace for 30 minutes is given up, and the member may try again', async () => {
    const { world, story } = flow;
    const { person } = await flow.buyer('Vanished');
    world.kryptogo.mischief.next('cut before', { on: 'create' });
    const asked = person.says('/pay 9 USD');
    await eventually(() => expect(world.kryptogo.mischief.pending()).toEqual([]));
    await world.pass(12 * SECOND_MS);
    const card = await story.hears(person, /No address yet/, asked);
    await world.pass(31 * MINUTE_MS);
    await eventually(async () => {
      const [row] = await flow.query("select count(*) from payment_intents where state = 'abandoned'");
      expect(row).toEqual({ count: '1' });
    });
    await story.presses(person, card, /Fresh quote/);
    world.kryptogo.wallet.paysExactly(await story.awaitsPayment(person, card));
    await world.pass(25 * SECOND_MS);
    await story.stands(person, card, 'credited');
  });
});

describe('bad answers to reads', () => {
  const answers: readonly (readonly [string, ApiMischief, MischiefOptions])[] = [
    ['A-10', 'error 500', {}],
    ['A-10', 'too many', { retryAfter: 30 }],
    ['A-10', 'cut before', {}],
    ['A-11', 'cut mid body', {}],
    ['A-11', 'html', {}],
    ['A-11', 'html', { status: 502 }],
    ['A-11', 'truncated json', {}],
    ['A-11', 'oversize', {}],
    ['A-11', 'numbers', {}],
    ['A-11', 'proto', {}],
    ['A-11', 'code not zero', { code: 1 }],
    ['A-12', 'redirect', {}],
  ];

  test(
    'A-10, A-11, A-12: no bad answer decides anything, and the good one afterwards does',
    { timeout: 30_000 },
    async () => {
      const { world, story } = flow;
      const buyers = await Promise.all(answers.map(([fault, kind]) => flow.buyer(`${fault} ${kind}`)));
      const stops = answers.map(([, kind, options], index) => {
        const intentId = flow.intentAt(buyers[index]?.address ?? '').id;
        return world.kryptogo.mischief.always(kind, { on: 'read', intentId, ...options });
      });
      for (const { address } of buyers) world.kryptogo.wallet.paysExactly(address);
      const reads = () => buyers.map(({ address }) => flow.readsOf(flow.intentAt(address).id).length);
      await world.pass(25 * SECOND_MS);
      await eventually(() => expect(Math.min(...reads())).toBeGreaterThan(0));
      const kinds = answers.map(([, kind]) => kind);
      // These say nothing false, so they may be believed: unknown keys are nobody's business.
      const isHarmless = (index: number) => kinds[index] === 'proto';
      for (const [index, { card }] of buyers.entries()) {
        if (!isHarmless(index)) expect(card.words, kinds[index] ?? '').toContain('must arrive');
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(world.kryptogo.requests.filter((one) => one.path.includes('elsewhere'))).toEqual([]);
      for (const stop of stops) stop();
      await world.pass(2 * MINUTE_MS);
      // A read that was under way may only now fail, and then it is a minute until the next.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await world.pass(2 * MINUTE_MS);
      await Promise.all(buyers.map(({ person, card }) => story.stands(person, card, 'paid')));
    },
  );

  test('A-10: reads that fail again and again come at growing distances', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Unlucky');
    const { id } = flow.intentAt(address);
    const stop = world.kryptogo.mischief.always('error 500', { on: 'read', intentId: id });
    const waits: number[] = [];
    for (let failures = 1; failures <= 7; failures += 1) {
      const sql = `select extract(epoch from next_read_at) * 1000 as next, read_failures from payment_intents where provider_intent_id = '${id}'`;
      const next = Number((await flow.query(sql))[0]?.['next']);
      waits.push(Math.round((next - world.clock.now()) / SECOND_MS));
      await world.pass(next - world.clock.now());
      await eventually(async () => expect((await flow.query(sql))[0]?.['read_failures']).toBe(failures));
    }
    expect(waits.slice(1)).toEqual([...waits.slice(1)].sort((one, other) => one - other));
    expect(waits.at(-1)).toBeGreaterThan((2 * MINUTE_MS) / SECOND_MS);
    stop();
    world.kryptogo.wallet.paysExactly(address);
    await story.presses(person, card, /Check now/);
    await story.stands(person, card, 'paid');
  });

  test('A-13, A-37: a word that we do not know is not final; somebody is told, and the payment goes on', async () => {
    const { world, story, olga } = flow;
    for (const status of ['confirming', 'refunded', 'cancelled']) {
      const { person, card, address } = await flow.buyer(`Word ${status}`);
      const { id } = flow.intentAt(address);
      const stop = world.kryptogo.mischief.always('unknown status', { intentId: id, status });
      await story.presses(person, card, /Check now/);
      await story.stands(person, card, 'unsure');
      expect(card.words).not.toContain(address);
      await story.hears(olga, `KryptoGO says "${status}"`);
      stop();
      world.kryptogo.wallet.paysExactly(address);
      await world.pass(25 * SECOND_MS);
      await story.stands(person, card, 'paid');
    }
  });

  test('A-03: whatever field contradicts our order, the payment waits for people and no money moves', async () => {
    const { world, story, books, group } = flow;
    const other = await flow.buyer('Cheap', '/pay 0.01 USD');
    const cheap = flow.intentAt(other.address);
    const substitutions: Record<string, unknown>[] = [
      { payment_intent_id: cheap.id },
      { payment_address: cheap.address },
      { order_data: cheap.orderData },
      { order_data: null },
      { fiat_amount: '0.01' },
      { fiat_currency: 'USD' },
      { crypto_amount: '0.01', received_amount: '0.01', aggregated_amount: '0.01' },
      { decimals: 18 },
      { token_address: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831' },
      { payment_chain_id: 'matic' },
      { client_id: 'somebody else' },
      { callback_url: 'https://elsewhere.example/callback' },
    ];
    const before = await books.of(group.id);
    const buyers = await Promise.all(substitutions.map((_, index) => flow.buyer(`Field ${index}`)));
    for (const [index, { address }] of buyers.entries()) {
      const { id } = flow.intentAt(address);
      flow.heldBack.push(id);
      world.kryptogo.mischief.always('fields', { intentId: id, fields: substitutions[index] ?? {} });
      world.kryptogo.wallet.paysExactly(address);
    }
    await world.pass(25 * SECOND_MS);
    await Promise.all(buyers.map(({ person, card }) => story.stands(person, card, 'review')));
    world.kryptogo.mischief.clear();
    await world.pass(2 * MINUTE_MS);
    expect(await books.of(group.id)).toEqual(before);
  });

  test('A-23, A-24: an address is not shown that is mistyped, or of a token that we do not keep', async () => {
    const { world, story, olga } = flow;
    const { person } = await flow.buyer('Foreign');
    const usual = world.kryptogo.knobs.paymentToken;
    world.kryptogo.knobs.paymentToken = world.kryptogo.knobs.tokens[1] ?? usual;
    const asked = person.says('/pay 2 USD');
    const card = await story.hears(person, /person is looking into it/, asked);
    world.kryptogo.knobs.paymentToken = usual;
    expect(card.words).not.toContain('0x');
    await story.hears(olga, /a token that we don't keep balances in/);
    const wrong = '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbB9';
    world.kryptogo.mischief.next('fields', { on: 'create', fields: { payment_address: wrong } });
    const askedAgain = person.says('/pay 3 USD');
    await eventually(() => expect(world.kryptogo.mischief.pending()).toEqual([]));
    // Nothing can be told before the list gives the right one.
    await world.pass(6 * SECOND_MS);
    const later = await story.hears(person, (one) => one.marked('date_time').length > 0, askedAgain);
    const said = [
      ...person.chat.messages().map((one) => one.words),
      ...later.history.map((one) => one.caption),
    ];
    expect(said.filter((words) => words?.includes(wrong))).toEqual([]);
  });
});

test('A-18: a refund that is owed for a day reaches the person on call in private, once', async () => {
  const { world, story, olga } = flow;
  world.kryptogo.knobs.refundDelayMs = null;
  const { person, card, address } = await flow.buyer('Owed');
  const { id } = flow.intentAt(address);
  world.kryptogo.wallet.paysShort(address, '1');
  await world.pass(25 * SECOND_MS);
  await story.stands(person, card, 'short');
  await world.pass(25 * HOUR_MS);
  const alarm = await story.hears(olga, /has owed a member a refund/);
  expect(alarm.words).toContain(id);
  await world.pass(25 * HOUR_MS);
  world.kryptogo.refundNow(id);
  world.kryptogo.knobs.refundDelayMs = 2 * MINUTE_MS;
  await world.pass(25 * HOUR_MS);
  await story.stands(person, card, 'short_refunded');
  expect(olga.chat.messages().filter((one) => /has owed a member a refund/.test(one.words))).toHaveLength(1);
});

test('A-32: a refused key pauses new payments, is told once, decides nothing, and recovers by itself', async () => {
  const { world, story, olga, alarms } = flow;
  const { person, card, address } = await flow.buyer('Loyal');
  const told = alarms.length;
  world.kryptogo.revokeKey();
  world.kryptogo.wallet.paysExactly(address);
  await world.pass(25 * SECOND_MS);
  await story.hears(olga, /does not accept our key/);
  for (const amount of [21, 22, 23]) {
    await story.hears(person, /New payments are paused/, person.says(`/pay ${amount} USD`));
  }
  await world.pass(20 * SECOND_MS);
  expect(card.words).toContain('must arrive');
  expect(alarms.slice(told)).toEqual(['provider_refuses_key']);
  world.kryptogo.restoreKey();
  await world.pass(3 * MINUTE_MS);
  await story.stands(person, card, 'paid');
  const next = await story.pays(person, '/pay 24 USD');
  expect(story.scans(next)).toMatch(/^0x/);
});

test('S1, P3: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow, { pardoned: ['4002'] }));

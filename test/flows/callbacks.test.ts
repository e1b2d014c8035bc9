import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/settings.ts';
import { startTill } from '../../src/till.ts';
import type { Knobs } from '../simulators/kryptogo/knobs.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';
import { freePort } from '../support/free-port.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let flow: Flow;

beforeAll(async () => {
  flow = await startFlow();
});
afterAll(() => flow.close());

/** What a callback about this intent would say if it had been paid. */
function forgedSuccess(id: string): Record<string, unknown> {
  return {
    payment_intent_id: id,
    status: 'success',
    received_crypto_amount: '9.24',
    aggregated_crypto_amount: '9.14',
  };
}

async function salesOf({ books, group }: Flow): Promise<number> {
  return Number((await books.of(group.id))['sales'] ?? 0);
}

describe('forged and leaked', () => {
  test('A-01: forged callbacks get 404, cause no read and leave no row', async () => {
    const { world } = flow;
    const { person, card, address } = await flow.buyer('Target');
    const { id, callbackUrl = '' } = flow.intentAt(address);
    await world.kryptogo.settled();
    await eventually(() => expect(flow.readsOf(id)).toHaveLength(1));
    const rows = await flow.query("select count(*) from inbox where source = 'kryptogo'");
    const [, keyId = '', token = '', mac = ''] =
      /\/([0-9a-f]{8})\.([\w-]+)\.([\w-]{32})$/.exec(callbackUrl) ?? [];
    const other = [...mac].reverse().join('');
    const guesses = [
      'guess',
      `${keyId}.${token}`,
      `${keyId}.${token}.${other}`,
      `${keyId}.another.${mac}`,
      `00000000.${token}.${mac}`,
    ];
    const urls = Array.from(
      { length: 200 },
      (_, index) => `${world.url}/callbacks/kryptogo/${guesses[index % 5] ?? ''}`,
    );
    const posts = await Promise.all(
      urls.map((url) => world.kryptogo.forgeCallback({ url, body: forgedSuccess(id) })),
    );
    const answers = posts.map((one) => one.answered);
    expect(answers.slice(0, 60).every((status) => status === 404)).toBe(true);
    // Who guesses on and on is sent away without even that.
    expect(new Set(answers.slice(60))).toEqual(new Set([429]));
    expect(flow.readsOf(id)).toHaveLength(1);
    expect(await flow.query("select count(*) from inbox where source = 'kryptogo'")).toEqual(rows);
    // Real callbacks are not kept out by it.
    world.kryptogo.wallet.paysExactly(address);
    await flow.story.stands(person, card, 'paid');
  });

  test('A-02: a forged success at a leaked address moves nothing, and reads stay two seconds apart', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Leaked');
    const { id, callbackUrl = '' } = flow.intentAt(address);
    // KryptoGO's own "pending" is read first: a slow machine would read it and all that follows at once.
    await eventually(() => expect(flow.readsOf(id)).toHaveLength(1));
    const before = await salesOf(flow);
    for (let wave = 0; wave < 4; wave += 1) {
      const bodies = [1, 2, 3, 4, 5].map((one) => ({ ...forgedSuccess(id), wave, one }));
      await Promise.all(bodies.map((body) => world.kryptogo.forgeCallback({ url: callbackUrl, body })));
      await world.pass(SECOND_MS);
    }
    const posts = world.kryptogo.callbacks.filter((one) => one.kind === 'forged' && one.url === callbackUrl);
    expect(posts.map((one) => one.answered)).toEqual(posts.map(() => 200));
    await eventually(() => expect(flow.readsOf(id).length).toBeGreaterThanOrEqual(2));
    const elapsed = world.clock.now() - flow.intentAt(address).createdAt;
    expect(flow.readsOf(id).length).toBeLessThanOrEqual(1 + elapsed / (2 * SECOND_MS));
    expect(await salesOf(flow)).toBe(before);
    await story.awaitsPayment(person, card);
    await story.presses(person, card, /Cancel/);
  });

  test('A-37: a test delivery from Studio, and words for other worlds, are stored and change nothing', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Synthetic');
    const { id, callbackUrl = '' } = flow.intentAt(address);
    await eventually(() => expect(flow.readsOf(id)).toHaveLength(1));
    await world.pass(3 * SECOND_MS);
    expect(await world.kryptogo.sendTestCallback(callbackUrl)).toMatchObject({ answered: 200 });
    for (const status of ['refunded', 'cancelled', 'success ', '']) {
      const sent = await world.kryptogo.forgeCallback({
        url: callbackUrl,
        body: { payment_intent_id: id, status },
      });
      expect(sent.answered).toBe(200);
    }
    for (const body of [[], null, 'text', 7, { payment_intent_id: { $ne: null } }]) {
      const sent = await world.kryptogo.forgeCallback({ url: callbackUrl, body: JSON.stringify(body) });
      expect(sent.answered).toBe(200);
    }
    await world.pass(3 * SECOND_MS);
    await eventually(() => expect(flow.readsOf(id).length).toBeGreaterThan(1));
    await story.awaitsPayment(person, card);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
  });

  test('A-35: an intent that a stranger makes in our name is not adopted', async () => {
    const { world, story, alarms } = flow;
    const { person, card, address } = await flow.buyer('Impersonated');
    const { orderData, callbackUrl, fiatAmount, groupKey } = flow.intentAt(address);
    const theirs = world.kryptogo.strangerCreates({
      fiatAmount: '0.01',
      fiatCurrency: 'TWD',
      orderData,
      callbackUrl,
      groupKey,
    });
    expect(fiatAmount).not.toBe('0.01');
    const before = await salesOf(flow);
    flow.heldBack.push(theirs.id);
    world.kryptogo.wallet.paysExactly(theirs.address);
    await world.kryptogo.settled();
    await world.pass(3 * SECOND_MS);
    await story.awaitsPayment(person, card);
    expect(await salesOf(flow)).toBe(before);
    expect(alarms).toEqual([]);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
  });
});

describe('too many, too late, in the wrong order', () => {
  test('A-04: fifty copies of a callback are one sale and one message', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Fifty');
    await world.kryptogo.settled();
    const before = await salesOf(flow);
    world.kryptogo.mischief.next('callback duplicated', { copies: 50 });
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    await world.kryptogo.settled();
    const { id } = flow.intentAt(address);
    const copies = world.kryptogo.callbacks.filter(
      (one) => one.intentId === id && one.body.includes('success'),
    );
    expect(copies.map((one) => one.answered)).toEqual(copies.map(() => 200));
    expect(copies).toHaveLength(50);
    await world.pass(3 * SECOND_MS);
    await story.hears(person, /is paid/);
    expect(await salesOf(flow)).toBeCloseTo(before + 9.24);
    expect(person.chat.messages().filter((one) => /is paid/.test(one.words))).toHaveLength(1);
  });

  test('A-04, F-03: two instances that hear of a payment twenty times each book it once and tell it once', async () => {
    const { world, story, log } = flow;
    const verdict = readSettings({ ...world.env, PORT: String(await freePort()) });
    if (!verdict.ok) expect.unreachable(verdict.faults.join());
    else {
      const second = await startTill(verdict.settings, { log, clock: world.clock });
      const { person, card, address } = await flow.buyer('Balanced');
      const { id, callbackUrl = '' } = flow.intentAt(address);
      await eventually(() => expect(flow.readsOf(id)).toHaveLength(1));
      const before = await salesOf(flow);
      world.kryptogo.mischief.next('callback lost', { intentId: id });
      world.kryptogo.wallet.paysExactly(address);
      await world.pass(3 * SECOND_MS);
      const urls = [callbackUrl, callbackUrl.replace(world.url, second.url)];
      expect(new Set(urls).size).toBe(2);
      const posts = Array.from({ length: 40 }, (_, index) => {
        const body = { ...forgedSuccess(id), copy: index % 7 };
        return world.kryptogo.forgeCallback({ url: urls[index % 2] ?? '', body });
      });
      expect(new Set((await Promise.all(posts)).map((one) => one.answered))).toEqual(new Set([200]));
      await story.stands(person, card, 'paid');
      await story.hears(person, /is paid/);
      await second.stop();
      expect(await salesOf(flow)).toBeCloseTo(before + 9.24);
      expect(person.chat.messages().filter((one) => /is paid/.test(one.words))).toHaveLength(1);
    }
  });

  test('A-05: a success that is followed by older words stays a success, and somebody is told', async () => {
    const { world, story, alarms } = flow;
    const { person, card, address } = await flow.buyer('Backwards');
    const { id, callbackUrl = '' } = flow.intentAt(address);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    const before = await salesOf(flow);
    const stop = world.kryptogo.mischief.always('regress', { intentId: id });
    for (const status of ['expired', 'insufficient_not_refunded', 'pending']) {
      await world.kryptogo.forgeCallback({ url: callbackUrl, body: { payment_intent_id: id, status } });
    }
    await world.pass(3 * SECOND_MS);
    await eventually(() => expect(alarms).toContain('status_went_back'));
    stop();
    expect(await salesOf(flow)).toBe(before);
    await story.stands(person, card, 'paid');
  });

  test('A-05: callbacks that overtake each other end in the same sale', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Overtaken');
    await world.kryptogo.settled();
    world.kryptogo.mischief.next('callback reordered', { intentId: flow.intentAt(address).id });
    world.kryptogo.wallet.paysShort(address, '1');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    world.kryptogo.releaseCallbacks();
    await world.kryptogo.settled();
    await world.pass(3 * SECOND_MS);
    await story.stands(person, card, 'paid');
  });

  test('A-06: a callback that comes before the answer to the create call', async () => {
    const { world, story } = flow;
    world.kryptogo.knobs.callbackBeforeAnswer = true;
    const created = world.kryptogo.intents().length;
    const { person, card, address } = await flow.buyer('Hasty');
    world.kryptogo.knobs.callbackBeforeAnswer = false;
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    expect(world.kryptogo.intents()).toHaveLength(created + 1);
  });

  test('A-06, A-07: an intent whose answer is lost is known by its callback alone', async () => {
    const { world, story } = flow;
    const person = flow.joins('Halfheard');
    await story.paysFromGroup(person, flow.group, '/pay 3 USD');
    Object.assign(world.kryptogo.knobs, { callbackBeforeAnswer: true, listShape: 'error' });
    world.kryptogo.mischief.next('cut after', { on: 'create' });
    const card = await story.pays(person, '/pay vip');
    Object.assign(world.kryptogo.knobs, { callbackBeforeAnswer: false, listShape: 'array' });
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
  });

  test('A-36: the same body again still asks for a read', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Repeated');
    await world.kryptogo.settled();
    const { id, callbackUrl = '' } = flow.intentAt(address);
    const body = { payment_intent_id: id, status: 'insufficient_not_refunded' };
    world.kryptogo.mischief.always('callback lost');
    world.kryptogo.wallet.paysShort(address, '1');
    await world.pass(3 * SECOND_MS);
    await world.kryptogo.forgeCallback({ url: callbackUrl, body });
    await story.stands(person, card, 'short');
    world.kryptogo.wallet.paysExactly(address);
    await world.pass(3 * SECOND_MS);
    await world.kryptogo.forgeCallback({ url: callbackUrl, body });
    await story.stands(person, card, 'paid');
    world.kryptogo.mischief.clear();
  });
});

describe('the many ways in which KryptoGO may write', () => {
  const signature = { secret: 'a secret that we do not have' };
  const ways: readonly (readonly [string, Partial<Knobs>])[] = [
    ['A-34: callbacks that are signed', { callbackSignature: signature }],
    [
      'A-34: signed in base64, with milliseconds',
      { callbackSignature: { ...signature, encoding: 'base64', timestampUnit: 'ms' } },
    ],
    ['A-34: signed with a wrong key', { callbackSignature: { ...signature, spoil: 'wrong' } }],
    ['A-34: signed an hour ago', { callbackSignature: { ...signature, spoil: 'stale' } }],
    ['A-34: callbacks named as the API names things', { callbackNames: 'api' }],
    ['A-34: callbacks with every null', { callbackNulls: 'sent' }],
    ['A-34: callbacks named as the API, with every null', { callbackNames: 'api', callbackNulls: 'sent' }],
    ['A-11: answers without nulls', { nulls: 'left-out' }],
    ['A-11: answers with more fields than documented', { extraFields: true }],
    ['A-11: fiat amounts written in another way', { fiatEcho: 'normalised' }],
    ['A-11: errors with HTTP 200', { errorsAs: 'http-200' }],
  ];

  test.each(ways)('%s give the same ledger', async (_name, knobs) => {
    const { world, story, books, group } = flow;
    const before = await books.of(group.id);
    const usual = { ...world.kryptogo.knobs };
    // Without one about the new intent the next is read at once, not two seconds later.
    Object.assign(world.kryptogo.knobs, { pendingCallbacks: false }, knobs);
    const { person, card, address } = await flow.buyer('Variant');
    world.kryptogo.wallet.paysTooMuch(address, '1');
    await story.stands(person, card, 'paid_excess');
    Object.assign(world.kryptogo.knobs, usual);
    const after = await books.of(group.id);
    const moved = Object.entries(after).map(([name, amount]) => [
      name,
      (Number(amount) - Number(before[name] ?? 0)).toFixed(6),
    ]);
    expect(Object.fromEntries(moved)).toEqual({
      treasury: '10.130000',
      sales: '9.240000',
      provider_fees: '0.099257',
      members: '0.989257',
    });
  });

  test.each(['callback huge', 'callback wrong type', 'callback cut'] as const)(
    'A-26: a payment whose callback is spoiled (%s) is found by polling',
    async (kind) => {
      const { world, story } = flow;
      const { person, card, address } = await flow.buyer('Spoiled');
      await world.kryptogo.settled();
      world.kryptogo.mischief.next(kind, { intentId: flow.intentAt(address).id });
      world.kryptogo.wallet.paysExactly(address);
      await world.pass(25 * SECOND_MS);
      await story.stands(person, card, 'paid');
    },
  );
});

test('A-33: a callback that is replayed after a year costs one read at most', async () => {
  const { world, story } = flow;
  const { person, card, address } = await flow.buyer('Yearling');
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid');
  await story.hears(person, /is paid/);
  const { id } = flow.intentAt(address);
  await world.kryptogo.settled();
  await world.pass(366 * DAY_MS);
  const reads = flow.readsOf(id).length;
  const sales = await salesOf(flow);
  await Promise.all([1, 2, 3].map(() => world.kryptogo.repeatCallback(id)));
  await eventually(() => expect(flow.readsOf(id).length).toBe(reads + 1));
  expect(await salesOf(flow)).toBe(sales);
  await story.stands(person, card, 'paid');
});

test('S1, P3: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow));

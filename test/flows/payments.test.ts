import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

let flow: Flow;

beforeAll(async () => {
  // Callbacks about new intents have their stories in callbacks.test.ts; here they would only cost time.
  flow = await startFlow({ kryptogo: { pendingCallbacks: false } });
});
afterAll(() => flow.close());

test('A-25, D-15: an exact payment from the group becomes a receipt, and the group learns nothing private', async () => {
  const { story, world, group } = flow;
  const { person, card, address } = await flow.buyer('Exact');
  world.kryptogo.knobs.rates = { TWD: '40', USD: '1' };
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid');
  world.kryptogo.knobs.rates = { TWD: '32.5', USD: '1' };
  await story.hears(person, /is paid/);
  expect(card.words).not.toContain(address);
  expect(flow.intentAt(address).received).toBe('9.24');
  expect(await flow.books.of(group.id)).toMatchObject({
    sales: '9.24',
    treasury: '9.14',
    provider_fees: '0.1',
  });
  const said = group.messages().map((one) => one.words);
  expect(said.filter((words) => /0x|9\.24|USDT/.test(words))).toEqual([]);
});

test('A-17: a short payment is sent back, and a fresh quote on the same card is paid', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Short');
  world.kryptogo.wallet.paysShort(address, '1');
  await story.stands(person, card, 'short');
  await world.pass(3 * MINUTE_MS);
  await story.hears(person, /has sent back 8\.24 USDT/);
  await story.stands(person, card, 'short_refunded');
  await story.presses(person, card, /Fresh quote/);
  const fresh = await story.awaitsPayment(person, card);
  expect(fresh).not.toBe(address);
  world.kryptogo.wallet.paysExactly(fresh);
  await story.stands(person, card, 'paid');
  expect(flow.intentAt(address)).toMatchObject({ status: 'insufficient_refunded', aggregated: null });
  expect(await flow.balanceOf(person)).toBe('0');
});

test('A-16: a short payment that is topped up before its refund is paid once', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Topped');
  world.kryptogo.wallet.paysShort(address, '1');
  await story.stands(person, card, 'short');
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid');
  await story.hears(person, /is paid/);
  await world.pass(3 * MINUTE_MS);
  expect(flow.intentAt(address)).toMatchObject({ status: 'success', received: '9.24', refunded: null });
});

test('A-15: money after the deadline still pays the order', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Late');
  await world.pass(31 * MINUTE_MS);
  await story.stands(person, card, 'expired');
  expect(card.words).not.toContain(address);
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid_late');
  expect(card.words).toContain('late');
  expect(await flow.balanceOf(person)).toBe('0');
});

test('A-14: while the deadline passes nothing is decided by our clock', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Slow');
  const { id, deadline } = flow.intentAt(address);
  // KryptoGO itself still says "pending": its own clock is behind ours.
  const stop = world.kryptogo.mischief.always('fields', { intentId: id, fields: { status: 'pending' } });
  await world.pass(deadline * SECOND_MS - world.clock.now() + MINUTE_MS);
  await story.stands(person, card, 'overdue');
  expect(card.words).not.toContain(address);
  stop();
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid_late');
});

test('A-19: what is paid too much goes to the balance, after its share of the fee', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Generous');
  world.kryptogo.wallet.paysTooMuch(address, '2');
  await story.stands(person, card, 'paid_excess');
  const { received, aggregated } = flow.intentAt(address);
  expect({ received, aggregated }).toEqual({ received: '11.24', aggregated: '11.12' });
  // floor(11.12 · 2 / 11.24)
  expect(await flow.balanceOf(person)).toBe('1.978647');
});

test('A-21: a sale is handed over at once, and its net is booked when KryptoGO names it', async () => {
  const { story, world, group } = flow;
  const { person, card, address } = await flow.buyer('Patient');
  world.kryptogo.knobs.aggregationDelayMs = 10 * MINUTE_MS;
  const before = await flow.books.of(group.id);
  world.kryptogo.wallet.paysTooMuch(address, '1');
  await story.hears(person, /is paid/);
  await story.stands(person, card, 'paid_excess');
  expect(card.words).toContain('as soon as the exact figure is known');
  expect(await flow.books.of(group.id)).toEqual(before);
  world.kryptogo.knobs.aggregationDelayMs = 0;
  await world.pass(11 * MINUTE_MS);
  await story.hears(person, /More arrived/);
  await story.shows(person, card, /0\.989\d* USDT after/);
  const news = person.chat.messages().filter((one) => /is paid|More arrived/.test(one.words));
  expect(news).toHaveLength(2);
});

test('A-21: a top-up is "settling" until the net is known, then it is in the balance', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Saver', '/pay 10 USD');
  world.kryptogo.knobs.aggregationDelayMs = 10 * MINUTE_MS;
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'settling');
  expect(await flow.balanceOf(person)).toBe('0');
  world.kryptogo.knobs.aggregationDelayMs = 0;
  await world.pass(11 * MINUTE_MS);
  await story.stands(person, card, 'credited');
  expect(await flow.balanceOf(person)).toBe('9.9');
});

test('A-15: money for a cancelled order goes to the balance', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Wavering');
  await story.presses(person, card, /Cancel/);
  await story.stands(person, card, 'cancelled');
  expect(card.words).not.toContain(address);
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'to_balance');
  expect(await flow.balanceOf(person)).toBe('9.14');
});

test('P1: an order that is paid twice, by its old quote and by its fresh one, is sold once; the rest is the member’s', async () => {
  const { story, world, group } = flow;
  const { person, card, address } = await flow.buyer('Twice');
  await world.pass(31 * MINUTE_MS);
  await story.stands(person, card, 'expired');
  await story.presses(person, card, /Fresh quote/);
  const fresh = await story.awaitsPayment(person, card);
  const before = await flow.books.of(group.id);
  world.kryptogo.wallet.paysExactly(fresh);
  await story.stands(person, card, 'paid');
  world.kryptogo.wallet.paysExactly(address);
  await story.hears(person, /could no longer take it/);
  const after = await flow.books.of(group.id);
  expect(Number(after['sales']) - Number(before['sales'])).toBeCloseTo(9.24);
  expect(await flow.balanceOf(person)).toBe('9.14');
});

test('P1: what KryptoGO adds to a payment that is booked is not booked by itself, and somebody is told', async () => {
  const { story, world, group, olga } = flow;
  const { person, card, address } = await flow.buyer('Again');
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'paid');
  await story.hears(person, /is paid/);
  const before = await flow.books.of(group.id);
  const { id } = flow.intentAt(address);
  const fields = { received_amount: '18.48', aggregated_amount: '18.28' };
  const stop = world.kryptogo.mischief.always('fields', { intentId: id, fields });
  await world.pass(3 * SECOND_MS);
  await world.kryptogo.repeatCallback(id);
  await story.hears(olga, /contradicts a payment that is booked already/);
  stop();
  expect(await flow.books.of(group.id)).toEqual(before);
  await story.stands(person, card, 'paid');
});

test('A-20: a success below the quote is held for people, and no money moves', async () => {
  const { story, world, group, olga } = flow;
  const { person, card, address } = await flow.buyer('Doubtful');
  const { id } = flow.intentAt(address);
  const before = await flow.books.of(group.id);
  world.kryptogo.mischief.always('fields', { intentId: id, fields: { received_amount: '9.23' } });
  world.kryptogo.wallet.paysExactly(address);
  flow.heldBack.push(id);
  await story.stands(person, card, 'review');
  await story.hears(person, /does not match, so a person is looking into it/);
  await story.hears(olga, /held for review/);
  expect(await flow.books.of(group.id)).toEqual(before);
  world.kryptogo.mischief.clear();
  await world.pass(2 * MINUTE_MS);
  expect(await flow.books.of(group.id)).toEqual(before);
});

test('A-22: a transaction that has paid already pays nothing a second time', async () => {
  const { story, world, group } = flow;
  const first = await flow.buyer('Honest');
  world.kryptogo.wallet.paysExactly(first.address);
  await story.stands(first.person, first.card, 'paid');
  const second = await flow.buyer('Copycat');
  const { id } = flow.intentAt(second.address);
  const stolen = flow.intentAt(first.address).paymentTxHash;
  const fields = { status: 'success', received_amount: '9.24', payment_tx_hash: stolen?.toUpperCase() };
  const stop = world.kryptogo.mischief.always('fields', { intentId: id, fields });
  const before = await flow.books.of(group.id);
  await story.presses(second.person, second.card, /Check now/);
  await story.stands(second.person, second.card, 'review');
  expect(await flow.books.of(group.id)).toEqual(before);
  stop();
});

test('D-02: two taps on "pay from balance" at once take the price once', async () => {
  const { story, world, group } = flow;
  const { person, card, address } = await flow.buyer('Rich', '/pay 20 USD');
  world.kryptogo.wallet.paysExactly(address);
  await story.stands(person, card, 'credited');
  const sale = await story.pays(person, '/pay vip');
  const saleAddress = story.scans(sale);
  const before = await flow.books.of(group.id);
  const taps = [1, 2, 3].map(() => story.presses(person, sale, /from balance/));
  const answers = await Promise.all(taps);
  expect(new Set(answers)).toEqual(new Set(['Paid from your balance.']));
  await story.stands(person, sale, 'paid_from_balance');
  expect(await flow.balanceOf(person)).toBe('10.56');
  const after = await flow.books.of(group.id);
  expect(Number(after['sales']) - Number(before['sales'])).toBeCloseTo(9.24);
  // What arrives at its address all the same is the member's.
  world.kryptogo.wallet.paysExactly(saleAddress);
  await story.hears(person, /could no longer take it/);
  expect(await flow.balanceOf(person)).toBe('19.7');
});

test('A-08: two taps on "cancel" or "fresh quote" do what one does', async () => {
  const { story, world } = flow;
  const { person, card, address } = await flow.buyer('Shaky');
  await world.pass(31 * MINUTE_MS);
  await story.stands(person, card, 'expired');
  const created = () => world.kryptogo.requests.filter((one) => one.operation === 'create').length;
  const before = created();
  await Promise.all([1, 2, 3].map(() => story.presses(person, card, /Fresh quote/)));
  const fresh = await story.awaitsPayment(person, card);
  expect(fresh).not.toBe(address);
  expect(created()).toBe(before + 1);
  await Promise.all([1, 2].map(() => story.presses(person, card, /Cancel/)));
  await story.stands(person, card, 'cancelled');
});

test('A-08: the same /pay within a minute points to the card that is open', async () => {
  const { story, world } = flow;
  const { person, card } = await flow.buyer('Eager');
  const again = person.says('/pay vip');
  const answer = await story.hears(person, /already have this one open/, again);
  expect(answer.replyTo).toBe(card.id);
  await world.pass(MINUTE_MS + SECOND_MS);
  const other = await story.pays(person, '/pay vip');
  expect(other.id).not.toBe(card.id);
  expect(story.scans(other)).not.toBe(story.scans(card));
});

test('D-02: an update that Telegram delivers again changes nothing', async () => {
  const { story, world } = flow;
  const { person } = await flow.buyer('Echo');
  const asked = person.says('/pay 5 USD');
  const update = world.telegram.updates().at(-1)?.update_id;
  const card = await story.hears(person, (one) => one.photo !== undefined, asked);
  await story.awaitsPayment(person, card);
  const created = world.kryptogo.intents().length;
  for (let times = 0; times < 3; times += 1) world.telegram.mischief.redeliver(update);
  await flow.balanceOf(person);
  expect(world.kryptogo.intents()).toHaveLength(created);
  expect(person.chat.messages().filter((one) => /already have this one/.test(one.words))).toEqual([]);
});

test('D-02: updates that arrive in any order all get their answer', async () => {
  const { story, world } = flow;
  const people = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => flow.joins(name));
  await Promise.all(people.map((person) => story.paysFromGroup(person, flow.group, '/pay vip')));
  world.telegram.mischief.holdUpdates();
  const asked = people.map((person, index) => person.says(`/pay ${index + 1} USD`));
  const balances = people.map((person) => person.says('/balance'));
  world.telegram.mischief.releaseUpdates('shuffled');
  for (const [index, person] of people.entries()) {
    await story.hears(person, new RegExp(`top-up of ${index + 1} USD`), asked[index]);
    await story.hears(person, /Tea House: 0 USDT/, balances[index]);
  }
});

test('A-08: more than five unpaid orders are refused, and say what to do', async () => {
  const { story } = flow;
  const { person } = await flow.buyer('Greedy');
  for (const amount of [11, 12, 13, 14]) await story.pays(person, `/pay ${amount} USD`);
  await story.hears(person, /have 5 unpaid orders open/, person.says('/pay 15 USD'));
});

test('the whole life of a payment speaks Traditional Chinese with a member who does', async () => {
  const { story, world, group } = flow;
  const mei = flow.joins('Mei', 'zh-TW');
  const card = await story.paysFromGroup(mei, group, '/pay vip');
  const toasts = [await story.presses(mei, card, /金額.*QR|QR.*金額/)];
  await eventually(() => expect(mei.presses(card, /QR/).kind).toBe('callback'));
  world.kryptogo.wallet.paysShort(story.scans(card), '1');
  await story.stands(mei, card, 'short', 'zh-TW');
  await world.pass(3 * MINUTE_MS);
  await story.stands(mei, card, 'short_refunded', 'zh-TW');
  for (const words of [
    '/orders',
    '/balance',
    '/help',
    '/pay',
    '/pay 5',
    '/pay nothing-like-it',
    '/nonsense',
  ]) {
    const asked = mei.says(words);
    await story.hears(mei, () => true, asked);
  }
  expect(toasts.join('')).toMatch(/\p{Script=Han}/u);
  expect(
    mei
      .menu()
      .map((one) => one.description)
      .join(''),
  ).toMatch(/\p{Script=Han}/u);
  const offer = group.messages().filter((one) => one.fromBot && one.revision > 0 && one.buttons.length > 0);
  const said = [...mei.chat.messages().filter((one) => one.fromBot), ...offer.slice(-1)];
  // Names and commands stay as they are; two English words in a row are a sentence of ours.
  const names =
    /VIP role|Tea House|Arbitrum One|BNB Smart Chain|\/\w+( \d+ \w+)?|USDT|TWD|USD|KryptoGO|English/g;
  const english = said.flatMap((one) =>
    [one.words, ...one.buttons].filter((text) => /[a-z]+ [a-z]{2,}/i.test(text.replaceAll(names, '…'))),
  );
  expect(english).toEqual([]);
  expect(said.filter((one) => !/\p{Script=Han}/u.test(one.words))).toEqual([]);
});

test('S1, L4: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow));

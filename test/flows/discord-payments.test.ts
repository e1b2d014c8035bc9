import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { SHOP, startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** A callback has an intent read at once, unless that was done just before. */
const READ_APART_MS = 2 * SECOND_MS;
/** From this age of its token on, a card that still waits moves into private. */
const MOVES_AFTER_MS = 13.6 * MINUTE_MS;

let stage: DiscordFlow;

beforeAll(async () => {
  stage = await startDiscordFlow();
});
afterAll(() => stage.flow.close());

describe('how a payment stands', () => {
  test('A-25: an exact payment in the server turns the card into a receipt, and its phone buzzes', async () => {
    const { story, world, flow, server, hall } = stage;
    const { person, card, address } = await stage.buyer('Exact');
    expect(card.isEphemeral).toBe(true);
    expect(card.words).toContain(`\`\`\`\n${address}\n\`\`\``);
    expect(card.words).toContain('```\n9.24\n```');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    expect(card.words).not.toContain(address);
    const news = await story.hears(person, hall, /is paid: VIP role/);
    expect(news.isEphemeral).toBe(true);
    expect(flow.intentAt(address).received).toBe('9.24');
    expect(await flow.books.of(server.id)).toMatchObject({ sales: '9.24', treasury: '9.14' });
    await story.hears(stage.olga, stage.olga.dm, /To do: order [\s\S]*VIP role[\s\S]*For Exact/);
  });

  test('A-28: money that KryptoGO has seen and not confirmed is "on its way"', async () => {
    const { story, world, flow } = stage;
    const { person, card, address } = await stage.buyer('Seen');
    const { id } = flow.intentAt(address);
    const fields = { status: 'pending', received_amount: '4' };
    const stop = world.kryptogo.mischief.always('fields', { intentId: id, fields });
    await world.pass(READ_APART_MS);
    expect(await story.isTold(person, card, /Check now/)).toContain('Asking KryptoGO');
    await story.stands(person, card, 'received');
    expect(card.words).toContain('Arrived so far: 4 USDT of 9.24 USDT');
    stop();
    await world.pass(READ_APART_MS);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
  });

  test('A-17: too little is sent back, and a fresh quote on the same card is paid', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Short');
    world.kryptogo.wallet.paysShort(address, '1');
    await story.stands(person, card, 'short');
    await story.hears(person, hall, /Too little arrived for order/);
    await world.pass(3 * MINUTE_MS);
    await story.stands(person, card, 'short_refunded');
    await story.hears(person, hall, /has sent back 8\.24 USDT/);
    await story.presses(person, card, /Fresh quote/);
    const fresh = await story.awaitsPayment(person, card, address);
    expect(fresh).not.toBe(address);
    world.kryptogo.wallet.paysExactly(fresh);
    await story.stands(person, card, 'paid');
    expect(await story.balanceOf(person, SHOP)).toBe('0');
  });

  test('A-19: what is paid too much goes to the balance, after its share of the fee', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Generous');
    world.kryptogo.wallet.paysTooMuch(address, '2');
    await story.stands(person, card, 'paid_excess');
    expect(await story.balanceOf(person, SHOP)).toBe('1.978647');
  });

  test('A-21: a top-up is "settling" until the net is known, then it is in the balance', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Saver', { amount: '10', currency: 'USD' });
    expect(card.words).toContain('About 1 % less is credited');
    world.kryptogo.knobs.aggregationDelayMs = 10 * MINUTE_MS;
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'settling');
    expect(await story.balanceOf(person, SHOP)).toBe('0');
    world.kryptogo.knobs.aggregationDelayMs = 0;
    await world.pass(11 * MINUTE_MS);
    await story.stands(person, card, 'credited');
    expect(await story.balanceOf(person, SHOP)).toBe('9.9');
  });

  test('A-15: a quote that runs out says so in private, and late money still pays the order', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Late');
    await world.pass(MOVES_AFTER_MS);
    const moved = await story.findsInPrivate(person);
    await eventually(() => expect(card.words).toContain('has moved to our direct messages'));
    expect(story.scans(moved)).toBe(address);
    await world.pass(18 * MINUTE_MS);
    await story.stands(person, moved, 'expired');
    await world.pass(READ_APART_MS);
    expect(moved.words).not.toContain(address);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, moved, 'paid_late');
    await story.hears(person, person.dm, /is paid: VIP role/);
  });

  test('A-20: a success below the quote is held for people, and no money moves', async () => {
    const { story, world, flow, server, hall, olga } = stage;
    const { person, card, address } = await stage.buyer('Doubtful');
    const { id } = flow.intentAt(address);
    const before = await flow.books.of(server.id);
    const fields = { received_amount: '9.23' };
    world.kryptogo.mischief.always('fields', { intentId: id, fields });
    world.kryptogo.wallet.paysExactly(address);
    flow.heldBack.push(id);
    await story.stands(person, card, 'review');
    await story.hears(person, hall, /does not match, so a person is looking into it/);
    await story.hears(olga, olga.dm, /held for review/);
    expect(await flow.books.of(server.id)).toEqual(before);
  });

  test('A-23: a word that nobody knows is not final, and the operator hears of it', async () => {
    const { story, world, flow, olga } = stage;
    const { person, card, address } = await stage.buyer('Puzzled');
    const { id } = flow.intentAt(address);
    const stop = world.kryptogo.mischief.always('unknown status', { intentId: id, status: 'on_hold' });
    await world.pass(READ_APART_MS);
    await story.presses(person, card, /Check now/);
    await story.stands(person, card, 'unsure');
    expect(card.words).not.toContain(address);
    await story.hears(olga, olga.dm, /a status word that we don't know/);
    stop();
    await world.pass(READ_APART_MS);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
  });
});

describe('buttons', () => {
  test('/pay alone offers what is on sale, and an amount alone the currencies; a press brings the card', async () => {
    const { story, world, hall } = stage;
    const person = stage.joins('Browser');
    const offer = await story.asks(person, hall, '/pay');
    expect(offer.isEphemeral).toBe(true);
    const bought = await story.presses(person, offer, 'VIP role · 300 TWD');
    const sale = await story.reads(person, bought, /VIP role[^]*Quote ends/);
    const question = await story.asks(person, hall, '/pay', { amount: '12' });
    expect(question.buttons).toEqual(['12 TWD', '12 USD']);
    const chosen = await story.presses(person, question, '12 USD');
    const topUp = await story.reads(person, chosen, /top-up of 12 USD[^]*Quote ends/);
    for (const card of [sale, topUp]) world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, sale, 'paid');
    await story.stands(person, topUp, 'credited');
    expect(await story.balanceOf(person, SHOP)).toBe('11.88');
  });

  test('A-05: without an answer of KryptoGO the card says so, and a fresh quote is paid', async () => {
    const { story, world, hall } = stage;
    const person = stage.joins('Unlucky');
    world.kryptogo.mischief.next('error 500', { on: 'create' });
    const asked = person.uses(hall, '/pay', { item: 'vip' });
    const isFailed = () => !world.kryptogo.mischief.pending().some(({ kind }) => kind === 'error 500');
    await eventually(() => expect(isFailed()).toBe(true));
    await world.pass(11 * SECOND_MS);
    const card = await asked.answered(PATIENCE_MS);
    await story.stands(person, card, 'delayed');
    await story.presses(person, card, /Fresh quote/);
    world.kryptogo.wallet.paysExactly(await story.awaitsPayment(person, card));
    await story.stands(person, card, 'paid');
  });

  test('the QR with the amount is another picture in the same message, and a payment by it counts', async () => {
    const { story, world } = stage;
    const { person, card } = await stage.buyer('Scanner');
    const withAmount = 'This QR holds the amount too';
    await story.reads(person, await story.presses(person, card, /QR with amount/), withAmount);
    expect(story.scans(card)).toMatch(/^ethereum:/);
    await story.presses(person, card, /QR of the address only/);
    await eventually(() => expect(card.words).not.toContain(withAmount));
    expect(story.scans(card)).toMatch(/^0x/);
    await story.reads(person, await story.presses(person, card, /QR with amount/), withAmount);
    world.kryptogo.wallet.scansAndPays(story.scans(card));
    await story.stands(person, card, 'paid');
  });

  test('A-15: a cancelled order shows no address, and money for it goes to the balance', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Wavering');
    await story.presses(person, card, 'Cancel');
    await story.stands(person, card, 'cancelled');
    expect(card.words).not.toContain(address);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'to_balance');
    await story.hears(person, hall, /could no longer take it/);
    expect(await story.balanceOf(person, SHOP)).toBe('9.14');
  });

  test('D-02: three taps on "pay from balance" take the price once', async () => {
    const { story, world, hall, flow, server } = stage;
    const { person, card, address } = await stage.buyer('Rich', { amount: '20', currency: 'USD' });
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'credited');
    const sale = await story.pays(person, hall, { item: 'vip' });
    const before = await flow.books.of(server.id);
    await Promise.all([1, 2, 3].map(() => story.presses(person, sale, /from balance/)));
    await story.stands(person, sale, 'paid_from_balance');
    expect(await story.balanceOf(person, SHOP)).toBe('10.56');
    const after = await flow.books.of(server.id);
    expect(Number(after['sales']) - Number(before['sales'])).toBeCloseTo(9.24);
  });

  test('A-08: three taps on "fresh quote" make one quote', async () => {
    const { story, world } = stage;
    const { person, address } = await stage.buyer('Shaky');
    await world.pass(MOVES_AFTER_MS);
    const card = await story.findsInPrivate(person);
    await world.pass(18 * MINUTE_MS);
    await story.stands(person, card, 'expired');
    const made = () => world.kryptogo.intents().length;
    const before = made();
    await Promise.all([1, 2, 3].map(() => story.presses(person, card, /Fresh quote/)));
    await story.awaitsPayment(person, card, address);
    await story.presses(person, card, 'Cancel');
    await story.stands(person, card, 'cancelled');
    expect(made()).toBe(before + 1);
  });

  test('/orders shows all, and brings a receipt back below', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Archivist');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    const list = await story.asks(person, hall, '/orders');
    expect(list.words).toContain('→ paid');
    const shown = await story.presses(person, list, /VIP role/);
    const receipt = await story.reads(person, shown, 'Paid, thank you');
    expect(receipt.isEphemeral).toBe(true);
    await eventually(() => expect(card.words).toContain('has moved'));
  });
});

describe('one wish, one order', () => {
  test('A-08: the same /pay within a minute is the same order, whose card comes to where it was asked for', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Eager');
    const made = world.kryptogo.intents().length;
    const again = await story.pays(person, hall, { item: 'vip' });
    expect(again.id).not.toBe(card.id);
    expect(story.scans(again)).toBe(address);
    await eventually(() => expect(card.words).not.toContain(address));
    expect(world.kryptogo.intents()).toHaveLength(made);
    await world.pass(MINUTE_MS + SECOND_MS);
    const other = await story.pays(person, hall, { item: 'vip' });
    expect(story.scans(other)).not.toBe(address);
  });

  test('A-08: more than five unpaid orders are refused, and say what to do', async () => {
    const { story, hall } = stage;
    const { person } = await stage.buyer('Greedy');
    for (const amount of ['11', '12', '13', '14']) {
      await story.pays(person, hall, { amount, currency: 'USD' });
    }
    const refused = await story.asks(person, hall, '/pay', { amount: '15', currency: 'USD' });
    expect(refused.words).toContain('5 unpaid orders open');
  });
});

test('S1, L4: at the end the books are what KryptoGO settled, and neither vendor complains', () =>
  expectSoundEnd(stage.flow, { groups: [stage.flow.group, stage.server] }));

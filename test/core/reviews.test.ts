import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { available } from '../../src/domain/ledger.ts';
import type { Observation } from '../../src/domain/payment-intent.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { ReviewChoice } from '../../src/domain/review.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, secondOperator } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
const [vera, otto, nina] = [account(), account('discord'), account()];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

/** The price of what Ana buys is 9.23: two persons are wanted from 5 on. */
const two: Partial<Policy> = {
  tiers: [
    { from: 0n, approvals: 1 },
    { from: units('5'), approvals: 2 },
  ],
};

const team = (policy: Partial<Policy> = {}) => bench.team([[vera], [otto], [nina]], policy);

/** A payment of Ana's that KryptoGO contradicts itself about. */
async function inReview(facts: Partial<Observation> = {}, policy: Partial<Policy> = {}) {
  const community = await team(policy);
  const open = await bench.pays(community, 'top_up');
  const view = await bench.hears(open, {
    status: 'success',
    received: units('9'),
    net: units('8.9'),
    ...facts,
  });
  expect(view.intent).toMatchObject({ state: 'review', net: null });
  return { community, view, before: await bench.balance() };
}

/** A top-up that arrived, and whose net KryptoGO doesn't say for so long. */
async function settling(ms: number, kind: 'item' | 'top_up' = 'top_up') {
  const community = await team();
  const open = await bench.pays(community, kind);
  const view = await bench.hears(open, { status: 'success', received: units('9.23'), net: null });
  expect(view.intent).toMatchObject({ state: 'success', net: null });
  bench.clock.pass(ms);
  return { community, view, before: await bench.balance() };
}

const decides = (by: Account, { intent }: PaymentView, kind: ReviewChoice, amount: string) =>
  bench.core.decideReview({ by, intentId: intent.id, chatId: null }, { kind, amount });

const gained = async (before: bigint) => (await bench.balance()) - before;

describe('a payment in review', () => {
  test('goes to the balance with the net that an approver reads in Studio, and the member is told', async () => {
    const { community, view, before } = await inReview();
    const decided = agreed(await decides(vera, view, 'to_balance', '8.9'));
    expect(decided).toMatchObject({ choices: [], intent: { net: units('8.9') } });
    expect(await gained(before)).toBe(units('8.9'));
    expect(await bench.sums(community)).toMatchObject({ treasury: -units('8.9') });
    expect((await bench.view(view.order.id)).order).toMatchObject({
      state: 'closed',
      closeReason: 'reviewed',
    });
    expect((await bench.told(view.order.id)).slice(-2)).toEqual(['payment_card', 'credited']);
  });

  test('is closed with what arrived, which is set aside; the member is told', async () => {
    const { community, view, before } = await inReview();
    agreed(await decides(vera, view, 'close_review', '9'));
    expect(await gained(before)).toBe(0n);
    expect(await bench.sums(community)).toMatchObject({ treasury: -units('9'), suspense: units('9') });
    expect((await bench.told(view.order.id)).at(-1)).toBe('review_closed');
  });

  test('is closed with nothing where nothing arrived: nothing is booked', async () => {
    const { community, view } = await inReview();
    agreed(await decides(vera, view, 'close_review', '0'));
    expect(await bench.sums(community)).toEqual({});
    expect((await bench.view(view.order.id)).order.state).toBe('closed');
  });

  test('A-20: is not booked again by anything that is read later, and a contradiction rings', async () => {
    const { view, before } = await inReview({ received: null, net: null });
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    const facts = { status: 'success', received: units('9.23'), net: units('9.13') };
    const later = await bench.hears(view, facts);
    expect(later.intent).toMatchObject({ state: 'review', net: units('8.9') });
    await bench.hears(view, { ...facts, address: `0x${'9'.repeat(40)}` });
    expect(await gained(before)).toBe(units('8.9'));
    expect(await bench.alarms()).toContain('contradiction_after_booking');
    // It comes back, to be corrected; what was decided can be said again, and moves nothing.
    expect((await waiting()).includes(view.intent.id)).toBe(true);
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    expect(await gained(before)).toBe(units('8.9'));
    expect((await waiting()).includes(view.intent.id)).toBe(false);
    expect(await decides(vera, view, 'to_balance', '8.9')).toMatchObject({ refusal: 'review_over' });
  });

  test('A-20: that KryptoGO contradicts later is not decided by the first of two persons', async () => {
    const { view, before } = await inReview({ received: null, net: null }, two);
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    agreed(await decides(otto, view, 'to_balance', '8.9'));
    bench.clock.pass(60_000);
    await bench.hears(view, { status: 'success', received: units('9.23'), net: units('9.13') });
    bench.clock.pass(60_000);
    agreed(await decides(vera, view, 'to_balance', '9.13'));
    expect(await gained(before)).toBe(units('8.9'));
    expect((await waiting()).includes(view.intent.id)).toBe(true);
    bench.clock.pass(60_000);
    agreed(await decides(otto, view, 'to_balance', '9.13'));
    expect(await gained(before)).toBe(units('9.13'));
    expect((await waiting()).includes(view.intent.id)).toBe(false);
  });

  test('wants as many persons as its amount does, who name the same figure', async () => {
    const { view, before } = await inReview({}, two);
    const first = agreed(await decides(vera, view, 'to_balance', '8.9'));
    expect(first.standing).toMatchObject({ needed: 2, persons: 3 });
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    agreed(await decides(otto, view, 'to_balance', '8.8'));
    expect(await gained(before)).toBe(0n);
    // The latest word of each counts: Otto agrees now.
    agreed(await decides(otto, view, 'to_balance', '8.9'));
    expect(await gained(before)).toBe(units('8.9'));
  });

  test('is not decided by somebody who has changed their mind', async () => {
    const { view, before } = await inReview({}, two);
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    agreed(await decides(vera, view, 'close_review', '9'));
    agreed(await decides(otto, view, 'to_balance', '8.9'));
    expect(await gained(before)).toBe(0n);
    agreed(await decides(nina, view, 'to_balance', '8.9'));
    expect(await gained(before)).toBe(units('8.9'));
  });

  test('can’t be closed with little to get by with fewer persons', async () => {
    const { community, view } = await inReview({}, two);
    const first = agreed(await decides(vera, view, 'close_review', '0'));
    expect(first.standing.needed).toBe(2);
    expect(first.choices).toEqual(['to_balance', 'close_review']);
    expect(await bench.sums(community)).toEqual({});
  });

  test('is decided once by approvers who press at the same moment', async () => {
    const { view, before } = await inReview();
    const answers = await Promise.all([vera, otto, nina].map((by) => decides(by, view, 'to_balance', '8.9')));
    const refusals = answers.flatMap((answer) => ('refusal' in answer ? [answer.refusal] : []));
    expect(refusals).toEqual(['review_over', 'review_over']);
    expect(await gained(before)).toBe(units('8.9'));
  });

  test('is decided neither by the member, through any account, nor by strangers, nor elsewhere', async () => {
    const elsewhere = account('discord');
    const community = await bench.team([[vera], [ana, elsewhere]]);
    const open = await bench.pays(community, 'top_up');
    const view = await bench.hears(open, { status: 'success', received: units('9') });
    expect(await decides(ana, view, 'to_balance', '9')).toMatchObject({ refusal: 'own_payment' });
    expect(await decides(elsewhere, view, 'to_balance', '9')).toMatchObject({ refusal: 'own_payment' });
    expect(await decides(otto, view, 'to_balance', '9')).toMatchObject({ refusal: 'not_approver' });
    const inChat = { by: vera, intentId: view.intent.id, chatId: '-99' };
    const verdict = { kind: 'to_balance' as const, amount: '9' };
    expect(await bench.core.decideReview(inChat, verdict)).toMatchObject({ refusal: 'wrong_chat' });
    expect((await bench.view(view.order.id)).intent.net).toBeNull();
  });

  test('the database itself refuses a decision about one’s own, and keeps what was decided', async () => {
    const community = await bench.team([[vera], [ana]]);
    const open = await bench.pays(community, 'top_up');
    const { intent } = await bench.hears(open, { status: 'success', received: units('9') });
    const approver = (own: Account) =>
      `(select approver_id from approver_accounts where community_id = '${community}' and account_id = '${own.accountId}')`;
    const decision = (own: Account) =>
      `insert into review_decisions (intent_id, approver_id, kind, amount, hash, platform, account_id, decided_at)
       values ('${intent.id}', ${approver(own)}, 'to_balance', 1, '', 'telegram', '${own.accountId}', now())`;
    expect(await bench.sql(decision(ana))).toBe('23001');
    expect(await bench.sql(decision(vera))).toBe('done');
    expect(await bench.sql('update review_decisions set amount = 2')).toBe('23001');
    expect(await bench.sql('delete from review_decisions')).toBe('23001');
  });

  test('takes no figure that can’t be true', async () => {
    const { view } = await inReview();
    expect(await decides(vera, view, 'to_balance', '0')).toMatchObject({ refusal: 'review_amount_zero' });
    expect(await decides(vera, view, 'to_balance', '89')).toMatchObject({
      refusal: 'review_amount_above',
      facts: { limit: '9', symbol: usdt.symbol },
    });
    expect(await decides(vera, view, 'to_balance', 'all')).toMatchObject({
      refusal: 'withdrawal_amount_not_understood',
    });
    expect(await decides(vera, view, 'enter_net', '1')).toMatchObject({ refusal: 'review_over' });
  });

  test('whose success was believed before gets its net, and never the money as well', async () => {
    const community = await team();
    const open = await bench.pays(community, 'item');
    const paid = await bench.hears(open, { status: 'success', received: units('9.23'), net: null });
    const view = await bench.hears(paid, { net: units('9.5') });
    expect(view.intent.reviewReason).toBe('net_above_received');
    expect(await decides(vera, view, 'to_balance', '9.1')).toMatchObject({ refusal: 'review_over' });
    expect(await decides(vera, view, 'enter_net', '9.5')).toMatchObject({ refusal: 'review_amount_above' });
    agreed(await decides(vera, view, 'enter_net', '9.13'));
    expect(await bench.sums(community)).toEqual({
      treasury: -units('9.13'),
      provider_fees: -units('0.1'),
      sales: units('9.23'),
    });
  });

  test('for which no address was ever shown can only be closed with nothing', async () => {
    const community = await team();
    const { provider } = bench;
    const create = provider.createIntent.bind(provider);
    provider.createIntent = async (request) => {
      provider.createIntent = create;
      const made = await create(request);
      if (made.kind !== 'created') throw new Error(made.kind);
      return { ...made, seen: { ...made.seen, tokenContract: `0x${'7'.repeat(40)}` } };
    };
    const view = await bench.pays(community, 'top_up');
    expect(view.intent).toMatchObject({ state: 'review', quote: null });
    expect(await decides(vera, view, 'to_balance', '1')).toMatchObject({ refusal: 'review_over' });
    expect(await decides(vera, view, 'close_review', '1')).toMatchObject({
      refusal: 'review_without_token',
    });
    expect(agreed(await decides(vera, view, 'close_review', '0')).choices).toEqual([]);
  });
});

describe('what nobody paid', () => {
  test('P3: nothing goes to a balance while KryptoGO says that it waits; nothing but nothing can be closed', async () => {
    const community = await team();
    const open = await bench.pays(community, 'top_up');
    const view = await bench.hears(open, { status: 'pending', clientId: 'somebody else' });
    expect(view.intent).toMatchObject({ state: 'review', received: null });
    const before = await bench.balance();
    for (const amount of ['1000000', '9.23', '0.000001']) {
      expect(await decides(vera, view, 'to_balance', amount)).toMatchObject({ refusal: 'review_not_paid' });
      expect(await decides(vera, view, 'close_review', amount)).toMatchObject({
        refusal: 'review_amount_above',
        facts: { limit: '0' },
      });
    }
    expect((await card(view))?.choices).toEqual(['close_review']);
    // It is paid after all: from then on the balance can be chosen, up to what arrived.
    await bench.hears(view, { status: 'success', received: units('9.23'), net: units('9.13') });
    expect((await card(view))?.choices).toEqual(['to_balance', 'close_review']);
    expect(await decides(vera, view, 'to_balance', '9.24')).toMatchObject({ refusal: 'review_amount_above' });
    agreed(await decides(vera, view, 'to_balance', '9.13'));
    expect(await gained(before)).toBe(units('9.13'));
  });

  test('P3: where KryptoGO names no amount, no more than was asked for can have arrived', async () => {
    const { view } = await inReview({ received: null, net: null });
    expect(await decides(vera, view, 'to_balance', '9.24')).toMatchObject({
      refusal: 'review_amount_above',
      facts: { limit: '9.23' },
    });
  });

  test('P3: what went back is not there any more', async () => {
    const { view } = await inReview({ refunded: units('7'), refundTx: '0xback' });
    expect(await decides(vera, view, 'to_balance', '2.1')).toMatchObject({ refusal: 'review_amount_above' });
  });

  test('P3: the checker finds what was booked beyond every answer of KryptoGO’s', async () => {
    const { community, view } = await inReview();
    agreed(await decides(vera, view, 'close_review', '0'));
    const reference = `intent:${view.intent.id}`;
    const entry = (debit: string, credit: string, kind: string) =>
      `insert into ledger_entries (community_id, asset_id, debit, credit, amount, kind, reference, booked_at)
       values ('${community}', '${usdt.id}', '${debit}', '${credit}', ${units('9')} + 1, '${kind}', '${reference}', now())`;
    expect(await bench.sql(entry('treasury', 'suspense', 'review_closed'))).toBe('done');
    const laws = async () =>
      (await bench.inTransaction(({ ledger }) => ledger.prove()))
        .filter((fault) => fault.reference === reference)
        .map(({ law }) => law);
    expect(await laws()).toEqual(['P2', 'P3']);
    await bench.forge('ledger_entries', `delete from ledger_entries where reference = '${reference}'`);
  });
});

describe('what was decided, and is not so', () => {
  test('closed with nothing, and paid later: it rings, comes back, and can go to the balance', async () => {
    const community = await team();
    const open = await bench.pays(community, 'top_up');
    const view = await bench.hears(open, { status: 'pending', clientId: 'somebody else' });
    agreed(await decides(vera, view, 'close_review', '0'));
    const before = await bench.balance();
    const cards = (await cardsOf(view.intent.id)).length;
    const facts = { status: 'success', received: units('9.23'), net: units('9.13') };
    await bench.hears(view, facts);
    expect((await alarmsOf(view)).at(-1)).toContain('/till review');
    expect((await cardsOf(view.intent.id)).length).toBeGreaterThan(cards);
    expect((await card(view))?.choices).toEqual(['to_balance', 'close_review']);
    agreed(await decides(vera, view, 'to_balance', '9.13'));
    expect(await gained(before)).toBe(units('9.13'));
    expect(await bench.sums(community)).toMatchObject({ treasury: -units('9.13') });
    expect((await card(view))?.choices).toEqual([]);
  });

  test('it goes on being read by itself until KryptoGO has said its net', async () => {
    const { view } = await settling(DAY_MS + MINUTE_MS);
    agreed(await decides(vera, view, 'enter_net', '9'));
    const { providerIntentId = '' } = view.intent.quote ?? {};
    bench.provider.says(providerIntentId, { net: units('8') });
    bench.clock.pass(2 * DAY_MS);
    for (let round = 0; round < 50; round += 1) {
      await bench.core.readPayments('scheduled');
      bench.clock.pass(1_000);
    }
    expect((await card(view))?.choices).toEqual(['enter_net']);
  });

  test('a net that people entered too high is taken back; what is spent is a loss, and rings', async () => {
    const { community, view } = await settling(DAY_MS + MINUTE_MS);
    expect(await decides(vera, view, 'enter_net', '0')).toMatchObject({ refusal: 'review_amount_zero' });
    agreed(await decides(vera, view, 'enter_net', '9'));
    const fund = { by: operator, communityId: community, assetId: usdt.id, kind: 'fund' as const };
    const { move } = agreed(
      await bench.core.moveTreasury({ ...fund, amount: units('5'), requestKey: view.intent.id }),
    );
    agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
    await bench.hears(view, { net: units('5') });
    expect(await bench.balance()).toBeGreaterThanOrEqual(units('9'));
    await spendAllBut(view, units('1'));
    agreed(await decides(vera, view, 'enter_net', '5'));
    expect(await bench.sums(community)).toMatchObject({ treasury: -units('10'), losses: -units('3') });
    expect(await bench.alarms()).toContain('correction_loss');
    expect((await card(view))?.choices).toEqual([]);
    // And the other way: it was more after all.
    await bench.hears(view, { net: units('6') });
    agreed(await decides(vera, view, 'enter_net', '6'));
    expect((await bench.sums(community))['treasury']).toBe(-units('11'));
  });

  test('what a machine booked is corrected in the same way, fee and all', async () => {
    const community = await team();
    const open = await bench.pays(community, 'item');
    await bench.hears(open, { status: 'success', received: units('9.23'), net: units('9.13') });
    await bench.hears(open, { net: units('9.03') });
    expect((await card(open))?.choices).toEqual(['enter_net']);
    agreed(await decides(vera, open, 'enter_net', '9.03'));
    expect(await bench.sums(community)).toEqual({
      treasury: -units('9.03'),
      provider_fees: -units('0.2'),
      sales: units('9.23'),
    });
  });

  test('what is set aside goes to the member, or to the owner, by people', async () => {
    const { community, view, before } = await inReview();
    agreed(await decides(vera, view, 'close_review', '9'));
    expect((await card(view))?.choices).toEqual(['to_balance', 'take_aside']);
    expect(await decides(vera, view, 'take_aside', '9.1')).toMatchObject({ refusal: 'review_amount_above' });
    expect(await decides(ana, view, 'take_aside', '9')).toMatchObject({ refusal: 'not_approver' });
    agreed(await decides(vera, view, 'to_balance', '8.9'));
    agreed(await decides(vera, view, 'take_aside', '0.1'));
    expect(await gained(before)).toBe(units('8.9'));
    expect(await bench.sums(community)).toMatchObject({
      treasury: -units('9'),
      suspense: 0n,
      operator_funds: units('0.1'),
    });
    expect(await bench.told(view.order.id)).toContain('credited');
    expect((await card(view))?.choices).toEqual([]);
  });
});

describe('a payment whose net does not come', () => {
  test('waits a day, and then an approver enters it: it is booked as if KryptoGO had said it', async () => {
    const { community, view, before } = await settling(DAY_MS - MINUTE_MS);
    expect(await decides(vera, view, 'enter_net', '9.13')).toMatchObject({ refusal: 'review_over' });
    bench.clock.pass(2 * MINUTE_MS);
    agreed(await decides(vera, view, 'enter_net', '9.13'));
    expect(await gained(before)).toBe(units('9.13'));
    expect((await bench.view(view.order.id)).order.state).toBe('delivered');
    expect((await bench.told(view.order.id)).at(-1)).toBe('credited');
    expect(await bench.sums(community)).toMatchObject({ treasury: -units('9.13') });
  });

  test('is not booked twice when KryptoGO says it in the end, and rings when that differs', async () => {
    const { view, before } = await settling(DAY_MS + MINUTE_MS);
    agreed(await decides(vera, view, 'enter_net', '9.13'));
    await bench.hears(view, { net: units('9.13') });
    await bench.hears(view, { net: units('9.03') });
    expect(await gained(before)).toBe(units('9.13'));
  });

  test('is over for approvers when KryptoGO says it first', async () => {
    const { view, before } = await settling(DAY_MS + MINUTE_MS);
    await bench.hears(view, { net: units('9.13') });
    expect(await decides(vera, view, 'enter_net', '9')).toMatchObject({ refusal: 'review_over' });
    expect(await gained(before)).toBe(units('9.13'));
  });

  test('may not be more than what arrived', async () => {
    const { view } = await settling(DAY_MS + MINUTE_MS);
    expect(await decides(vera, view, 'enter_net', '9.24')).toMatchObject({ refusal: 'review_amount_above' });
  });

  test('rings once, and its card comes to where approvers look', async () => {
    const { view } = await settling(DAY_MS + MINUTE_MS);
    await bench.core.keepHouse();
    const rung = await bench.alarms();
    expect(rung).toContain('payment_unsettled');
    const cards = await cardsOf(view.intent.id);
    expect(cards).toEqual([vera, otto, nina].map(({ accountId }) => accountId).sort());
    await bench.core.keepHouse();
    expect(await bench.alarms()).toEqual(rung);
    expect(await cardsOf(view.intent.id)).toEqual(cards);
  });
});

describe('/till review', () => {
  test('lists to an approver what waits in their communities, and sends each card anew', async () => {
    const { view } = await inReview();
    const first = (await cardsOf(view.intent.id)).length;
    const waiting = agreed(await bench.core.showReviews(vera));
    expect(waiting.map(({ intent }) => intent.id)).toContain(view.intent.id);
    expect((await cardsOf(view.intent.id)).length).toBe(first + 1);
    agreed(await decides(vera, view, 'close_review', '0'));
    const left = agreed(await bench.core.showReviews(vera));
    expect(left.map(({ intent }) => intent.id)).not.toContain(view.intent.id);
  });

  test('is for approvers alone', async () => {
    expect(await bench.core.showReviews(account())).toMatchObject({ refusal: 'not_approver' });
  });

  test('the alarm says what to type', async () => {
    const { view } = await inReview();
    const rows = await bench.database.transaction((tx) => tx.query.alarms.findMany());
    const alarm = rows.find(({ reference }) => reference.startsWith(view.intent.id));
    expect(alarm?.detail).toContain('/till review');
  });
});

/** What its card shows. */
const card = ({ intent }: PaymentView) =>
  bench.inTransaction((stores) => bench.core.viewReview(stores, intent.id));

const waiting = async () => agreed(await bench.core.showReviews(vera)).map(({ intent }) => intent.id);

/** The details of alarms about it, in order. */
async function alarmsOf({ intent }: PaymentView): Promise<string[]> {
  const rows = await bench.database.transaction((tx) => tx.query.alarms.findMany());
  const about = rows.filter(({ reference }) => reference.startsWith(intent.id));
  return about.sort((one, other) => one.raisedAt - other.raisedAt).map(({ detail }) => detail);
}

/** Ana has no more than this left in that community: the rest went to somebody else. */
async function spendAllBut({ order }: PaymentView, left: bigint): Promise<void> {
  const { communityId, memberId } = order;
  const other = await bench.member(communityId, '0');
  const [balance] = await bench.inTransaction(({ ledger }) => ledger.balancesOf([memberId]));
  const amount = (balance?.available ?? 0n) - left;
  const entry = {
    communityId,
    assetId: usdt.id,
    amount,
    kind: 'to_balance',
    reference: `test:${order.id}`,
  } as const;
  const spent = { ...entry, debit: available(memberId), credit: available(other.id) };
  await bench.inTransaction(({ ledger }) => ledger.post([spent], bench.clock.now()));
}

/** To whom cards about it were queued. */
async function cardsOf(intentId: string): Promise<string[]> {
  const rows = await bench.database.transaction((tx) => tx.query.notifications.findMany());
  const about = rows.filter(({ payload }) => {
    const { kind, intentId: subject } = payload as { kind: string; intentId?: string };
    return kind === 'review_card' && subject === intentId;
  });
  return about.map(({ recipientId }) => recipientId).sort();
}

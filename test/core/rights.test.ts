import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account, Platform } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import {
  account,
  agreed,
  createWithdrawalBench,
  freshAddress,
  operatorElsewhere,
} from '../support/withdrawal-bench.ts';
import { machinery, table } from './rights-table.ts';
import type { Actor, Things } from './rights-things.ts';
import { actors } from './rights-things.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let things: Things;

const both = (): Record<Platform, Account> => ({ telegram: account(), discord: account('discord') });
const who: Record<Actor, Record<Platform, Account>> = {
  stranger: both(),
  member: both(),
  buyer: { telegram: ana, discord: ana },
  elsewhere: both(),
  manager: both(),
  approver: both(),
  operator: { telegram: operator, discord: operatorElsewhere },
};

const chats = { here: '-1001', elsewhere: '-2002' };

/** What is said to whoever may not, or must not even learn that it exists. */
const noRight = [
  'not_operator',
  'not_manager',
  'not_staff',
  'not_approver',
  'order_not_found',
  'delivery_not_found',
  'withdrawal_not_found',
  'handoff_not_yours',
  'no_community',
];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  const accounts = (actor: Actor) => Object.values(who[actor]);
  // An operator is no approver by that; the first two approvers are there before any money is.
  const communityId = await bench.team([accounts('approver'), [account()]]);
  const otherId = await bench.team([accounts('elsewhere')]);
  const { core } = bench;
  const name = (id: string, actor: Actor) =>
    core.nameManager({ by: operator, communityId: id, from: null, name: actor, accounts: accounts(actor) });
  agreed(await name(communityId, 'manager'));
  agreed(await name(otherId, 'elsewhere'));
  for (const own of accounts('member')) await bench.member(communityId, '50', own);
  for (const own of accounts('elsewhere')) await bench.member(otherId, '50', own);
  for (const [id, chatId] of [
    [communityId, chats.here],
    [otherId, chats.elsewhere],
  ] as const) {
    const chat = { platform: 'telegram' as const, chatId, isPrivate: true, language: 'en' as const };
    agreed(await core.setApprovalsChat({ by: operator, communityId: id, ...chat }));
  }
  await bench.member(communityId, '500', ana);
  things = await set(communityId);
}, 120_000);
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const paid = { status: 'success', received: units('9.23'), net: units('9.1377') };

/** One of everything in a community, to be asked about. */
async function set(communityId: string): Promise<Things> {
  const { core, inTransaction } = bench;
  const at = { by: operator, communityId, from: null };
  const load = async (id: string) => {
    const found = await inTransaction(({ communities }) => communities.byId(id));
    if (!found) throw new Error(`no community ${id}`);
    return found;
  };
  const paidView = await bench.hears(await bench.pays(communityId), {
    ...paid,
    paymentTx: `0x${randomUUID()}`,
  });
  const delivery = await inTransaction(({ deliveries }) => deliveries.byOrder(paidView.order.id));
  const openView = await bench.pays(communityId, 'top_up');
  const review = await bench.hears(await topUp(communityId), { status: 'success', received: units('1') });
  expect(review.intent.state).toBe('review');
  const [mine] = (await core.membershipsOf(ana)).filter(({ community }) => community.id === communityId);
  if (!mine) throw new Error('the buyer is no member');
  const draft = await core.draftWithdrawal(ana, { communityId, amount: '2', address: freshAddress() });
  const { withdrawal } = await bench.asks(mine.member, { amount: '3' });
  const fund = { ...at, assetId: usdt.id, kind: 'fund' as const, amount: units('5') };
  const { move } = agreed(await core.moveTreasury({ ...fund, requestKey: randomUUID() }));
  const { move: second } = agreed(await core.moveTreasury({ ...fund, requestKey: randomUUID() }));
  agreed(await core.endTreasuryMove({ platform: 'telegram', accountId: '2' }, second.id, 'booked'));
  const canary = { ...at, assetId: usdt.id, address: freshAddress(), requestKey: randomUUID() };
  const sent = agreed(await core.sendCanary(canary));
  await bench.sendAll();
  // Balances are held by now, so that this has to wait, and can be vetoed.
  const { pending } = agreed(await core.nameApprover({ ...at, name: 'Late', accounts: [account()] }));
  const price = { hundredths: 10_000n, currency: 'TWD' as const };
  agreed(
    await core.saveItem({
      ...at,
      item: {
        slug: 'hook',
        name: 'Hook',
        price,
        plan: { kind: 'webhook', url: 'https://shop.example/hook' },
      },
    }),
  );
  const gift = await giftOf(communityId);
  const handoff = await core.startHandoff({ account: ana, communityId, command: 'pay vip' });
  return {
    community: await load(communityId),
    openOrder: openView.order.id,
    paidOrder: { id: paidView.order.id, code: paidView.order.code, delivery: delivery?.id ?? '' },
    withdrawal,
    draft: agreed(draft).draft.id,
    canary: sent.withdrawal.id,
    move: move.id,
    change: pending?.id ?? '',
    review: review.intent.id,
    handoff: handoff.token,
    gift,
  };
}

/** A top-up of its own, of another amount than what is open. */
async function topUp(communityId: string) {
  const { orderId } = agreed(
    await bench.core.requestPayment({
      requestKey: randomUUID(),
      caller: { account: ana, displayName: 'Ana', language: 'en' },
      communityId,
      wish: { kind: 'top_up', fiat: { hundredths: 50_000n, currency: 'TWD' } },
    }),
  );
  return bench.view(orderId);
}

/** A gift that whoever opens its link first gets. */
async function giftOf(communityId: string): Promise<string> {
  const { orderId } = agreed(
    await bench.core.requestPayment({
      requestKey: randomUUID(),
      caller: { account: ana, displayName: 'Ana', language: 'en' },
      communityId,
      wish: { kind: 'item', words: 'vip', gift: { kind: 'link' } },
    }),
  );
  const view = await bench.hears(await bench.view(orderId), { ...paid, paymentTx: `0x${randomUUID()}` });
  return view.order.giftToken ?? '';
}

/** Everything that is written down, in one number. */
async function everything(): Promise<string> {
  const tables = await bench.database.transaction((tx) =>
    tx.execute<{ name: string }>(
      sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' order by 1`,
    ),
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as t, md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as h from ${name} r`,
  );
  const [row] = await bench.database.transaction((tx) =>
    tx.execute<{ all: string }>(
      sql.raw(`select string_agg(t || h, ',' order by t) as all from (${parts.join(' union all ')}) x`),
    ),
  );
  return row?.all ?? '';
}

test('every verb of the core has its row in the table of rights, or is nobody’s to ask for (G-19)', () => {
  const verbs = [...Object.keys(table), ...machinery].sort();
  expect(verbs).toEqual(Object.keys(bench.core).sort());
});

/** What any of the public verbs of everybody may do is their own; the others belong to some. */
const forSome = Object.entries(table).filter(([, [may]]) => may.length < actors.length);

const platforms = ['telegram', 'discord'] as const;

test.each(forSome)(
  '%s: whoever may not is refused on both platforms, and nothing changes (G-19)',
  async (verb, [may, call]) => {
    const before = await everything();
    for (const actor of actors.filter((one) => !may.includes(one))) {
      for (const platform of platforms) {
        const answer = await call(bench.core, who[actor][platform], things);
        const isRefused = isRefusal(answer) && noRight.includes(answer.refusal);
        expect(isRefused, `${verb} by ${actor} on ${platform}: ${sayAnswer(answer)}`).toBe(true);
      }
    }
    expect((await everything()) === before, `${verb} changed something`).toBe(true);
  },
);

function sayAnswer(answer: unknown): string {
  return isRefusal(answer) ? answer.refusal : typeof answer;
}

const notTheirChats = [
  ['another chat', () => '-404'],
  ['the approvals chat of another community', () => chats.elsewhere],
] as const;

test.each(notTheirChats)(
  'approvers decide in private or in their approvals chat, not in %s (G-19)',
  async (_, chat) => {
    const by = who.approver.telegram;
    const { withdrawal, review, change } = things;
    const scene = { by, withdrawalId: withdrawal.id, revision: withdrawal.revision, chatId: chat() };
    const before = await everything();
    const answers = [
      await bench.core.approveWithdrawal(scene),
      await bench.core.rejectWithdrawal(scene, 'no'),
      await bench.core.settleWithdrawal(scene, { kind: 'not_sent', reason: 'looked' }),
      await bench.core.readAsApprover(scene),
      await bench.core.readAsReviewer({ by, intentId: review, chatId: chat() }),
      await bench.core.decideReview(
        { by, intentId: review, chatId: chat() },
        { kind: 'close_review', amount: '0' },
      ),
      await bench.core.vetoChange({ by, changeId: change, chatId: chat() }),
    ];
    expect(answers.map(sayAnswer)).toEqual(answers.map(() => 'wrong_chat'));
    expect((await everything()) === before).toBe(true);
  },
);

test('the table has as many cells as were promised (G-19)', () => {
  expect(Object.keys(table).length * actors.length * platforms.length).toBeGreaterThanOrEqual(300);
});

test.each(Object.entries(table))(
  '%s: whoever may is not refused for want of a right (G-19)',
  async (verb, [may, call]) => {
    for (const actor of may) {
      for (const platform of platforms) {
        const answer = await call(bench.core, who[actor][platform], things);
        const refused = isRefusal(answer) && noRight.includes(answer.refusal) ? answer.refusal : null;
        expect(refused, `${verb} by ${actor} on ${platform}`).toBeNull();
      }
    }
  },
);

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '../../src/core/audit/record-audit.ts';
import { prepareSaying } from '../../src/worker/prepare-saying.ts';
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
  press,
  secondOperator,
} from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
const [vera, otto] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const read = async (communityId: string, before: number | null = null) =>
  agreed(await bench.core.readAudit({ by: operator, communityId, before }));

/** What the record of a community says, the oldest first: actions with their subjects. */
async function record(communityId: string): Promise<string[]> {
  const { lines } = await read(communityId);
  return lines.map(({ action, subject }) => `${action} ${subject}`.trim()).reverse();
}

test('the record says who did what, when, from where and why', async () => {
  const communityId = await bench.team([[vera], [otto]]);
  const { core, clock } = bench;
  const at = { by: operator, communityId, from: '-55' };
  agreed(await core.nameManager({ ...at, name: 'Mina', accounts: [account(), account('discord')] }));
  agreed(await core.removeManager({ ...at, name: 'mina' }));
  agreed(await core.setTimeZone({ ...at, timeZone: 'asia/taipei' }));
  agreed(await core.setThanks({ ...at, platform: 'telegram', chat: { chatId: '-9', language: 'en' } }));
  const limit = { ...at, assetId: usdt.id };
  agreed(await core.setPolicy({ ...limit, change: (policy) => ({ ...policy, communityDay: units('70') }) }));
  agreed(await core.pauseOutflow(operator, 'looking', '-55'));
  agreed(await core.resumeOutflow(operator, '-55'));
  agreed(await core.resumeOutflow(secondOperator));
  const view = await bench.asks(await bench.member(communityId, '20'));
  agreed(await core.approveWithdrawal({ ...press(vera, view), chatId: null }));
  const second = await bench.asks(await bench.member(communityId, '20'));
  agreed(await core.rejectWithdrawal(press(otto, second), 'not\nyou'));

  const { lines } = await read(communityId);
  const said = [...lines].reverse();
  expect(said.map(({ action, subject }) => `${action} ${subject}`.trim())).toEqual([
    'community_enabled Tea house',
    'item_saved vip',
    'approver_named Approver 0',
    'approver_named Approver 1',
    'manager_named Mina',
    'manager_removed Mina',
    'time_zone_set Asia/Taipei',
    'thanks_set telegram',
    'policy_set USDT',
    'outflow_paused',
    'outflow_resumed',
    'outflow_resumed',
    `withdrawal_approved ${view.withdrawal.code}`,
    `withdrawal_rejected ${second.withdrawal.code}`,
  ]);
  expect(said[6]).toMatchObject({ by: operator, chatId: '-55', at: clock.now(), communityId });
  expect(said[8]?.detail).toBe('communityDay: 5000 to 70');
  expect(said[9]).toMatchObject({ communityId: null, detail: 'looking' });
  expect(said[12]).toMatchObject({ by: vera, name: 'Approver 0', chatId: null });
  expect(said[13]).toMatchObject({ by: otto, name: 'Approver 1', detail: 'not you' });
});

test('the owner’s money leaves its traces too', async () => {
  const communityId = await bench.team([[vera]]);
  const { core } = bench;
  const money = { by: operator, communityId, assetId: usdt.id, kind: 'fund' as const, amount: units('5') };
  const { move } = agreed(await core.moveTreasury({ ...money, requestKey: randomUUID() }));
  agreed(await core.endTreasuryMove(secondOperator, move.id, 'booked'));
  const canary = { by: operator, communityId, assetId: usdt.id, address: freshAddress() };
  const { withdrawal } = agreed(await core.sendCanary({ ...canary, requestKey: randomUUID() }));
  await bench.sendAll();
  agreed(await core.confirmCanary(operator, withdrawal.id, true));
  expect((await record(communityId)).slice(-4)).toEqual([
    'treasury_moved fund',
    'treasury_move_ended fund',
    `canary_sent ${withdrawal.code}`,
    `canary_confirmed ${withdrawal.code}`,
  ]);
});

test('what is repeated or refused is not recorded', async () => {
  const communityId = await bench.team([[vera]]);
  const before = await record(communityId);
  const { core } = bench;
  const at = { communityId, from: null };
  await core.setTimeZone({ ...at, by: vera, timeZone: 'UTC' });
  await core.setTimeZone({ ...at, by: operator, timeZone: 'Mars/Olympus' });
  await core.nameManager({ ...at, by: ana, name: 'Ana', accounts: [ana] });
  expect(await record(communityId)).toEqual(before);
  const view = await bench.asks(await bench.member(communityId, '20'));
  agreed(await core.approveWithdrawal(press(vera, view)));
  await core.approveWithdrawal(press(vera, view));
  expect((await record(communityId)).slice(before.length)).toHaveLength(1);
});

test('it is read page by page, and only what is of the community or of all of them', async () => {
  const communityId = await bench.team([[vera]]);
  const otherId = await bench.team([[otto]]);
  for (let count = 0; count < 45; count += 1) {
    agreed(await bench.core.setTimeZone({ by: operator, communityId, from: null, timeZone: 'Asia/Taipei' }));
  }
  const first = await read(communityId);
  const second = await read(communityId, first.next);
  const third = await read(communityId, second.next);
  expect([first, second].map(({ lines }) => lines.length)).toEqual([20, 20]);
  expect(third.next).toBeNull();
  const ids = [...first.lines, ...second.lines, ...third.lines].map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((one, other) => other - one));
  const all = [...first.lines, ...second.lines, ...third.lines];
  expect(all.filter(({ action }) => action === 'time_zone_set')).toHaveLength(45);
  expect((await read(otherId)).lines.filter(({ action }) => action === 'time_zone_set')).toEqual([]);
});

test('nothing in it can be changed, and nobody’s words add a line to it', async () => {
  const communityId = await bench.team([[vera]]);
  await bench.inTransaction((stores) =>
    recordAudit(bench.deps, stores, {
      communityId,
      by: vera,
      from: null,
      action: 'item_saved',
      subject: `x\u202e\r\n${'y'.repeat(200)}`,
      detail: `paid\u2028[2026] operator approved\u0000 ${'z'.repeat(900)}`,
    }),
  );
  const [line] = (await read(communityId)).lines;
  expect(line?.subject).toBe(`x ${'y'.repeat(78)}`);
  expect(line?.detail).toMatch(/^paid \[2026\] operator approved z+$/);
  expect(line?.detail).toHaveLength(300);
  expect(await bench.sql(`update audit_log set detail = '' where id = ${line?.id ?? 0}`)).not.toBe('done');
  expect(await bench.sql(`delete from audit_log where id = ${line?.id ?? 0}`)).not.toBe('done');
});

test('a phrase is one plain line, chosen per account and shown on its own cards alone', async () => {
  const { core } = bench;
  const communityId = await bench.team([[vera]]);
  expect(agreed(await core.choosePhrase(ana, '  green  tea 茶 '))).toEqual({ phrase: 'green tea 茶' });
  expect((await bench.pays(communityId)).phrase).toBe('green tea 茶');
  const theirs = await bench.asks(await bench.member(communityId, '20', account()));
  expect(theirs.phrase).toBeNull();
  for (const words of [
    '',
    'x'.repeat(41),
    'two\nlines',
    'see https://x.y',
    '@ana',
    '<b>',
    'a\u202eb',
    't.me/x',
  ]) {
    expect(await core.choosePhrase(ana, words)).toMatchObject({ refusal: 'phrase_not_usable' });
  }
  agreed(await core.choosePhrase(ana, null));
  expect(await core.readPhrase(ana)).toBeNull();
});

test('a zone is one that the calendar knows, by its own name', async () => {
  const communityId = await bench.team([[vera]]);
  const set = (timeZone: string) =>
    bench.core.setTimeZone({ by: operator, communityId, from: null, timeZone });
  expect(agreed(await set(' europe/zurich '))).toBe('Europe/Zurich');
  for (const typed of ['Mars/Olympus', '+08:00', '', '../etc', 'Asia/Taipei; drop']) {
    expect(await set(typed)).toMatchObject({ refusal: 'time_zone_unknown' });
  }
  const community = await bench.inTransaction(({ communities }) => communities.byId(communityId));
  expect(community?.timeZone).toBe('Europe/Zurich');
});

test('buyers are thanked in public where the community wants it: once, by the order’s code alone', async () => {
  const { core, database: db } = bench;
  const communityId = await bench.team([[vera]]);
  const at = { by: operator, communityId, from: null, platform: 'telegram' as const };
  const buy = async () => {
    const paid = { status: 'success', received: units('9.23'), net: units('9') };
    return bench.hears(await bench.pays(communityId), { ...paid, paymentTx: `0x${randomUUID()}` });
  };
  const thanksFor = async (orderId: string) => {
    const rows = await db.transaction((tx) => tx.query.notifications.findMany());
    return rows.filter(({ dedupeKey }) => dedupeKey.startsWith(`thanks:${orderId}`));
  };
  expect(await thanksFor((await buy()).order.id)).toEqual([]);
  agreed(await core.setThanks({ ...at, chat: { chatId: '-31', language: 'zh-TW' } }));
  const { order } = await buy();
  const [queued, second] = await thanksFor(order.id);
  expect(queued).toMatchObject({ platform: 'telegram', recipientKind: 'chat', recipientId: '-31' });
  expect(second).toBeUndefined();

  const notification = { kind: 'thanks' as const, orderId: order.id, language: 'zh-TW' as const };
  const to = { platform: 'telegram' as const, kind: 'chat' as const, id: '-31' };
  const say = () =>
    bench.inTransaction((stores) =>
      prepareSaying({ stores, now: bench.clock.now(), views: core }, { to, dedupeKey: 'x', notification }),
    );
  expect(await say()).toEqual({ kind: 'thanks', code: order.code });
  agreed(await core.setThanks({ ...at, chat: null }));
  expect(await say()).toBeNull();
  expect(await thanksFor((await buy()).order.id)).toEqual([]);
});

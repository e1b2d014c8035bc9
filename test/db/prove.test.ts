import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { leavesInDoubt } from '../support/scripted-transfers.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, press } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let community: string;
const [vera, otto] = [account(), account()];

beforeEach(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  community = await bench.team([[vera], [otto]]);
  // What an approver or a policy changed at the very moment of a request counts as changed since.
  bench.clock.pass(MINUTE_MS);
});
afterEach(async () => {
  await bench.close();
  await database.drop();
});

/** The laws that are broken, each once. */
async function broken(): Promise<string[]> {
  const faults = await bench.inTransaction(({ ledger }) => ledger.prove());
  return [...new Set(faults.map(({ law }) => law))].sort();
}

/** An entry past all rules of the product, with the balances that go with it as they are. */
const entry = (debit: string, credit: string, amount: bigint, more: { kind?: string; about?: string } = {}) =>
  bench.forge(
    'ledger_entries',
    `insert into ledger_entries (community_id, asset_id, debit, credit, amount, kind, reference, booked_at)
     values ('${community}', '${usdt.id}', '${debit}', '${credit}', ${amount}, '${more.kind ?? 'forged'}',
       '${more.about ?? `forged:${randomUUID()}`}', now())`,
  );

/** As if two had had to agree to the only try. */
const needsTwo = (id: string) =>
  bench.forge('transfer_attempts', `update transfer_attempts set needed = 2 where withdrawal_id = '${id}'`);

/** A withdrawal of 10 that went all the way. */
async function sentOne() {
  const { withdrawal } = await bench.approved(community, [vera]);
  await bench.core.sendWithdrawals();
  const view = await bench.look(withdrawal.id);
  expect(view.withdrawal.state).toBe('sent');
  return view;
}

async function inDoubt() {
  bench.transfers.next.push(leavesInDoubt(false));
  const { withdrawal } = await bench.approved(community, [vera]);
  await bench.core.sendWithdrawals();
  const view = await bench.look(withdrawal.id);
  expect(view.withdrawal.state).toBe('unknown');
  return view;
}

test('whatever the product does, no law is broken: sent, held, given back, in doubt, sent again, corrected', async () => {
  await sentOne();
  const rejected = await bench.asks(await bench.member(community, '50'));
  agreed(await bench.core.rejectWithdrawal(press(vera, rejected), 'not today'));
  const doubtful = await inDoubt();
  bench.clock.pass(DAY_MS + MINUTE_MS);
  const again = { kind: 'send_again' as const, reason: 'Studio shows nothing' };
  agreed(await bench.core.settleWithdrawal(press(otto, doubtful), again));
  agreed(await bench.core.approveWithdrawal(press(vera, await bench.look(doubtful.withdrawal.id))));
  while ((await bench.core.sendWithdrawals()) > 0);
  const sent = await sentOne();
  bench.clock.pass(DAY_MS + MINUTE_MS);
  const wrong = { kind: 'not_sent' as const, reason: 'it never left' };
  agreed(await bench.core.settleWithdrawal(press(otto, sent), wrong));
  const draw = { by: operator, communityId: community, assetId: usdt.id };
  agreed(
    await bench.core.moveTreasury({ ...draw, kind: 'fund', amount: units('9'), requestKey: randomUUID() }),
  );
  await bench.approved(community, [vera]);
  expect(await broken()).toEqual([]);
  expect(await bench.core.proveBooks()).toBe(0);
});

describe('the laws of the books', () => {
  test('L3: a member with less than nothing', async () => {
    const member = await bench.member(community, '5');
    await entry(`available:${member.id}`, 'sales', units('7'));
    await bench.sql('alter table balances drop constraint balances_not_negative');
    await bench.sql(
      `update balances set available = available - ${units('7')} where member_id = '${member.id}'`,
    );
    expect(await broken()).toEqual(['L3']);
  });

  test('L4: a balance that is kept otherwise than its entries say', async () => {
    const member = await bench.member(community, '5');
    await bench.sql(`update balances set available = 6 where member_id = '${member.id}'`);
    expect(await broken()).toEqual(['L4']);
  });

  test('L8: money of one community that goes to a member of another', async () => {
    const stranger = await bench.member(await bench.community(), '0');
    await entry('treasury', `available:${stranger.id}`, 5n);
    await bench.sql(
      `insert into balances (member_id, asset_id, available, held) values ('${stranger.id}', '${usdt.id}', 5, 0)`,
    );
    expect(await broken()).toEqual(['L8']);
  });

  test.each(['sales', 'operator_funds', 'losses'])(
    'S1: more is owed than there is, because %s paid what it did not have',
    async (account_) => {
      await entry(account_, 'suspense', 5n);
      expect(await broken()).toEqual(['S1']);
    },
  );

  test('S1: what is set aside for the owner is not there for members', async () => {
    await entry('losses', 'reserved', 5n);
    expect(await broken()).toEqual(['S1', 'S2']);
  });

  test('S2: something is set aside that no draw and no canary needs', async () => {
    await bench.member(community, '5');
    await entry('treasury', 'reserved', 5n);
    expect(await broken()).toEqual(['S2']);
  });

  test('P2: a payment that is booked and that nobody has seen', async () => {
    await entry('treasury', 'sales', 5n, { kind: 'sale_net', about: `intent:${randomUUID()}` });
    // P3: nor has anybody seen that so much arrived.
    expect(await broken()).toEqual(['P2', 'P3']);
  });

  test('P2: a payment in review that is booked otherwise than people decided', async () => {
    const open = await bench.pays(community, 'top_up');
    const view = await bench.hears(open, { status: 'success', received: units('9') });
    const scene = { by: vera, intentId: view.intent.id, chatId: null };
    agreed(await bench.core.decideReview(scene, { kind: 'close_review', amount: '9' }));
    expect(await broken()).toEqual([]);
    const about = `kind = 'review_closed' and reference = 'intent:${view.intent.id}'`;
    await bench.forge('ledger_entries', `update ledger_entries set amount = 1 where ${about}`);
    expect(await broken()).toEqual(['P2']);
  });
});

describe('the laws of money on its way out', () => {
  test('L6: more is held of a member than their withdrawals need', async () => {
    const member = await bench.member(community, '5');
    await entry(`available:${member.id}`, `held:${member.id}`, 5n);
    await bench.sql(
      `update balances set available = available - 5, held = held + 5 where member_id = '${member.id}'`,
    );
    expect(await broken()).toEqual(['L6']);
  });

  test('L6: one that ended and never gave its hold back', async () => {
    const { withdrawal } = await bench.asks(await bench.member(community, '50'));
    await bench.forge('withdrawals', `update withdrawals set state = 'lapsed' where id = '${withdrawal.id}'`);
    expect(await broken()).toEqual(['L6']);
  });

  test('L6: one that gave its hold back and goes on', async () => {
    const { withdrawal } = await bench.asks(await bench.member(community, '50'));
    await bench.core.cancelWithdrawal(withdrawal.requester, withdrawal.id);
    await bench.forge(
      'withdrawals',
      `update withdrawals set state = 'requested' where id = '${withdrawal.id}'`,
    );
    expect(await broken()).toEqual(['L6']);
  });

  test('L6: a hold without a withdrawal', async () => {
    await entry('treasury', 'operator_funds', 5n, {
      kind: 'withdrawal_hold',
      about: `withdrawal:${randomUUID()}`,
    });
    expect(await broken()).toEqual(['L6']);
  });

  test('W1: a second try that nobody decided', async () => {
    const { withdrawal } = await sentOne();
    await bench.sql('alter table transfer_attempts drop constraint transfer_attempts_again');
    await bench.forge('transfer_attempts', secondTry(withdrawal.id));
    await agreedAgain(withdrawal.id);
    expect(await broken()).toEqual(['W1']);
  });

  test('W2: something that is on its way without a try that is written down', async () => {
    const { withdrawal } = await inDoubt();
    await bench.forge(
      'transfer_attempts',
      `delete from transfer_attempts where withdrawal_id = '${withdrawal.id}'`,
    );
    expect(await broken()).toEqual(['W2']);
  });

  test('W2: something that went out with fewer approvers than it needed', async () => {
    const { withdrawal } = await sentOne();
    await needsTwo(withdrawal.id);
    expect(await broken()).toEqual(['W2']);
  });

  test('W2: one approver who agreed under two names of one row counts once', async () => {
    const { withdrawal } = await sentOne();
    await needsTwo(withdrawal.id);
    await bench.sql('drop index decisions_approve_once');
    await bench.forge('decisions', `insert into decisions (${said}) select ${said} from decisions`);
    expect(await broken()).toEqual(['W2']);
  });

  test('W2: whoever asked for it agreed to it', async () => {
    const { withdrawal } = await sentOne();
    const { platform, accountId } = withdrawal.requester;
    await bench.forge(
      'decisions',
      `update decisions set platform = '${platform}', account_id = '${accountId}' where withdrawal_id = '${withdrawal.id}'`,
    );
    expect(await broken()).toEqual(['W2']);
  });

  test('W4: something that was sent and is said not to be, with the money still gone', async () => {
    const { withdrawal } = await sentOne();
    await bench.forge('withdrawals', `update withdrawals set state = 'failed' where id = '${withdrawal.id}'`);
    expect(await broken()).toEqual(['W4']);
  });

  test('W5: something that is said to be sent without a transaction', async () => {
    const { withdrawal } = await sentOne();
    await bench.sql('alter table withdrawals drop constraint withdrawals_sent');
    await bench.forge('withdrawals', `update withdrawals set tx_hash = null where id = '${withdrawal.id}'`);
    expect(await broken()).toEqual(['W5']);
  });
});

describe('a fault', () => {
  test('rings once, stops all outflow, and says which law', async () => {
    const member = await bench.member(community, '5');
    await bench.sql(`update balances set available = 6 where member_id = '${member.id}'`);
    expect(await bench.core.proveBooks()).toBe(1);
    await bench.core.proveBooks();
    const rows = await bench.database.transaction((tx) => tx.query.alarms.findMany());
    const rung = rows.filter(({ code }) => code === 'books_disagree');
    expect(rung.map(({ reference }) => reference)).toEqual([
      expect.stringMatching(`^L4 available:${member.id}: [0-9a-f]{8}$`) as string,
    ]);
    const tap = await bench.inTransaction(({ treasury }) => treasury.outflow());
    expect(tap).toMatchObject({ pausedBy: 'solvency' });
    expect(tap.reason).toContain('L4');
  });
});

const said =
  'withdrawal_id, revision, approver_id, kind, hash, tx_hash, reason, platform, account_id, decided_at';

const secondTry = (id: string) => `
  insert into transfer_attempts (withdrawal_id, number, instance_id, claimed_at, ended_at)
  select withdrawal_id, 2, instance_id, claimed_at, ended_at from transfer_attempts where withdrawal_id = '${id}'`;

/** The same approvals once more, for another revision: only the decision to send it again is missing. */
async function agreedAgain(id: string): Promise<void> {
  const columns = said.replace('revision', 'revision + 10');
  await bench.forge(
    'decisions',
    `insert into decisions (${said}) select ${columns} from decisions where withdrawal_id = '${id}'`,
  );
  const rows = await bench.database.transaction((tx) =>
    tx.execute(sql`select id from decisions where withdrawal_id = ${id}`),
  );
  expect(rows).toHaveLength(2);
}

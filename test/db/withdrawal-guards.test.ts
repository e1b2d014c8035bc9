import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { allSteps, withdrawalStates } from '../../src/domain/withdrawal.ts';
import { newHash } from '../support/scripted-transfers.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, freshAddress, press } from '../support/withdrawal-bench.ts';

const REFUSED = '23001';
const TWICE = '23505';

let database: TestDatabase;
let bench: WithdrawalBench;
let communityId: string;
let view: WithdrawalView;
const ben = account();
const cyd = account('discord');

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  communityId = await bench.team([[ben], [cyd]]);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});
beforeEach(async () => {
  view = await bench.asks(await bench.member(communityId, '100'));
});

const change = (sets: string) =>
  bench.sql(`update withdrawals set ${sets} where id = '${view.withdrawal.id}'`);
const attempt = (number: number, decision = 'null', ended = 'null') =>
  bench.sql(
    `insert into transfer_attempts (withdrawal_id, number, instance_id, decision_id, claimed_at, ended_at)
     values ('${view.withdrawal.id}', ${number}, '${bench.deps.instanceId}', ${decision}, now(), ${ended})`,
  );
const decide = async (by: Account, more: { kind?: string; revision?: number; through?: Account } = {}) => {
  const { kind = 'approve', revision = view.withdrawal.revision, through = by } = more;
  const hash = kind === 'sent' ? `'${newHash()}'` : 'null';
  return bench.sql(
    `insert into decisions (withdrawal_id, revision, approver_id, kind, hash, tx_hash, platform, account_id, decided_at)
     select '${view.withdrawal.id}', ${revision}, approver_id, '${kind}', 'h', ${hash}, '${through.platform}', '${through.accountId}', now()
     from approver_accounts where platform = '${by.platform}' and account_id = '${by.accountId}'`,
  );
};

describe('the life of a withdrawal, whatever the program thinks', () => {
  test('W8: of all pairs of states exactly the steps of the table go through', async () => {
    const { id } = view.withdrawal;
    expect(await decide(ben)).toBe('done');
    await bench.forge(
      'transfer_attempts',
      `insert into transfer_attempts (withdrawal_id, number, instance_id, claimed_at)
       values ('${id}', 1, '${bench.deps.instanceId}', now())`,
    );
    const allowed: string[] = [];
    for (const from of withdrawalStates) {
      for (const to of withdrawalStates) {
        await bench.forge(
          'withdrawals',
          `update withdrawals set state = '${from}', revision = 2, tx_hash = '${newHash()}' where id = '${id}'`,
        );
        const answer = await change(`state = '${to}', revision = 3`);
        if (answer === 'done') allowed.push(`${from} ${to}`);
        else expect(answer).toBe(REFUSED);
      }
    }
    expect(allowed.sort()).toEqual([...new Set(allSteps().map((step) => step.join(' ')))].sort());
    await bench.forge('withdrawals', `update withdrawals set state = 'failed' where id = '${id}'`);
  });

  test('W8: each step is one revision, and there is none without a step', async () => {
    for (const revision of [1, 3]) {
      expect(await change(`state = 'approved', revision = ${revision}`)).toBe(REFUSED);
    }
    expect(await change('revision = 2')).toBe(REFUSED);
  });

  test('B-16: what was asked for never changes, and what a step sets changes only with a step', async () => {
    const asked = [
      `address = '${freshAddress()}'`,
      'amount = amount + 1',
      'fee = fee + 1',
      "chain = 'base'",
      "contract = '0x0'",
      "requester_account = '1'",
      'needed = 0',
      'policy_version = 7',
      'is_automatic = true',
      "marks = '{}'",
      "request_key = 'x'",
      'member_id = null',
    ];
    const steps = [
      'waits_until = now()',
      'lapses_at = now()',
      'sent_at = now()',
      "tx_hash = 'x'",
      "reason = 'x'",
    ];
    for (const sets of [...asked, ...steps]) expect([sets, await change(sets)]).toEqual([sets, REFUSED]);
  });

  test('nothing begins further on than as a request, and nothing is ever deleted', async () => {
    const columns = `community_id, kind, member_id, requester_platform, requester_account, asset_id, chain,
      contract, address, amount, fee, policy_version, needed, marks, requested_at, waits_until, lapses_at, state_since`;
    const again = (state: string, revision: number, hash: string) =>
      bench.sql(
        `insert into withdrawals (id, code, request_key, state, revision, tx_hash, ${columns})
         select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '${state}', ${revision}, ${hash}, ${columns}
         from withdrawals where id = '${view.withdrawal.id}'`,
      );
    expect(await again('approved', 1, 'null')).toBe(REFUSED);
    expect(await again('sent', 1, `'${newHash()}'`)).toBe(REFUSED);
    expect(await again('requested', 2, 'null')).toBe(REFUSED);
    expect(await again('requested', 1, `'${newHash()}'`)).toBe(REFUSED);
    for (const table of ['withdrawals', 'decisions', 'transfer_attempts', 'policies']) {
      expect(await bench.sql(`truncate ${table} cascade`)).toBe(REFUSED);
    }
    expect(await bench.sql('delete from withdrawals')).toBe(REFUSED);
  });

  test('L5: a hold is booked once', async () => {
    const again = `insert into ledger_entries (community_id, asset_id, debit, credit, amount, kind, reference, booked_at)
      select community_id, asset_id, debit, credit, amount, kind, reference, booked_at from ledger_entries
      where reference = 'withdrawal:${view.withdrawal.id}'`;
    expect(await bench.sql(again)).toBe(TWICE);
  });
});

describe('decisions', () => {
  test('B-19: nobody decides their own, not even by SQL', async () => {
    const own = agreed(
      await bench.core.enrol(communityId, { account: ben, displayName: 'Ben', language: 'en' }),
    );
    await bench.member(communityId, '50', ben);
    view = await bench.asks(own);
    expect(await decide(ben)).toBe(REFUSED);
    expect(await decide(cyd)).toBe('done');
  });

  test('B-20: an approver of another community, or one who was removed, decides nothing', async () => {
    const stranger = account();
    await bench.team([[stranger]]);
    expect(await decide(stranger)).toBe(REFUSED);
    const other = account();
    const elsewhere = await bench.team([[other]]);
    view = await bench.asks(await bench.member(elsewhere, '100'));
    await bench.sql(
      `update approvers set removed_at = now() where id in (select approver_id from approver_accounts where account_id = '${other.accountId}')`,
    );
    expect(await decide(other)).toBe(REFUSED);
  });

  test('B-22: a decision is about the revision that is there, and made through an own account', async () => {
    expect(await decide(ben, { revision: 2 })).toBe(REFUSED);
    expect(await decide(ben, { through: account() })).toBe(REFUSED);
    expect(await decide(ben, { through: cyd })).toBe(REFUSED);
    expect(await decide(ben)).toBe('done');
  });

  test('B-17: the same yes twice is one, and none is ever changed', async () => {
    expect(await decide(ben)).toBe('done');
    expect(await decide(ben)).toBe(TWICE);
    expect(await bench.sql("update decisions set kind = 'reject'")).toBe(REFUSED);
    expect(await bench.sql('delete from decisions')).toBe(REFUSED);
  });
});

describe('tries', () => {
  const approve = () => bench.core.approveWithdrawal(press(ben, view));

  test('W2: nothing is sent without a try that is written down, and none before it is approved', async () => {
    expect(await attempt(1)).toBe(REFUSED);
    agreed(await approve());
    expect(await change("state = 'sending', revision = 3")).toBe(REFUSED);
    expect(await attempt(1)).toBe('done');
    expect(await change("state = 'sending', revision = 3")).toBe('done');
    expect(await change("state = 'unknown', revision = 4")).toBe('done');
  });

  test('W2: what nobody has approved is not sent, whatever its state says', async () => {
    expect(await change("state = 'approved', revision = 2")).toBe('done');
    expect(await attempt(1)).toBe('done');
    expect(await change("state = 'sending', revision = 3")).toBe(REFUSED);
  });

  test('W1: a second try needs a decision to send this very one again, and each decision serves once', async () => {
    agreed(await approve());
    expect(await attempt(1)).toBe('done');
    expect(await attempt(2)).toBe('23514');
    const approval = `(select max(id) from decisions where withdrawal_id = '${view.withdrawal.id}')`;
    expect(await attempt(2, approval)).toBe(REFUSED);
    expect(await attempt(3)).toBe(REFUSED);
    expect(await attempt(1)).not.toBe('done');
  });

  test('W9: no try is begun while outflow is paused', async () => {
    agreed(await approve());
    await bench.sql('insert into outflow (id) values (1) on conflict do nothing');
    await bench.sql('update outflow set paused_at = now()');
    expect(await attempt(1)).toBe(REFUSED);
    await bench.sql('update outflow set paused_at = null');
    expect(await attempt(1)).toBe('done');
  });

  test('what came of a try is written once, and stays', async () => {
    agreed(await approve());
    expect(await attempt(1, 'null', 'now()')).toBe(REFUSED);
    expect(await attempt(1)).toBe('done');
    const here = `where withdrawal_id = '${view.withdrawal.id}'`;
    expect(
      await bench.sql(`update transfer_attempts set claimed_at = now() - interval '2 days' ${here}`),
    ).toBe(REFUSED);
    expect(
      await bench.sql(`update transfer_attempts set ended_at = now(), outcome = 'unclear' ${here}`),
    ).toBe('done');
    expect(await bench.sql(`update transfer_attempts set outcome = 'not_sent' ${here}`)).toBe(REFUSED);
    expect(await bench.sql(`delete from transfer_attempts ${here}`)).toBe(REFUSED);
  });

  test('W7, W6: two of the same are never in doubt together, and a transaction proves one', async () => {
    const address = freshAddress();
    const twins = [];
    for (const _ of [1, 2]) {
      twins.push(await bench.approved(communityId, [ben], { address, amount: '7' }));
    }
    const states = [];
    for (const twin of twins) {
      view = twin;
      expect(await attempt(1)).toBe('done');
      states.push(await change("state = 'sending', revision = 3"));
      if (states.length === 1) states.push(await change("state = 'unknown', revision = 4"));
    }
    expect(states).toEqual(['done', 'done', TWICE]);
    view = twins[0] as WithdrawalView;
    const hash = newHash();
    expect(await change(`state = 'sent', revision = 5, tx_hash = '${hash}'`)).toBe('done');
    view = twins[1] as WithdrawalView;
    expect(await change("state = 'sending', revision = 3")).toBe('done');
    expect(await change(`state = 'sent', revision = 4, tx_hash = '${hash}'`)).toBe(TWICE);
  });
});

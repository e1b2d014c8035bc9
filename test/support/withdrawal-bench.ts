import { sql } from 'drizzle-orm';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Core } from '../../src/core/core.ts';
import type { CoreDeps } from '../../src/core/deps.ts';
import type { DecisionScene } from '../../src/core/withdrawals/decide-withdrawal.ts';
import { readAddress } from '../../src/domain/address.ts';
import type { Member, Person } from '../../src/domain/community.ts';
import { available } from '../../src/domain/ledger.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { sqlState } from '../../db/unit-of-work.ts';
import type { CoreBench } from './core-bench.ts';
import { createCoreBench, operator } from './core-bench.ts';
import { units, usdt } from './factories.ts';
import type { FakeClock } from './fake-clock.ts';
import type { ScriptedTransfers } from './scripted-transfers.ts';
import { createScriptedTransfers } from './scripted-transfers.ts';

export const secondOperator: Account = { platform: 'telegram', accountId: '2' };
/** The first operator's account on the other platform. */
export const operatorElsewhere: Account = { platform: 'discord', accountId: '1001' };

const operators: readonly Person[] = [
  { accounts: [operator, operatorElsewhere] },
  { accounts: [secondOperator] },
];

export type Wish = { readonly amount?: string; readonly address?: string };

/** One or more instances of the core on a database, with money, approvers and a scripted way out. */
export type WithdrawalBench = CoreBench & {
  readonly transfers: ScriptedTransfers;
  /** Another process on the same database, with the same clock and way out. */
  instance(overrides?: Partial<CoreDeps>): Promise<CoreBench>;
  /** A community whose approvers are in place before any money is. */
  team(approvers: readonly (readonly Account[])[], policy?: Partial<Policy>): Promise<string>;
  /** A member with so much to spend. */
  member(communityId: string, balance: string, account?: Account): Promise<Member>;
  asks(member: Member, wish?: Wish): Promise<WithdrawalView>;
  /** A member's request with the approvals that it needs. */
  approved(
    communityId: string,
    approvers: readonly Account[],
    wish?: Wish & { by?: Member },
  ): Promise<WithdrawalView>;
  /** How it stands. */
  look(id: string): Promise<WithdrawalView>;
  /** Sends until nothing more goes; how many went. */
  sendAll(): Promise<number>;
  balanceOf(member: Member): Promise<{ available: bigint; held: bigint }>;
  /** Runs SQL as it is; the SQLSTATE, or `done`. */
  sql(text: string): Promise<string>;
  /** Runs SQL past the guards of a table, as an intruder with the owner's rights would. */
  forge(table: string, text: string): Promise<void>;
  /** What is wrong in the books and holds, in words; nothing is the good answer (L3, L4, L5, L6, S1). */
  faults(): Promise<string[]>;
};

export const account = (platform: Account['platform'] = 'telegram'): Account => ({
  platform,
  accountId: String(randomInt(10_000, 2 ** 47)),
});

/** An address that nobody has used, in EIP-55 spelling. */
export function freshAddress(): string {
  const typed = readAddress(`0x${randomBytes(20).toString('hex')}`);
  if (isRefusal(typed)) throw new Error(typed.refusal);
  return typed.address;
}

/** The answer, which is no refusal. */
export function agreed<T>(answer: T): Exclude<T, { refusal: unknown }> {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refusal} ${JSON.stringify(answer.facts)}`);
  return answer as Exclude<T, { refusal: unknown }>;
}

/** A press of an approver in private, on the card as it is. */
export function press(by: Account, { withdrawal }: WithdrawalView): DecisionScene {
  return { by, withdrawalId: withdrawal.id, revision: withdrawal.revision, chatId: null };
}

/** What a test says about the operators and the way out, beside everything usual. */
export async function createWithdrawalBench(
  url: string,
  overrides: Partial<CoreDeps> = {},
): Promise<WithdrawalBench> {
  const transfers = createScriptedTransfers();
  const others: CoreBench[] = [];
  const start = async (clock: FakeClock | undefined, more: Partial<CoreDeps>) => {
    const deps = { transfers, operators, platforms: ['telegram', 'discord'] as const, ...overrides, ...more };
    const started = await createCoreBench(url, { ...(clock ? { clock } : {}), deps });
    const { instanceId } = started.deps;
    await started.inTransaction(({ instances }) => instances.begin(instanceId, started.clock.now()));
    return started;
  };
  const bench = await start(undefined, {});
  const { core, clock, inTransaction, database } = bench;
  const look = async (id: string) => {
    const view = await inTransaction((stores) => core.viewWithdrawal(stores, id));
    if (!view) throw new Error(`no withdrawal ${id}`);
    return view;
  };
  const run = (text: string) => database.transaction((tx) => tx.execute(sql.raw(text)));
  const withdrawals: WithdrawalBench = {
    ...bench,
    transfers,
    look,
    async instance(more = {}) {
      const other = await start(clock, { instanceId: randomUUID(), ...more });
      others.push(other);
      return other;
    },
    async team(approvers, policy = {}) {
      const communityId = await bench.community();
      for (const [index, accounts] of approvers.entries()) {
        agreed(await core.nameApprover({ by: operator, communityId, name: `Approver ${index}`, accounts }));
      }
      if (Object.keys(policy).length === 0) return communityId;
      const change = (before: Policy) => ({ ...before, ...policy });
      agreed(await core.setPolicy({ by: operator, communityId, assetId: usdt.id, change }));
      return communityId;
    },
    async member(communityId, balance, own = account()) {
      const caller = { account: own, displayName: 'Mia', language: 'en' as const };
      const member = agreed(await core.enrol(communityId, caller));
      const amount = units(balance);
      const entry = { communityId, assetId: usdt.id, debit: 'treasury' as const, kind: 'top_up' as const };
      const gift = { ...entry, credit: available(member.id), amount, reference: `gift:${randomUUID()}` };
      await inTransaction(({ ledger }) => ledger.post(amount > 0n ? [gift] : [], clock.now()));
      return member;
    },
    asks: (member, wish) => ask(core, member, wish),
    async approved(communityId, approvers, { by, ...wish } = {}) {
      const view = await ask(core, by ?? (await withdrawals.member(communityId, '2000')), wish);
      for (const approver of approvers) agreed(await core.approveWithdrawal(press(approver, view)));
      // The next one is later, so that they are sent in the order of the test.
      clock.pass(1);
      return look(view.withdrawal.id);
    },
    async sendAll() {
      let sent = 0;
      while ((await core.sendWithdrawals()) > 0) sent += 1;
      return sent;
    },
    async balanceOf({ id }) {
      const balances = await inTransaction(({ ledger }) => ledger.balancesOf([id]));
      return balances.find(({ assetId }) => assetId === usdt.id) ?? { available: 0n, held: 0n };
    },
    sql: (text) => run(text).then(() => 'done', sqlState),
    async forge(table, text) {
      await database.transaction(async (tx) => {
        await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
        await tx.execute(sql.raw(text));
        await tx.execute(sql.raw(`alter table ${table} enable trigger user`));
      });
    },
    faults: () => faultsOf(bench),
    async close() {
      for (const other of others) await other.close();
      await bench.close();
    },
  };
  await openTheTap(withdrawals);
  return withdrawals;
}

async function ask(
  core: Core,
  member: Member,
  { amount = '10', address = freshAddress() }: Wish = {},
): Promise<WithdrawalView> {
  const draft = await core.draftWithdrawal(member, { communityId: member.communityId, amount, address });
  return agreed(await core.confirmWithdrawal(member, agreed(draft).draft.id));
}

/** The operator funds a community, and a canary arrives: from then on withdrawals are possible. */
async function openTheTap({ core, community, transfers }: WithdrawalBench): Promise<void> {
  const communityId = await community();
  const at = { communityId, assetId: usdt.id };
  const kind = 'fund' as const;
  const asked = { by: operator, ...at, kind, amount: units('1'), requestKey: randomUUID() };
  const { move } = agreed(await core.moveTreasury(asked));
  if (move.state === 'asked') agreed(await core.endTreasuryMove(secondOperator, move.id, 'booked'));
  const address = freshAddress();
  const canary = { by: operator, ...at, address, requestKey: randomUUID() };
  const { withdrawal } = agreed(await core.sendCanary(canary));
  await core.sendWithdrawals();
  agreed(await core.confirmCanary(operator, withdrawal.id, true));
  transfers.calls.length = 0;
  transfers.executed.length = 0;
}

/** Holds and ends against states, from the tables alone. */
async function faultsOf({ inTransaction, database }: CoreBench): Promise<string[]> {
  const books = await inTransaction(({ ledger }) => ledger.prove());
  const holds = await database.transaction((tx) =>
    tx.execute<{ member_id: string; held: string; owed: string }>(sql`
      select b.member_id, b.held::text, coalesce(sum(w.amount + w.fee), 0)::text as owed from balances b
      left join withdrawals w on w.member_id = b.member_id and w.asset_id = b.asset_id
        and w.state in ('requested', 'approved', 'sending', 'unknown')
      group by b.member_id, b.asset_id, b.held having b.held <> coalesce(sum(w.amount + w.fee), 0)`),
  );
  const ends = await database.transaction((tx) =>
    tx.execute<{ id: string; state: string; holds: number; ends: number }>(sql`
      select * from (select w.id, w.state,
        (select count(*)::int from ledger_entries e where e.reference = 'withdrawal:' || w.id and e.kind = 'withdrawal_hold') as holds,
        (select count(*)::int from ledger_entries e where e.reference = 'withdrawal:' || w.id and e.kind in ('withdrawal_void', 'withdrawal_sent')) as ends
        from withdrawals w) one
      where holds <> 1 or ends <> case when state in ('requested', 'approved', 'sending', 'unknown') then 0 else 1 end`),
  );
  return [
    ...books.map(({ law, detail }) => `${law}: ${detail}`),
    ...holds.map((row) => `L6: ${row.member_id} holds ${row.held}, and ${row.owed} is under way`),
    ...ends.map((row) => `L6: ${row.id} is ${row.state} with ${row.holds} holds and ${row.ends} ends`),
  ];
}

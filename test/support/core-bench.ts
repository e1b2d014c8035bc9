import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/core.ts';
import type { CoreDeps } from '../../src/core/deps.ts';
import type { Observation } from '../../src/domain/payment-intent.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { WebhookSender } from '../../src/ports/goods-hands.ts';
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/database.ts';
import { keepAssets } from '../../db/asset-store.ts';
import { createUnitOfWork } from '../../db/unit-of-work.ts';
import { usdt } from './factories.ts';
import type { FakeClock } from './fake-clock.ts';
import { createFakeClock } from './fake-clock.ts';
import type { ScriptedProvider } from './scripted-provider.ts';
import { createScriptedProvider } from './scripted-provider.ts';

const FIRST_DAY = Date.UTC(2026, 10, 23, 12);
let benches = 0;

const noWebhooks: WebhookSender = {
  send: () => Promise.resolve({ status: null, detail: 'no server', tookMs: 0 }),
  refuses: () => Promise.resolve(null),
};

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export const operator: Account = { platform: 'telegram', accountId: '1' };
export const ana: Account = { platform: 'telegram', accountId: '42' };

/** The core on a real database with a scripted provider: for tests of use cases. */
export type CoreBench = {
  readonly core: Core;
  readonly deps: CoreDeps;
  readonly clock: FakeClock;
  readonly provider: ScriptedProvider;
  readonly database: Database;
  readonly inTransaction: UnitOfWork;
  /** A community with one item, `vip` for 300 TWD. */
  community(): Promise<string>;
  /** `/pay vip` by Ana, or a top-up of 300 TWD. */
  pays(communityId: string, kind?: 'item' | 'top_up'): Promise<PaymentView>;
  view(orderId: string): Promise<PaymentView>;
  /** The provider says so, and we read it. */
  hears(view: PaymentView, facts: Partial<Observation>): Promise<PaymentView>;
  balance(): Promise<bigint>;
  sums(communityId: string): Promise<Record<string, bigint>>;
  /** What is in the outbox for an order: kinds of notifications, in order. */
  told(orderId: string): Promise<string[]>;
  alarms(): Promise<string[]>;
  close(): Promise<void>;
};

/** What a test wants otherwise than usual; a second instance on a database shares the first one's clock. */
export type BenchOptions = { readonly clock?: FakeClock; readonly deps?: Partial<CoreDeps> };

export async function createCoreBench(url: string, options: BenchOptions = {}): Promise<CoreBench> {
  // A day of its own for each bench: several of them may share a database, pauses and all.
  const clock = options.clock ?? createFakeClock(FIRST_DAY + (benches += 1) * DAY_MS);
  const provider = createScriptedProvider(clock);
  const database = openDatabase(url, { connectionsMax: 10 });
  await keepAssets(database, [usdt]);
  const inTransaction = createUnitOfWork(database, [usdt]);
  const deps: CoreDeps = {
    clock,
    provider,
    transfers: null,
    hands: { roles: null, invites: null, webhooks: noWebhooks },
    instanceId: randomUUID(),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    inTransaction,
    log: silent,
    identifiers: {
      id: () => randomUUID(),
      token: () => randomBytes(16).toString('base64url'),
      code: () => randomBytes(4).toString('hex').slice(0, 5).toUpperCase(),
    },
    callbackAddress: {
      urlFor: (token) => `https://till.example/${token}`,
      tokenIn: (capability) => capability,
    },
    operators: [{ accounts: [operator] }],
    platforms: ['telegram'],
    assets: [usdt],
    readsPerSecond: 100,
    ...options.deps,
  };
  const core = createCore(deps);
  const view = async (orderId: string) => {
    const found = await inTransaction(({ payments }) => payments.view(orderId, clock.now()));
    if (!found) throw new Error(`no order ${orderId}`);
    return found;
  };
  const known = <T>(answer: T) => {
    if (isRefusal(answer)) throw new Error(`refused: ${answer.refusal}`);
    return answer as Exclude<T, { refusal: unknown }>;
  };
  return {
    core,
    deps,
    clock,
    provider,
    database,
    inTransaction,
    view,
    async community() {
      const place = { platform: 'telegram' as const, placeId: `-${randomUUID()}` };
      const { id } = known(await core.enableCommunity({ place, name: 'Tea house', by: operator }));
      const price = { hundredths: 30_000n, currency: 'TWD' as const };
      known(await core.addItem({ communityId: id, by: operator, slug: 'vip', name: 'VIP role', price }));
      return id;
    },
    async pays(communityId, kind = 'item') {
      const { orderId } = known(
        await core.requestPayment({
          requestKey: randomUUID(),
          caller: { account: ana, displayName: 'Ana', language: 'en' },
          communityId,
          wish:
            kind === 'item'
              ? { kind, words: 'vip' }
              : { kind, fiat: { hundredths: 30_000n, currency: 'TWD' } },
        }),
      );
      return view(orderId);
    },
    async hears({ order, intent }, facts) {
      const id = intent.quote?.providerIntentId;
      if (id === undefined) throw new Error('this intent has no quote');
      provider.says(id, facts);
      clock.pass(2_000);
      await inTransaction(({ payments }) => payments.wantRead(intent.id, null, clock.now()));
      await core.readPayments('wanted');
      return view(order.id);
    },
    async balance() {
      return (await core.readBalance(ana)).reduce((sum, line) => sum + line.available, 0n);
    },
    sums: async (communityId) =>
      Object.fromEntries(await inTransaction(({ ledger }) => ledger.sums(communityId, usdt.id))),
    async told(orderId) {
      const rows = await database.transaction((tx) =>
        tx.query.notifications.findMany({ orderBy: (n, { asc }) => asc(n.id) }),
      );
      const payloads = rows.map((row) => row.payload as { orderId?: string; kind: string; news?: string });
      return payloads.filter((one) => one.orderId === orderId).map((one) => one.news ?? one.kind);
    },
    async alarms() {
      const rows = await database.transaction((tx) => tx.query.alarms.findMany());
      return rows.map((row) => row.code).sort();
    },
    close: () => database.close(),
  };
}

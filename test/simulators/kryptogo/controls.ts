// The hands that a test or a page lays on a running world.

import { truthOf } from './intent-truth.ts';
import { seededRandom } from './seeded-random.ts';
import type { KryptogoSimulator } from './simulator-api.ts';
import type { Intent } from './types.ts';
import type { World } from './world.ts';

type Looks = Pick<
  KryptogoSimulator,
  | 'tick'
  | 'settled'
  | 'nextAt'
  | 'intents'
  | 'intent'
  | 'intentByAddress'
  | 'strays'
  | 'transactions'
  | 'readsPerSecond'
  | 'peakReadsPerSecond'
  | 'treasury'
>;

/** What can be seen: always the state as of the clock's present time. */
export function lookingControls(world: World): Looks {
  const { advance, book, callbacks, operations, knobs } = world;
  const now = <T>(look: () => T): T => {
    advance();
    return look();
  };
  return {
    async tick() {
      advance();
      await callbacks.settled();
    },
    settled: callbacks.settled,
    nextAt: world.agenda.nextAt,
    intents: () => now(() => book.all().map(truthOf)),
    intent: (id) => now(() => truthOf(findIntent(world, id))),
    intentByAddress: (address) =>
      now(() => {
        const intent = book.byAddress(address);
        return intent === undefined ? undefined : truthOf(intent);
      }),
    strays: () => now(world.settlement.strays),
    transactions: () => now(world.chain.transactions),
    readsPerSecond: operations.readsPerSecond,
    peakReadsPerSecond: () =>
      operations.readsPerSecond().reduce((peak, { count }) => Math.max(peak, count), 0),
    treasury: (token = knobs.paymentToken) => now(() => world.treasury.balance(token)),
  };
}

type Interventions = Pick<
  KryptogoSimulator,
  | 'setTreasury'
  | 'approveTransfer'
  | 'strangerCreates'
  | 'refundNow'
  | 'setStatus'
  | 'forgeCallback'
  | 'sendTestCallback'
  | 'repeatCallback'
  | 'releaseCallbacks'
  | 'revokeKey'
  | 'restoreKey'
>;

/** What can be made to happen out of turn. */
export function interveningControls(world: World): Interventions {
  const { advance, book, callbacks, clock, knobs, revoked } = world;
  const testIds = seededRandom(world.seed, 'test deliveries');
  return {
    setTreasury: (amount, token = knobs.paymentToken) => world.treasury.set(token, amount),
    approveTransfer: world.transfers.approve,
    strangerCreates(order) {
      advance();
      const intent = book.create(order, 'stranger');
      if (knobs.pendingCallbacks) void callbacks.announce(intent);
      return truthOf(intent);
    },
    refundNow(id) {
      advance();
      return world.settlement.refund(findIntent(world, id), clock.now());
    },
    setStatus(id, status) {
      advance();
      book.changeStatus(findIntent(world, id), status, clock.now());
    },
    forgeCallback: (forged) => callbacks.forge(forged),
    sendTestCallback(url, body) {
      // "synth" opens the only word about test deliveries that could be read; the rest is made up.
      const made = { payment_intent_id: `synth${testIds.id().slice(5)}`, status: 'success', synthetic: true };
      return callbacks.forge({ url, body: body ?? made }, 'test');
    },
    repeatCallback: (id) => callbacks.announce(findIntent(world, id)),
    releaseCallbacks: callbacks.release,
    revokeKey(which = 'studio') {
      revoked[which] = true;
    },
    restoreKey(which = 'studio') {
      revoked[which] = false;
    },
  };
}

function findIntent(world: World, id: string): Intent {
  const intent = world.book.get(id);
  if (intent === undefined) throw new Error(`no intent ${id}`);
  return intent;
}

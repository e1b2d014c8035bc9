// All parts of the simulator, wired together, without the HTTP door.

import { createAgenda, type Agenda } from './agenda.ts';
import { startCallbacks, type Callbacks } from './callbacks.ts';
import { createChain, type Chain } from './chain.ts';
import type { RevokedKeys } from './contract.ts';
import { createIntentBook, type IntentBook } from './intent-book.ts';
import type { Credentials, Knobs } from './knobs.ts';
import { createMischief, type MischiefBox } from './mischief.ts';
import { createOperations, type Operations } from './operations.ts';
import { seededRandom } from './seeded-random.ts';
import { startSettlement, type Settlement } from './settlement.ts';
import { startTransfers, type Transfers } from './transfers.ts';
import { createTreasury, type Treasury } from './treasury.ts';
import type { Clock, Emit } from './types.ts';
import { openWallet, type Wallet } from './wallet.ts';

export interface WorldDeps {
  readonly clock: Clock;
  readonly seed: string | number;
  readonly knobs: Knobs;
  readonly credentials: Credentials;
  readonly emit: Emit;
}

export interface World extends WorldDeps {
  readonly agenda: Agenda;
  readonly treasury: Treasury;
  readonly chain: Chain;
  readonly mischief: MischiefBox;
  readonly book: IntentBook;
  readonly settlement: Settlement;
  readonly callbacks: Callbacks;
  readonly transfers: Transfers;
  readonly operations: Operations;
  readonly revoked: RevokedKeys;
  /** Applies what the clock has made due. */
  readonly advance: () => void;
  newWallet(name: string): Wallet;
}

export function createWorld(deps: WorldDeps): World {
  const { clock, seed, knobs, credentials, emit } = deps;
  const agenda = createAgenda();
  const treasury = createTreasury();
  const chain = createChain(seededRandom(seed, 'chain'));
  const mischief = createMischief(seededRandom(seed, 'mischief'));
  const book = createIntentBook({ clock, knobs, agenda, random: seededRandom(seed, 'intents'), emit });
  const delays = seededRandom(seed, 'delays');
  const settlement = startSettlement({ knobs, agenda, random: delays, chain, book, treasury, emit });
  const callbacks = startCallbacks({ clock, knobs, credentials, agenda, mischief, emit });
  const transfers = startTransfers({ clock, knobs, chain, treasury, orgId: credentials.orgId, emit });
  const operations = createOperations({ clock, knobs, credentials, book, transfers });
  const wallets = seededRandom(seed, 'wallets');
  const advance = (): void => agenda.runDue(clock.now());
  book.onStatus((intent) => void callbacks.announce(intent));

  return {
    ...deps,
    agenda,
    treasury,
    chain,
    mischief,
    book,
    settlement,
    callbacks,
    transfers,
    operations,
    revoked: { studio: false, transfer: false },
    advance,
    newWallet: (name) =>
      openWallet({ name, address: wallets.address(), clock, chain, agenda, knobs, book, advance }),
  };
}

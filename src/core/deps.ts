import type { Asset } from '../domain/asset.ts';
import type { Person } from '../domain/community.ts';
import type { Platform } from '../domain/platform.ts';
import type { CallbackAddress } from '../ports/callback-address.ts';
import type { Clock } from '../ports/clock.ts';
import type { GoodsHands } from '../ports/goods-hands.ts';
import type { Identifiers } from '../ports/identifiers.ts';
import type { Log } from '../ports/log.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { TransferProvider } from '../ports/transfer-provider.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** What the core is made of. Handed in once, by the composition root. */
export type CoreDeps = {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly inTransaction: UnitOfWork;
  readonly provider: PaymentProvider;
  /** The way out; `null` without a key for it: withdrawals are off. */
  readonly transfers: TransferProvider | null;
  /** What the platforms and owners' servers do for the shop, as far as they are there. */
  readonly hands: GoodsHands;
  /** Names this process; another after each start. */
  readonly instanceId: string;
  /** SHA-256 in hex. */
  readonly digest: (text: string) => string;
  readonly callbackAddress: CallbackAddress;
  readonly operators: readonly Person[];
  /** The platforms that are switched on. */
  readonly platforms: readonly Platform[];
  /** The first one is the one that a new balance is shown in. */
  readonly assets: readonly Asset[];
  /** Reads per second that the provider may be asked for. */
  readonly readsPerSecond: number;
};

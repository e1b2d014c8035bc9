import type { Asset } from './asset.ts';
import type { Instant } from './time.ts';

/** The tap of all outflow. `pausedAt` is `null` while it is open. */
export type Outflow = {
  readonly pausedAt: Instant | null;
  /** An operator's account as text, or what stopped it by itself: `breaker`, `solvency`, `canary`. */
  readonly pausedBy: string | null;
  readonly reason: string | null;
  /** The first of two operators who want it open again. */
  readonly resumeAskedBy: string | null;
  /** When they asked; while it is open, since when it is. */
  readonly resumeAskedAt: Instant | null;
};

/** The tap as its card shows it: with what people are called, where that is known. */
export type OutflowView = Outflow & {
  readonly pausedByName?: string | null;
  readonly resumeAskedByName?: string | null;
};

/** What the owner moves in KryptoGO Studio: money in, or revenue out. */
export type TreasuryMove = {
  readonly id: string;
  readonly communityId: string;
  readonly assetId: string;
  readonly kind: 'fund' | 'draw';
  /** Smallest units. */
  readonly amount: bigint;
  readonly state: 'asked' | 'booked' | 'cancelled';
  /** The operator's account as text. */
  readonly askedBy: string;
  readonly askedAt: Instant;
};

/** A movement of the owner's money as operators see it. */
export type TreasuryView = {
  readonly move: TreasuryMove;
  readonly asset: Asset;
  readonly communityName: string;
  /** Who asked, as people call them. */
  readonly askedByName?: string | null;
};

// What a test or a page can do with the simulator. The short version is in kryptogo-simulator.ts.

import type { ForgedCallback } from './callbacks.ts';
import type { DownMode } from './door.ts';
import type { NewIntent } from './intent-book.ts';
import type { Credentials, Knobs } from './knobs.ts';
import type { Mischief } from './mischief.ts';
import type {
  CallbackRecord,
  ChainTransaction,
  Clock,
  ContractFault,
  IntentTruth,
  RequestRecord,
  SimulatorEvent,
  Stray,
  Token,
  TransferRecord,
} from './types.ts';
import type { Wallet } from './wallet.ts';

export interface SimulatorOptions extends Partial<Knobs>, Partial<Credentials> {
  readonly clock: Clock;
  readonly seed: string | number;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Looks at the clock every 250 ms of real time, so that expiries happen by themselves. */
  readonly autoTick?: boolean;
  readonly onChange?: (event: SimulatorEvent) => void;
}

export interface KryptogoSimulator {
  /** The base URL for the product's settings. */
  readonly url: string;
  readonly credentials: Credentials;
  /** May be turned at any time. */
  readonly knobs: Knobs;
  readonly mischief: Mischief;
  /** A payer that is always there. */
  readonly wallet: Wallet;
  readonly newWallet: (name: string) => Wallet;

  /** Lets what the clock has made due happen, and waits until its callbacks are answered. */
  tick(): Promise<void>;
  /** Waits until no callback is under way. */
  settled(): Promise<void>;
  /** When the next thing is due (epoch ms), or null. */
  nextAt(): number | null;

  intents(): readonly IntentTruth[];
  intent(id: string): IntentTruth;
  intentByAddress(address: string): IntentTruth | undefined;
  strays(): readonly Stray[];
  transactions(): readonly ChainTransaction[];
  readonly requests: readonly RequestRecord[];
  readonly faults: readonly ContractFault[];
  readonly callbacks: readonly CallbackRecord[];
  readonly transfers: readonly TransferRecord[];
  readsPerSecond(): readonly { readonly second: number; readonly count: number }[];
  peakReadsPerSecond(): number;

  treasury(token?: Token): string;
  setTreasury(amount: string, token?: Token): void;
  /** Lets a parked transfer move its money. */
  approveTransfer(id: string): boolean;

  /** Somebody with the public client id makes an intent of their own in this organisation. */
  strangerCreates(order: NewIntent): IntentTruth;
  /** Sends the refund of a short payment now. */
  refundNow(id: string): boolean;
  /** Forces any status word onto an intent's truth and sends its callback. */
  setStatus(id: string, status: string): void;
  /** Posts anything to a loopback address. */
  forgeCallback(forged: ForgedCallback): Promise<CallbackRecord>;
  /** What Studio's test button sends: a made-up intent that was never created. */
  sendTestCallback(url: string, body?: unknown): Promise<CallbackRecord>;
  /** Sends an intent's callback once more, as it is now. */
  repeatCallback(id: string): Promise<void>;
  /** Sends what 'callback reordered' still holds back. */
  releaseCallbacks(): void;

  down(mode?: DownMode): Promise<void>;
  up(): Promise<void>;
  revokeKey(which?: 'studio' | 'transfer'): void;
  restoreKey(which?: 'studio' | 'transfer'): void;
  /** Returns a function that stops listening. */
  onChange(listener: (event: SimulatorEvent) => void): () => void;
  readonly stop: () => Promise<void>;
}

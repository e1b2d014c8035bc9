import type { Asset } from './asset.ts';
import type { Fiat } from './money.ts';
import type { Instant } from './time.ts';

/** What was sold in one currency: the prices that buyers paid, and of how many orders. */
export type SalesSum = Fiat & { readonly orders: number };

/** One day of a report: `2026-11-23` as it is in the community's time zone. */
export type ReportDay = { readonly day: string; readonly sales: readonly SalesSum[] };

export type ItemSales = SalesSum & { readonly slug: string; readonly name: string };

/** So many, and their sum in smallest units. */
export type CountedSum = { readonly count: number; readonly sum: bigint };

/** What moved in one asset in the days of a report, and where it stands now; in smallest units. */
export type AssetReport = {
  readonly asset: Asset;
  /** Prices of what was sold, before the provider's fees; booked once the net is known. */
  readonly sales: bigint;
  readonly providerFees: bigint;
  readonly refunds: CountedSum;
  readonly topUps: CountedSum;
  /** Members' withdrawals that were sent. */
  readonly withdrawals: CountedSum;
  /** What members have, reserved parts included. */
  readonly owed: bigint;
  /** The community's share of the wallet at KryptoGO. */
  readonly treasury: bigint;
  readonly equity: bigint;
};

/** `/report`: a community's business over some days, today included. */
export type Report = {
  readonly communityName: string;
  readonly timeZone: string;
  /** The oldest first, none left out. */
  readonly days: readonly ReportDay[];
  /** All days together, for each currency; the one with most orders first. */
  readonly sales: readonly SalesSum[];
  /** The best sold first; of an item that was sold in two currencies there are two. */
  readonly items: readonly ItemSales[];
  /** The assets in which anything was ever booked; the first of the settings in any case. */
  readonly assets: readonly AssetReport[];
};

/** Tables that can be had as CSV. */
export const exportKinds = ['orders', 'withdrawals', 'ledger'] as const;

export type ExportKind = (typeof exportKinds)[number];

/** A table: exact decimals and times as text. */
export type ExportTable = {
  readonly what: ExportKind;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** What a token was worth when somebody was asked to pay in it. */
export type PastQuote = {
  readonly assetId: string;
  readonly at: Instant;
  readonly fiat: Fiat;
  /** Smallest units that were asked for it. */
  readonly amount: bigint;
};

/** The value of an amount by a quote, to the nearest hundredth; half of one counts as one. */
export function valueBy({ fiat, amount: quoted }: PastQuote, amount: bigint): Fiat {
  return { currency: fiat.currency, hundredths: (2n * amount * fiat.hundredths + quoted) / (2n * quoted) };
}

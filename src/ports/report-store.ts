import type { ExportKind, ItemSales, PastQuote, ReportDay } from '../domain/report.ts';
import type { Instant } from '../domain/time.ts';

/** Which days: so many up to and including today, as they begin in the community's time zone. */
export type ReportSpan = {
  readonly communityId: string;
  readonly days: number;
  readonly now: Instant;
};

/** What moved in one asset, in smallest units. */
export type Movements = {
  readonly sales: bigint;
  readonly providerFees: bigint;
  readonly refunds: { readonly count: number; readonly sum: bigint };
  readonly topUps: { readonly count: number; readonly sum: bigint };
  readonly withdrawals: { readonly count: number; readonly sum: bigint };
};

/** One line of a table, and what is to be valued in it. */
export type ExportRow = {
  readonly cells: Readonly<Record<string, string | null>>;
  readonly assetId: string;
  /** Smallest units. */
  readonly amount: bigint;
  readonly at: Instant;
};

/** Sums and tables for those who run a community. Reads only. */
export type ReportStore = {
  /** What was paid for on each day, the oldest first; a day without sales is there too. */
  salesByDay(span: ReportSpan): Promise<ReportDay[]>;
  /** The best sold first. */
  salesByItem(span: ReportSpan): Promise<ItemSales[]>;
  movements(span: ReportSpan, assetId: string): Promise<Movements>;
  /** The oldest first, at most `limit`; without days, from the beginning. */
  rows(
    what: ExportKind,
    span: Omit<ReportSpan, 'days'> & { readonly days: number | null },
    limit: number,
  ): Promise<ExportRow[]>;
  /** What the community's members were asked to pay, the oldest first. */
  quotes(communityId: string): Promise<PastQuote[]>;
};

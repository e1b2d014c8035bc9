import type { FiatCurrency } from '../../domain/money.ts';
import { fiatCurrencies, fiatDecimal } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ExportKind, ExportTable, PastQuote } from '../../domain/report.ts';
import { valueBy } from '../../domain/report.ts';
import type { ExportRow } from '../../ports/report-store.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseStaff } from './staff.ts';

/** What chats take as a file, with room to spare. */
const ROWS_MAX = 20_000;
const DAYS_MAX = 36_500;

export type ExportAsk = {
  readonly by: Account;
  /** The chat that it was asked for in; `null` in private. */
  readonly from: string | null;
  readonly communityId: string;
  readonly what: ExportKind;
  /** Up to and including today; `null` for everything there is. */
  readonly days: number | null;
};

/**
 * `/export`: a table, the oldest first, with what each amount was worth by the nearest earlier quote in its
 * asset. Too long a one is refused, never cut.
 */
export async function exportRows(deps: CoreDeps, ask: ExportAsk): Promise<ExportTable | Refusal> {
  const { by, from, communityId, what, days } = ask;
  return deps.inTransaction(async (stores) => {
    const refusal = await refuseStaff(deps, stores, by, communityId);
    if (refusal) return refusal;
    if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= DAYS_MAX)) {
      return refuse('report_days_not_usable', { most: String(DAYS_MAX) });
    }
    const span = { communityId, days, now: deps.clock.now() };
    const rows = await stores.reports.rows(what, span, ROWS_MAX + 1);
    if (rows.length > ROWS_MAX) return refuse('export_too_long', { most: String(ROWS_MAX) });
    const period = days === null ? 'all' : `${days} days`;
    const detail = `${rows.length} rows, ${period}`;
    await recordAudit(deps, stores, { communityId, by, from, action: 'exported', subject: what, detail });
    // An order has its price; the rest is tokens.
    const quotes = what === 'orders' ? null : await stores.reports.quotes(communityId);
    return tableOf(what, rows, quotes);
  });
}

function tableOf(
  what: ExportKind,
  rows: readonly ExportRow[],
  quotes: readonly PastQuote[] | null,
): ExportTable {
  const [first] = rows;
  const own = first ? Object.keys(first.cells) : [];
  if (quotes === null) return { what, columns: own, rows: rows.map((row) => cellsOf(row, own)) };
  const valueOf = createValuer(quotes);
  return {
    what,
    columns: own.length === 0 ? [] : [...own, ...fiatCurrencies.map((currency) => `value_${currency}`)],
    rows: rows.map((row) => [
      ...cellsOf(row, own),
      ...fiatCurrencies.map((currency) => valueOf(row, currency)),
    ]),
  };
}

function cellsOf({ cells }: ExportRow, columns: readonly string[]): (string | null)[] {
  return columns.map((column) => cells[column] ?? null);
}

type Valuer = (row: ExportRow, currency: FiatCurrency) => string | null;

/** Values by the last quote that was made by then; `null` before the first one. */
function createValuer(quotes: readonly PastQuote[]): Valuer {
  const series = new Map<string, PastQuote[]>();
  for (const quote of quotes) {
    const key = `${quote.assetId} ${quote.fiat.currency}`;
    const known = series.get(key);
    if (known) known.push(quote);
    else series.set(key, [quote]);
  }
  return ({ assetId, amount, at }, currency) => {
    const quote = lastBefore(series.get(`${assetId} ${currency}`) ?? [], at);
    return quote && fiatDecimal(valueBy(quote, amount));
  };
}

/** Halves what is left until one remains: quotes are in order of time. */
function lastBefore(quotes: readonly PastQuote[], at: number): PastQuote | null {
  let [from, to] = [0, quotes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((quotes[middle]?.at ?? 0) <= at) from = middle + 1;
    else to = middle;
  }
  return quotes[from - 1] ?? null;
}

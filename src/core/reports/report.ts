import { equityOf } from '../../domain/ledger.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { AssetReport, ItemSales, Report, SalesSum } from '../../domain/report.ts';
import type { ReportSpan } from '../../ports/report-store.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseStaff } from './staff.ts';

/** Wider than that, a picture is not readable on a phone. */
const DAYS_MAX = 92;

export type ReportAsk = { readonly by: Account; readonly communityId: string; readonly days: number };

/** `/report`: what was sold and what moved in so many days, today included, and where the money stands now. */
export async function report(deps: CoreDeps, ask: ReportAsk): Promise<Report | Refusal> {
  const { by, communityId, days } = ask;
  return deps.inTransaction(async (stores) => {
    const refusal = await refuseStaff(deps, stores, by, communityId);
    if (refusal) return refusal;
    if (!isDays(days)) return refuse('report_days_not_usable', { most: String(DAYS_MAX) });
    const community = await stores.communities.byId(communityId);
    if (!community) return refuse('place_unknown');
    const span = { communityId, days, now: deps.clock.now() };
    const items = await stores.reports.salesByItem(span);
    return {
      communityName: community.name,
      timeZone: community.timeZone,
      days: await stores.reports.salesByDay(span),
      sales: sumsOf(items),
      items: bestFirst(items),
      assets: await assetsOf(deps, stores, span),
    };
  });
}

function isDays(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= DAYS_MAX;
}

/** What brought in most first, as it is drawn; what has another currency than most orders comes behind. */
function bestFirst(items: readonly ItemSales[]): ItemSales[] {
  const main = sumsOf(items)[0]?.currency;
  return [...items].sort((one, other) => {
    if ((one.currency === main) !== (other.currency === main)) return one.currency === main ? -1 : 1;
    return one.hundredths === other.hundredths ? 0 : one.hundredths > other.hundredths ? -1 : 1;
  });
}

/** All items together, for each currency; the one with most orders first. */
function sumsOf(items: readonly ItemSales[]): SalesSum[] {
  const sums = new Map<string, SalesSum>();
  for (const { currency, hundredths, orders } of items) {
    const before = sums.get(currency) ?? { currency, hundredths: 0n, orders: 0 };
    const sum = { currency, hundredths: before.hundredths + hundredths, orders: before.orders + orders };
    sums.set(currency, sum);
  }
  return [...sums.values()].sort((one, other) => other.orders - one.orders);
}

async function assetsOf(deps: CoreDeps, stores: Stores, span: ReportSpan): Promise<AssetReport[]> {
  const reports: AssetReport[] = [];
  for (const [index, asset] of deps.assets.entries()) {
    const sums = await stores.ledger.sums(span.communityId, asset.id);
    if (sums.size === 0 && index > 0) continue;
    const ofMembers = [...sums].filter(([account]) => /^(available|held):/.test(account));
    reports.push({
      asset,
      ...(await stores.reports.movements(span, asset.id)),
      owed: ofMembers.reduce((sum, [, amount]) => sum + amount, 0n),
      treasury: -(sums.get('treasury') ?? 0n),
      equity: equityOf(sums),
    });
  }
  return reports;
}

import { formatFiat } from '../../src/domain/money.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { AssetReport, Report } from '../../src/domain/report.ts';
import { chainName, NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { grouped } from './report-figures.ts';
import { ITEMS_SHOWN } from './report-picture.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { sayBold, sayRich } from './words.ts';

/** Several items have to fit into one message of 2,000 units. */
const ITEM_UNITS_MAX = 40;
const ASSETS_TOLD_MAX = 3;

/** The figures of a report in words, exact to the last digit; items by the numbers of the picture. */
export function reportText(report: Report, language: Language): RichText {
  const { communityName, days, sales, timeZone, assets } = report;
  const community = plainName(communityName, NAME_UNITS_MAX);
  const [from = '', until = ''] = [days[0]?.day, days.at(-1)?.day];
  const sold = sales.map((sum) =>
    sayRich(language, 'report-sales', { sum: grouped(formatFiat(sum)), count: String(sum.orders) }),
  );
  return stack(
    [
      stack(
        [
          sayBold(language, 'report-title', { community, from, until }),
          sold.length === 0 ? sayRich(language, 'report-sales-none') : stack(sold, '\n'),
        ],
        '\n',
      ),
      itemsText(report, language),
      ...assets.slice(0, ASSETS_TOLD_MAX).map((asset) => assetText(asset, language)),
      stack([sayRich(language, 'report-zone', { zone: timeZone }), sayRich(language, 'report-note')], '\n'),
    ],
    '\n\n',
  );
}

function itemsText({ items }: Report, language: Language): RichText | null {
  if (items.length === 0) return null;
  const lines = items.slice(0, ITEMS_SHOWN).map((item, index) =>
    sayRich(language, 'report-item', {
      number: String(index + 1),
      name: plainName(item.name, ITEM_UNITS_MAX),
      sum: grouped(formatFiat(item)),
      count: String(item.orders),
    }),
  );
  const left = items.length - lines.length;
  const more = left > 0 ? sayRich(language, 'report-items-more', { count: String(left) }) : null;
  return stack([sayBold(language, 'report-items'), ...lines, more], '\n');
}

function assetText(report: AssetReport, language: Language): RichText {
  const { asset, refunds, topUps, withdrawals, owed, treasury } = report;
  const amount = (units: bigint) => grouped(tokenAmount(asset, units));
  const flow = {
    sales: amount(report.sales),
    fees: amount(report.providerFees),
    refunds: amount(refunds.sum),
    refundCount: String(refunds.count),
    topUps: amount(topUps.sum),
    topUpCount: String(topUps.count),
    withdrawals: amount(withdrawals.sum),
    withdrawalCount: String(withdrawals.count),
  };
  const stand = { treasury: amount(treasury), owed: amount(owed), equity: amount(report.equity) };
  return stack(
    [
      sayBold(language, 'report-asset', { token: asset.symbol, chain: chainName(asset) }),
      sayRich(language, 'report-asset-flow', flow),
      sayRich(language, 'report-asset-stand', stand),
      owed > treasury ? sayRich(language, 'report-asset-short', { short: amount(owed - treasury) }) : null,
    ],
    '\n',
  );
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg, initWasm } from '@resvg/resvg-wasm';
import { formatExact, formatFiat } from '../../src/domain/money.ts';
import type { AssetReport, ItemSales, Report, SalesSum } from '../../src/domain/report.ts';
import { chainName } from './payment-facts.ts';
import { encodePixels } from './png.ts';
import { grouped } from './report-figures.ts';
import { ink, rect, svg, text } from './svg.ts';

/**
 * What a report shows at a glance. Only digits, Latin words and symbols are drawn, so that one font does
 * for every language: items go by numbers, whose names stand in the words below the picture.
 */

const WIDTH = 1_080;
const MARGIN = 64;
const INNER = WIDTH - 2 * MARGIN;
const RIGHT = MARGIN + INNER;
const DATES_MAX = 6;
/** How many of the items are drawn, and named below the picture. */
export const ITEMS_SHOWN = 6;
const ASSETS_SHOWN = 3;

/** A part of the picture as high as it needs to be, from `y` on. */
type Piece = (y: number) => { readonly parts: readonly string[]; readonly height: number };

let fonts: Promise<Uint8Array[]> | null = null;

/** The picture as a PNG, 1,080 pixels wide. */
export async function drawReport(report: Report): Promise<Uint8Array> {
  fonts ??= prepare();
  const fontBuffers = await fonts;
  const resvg = new Resvg(svgOf(report), {
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  const image = resvg.render();
  const { width, height, pixels } = image;
  // What lies in the renderer's own memory is not collected by itself.
  image.free();
  resvg.free();
  return encodePixels(width, height, pixels);
}

/** Once: the renderer, and both weights of the font. */
async function prepare(): Promise<Uint8Array[]> {
  const require = createRequire(import.meta.url);
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const files = [
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ];
  return files.map((file) => readFileSync(file));
}

function svgOf(report: Report): string {
  const { sales, items, assets } = report;
  const pieces: Piece[] = [
    heading(report),
    ...sales.map((sum, index) => chart(report, sum, index === 0)),
    ...(items.length === 0 ? [] : [bestSold(items)]),
    ...assets.slice(0, ASSETS_SHOWN).map(money),
  ];
  let y = 0;
  const parts: string[] = [];
  for (const piece of pieces) {
    const drawn = piece(y);
    parts.push(...drawn.parts);
    y += drawn.height;
  }
  return svg(WIDTH, y + 20, parts);
}

function heading({ days, sales, timeZone }: Report): Piece {
  const orders = sales.reduce((sum, one) => sum + one.orders, 0);
  const [from = '', until = ''] = [days[0]?.day, days.at(-1)?.day];
  const [main, ...others] = sales.length > 0 ? sales.map((sum) => grouped(formatFiat(sum))) : ['0'];
  return (y) => ({
    parts: [
      text(MARGIN, y + 90, 32, from === until ? until : `${from} – ${until}`, { fill: ink.quiet }),
      text(RIGHT, y + 90, 32, timeZone, { fill: ink.quiet, anchor: 'end', room: 400 }),
      text(MARGIN, y + 162, 34, 'Sales', { fill: ink.quiet }),
      text(RIGHT, y + 162, 34, 'Orders', { fill: ink.quiet, anchor: 'end' }),
      text(MARGIN, y + 250, 84, main ?? '0', { bold: true, room: 700 }),
      text(RIGHT, y + 250, 84, grouped(String(orders)), { bold: true, anchor: 'end', room: 230 }),
      ...others.map((other, index) =>
        text(MARGIN, y + 320 + index * 60, 48, `+ ${other}`, { bold: true, room: INNER }),
      ),
    ],
    height: 290 + others.length * 62,
  });
}

/** A bar for each day; the first currency has the larger chart. */
function chart({ days, sales }: Report, { currency }: SalesSum, isMain: boolean): Piece {
  const sold = days.map(({ day, sales: ofDay }) => ({
    day,
    hundredths: ofDay.find((one) => one.currency === currency)?.hundredths ?? 0n,
  }));
  const top = niceAbove(largest(sold.map(({ hundredths }) => hundredths)));
  const height = isMain ? 320 : 190;
  const step = INNER / Math.max(1, sold.length);
  const width = Math.min(90, Math.max(3, step * 0.7));
  const every = Math.ceil(sold.length / DATES_MAX);
  const label = (hundredths: bigint) => grouped(formatFiat({ hundredths, currency }));
  return (y) => {
    const [roof, floor] = [y + 70, y + 70 + height];
    const middle = (index: number) => MARGIN + (index + 0.5) * step;
    const bars = sold.map(({ hundredths }, index) => {
      // What was sold at all is seen, however little it was.
      const tall = hundredths === 0n ? 0 : Math.max(6, shareOf(hundredths, top) * height);
      const bar = { x: middle(index) - width / 2, y: floor - tall, width, height: tall };
      return tall === 0 ? '' : rect(bar, ink.sales, 5);
    });
    const dates = sold.map(({ day }, index) => {
      const isShown = (sold.length - 1 - index) % every === 0;
      return isShown
        ? text(clamp(middle(index)), floor + 44, 28, day.slice(5), { fill: ink.quiet, anchor: 'middle' })
        : '';
    });
    const title = sales.length > 1 ? `Sales per day, ${currency}` : 'Sales per day';
    const lines = [roof, (roof + floor) / 2, floor].map((at) =>
      rect({ x: MARGIN, y: at, width: INNER, height: 2 }, ink.line),
    );
    const parts = [
      text(MARGIN, roof - 16, 28, title, { fill: ink.quiet }),
      text(RIGHT, roof - 16, 28, label(top), { fill: ink.quiet, anchor: 'end', room: INNER / 2 }),
      ...[...lines, ...bars, ...dates],
    ];
    return { parts, height: 70 + height + 70 };
  };
}

/** Numbered bars; of two currencies each is measured by its own. */
function bestSold(items: readonly ItemSales[]): Piece {
  const shown = items.slice(0, ITEMS_SHOWN);
  const most = (currency: string) =>
    largest(items.filter((one) => one.currency === currency).map(({ hundredths }) => hundredths));
  const left = MARGIN + 74;
  const room = INNER - 74 - 330;
  const row = 76;
  return (y) => ({
    parts: [
      text(MARGIN, y + 50, 28, 'Best sold', { fill: ink.quiet }),
      ...shown.flatMap((item, index) => {
        const at = y + 74 + index * row;
        const width = Math.max(8, shareOf(item.hundredths, most(item.currency)) * room);
        return [
          rect({ x: MARGIN, y: at, width: 54, height: 54 }, ink.card, 12),
          text(MARGIN + 27, at + 39, 32, String(index + 1), { bold: true, anchor: 'middle' }),
          rect({ x: left, y: at + 6, width: room, height: 42 }, ink.card, 8),
          rect({ x: left, y: at + 6, width, height: 42 }, ink.sales, 8),
          text(RIGHT, at + 38, 32, grouped(formatFiat(item)), { anchor: 'end', room: 316 }),
        ];
      }),
    ],
    height: 74 + shown.length * row + 16,
  });
}

/** What moved in a token, and whose the treasury is. */
function money(report: AssetReport): Piece {
  const { asset, providerFees, refunds, topUps, withdrawals, owed, treasury, equity } = report;
  const amount = (units: bigint) => grouped(formatExact(units, asset.decimals));
  const figures = [
    ['Fees', amount(providerFees)],
    ['Refunds', amount(refunds.sum)],
    ['Top-ups', amount(topUps.sum)],
    ['Withdrawals', amount(withdrawals.sum)],
  ];
  const isShort = owed > treasury;
  const whole = isShort ? owed : treasury;
  const [pad, bar] = [36, INNER - 72];
  const left = MARGIN + pad;
  const column = bar / 2;
  return (y) => {
    const stand = y + 330;
    const widthOf = (part: bigint) => (part > 0n ? Math.max(6, shareOf(part, whole) * bar) : 0);
    const track = { x: left, y: stand + 62, width: bar, height: 46 };
    const own = { ...track, width: isShort ? 0 : Math.min(bar, widthOf(owed) + widthOf(equity)) };
    const debt = { ...track, width: widthOf(owed) };
    const debtInk = isShort ? ink.warning : ink.owed;
    return {
      parts: [
        rect({ x: MARGIN, y: y + 24, width: INNER, height: 500 }, ink.card, 24),
        text(left, y + 84, 32, `${asset.symbol} · ${chainName(asset)}`, { bold: true, room: bar }),
        ...figures.flatMap(([label = '', value = ''], index) => {
          const [x, at] = [left + (index % 2) * column, y + 144 + Math.floor(index / 2) * 104];
          return [
            text(x, at, 28, label, { fill: ink.quiet }),
            text(x, at + 46, 40, value, { bold: true, room: column - 20 }),
          ];
        }),
        text(left, stand + 38, 28, 'Treasury now', { fill: ink.quiet }),
        text(left + bar, stand + 38, 34, amount(treasury), { bold: true, anchor: 'end', room: bar / 2 }),
        rect(track, ink.line, 10),
        ...[own.width > 0 ? rect(own, ink.sales, 10) : '', debt.width > 0 ? rect(debt, debtInk, 10) : ''],
        rect({ x: left, y: stand + 134, width: 26, height: 26 }, debtInk, 6),
        text(left + 40, stand + 157, 28, `Owed ${amount(owed)}`, { room: column - 60 }),
        rect({ x: left + column, y: stand + 134, width: 26, height: 26 }, ink.sales, 6),
        text(left + column + 40, stand + 157, 28, `Own ${amount(equity)}`, { room: column - 50 }),
      ],
      height: 544,
    };
  };
}

function largest(amounts: readonly bigint[]): bigint {
  return amounts.reduce((most, one) => (one > most ? one : most), 0n);
}

/** For the length of a bar, nothing else: a part from 0 to 1. */
function shareOf(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Math.min(1, Number((part * 10_000n) / whole) / 10_000);
}

/** The next of 1, 2, 5, 10 … above, so that a line has a figure that is easily read. */
function niceAbove(amount: bigint): bigint {
  const power = 10n ** BigInt(Math.max(0, String(amount).length - 1));
  return (
    [1n, 2n, 3n, 4n, 5n, 6n, 8n, 10n].map((times) => times * power).find((nice) => nice >= amount) ?? amount
  );
}

/** A date at the edge stays on the paper. */
function clamp(x: number): number {
  return Math.min(Math.max(x, MARGIN + 40), RIGHT - 40);
}

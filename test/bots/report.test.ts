import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { grouped } from '../../bots/shared/report-figures.ts';
import { drawReport } from '../../bots/shared/report-picture.ts';
import { reportText } from '../../bots/shared/report-text.ts';
import { runExport, runReport } from '../../bots/shared/run-report.ts';
import { runPrivateCommand } from '../../bots/shared/run-command.ts';
import type { Asker, BotCore } from '../../bots/shared/asker.ts';
import { languages } from '../../src/domain/platform.ts';
import type { Report, ReportDay } from '../../src/domain/report.ts';
import { units, usdt } from '../support/factories.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeCore } from './fake-core.ts';

const day = (index: number) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10);

/** A report of a busy shop, with names that no font of ours has. */
function busy(days: number, more: Partial<Report> = {}): Report {
  const sales = (index: number): ReportDay['sales'] =>
    index % 4 === 3 ? [] : [{ currency: 'TWD', orders: 1 + index, hundredths: BigInt(index + 1) * 12_345n }];
  return {
    communityName: '茶屋',
    timeZone: 'Asia/Taipei',
    days: Array.from({ length: days }, (_, index) => ({ day: day(index), sales: sales(index) })),
    sales: [{ currency: 'TWD', orders: 45, hundredths: 123_456_750n }],
    items: Array.from({ length: 12 }, (_, index) => ({
      ...{
        slug: `item${index}`,
        name: `=茶 ${index} @everyone`,
        currency: 'TWD' as const,
        orders: 12 - index,
      },
      hundredths: BigInt(12 - index) * 500_000n,
    })),
    assets: [
      {
        ...{ asset: usdt, sales: units('38000'), providerFees: units('41.23') },
        ...{ refunds: { count: 2, sum: units('18.46') }, topUps: { count: 7, sum: units('1200.5') } },
        ...{ withdrawals: { count: 3, sum: units('410') }, owed: units('1320.44') },
        ...{ treasury: units('4100.25'), equity: units('2779.81') },
      },
    ],
    ...more,
  };
}

async function pixelsOf(report: Report) {
  const { width, height, data } = PNG.sync.read(Buffer.from(await drawReport(report)));
  const inked = (left: number, top: number, right: number, bottom: number) => {
    let count = 0;
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) if ((data[(y * width + x) * 4] ?? 255) < 200) count += 1;
    }
    return count;
  };
  return { width, height, inked };
}

describe('the picture', () => {
  test('is as wide as a phone shows sharply, tall enough for all of it, and small to send', async () => {
    const png = await drawReport(busy(30));
    const { width, height, inked } = await pixelsOf(busy(30));
    expect(width).toBe(1_080);
    expect(height).toBeGreaterThan(1_400);
    // Telegram takes photos whose sides add up to 10,000 and 10 MB.
    expect(width + height).toBeLessThan(10_000);
    expect(png.length).toBeLessThan(500_000);
    // Headline, chart, items and money are each drawn.
    const quarter = Math.floor(height / 4);
    for (let at = 0; at + quarter <= height; at += quarter) {
      expect(inked(0, at, width, at + quarter)).toBeGreaterThan(2_000);
    }
    // Nothing runs into the margins.
    expect(inked(0, 0, 40, height) + inked(width - 40, 0, width, height)).toBe(0);
  });

  test.each([1, 7, 31, 92])(
    'of %i days has a bar where something was sold, and none where nothing was',
    async (days) => {
      const some = await pixelsOf(busy(days));
      const none = await pixelsOf(
        busy(days, { days: busy(days).days.map((one) => ({ ...one, sales: [] })) }),
      );
      const chart = [64, 400, 1_016, 680] as const;
      expect(some.inked(...chart)).toBeGreaterThan(none.inked(...chart) + 1_000);
    },
  );

  test('no name is drawn: with others it is the same picture, byte by byte', async () => {
    const named = busy(7);
    const others = {
      ...named,
      communityName: 'Tea',
      items: named.items.map((one) => ({ ...one, name: 'x', slug: 'y' })),
    };
    expect(Buffer.from(await drawReport(named)).equals(Buffer.from(await drawReport(others)))).toBe(true);
  });

  test('of nothing at all, of two currencies, of amounts without end and of a shortfall it is drawn too', async () => {
    const [asset] = busy(1).assets;
    if (!asset) throw new Error('no asset');
    const nothing = { ...asset, owed: 0n, treasury: 0n, equity: 0n };
    const endless = 10n ** 30n;
    const usd = { currency: 'USD' as const, orders: 2, hundredths: endless };
    for (const report of [
      busy(30, { sales: [], items: [], assets: [nothing] }),
      busy(2, {
        sales: [...busy(2).sales, usd],
        items: busy(2).items.map((one) => ({ ...one, hundredths: endless })),
      }),
      busy(2, {
        assets: [{ ...asset, owed: endless, treasury: endless - 1n, equity: -1n }, asset, asset, asset],
      }),
    ]) {
      const { width, height, inked } = await pixelsOf(report);
      expect(inked(0, 0, 40, height) + inked(width - 40, 0, width, height)).toBe(0);
    }
  });
});

describe('the words below', () => {
  test.each(languages)(
    'in %s are exact, name the items by their numbers, and fit one message',
    (language) => {
      const [asset] = busy(30).assets;
      const full = busy(92, {
        communityName: '茶'.repeat(200),
        assets: asset ? [asset, asset, asset, asset] : [],
      });
      const longest = { ...full, items: full.items.map((one) => ({ ...one, name: '茶'.repeat(200) })) };
      expect(plainTextOf(reportText(longest, language)).length).toBeLessThanOrEqual(2_000);
      const words = plainTextOf(reportText(busy(30), language));
      for (const figure of [
        '1,234,567.50 TWD',
        '41.23 USDT',
        '18.46 USDT',
        '1,320.44 USDT',
        '4,100.25 USDT',
        'Asia/Taipei',
      ]) {
        expect(words).toContain(figure);
      }
      expect(words).toMatch(/1\. =茶 0 @everyone/);
      expect(words).not.toContain('⚠️');
    },
  );

  test('a shortfall is said', () => {
    const [asset] = busy(1).assets;
    const short = busy(1, { assets: asset ? [{ ...asset, owed: units('4100.26') }] : [] });
    expect(plainTextOf(reportText(short, 'en'))).toContain('⚠️ 0.01 USDT is missing');
  });

  test('thousands stand apart, and no digit is lost', () => {
    expect(['0', '999', '1000.5 USDT', '-1234567.000001', '12 TWD'].map(grouped)).toEqual([
      ...['0', '999', '1,000.5 USDT', '-1,234,567.000001', '12 TWD'],
    ]);
  });
});

describe('/report and /export', () => {
  const rights = { isOperator: false, isManager: false, isApprover: true };
  function asks(core: Partial<BotCore>): Asker {
    const account = { platform: 'telegram' as const, accountId: '42' };
    const all = {
      ...createFakeCore(createFakeClock()),
      rightsOf: () => Promise.resolve(rights),
      ...core,
    };
    return { core: all, caller: { account, displayName: 'Ana', language: 'en' }, language: 'en' };
  }

  test('30 days unless somebody says how many; the picture comes along', async () => {
    const asked: number[] = [];
    const report: BotCore['report'] = ({ days }) => Promise.resolve((asked.push(days), busy(3)));
    const answer = await runReport(asks({ report }), 'c', '');
    await runReport(asks({ report }), 'c', ' 7 ');
    await runReport(asks({ report }), 'c', '1e1');
    expect(asked).toEqual([30, 7, 0]);
    expect(answer).toMatchObject({ reply: { image: { name: 'report.png', contentType: 'image/png' } } });
  });

  test('a table comes as a file; without its name there is a button for each', async () => {
    const asked: unknown[] = [];
    const exportRows: BotCore['exportRows'] = (ask) => {
      asked.push([ask.what, ask.days, ask.from]);
      return Promise.resolve({ what: ask.what, columns: ['order', 'name'], rows: [['#A', '=1+1']] });
    };
    const answer = await runExport(asks({ exportRows }), 'c', 'Orders 30', '-100');
    await runExport(asks({ exportRows }), 'c', 'books', null);
    expect(asked).toEqual([
      ['orders', 30, '-100'],
      ['ledger', null, null],
    ]);
    const [file] = answer.kind === 'reply' ? (answer.reply.files ?? []) : [];
    expect(file?.name).toBe('orders.csv');
    expect(new TextDecoder().decode(file?.bytes)).toContain("'=1+1");
    const choice = await runExport(asks({ exportRows }), 'c', '', null);
    const labels = choice.kind === 'reply' ? choice.reply.buttons.flat().map((one) => one.label) : [];
    expect(labels).toEqual(['Orders', 'Withdrawals', 'Books']);
    expect(await runExport(asks({ exportRows }), 'c', 'everything', null)).toMatchObject({
      refusal: { refusal: 'command_not_understood' },
    });
  });

  test('staff whom no community has seen yet are told what to do; others that it is not for them', async () => {
    const command = { words: '', communityId: null, requestKey: 'k', age: 0 };
    const nowhere = asks({ membershipsOf: () => Promise.resolve([]) });
    const account = { platform: 'telegram' as const, accountId: '42' };
    const community = { id: 'c', name: 'Tea house', state: 'active' as const, timeZone: 'UTC' };
    const member = { ...account, id: 'm', communityId: 'c', displayName: 'Ana', language: 'en' as const };
    const stranger = asks({
      rightsOf: () => Promise.resolve({ ...rights, isApprover: false }),
      membershipsOf: () => Promise.resolve([{ community, member }]),
    });
    for (const name of ['report', 'export'] as const) {
      expect(await runPrivateCommand(nowhere, { ...command, name })).toMatchObject({
        refusal: { refusal: 'staff_without_community' },
      });
      expect(await runPrivateCommand(stranger, { ...command, name })).toMatchObject({
        refusal: { refusal: 'not_staff' },
      });
    }
  });
});

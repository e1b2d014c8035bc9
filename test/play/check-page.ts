import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { createLog } from '../../src/log.ts';
import type { Size } from './check-browser.ts';
import { findChromium, openBrowser, SIZES, visit } from './check-browser.ts';
import { showsWhatMayCome } from './check-gallery.ts';
import type { Hands } from './check-hands.ts';
import { createHands } from './check-hands.ts';
import { formKeepsFocus, isLegible, isUsable, keepsStill } from './check-looks.ts';
import { looksInside } from './check-inside.ts';
import { mischief } from './check-mischief.ts';
import { payments } from './check-payments.ts';
import type { Report } from './check-report.ts';
import { createReport } from './check-report.ts';
import { shopping } from './check-shopping.ts';
import { staysSmooth } from './check-smooth.ts';
import { withdrawals } from './check-withdrawals.ts';
import type { Play } from './play-server.ts';
import { startPlay } from './play-server.ts';
import type { Stage } from './stage.ts';

const write = (line: string) => void process.stdout.write(`${line}\n`);
/** A folder for pictures of what was seen. */
const pictures = process.env['SCREENSHOTS'];
/** Only stories with these words in their names, or those after a `|`; `desktop` or `phone` first is a size. */
const [first = '', ...others] = process.argv.slice(2);
const sizes = Object.keys(SIZES).filter((size) => !(first in SIZES) || size === first) as Size[];
const wanted = (first in SIZES ? others : [first, ...others]).join(' ');
const isWanted = ({ name }: { readonly name: string }) =>
  wanted.split('|').some((words) => name.includes(words));
const stories = [...payments, ...shopping, ...withdrawals, ...mischief, looksInside].filter(isWanted);

async function shoot({ page, size }: Hands, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${size}-${name}.png`) });
}

function stageOf({ theatre }: Play): Stage {
  const stage = theatre.stage();
  if (!stage) throw new Error('the stage is gone');
  return stage;
}

/** After a story that broke off, the next one begins in an orderly world. */
async function tidyUp(hands: Hands): Promise<void> {
  for (let times = 0; times < 2; times += 1) await hands.page.keyboard.press('Escape');
  for (const usual of ['on', 'well']) await hands.world(usual);
}

async function checkSize(size: Size, { browser, play, report }: Props): Promise<void> {
  report.say(`${size}, ${SIZES[size].viewport.width} × ${SIZES[size].viewport.height}`);
  const guest = await visit(browser, play.url, size);
  const { page } = guest;
  const hands = createHands(guest);
  await report.check('shows at once what is being started, then a town to play in', async () => {
    if (play.theatre.stage() === null) await page.locator('#startup li.now').waitFor();
    await play.ready;
    await page.locator('#telegram-bar .face').first().waitFor();
  });
  await report.check('the tour is offered, walked by keys, and skipped', async () => {
    for (const stop of ['1 of 4', '2 of 4', '3 of 4', '4 of 4']) {
      await page.locator('#tour').getByText(stop).waitFor();
      await shoot(hands, `tour-${stop[0]}`);
      if (stop === '4 of 4') break;
      await page.locator('#tour .primary').focus();
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
    await page.locator('#tour').waitFor({ state: 'hidden' });
  });
  for (const [index, { name, play: plays }] of stories.entries()) {
    const went = await report.check(name, () => plays(hands));
    await shoot(hands, `story-${String(index + 1).padStart(2, '0')}`);
    if (!went) await tidyUp(hands).catch(() => undefined);
  }
  await report.check('menus, albums, files, roles: what may come is drawn', () =>
    showsWhatMayCome(hands, stageOf(play)),
  );
  await report.check('a form takes the focus, keeps it, gives it back, goes at Escape', () =>
    formKeepsFocus(hands),
  );
  await report.check('every control has a name, nothing sticks out', () => isUsable(guest));
  await report.check('light and dark, both legible', async () => {
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (theme === 'dark') await page.locator('#theme-button').click();
      if (theme === 'dark') await page.locator(':root[data-theme="dark"]').waitFor({ state: 'attached' });
      for (const part of ['telegram', 'discord', 'world', 'inside'] as const) {
        await hands.turnTo(part);
        await shoot(hands, `${theme}-${part}`);
        await isLegible(guest);
      }
    }
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
  await report.check('whoever wants no motion sees none', () => keepsStill(hands));
  await report.check('500 messages stay smooth', () => staysSmooth(hands, stageOf(play)));
  await report.check('reset raises another stage', async () => {
    await page.locator('#reset-button').click();
    await page.locator('body.starting').waitFor({ state: 'attached' });
    await page.locator('body:not(.starting)').waitFor({ state: 'attached', timeout: 60_000 });
    await page.locator('#wallet .empty').waitFor({ state: 'attached' });
  });
  await report.check('no console error, no request beyond this machine', async () => {
    if (guest.complaints.length > 0) throw new Error([...new Set(guest.complaints)].join('; '));
    await page.close();
  });
}

type Props = { readonly browser: Browser; readonly play: Play; readonly report: Report };

/**
 * `npm run test:page`: the page in a real Chromium, on a desktop's and a phone's size. Without a Chromium it fails,
 * unless PAGE_CHECK_MAY_SKIP is set.
 */
async function main(): Promise<number> {
  const chromium = findChromium();
  if ('missing' in chromium) {
    if (process.env['PAGE_CHECK_MAY_SKIP']) write(`${chromium.missing} skipped: no Chromium`);
    else
      write(
        `✗ ${chromium.missing} Install one, or say where it is: CHROMIUM=/path/to/chromium npm run test:page`,
      );
    return process.env['PAGE_CHECK_MAY_SKIP'] ? 0 : 1;
  }
  const report = createReport(write);
  const play = await startPlay({ port: 0, log: createLog({ level: 'silent', secrets: [] }) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void play.stop().finally(() => process.exit(130)));
  try {
    const browser = await openBrowser(chromium.path);
    try {
      for (const size of sizes) await checkSize(size, { browser, play, report });
    } finally {
      await browser.close();
    }
  } finally {
    await play.stop();
  }
  return report.conclude() ? 0 : 1;
}

process.exit(await main());

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '../../src/log.ts';
import type { Size, Visit } from './check-browser.ts';
import { findChromium, openBrowser, SIZES, visit } from './check-browser.ts';
import type { Hands } from './check-hands.ts';
import { createHands } from './check-hands.ts';
import { staysSmooth } from './check-smooth.ts';
import { stories } from './check-stories.ts';
import { withdrawal } from './check-withdrawal.ts';
import { startPlay } from './play-server.ts';

const write = (line: string) => void process.stdout.write(`${line}\n`);
const pictures = process.env['SCREENSHOTS'];
/** Only stories with these words in their names are played, if there are any. */
const wanted = process.argv.slice(2).join(' ');
const isWanted = ({ name }: { readonly name: string }) => name.includes(wanted);
let failures = 0;
let played = 0;

/** One line for each thing that was looked at. */
async function check(name: string, look: () => Promise<string | void>): Promise<void> {
  const began = performance.now();
  try {
    const found = await look();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    write(`✓ ${name} (${typeof found === 'string' ? found : `${seconds} s`})`);
  } catch (error) {
    failures += 1;
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    write(`✗ ${name}: ${why}`);
  }
}

async function shoot({ page, size }: Hands, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${size}-${name}.png`) });
}

/** Names of all controls, for whoever can't see them; nothing sticks out to the side. */
const NAMELESS = `[...document.querySelectorAll('button, input, select, textarea')]
  .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.querySelector('img[alt]') || one.labels?.length))
  .map((one) => one.outerHTML.slice(0, 80))`;
const STICKS_OUT = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

async function isUsable({ page }: Visit): Promise<void> {
  const nameless = await page.evaluate<string[]>(NAMELESS);
  if (nameless.length > 0) throw new Error(`without a name: ${nameless.join(' ')}`);
  const sticksOut = await page.evaluate<number>(STICKS_OUT);
  if (sticksOut > 0) throw new Error(`the page is ${sticksOut} pixels too wide`);
}

/** `npm run test:page`: the page in a real Chromium, on a desktop's and a phone's size. */
async function main(): Promise<number> {
  const executable = findChromium();
  if (executable === undefined) {
    write(
      '✗ No Chromium was found. Install one, or say where it is: CHROMIUM=/path/to/chromium npm run test:page',
    );
    return 1;
  }
  const began = performance.now();
  const play = await startPlay({ port: 0, log: createLog({ level: 'silent', secrets: [] }) });
  const browser = await openBrowser(executable);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void play.stop().finally(() => process.exit(130)));
  }
  try {
    for (const size of Object.keys(SIZES) as Size[]) {
      write(`${size}, ${SIZES[size].viewport.width} × ${SIZES[size].viewport.height}`);
      const guest = await visit(browser, play.url, size);
      const hands = createHands(guest);
      await check('shows at once what is being started, then a town to play in', async () => {
        if (size === 'desktop') await guest.page.locator('#startup li.now').waitFor();
        await play.ready;
        await guest.page.locator('#telegram-bar .face').first().waitFor();
      });
      await check('the tour is offered, and skipped by a key', async () => {
        await guest.page.locator('#tour').getByText('1 of 4').waitFor();
        await shoot(hands, 'tour');
        await guest.page.keyboard.press('Escape');
        await guest.page.locator('#tour').waitFor({ state: 'hidden' });
      });
      for (const { name, play: plays } of [...stories, withdrawal].filter(isWanted)) {
        await check(name, () => plays(hands));
        await shoot(hands, `story-${(played += 1)}`);
      }
      for (const part of ['telegram', 'discord', 'world', 'inside'] as const) {
        await hands.turnTo(part);
        await shoot(hands, part);
      }
      await check('500 messages stay smooth', async () => {
        const stage = play.theatre.stage();
        if (!stage) throw new Error('the stage is gone');
        return staysSmooth(hands, stage);
      });
      await check('every control has a name, nothing sticks out', () => isUsable(guest));
      await check('light and dark', async () => {
        await shoot(hands, 'light');
        await guest.page.locator('#theme-button').click();
        await guest.page.locator(':root[data-theme="dark"]').waitFor({ state: 'attached' });
        // Colours change softly.
        await guest.page.waitForTimeout(300);
        await shoot(hands, 'dark');
      });
      await check('reset raises another stage', async () => {
        await guest.page.locator('#reset-button').click();
        await guest.page.locator('body.starting').waitFor({ state: 'attached' });
        await guest.page.locator('body:not(.starting)').waitFor({ state: 'attached', timeout: 60_000 });
        await guest.page.locator('#wallet .empty').waitFor({ state: 'attached' });
      });
      await check('no console error, no request beyond this machine', async () => {
        if (guest.complaints.length > 0) throw new Error([...new Set(guest.complaints)].join('; '));
        await guest.page.close();
      });
    }
  } finally {
    await browser.close();
    await play.stop();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  write(
    failures === 0 ? `All is well, after ${seconds} s.` : `${failures} of them failed, after ${seconds} s.`,
  );
  return failures === 0 ? 0 : 1;
}

process.exit(await main());

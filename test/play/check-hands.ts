import type { Locator, Page } from 'playwright-core';
import type { Size, Visit } from './check-browser.ts';

export type Platform = 'telegram' | 'discord';
type Part = Platform | 'world' | 'inside';

/** What somebody does on the page with a pointer and keys, and what they wait to read. */
export type Hands = {
  readonly page: Page;
  readonly size: Size;
  /** Brings a part of the page before one's eyes; on a desktop they all are. */
  turnTo(part: Part): Promise<void>;
  /** Becomes somebody, by name and role, in one of their places. */
  become(platform: Platform, name: string, role: string, place: string): Promise<void>;
  /** Types into the line below a chat, and sends it with Enter. */
  types(platform: Platform, words: string): Promise<void>;
  /** Picks a command of Discord's by keys, and shows its parts. */
  usesSlash(command: string): Promise<void>;
  /** Sends the command that was picked. */
  sendsSlash(): Promise<void>;
  /** The latest message that reads so. */
  message(platform: Platform, words: string | RegExp): Locator;
  /** The latest message that has a picture: the card in hand. */
  card(platform: Platform): Locator;
  /** Waits until the latest card, or any message, reads so. */
  cardSays(platform: Platform, words: string | RegExp): Promise<void>;
  reads(platform: Platform, words: string | RegExp): Promise<void>;
  /** Presses a button of the latest message that has it; with words, of the latest message that reads so. */
  presses(platform: Platform, button: string | RegExp, words?: string | RegExp): Promise<void>;
  /** Scans the card with the wallet, and pays. */
  pays(platform: Platform, how: string): Promise<void>;
  world(button: string | RegExp): Promise<void>;
  /** Moves the clock, and waits until it has moved. */
  clock(button: '+1 min' | '+1 h' | 'to the deadline'): Promise<void>;
};

const SCANNED = `document.querySelector('.payment.scanned')?.dataset.payment ?? null`;

export function createHands({ page, size }: Visit): Hands {
  const turnTo = async (part: Part) => {
    if (size === 'phone') await page.locator(`[data-tab-to="${part}"]`).click();
  };
  const log = (platform: Platform) => page.locator(`#${platform}`);
  const message = (platform: Platform, words: string | RegExp) =>
    log(platform).locator('.item', { hasText: words }).last();
  const card = (platform: Platform) => log(platform).locator('.item:has(.picture)').last();
  /** A button that stays pressed; it is left alone where it is already. */
  const choose = async (button: Locator) => {
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    await button.and(page.locator('[aria-pressed="true"]')).waitFor();
  };
  return {
    page,
    size,
    turnTo,
    message,
    card,
    async become(platform, name, role, place) {
      await turnTo(platform);
      const bar = page.locator(`#${platform}-bar`);
      await choose(bar.locator(`.face.${role}`, { hasText: name }));
      // A dot for something new belongs to its name.
      await choose(bar.locator('.places button', { hasText: place }));
    },
    async types(platform, words) {
      await turnTo(platform);
      await page.locator(`#${platform}-composer input`).focus();
      await page.keyboard.type(words);
      // The first Enter may only take a suggestion.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
    },
    async usesSlash(command) {
      await turnTo('discord');
      await page.locator('#discord-composer input').focus();
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
      await page.locator('.slash').waitFor();
    },
    async sendsSlash() {
      await page.locator('.slash button.primary').click();
    },
    async cardSays(platform, words) {
      await card(platform).filter({ hasText: words }).waitFor({ state: 'attached' });
    },
    async reads(platform, words) {
      await message(platform, words).waitFor({ state: 'attached' });
    },
    async presses(platform, button, words) {
      await turnTo(platform);
      const where = words === undefined ? log(platform) : message(platform, words);
      await where.getByRole('button', { name: button }).last().click();
    },
    async pays(platform, how) {
      await turnTo(platform);
      const scanned = page.locator('.payment.scanned');
      // Read in one go: what is paid leaves the wallet at any moment.
      const before = await page.evaluate<string | null>(SCANNED);
      await card(platform).locator('.picture').click();
      await page.locator(`.payment.scanned:not([data-payment="${before}"])`).waitFor({ state: 'attached' });
      await turnTo('world');
      await scanned.getByRole('button', { name: how, exact: true }).click();
    },
    async world(button) {
      await turnTo('world');
      const found = page.locator('#world').getByRole('button', { name: button, exact: true });
      await found.click();
      await page.locator('#world button.busy').waitFor({ state: 'detached' });
    },
    async clock(button) {
      await page.locator('.clock').getByRole('button', { name: button, exact: true }).click();
      await page.locator('.clock .busy').waitFor({ state: 'detached' });
    },
  };
}

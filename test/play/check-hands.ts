import type { Locator, Page } from 'playwright-core';
import type { Size, Visit } from './check-browser.ts';

type Platform = 'telegram' | 'discord';
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
  /** The latest message that has a picture: the card in hand. */
  card(platform: Platform): Locator;
  /** Waits until the latest card, or any message, reads so. */
  cardSays(platform: Platform, words: string): Promise<void>;
  reads(platform: Platform, words: string | RegExp): Promise<void>;
  presses(platform: Platform, button: string | RegExp): Promise<void>;
  /** Scans the card with the wallet, and pays. */
  pays(platform: Platform, how: string): Promise<void>;
  world(button: string | RegExp): Promise<void>;
};

export function createHands({ page, size }: Visit): Hands {
  const turnTo = async (part: Part) => {
    if (size === 'phone') await page.locator(`[data-tab-to="${part}"]`).click();
  };
  const log = (platform: Platform) => page.locator(`#${platform}`);
  const card = (platform: Platform) => log(platform).locator('.item:has(.picture)').last();
  const clockButton = /min$|h$|deadline$/;
  return {
    page,
    size,
    turnTo,
    card,
    async become(platform, name, role, place) {
      await turnTo(platform);
      const bar = page.locator(`#${platform}-bar`);
      await bar.locator(`.face.${role}`, { hasText: name }).click();
      await bar.locator(`.face.${role}[aria-pressed="true"]`, { hasText: name }).waitFor();
      await bar.locator('.places button', { hasText: place }).click();
      await bar.locator('.places button[aria-pressed="true"]', { hasText: place }).waitFor();
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
      await page.locator('.slash input').first().waitFor();
    },
    async sendsSlash() {
      await page.locator('.slash button.primary').click();
    },
    async cardSays(platform, words) {
      await card(platform).filter({ hasText: words }).waitFor({ state: 'attached' });
    },
    async reads(platform, words) {
      await log(platform).locator('.item', { hasText: words }).last().waitFor({ state: 'attached' });
    },
    async presses(platform, button) {
      await turnTo(platform);
      await log(platform).getByRole('button', { name: button }).last().click();
    },
    async pays(platform, how) {
      await turnTo(platform);
      await card(platform).locator('.picture').click();
      await page.locator('.payment.scanned').waitFor({ state: 'attached' });
      await turnTo('world');
      await page.locator('.payment.scanned').getByRole('button', { name: how, exact: true }).click();
    },
    async world(button) {
      const isClock = typeof button === 'string' && clockButton.test(button);
      if (!isClock) await turnTo('world');
      const where = page.locator(isClock ? '.clock' : '#world');
      await where.getByRole('button', { name: button, exact: true }).click();
      if (isClock) await page.locator('.clock .busy').waitFor({ state: 'detached' });
    },
  };
}

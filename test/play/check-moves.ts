import type { Hands, Platform } from './check-hands.ts';

/** A story on the page, played by clicks and keys alone. It throws where it breaks off. */
export type Story = { readonly name: string; play(hands: Hands): Promise<void> };

export const PAID = 'Paid, thank you';
export const HALL = '#general';

/** The chat in which one is alone with the bot. */
export const ALONE = { telegram: 'Till (private)', discord: '@Till (direct)' } as const;

/** Who buys in these stories, and where. */
const BUYERS = {
  telegram: { name: 'Ana', place: ALONE.telegram },
  discord: { name: 'Bea', place: HALL },
} as const;

export const PLATFORMS = ['telegram', 'discord'] as const;

/** Discord lets a bot change what one person alone sees in a channel for a quarter of an hour: what takes longer is bought in private. */
type Where = { readonly isAlone?: boolean };

/** Becomes the one who buys there. */
export async function becomeBuyer(
  hands: Hands,
  platform: Platform,
  { isAlone = false }: Where = {},
): Promise<void> {
  const { name, place } = BUYERS[platform];
  await hands.become(platform, name, 'member', isAlone ? ALONE[platform] : place);
}

/** What is bought: the item on sale, or a top-up of so many dollars. */
type Wanted = 'vip' | { readonly topUp: string };

/** Asks for a card on each platform at once, and waits for both. Orders within a minute are the same one. */
export async function freshCards(hands: Hands, wanted: Wanted = 'vip', where: Where = {}): Promise<void> {
  await hands.clock('+1 min');
  for (const platform of PLATFORMS) await becomeBuyer(hands, platform, where);
  const waits = await Promise.all(PLATFORMS.map((platform) => nextCard(hands, platform)));
  await asks(hands, wanted);
  for (const wait of waits) await wait();
}

/** Says what is wanted, on both platforms: by typed words there, by the picker's keys here. */
export async function asks(hands: Hands, wanted: Wanted): Promise<void> {
  await hands.types('telegram', wanted === 'vip' ? '/pay vip' : `/pay ${wanted.topUp} USD`);
  await asksOnDiscord(hands, wanted);
}

export async function asksOnDiscord({ page, ...hands }: Hands, wanted: Wanted): Promise<void> {
  await hands.usesSlash('/pay');
  if (wanted === 'vip') {
    await page.keyboard.type('vip t');
    await page.locator('.slash .choices li:first-child', { hasText: 'VIP table' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    return;
  }
  await page.locator('.slash input[name="amount"]').fill(wanted.topUp);
  await page.locator('.slash select[name="currency"]').selectOption('USD');
  await hands.sendsSlash();
}

/** Waits, when it is asked to, for a card that is not there yet and can be paid. */
export async function nextCard({ page, cardSays }: Hands, platform: Platform): Promise<() => Promise<void>> {
  const cards = page.locator(`#${platform} .item:has(.picture)`);
  const before = await cards.count();
  return async () => {
    await cards.nth(before).waitFor({ state: 'attached' });
    await cardSays(platform, 'Quote ends');
  };
}

export async function bothPay(hands: Hands, how: string): Promise<void> {
  for (const platform of PLATFORMS) await hands.pays(platform, how);
}

export async function bothSay(hands: Hands, words: string | RegExp): Promise<void> {
  for (const platform of PLATFORMS) await hands.cardSays(platform, words);
}

import type { Hands, Platform } from './check-hands.ts';
import type { Story } from './check-moves.ts';
import {
  ALONE,
  becomeBuyer,
  bothPay,
  bothSay,
  freshCards,
  HALL,
  nextCard,
  PAID,
  PLATFORMS,
} from './check-moves.ts';

/** What people do in the shop, and those who mind it. */
export const shopping: readonly Story[] = [
  {
    name: 'the shop is turned by pages, looked at, and a key is bought on each platform: it arrives protected',
    async play(hands) {
      const { page } = hands;
      await hands.clock('+1 min');
      await hands.become('telegram', 'Ana', 'member', 'Tea House');
      const keyboards = page.locator('#telegram .keyboard');
      const before = await keyboards.count();
      await hands.types('telegram', '/shop');
      await keyboards.nth(before).getByRole('button').click();
      await page.locator('#telegram-bar [aria-pressed="true"]', { hasText: ALONE.telegram }).waitFor();
      await turnsPages(hands, 'telegram');
      await drawsPicture(hands, 'telegram', () =>
        hands.presses('telegram', /High mountain oolong/, /Page 1 of 2/),
      );
      await hands.types('telegram', '/shop almanac');
      await hands.presses('telegram', /Tea almanac/, /Tea almanac: 90 TWD/);
      await buys(hands, 'telegram', 'A key for the app');
      const key = hands.message('telegram', KEY);
      await key.locator('.lock').waitFor({ state: 'attached' });
      if ((await key.locator('[data-copy]').count()) > 0) throw new Error('a protected key can be copied');

      await opensShop(hands, '');
      await turnsPages(hands, 'discord');
      await opensShop(hands, 'almanac');
      await looksAt(hands, /Tea almanac: 90 TWD/, /Tea almanac/);
      await buys(hands, 'discord', 'A key for the app');
      await hands.become('discord', 'Bea', 'member', ALONE.discord);
      await hands.reads('discord', KEY);
      await hands.become('discord', 'Finn', 'member', HALL);
      const seen = await page.locator('#discord').innerText();
      if (KEY.test(seen)) throw new Error('Finn sees the key that is Bea’s');
    },
  },
  {
    name: 'a role is bought, given in Discord, and stands beside the name',
    async play(hands) {
      const { page } = hands;
      await hands.clock('+1 min');
      await opensShop(hands, 'lantern');
      await looksAt(hands, /Lantern Keeper: 150 TWD/, /Lantern Keeper/);
      await buys(hands, 'discord', 'Your name glows');
      await page.locator('#discord-bar .badge', { hasText: 'Lantern Keeper' }).waitFor({ state: 'attached' });
      await hands.become('discord', 'Bea', 'member', HALL);
      await hands.types('discord', 'Do I glow?');
      const said = hands.message('discord', 'Do I glow?');
      await said.locator('.badge', { hasText: 'Lantern Keeper' }).waitFor({ state: 'attached' });
    },
  },
  {
    name: 'a seat in the lounge is bought in Telegram: the link lets in the buyer alone',
    async play(hands) {
      const { page } = hands;
      await hands.clock('+1 min');
      await becomeBuyer(hands, 'telegram');
      await hands.types('telegram', '/shop lounge');
      await hands.presses('telegram', /Seat in the VIP Lounge/, /Lounge: 200 TWD/);
      await buys(hands, 'telegram', 'A quiet chat');
      await hands.presses('telegram', /Ask to join/);
      await page
        .locator('#telegram-bar .places button', { hasText: 'VIP Lounge' })
        .waitFor({ state: 'attached' });
    },
  },
  {
    name: 'what a person hands over is on Olga’s list until she presses Done, and both buyers hear of it',
    async play(hands) {
      await freshCards(hands, 'vip', { isAlone: true });
      await bothPay(hands, 'Pay exactly');
      await bothSay(hands, PAID);
      const codes = await Promise.all(PLATFORMS.map((platform) => codeOnCard(hands, platform)));
      await hands.become('telegram', 'Olga', 'operator', ALONE.telegram);
      for (const code of codes) {
        await hands.presses('telegram', /^Done/, `To do: order ${code}`);
        await hands.reads('telegram', `Done: order ${code}`);
      }
      await hands.become('discord', 'Olga', 'operator', ALONE.discord);
      for (const code of codes) await hands.reads('discord', `Done: order ${code}`);
      for (const platform of PLATFORMS) {
        await becomeBuyer(hands, platform, { isAlone: true });
        await hands.cardSays(platform, 'Handed over');
      }
    },
  },
  {
    name: '/report is a picture with its figures, on each platform',
    async play(hands) {
      await hands.become('telegram', 'Olga', 'operator', ALONE.telegram);
      await drawsPicture(hands, 'telegram', () => hands.types('telegram', '/report'));
      await hands.become('discord', 'Olga', 'operator', '#approvals');
      await drawsPicture(hands, 'discord', async () => {
        await hands.usesSlash('/report');
        await hands.sendsSlash();
      });
    },
  },
];

const KEY = /LEAF-\d+-TEA/;

/** Forth to the last page and back to the first: it is the same message. */
async function turnsPages(hands: Hands, platform: Platform): Promise<void> {
  await hands.presses(platform, /More/, 'Page 1 of 2');
  await hands.presses(platform, /Back/, 'Page 2 of 2');
  await hands.reads(platform, 'Page 1 of 2');
}

/** `/shop` in Discord, perhaps with a part of a name. */
async function opensShop(hands: Hands, words: string): Promise<void> {
  await becomeBuyer(hands, 'discord');
  await hands.usesSlash('/shop');
  await hands.page.locator('.slash input[name="item"]').fill(words);
  await hands.sendsSlash();
}

/** Chooses something in the latest catalogue that reads so. */
async function looksAt(hands: Hands, words: RegExp, item: RegExp): Promise<void> {
  const menu = hands.message('discord', words).locator('select');
  const label = await menu.locator('option', { hasText: item }).first().innerText();
  await menu.selectOption({ label });
}

/** Buys what is described by these words, and pays for it. */
async function buys(hands: Hands, platform: Platform, about: string): Promise<void> {
  const card = await nextCard(hands, platform);
  await hands.presses(platform, /^Buy for/, about);
  await card();
  await hands.pays(platform, 'Pay exactly');
  await hands.cardSays(platform, PAID);
}

/** Something that is asked for comes as a picture, which can be looked at closely. */
async function drawsPicture(hands: Hands, platform: Platform, ask: () => Promise<void>): Promise<void> {
  const { page } = hands;
  const pictures = page.locator(`#${platform} .item .picture`);
  const before = await pictures.count();
  await ask();
  await pictures.nth(before).click();
  await page.locator('#dialog img').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#dialog').waitFor({ state: 'hidden' });
}

/** The code of the order in hand. */
async function codeOnCard(hands: Hands, platform: Platform): Promise<string> {
  const words = await hands.card(platform).innerText();
  const [, code] = /Order ([0-9A-Z]{5})\b/.exec(words) ?? [];
  if (code === undefined) throw new Error(`no code on this card: ${words}`);
  return code;
}

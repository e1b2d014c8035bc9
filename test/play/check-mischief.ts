import type { Hands } from './check-hands.ts';
import {
  ALONE,
  asks,
  becomeBuyer,
  bothPay,
  bothSay,
  freshCards,
  HALL,
  PAID,
  PLATFORMS,
} from './check-moves.ts';
import type { Story } from './check-moves.ts';

/** Whatever comes of it, the world behaves again afterwards. */
async function during(
  hands: Hands,
  mood: string,
  usual: 'on' | 'well',
  what: () => Promise<void>,
): Promise<void> {
  await hands.world(mood);
  try {
    await what();
  } finally {
    await hands.world(usual);
  }
}

const paysBoth = async (hands: Hands) => {
  await bothPay(hands, 'Pay exactly');
  await bothSay(hands, PAID);
};

/** What goes wrong in the world, and what becomes of it. */
export const mischief: readonly Story[] = [
  {
    name: 'lost callbacks: the poller finds the money',
    async play(hands) {
      await freshCards(hands);
      await during(hands, 'lost', 'on', async () => {
        await bothPay(hands, 'Pay exactly');
        await hands.clock('+1 min');
        await bothSay(hands, PAID);
      });
    },
  },
  {
    name: 'doubled callbacks count once',
    async play(hands) {
      await freshCards(hands);
      await during(hands, 'doubled', 'on', () => paysBoth(hands));
    },
  },
  {
    name: 'reordered callbacks: each overtaken by the next, both orders are paid',
    async play(hands) {
      await freshCards(hands);
      await during(hands, 'reordered', 'on', async () => {
        await bothPay(hands, 'Pay exactly');
        await hands.clock('+1 min');
        await bothSay(hands, PAID);
      });
    },
  },
  {
    name: 'a forged callback is not believed',
    async play(hands) {
      await freshCards(hands);
      await hands.world('Forge one: “it is paid”');
      await hands.page.locator('#toasts', { hasText: 'Posted “paid”' }).waitFor();
      await hands.turnTo('inside');
      await hands.page.locator('#wire .item:has(.forged)').last().waitFor({ state: 'attached' });
      for (const platform of PLATFORMS) {
        const said = await hands.card(platform).innerText();
        if (said.includes(PAID)) throw new Error('a forged callback was believed');
        await hands.presses(platform, 'Cancel');
      }
      await bothSay(hands, 'Cancelled');
    },
  },
  {
    name: 'KryptoGO slow: the cards come, are paid, and nobody is left without an answer',
    async play(hands) {
      await during(hands, 'slow', 'well', async () => {
        await freshCards(hands);
        await paysBoth(hands);
      });
    },
  },
  {
    name: 'KryptoGO down: the cards say that it did not work, and once KryptoGO is back it does',
    async play(hands) {
      await hands.clock('+1 min');
      for (const platform of PLATFORMS) await becomeBuyer(hands, platform);
      await during(hands, 'down', 'well', async () => {
        await asks(hands, { topUp: '12' });
        for (const platform of PLATFORMS) await hands.reads(platform, 'That did not work');
      });
      await freshCards(hands, { topUp: '13' });
      for (const platform of PLATFORMS) await hands.presses(platform, 'Cancel');
      await bothSay(hands, 'Cancelled');
    },
  },
  {
    name: 'killed in traffic: the process that listens dies, the other takes over, and it is started again',
    async play(hands) {
      const { page } = hands;
      await freshCards(hands);
      await hands.turnTo('world');
      const listening = page.locator('.process', { hasText: 'polls Telegram' });
      await listening.getByRole('button', { name: /^Kill/ }).click();
      await page.locator('.process.is-dead').waitFor();
      await bothPay(hands, 'Pay exactly');
      await listening.filter({ hasText: 'holds Discord' }).waitFor({ state: 'attached', timeout: 60_000 });
      await bothSay(hands, PAID);
      await hands.turnTo('world');
      await page
        .locator('.process.is-dead')
        .getByRole('button', { name: /^Start/ })
        .click();
      await page.locator('.process.is-dead').waitFor({ state: 'detached', timeout: 60_000 });
    },
  },
  {
    name: 'a stranger and an impostor get a polite no',
    async play(hands) {
      await hands.become('telegram', 'Zed', 'stranger', ALONE.telegram);
      await hands.types('telegram', '/balance');
      await hands.reads('telegram', /not in any community/);
      await hands.become('telegram', 'Olga', 'impostor', 'Tea House');
      await hands.types('telegram', '/till status');
      await hands.reads('telegram', /Only operators/);
      await hands.become('discord', 'Yan', 'stranger', ALONE.discord);
      await hands.types('discord', '/balance');
      await hands.reads('discord', /not in any community/);
    },
  },
  {
    name: 'a Discord server joins the community by keys, and its members can pay there',
    async play(hands) {
      const { page } = hands;
      await hands.become('discord', 'Olga', 'operator', 'Moon Pier');
      await hands.usesSlash('/till join');
      await page.keyboard.type('Tea House');
      await page.keyboard.press('Enter');
      await hands.reads('discord', /belongs to Tea House now/);
      await hands.become('discord', 'Finn', 'member', 'Moon Pier');
      await hands.types('discord', '/balance');
      await hands.reads('discord', /balance/i);
      await hands.become('discord', 'Bea', 'member', HALL);
    },
  },
];

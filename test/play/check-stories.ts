import type { Hands } from './check-hands.ts';

/** A story on the page, played by clicks and keys alone. It throws where it breaks off. */
export type Story = { readonly name: string; play(hands: Hands): Promise<void> };

const PAID = 'Paid, thank you';
const TELEGRAM_PRIVATE = 'Till (private)';

/** A fresh card in private, for somebody who is known there already. Orders within a minute are the same one. */
async function freshOnTelegram(hands: Hands, name: string, words: string): Promise<void> {
  await hands.world('+1 min');
  await hands.become('telegram', name, 'member', TELEGRAM_PRIVATE);
  const before = await hands.page.locator('#telegram .item:has(.picture)').count();
  await hands.types('telegram', words);
  await hands.page.locator('#telegram .item:has(.picture)').nth(before).waitFor({ state: 'attached' });
  await hands.cardSays('telegram', 'Quote ends');
}

async function freshOnDiscord(hands: Hands, name: string): Promise<void> {
  const { page } = hands;
  await hands.world('+1 min');
  await hands.become('discord', name, 'member', '#general');
  const before = await page.locator('#discord .item:has(.picture)').count();
  await hands.usesSlash('/pay');
  await page.keyboard.type('vi');
  await page.locator('.slash .choices li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('#discord .item:has(.picture)').nth(before).waitFor({ state: 'attached' });
  await hands.cardSays('discord', 'USDT');
}

export const stories: readonly Story[] = [
  {
    name: 'Telegram: from the group into private by the bot’s button, scanned, paid exactly, a receipt',
    async play(hands) {
      await hands.world('+1 min');
      await hands.become('telegram', 'Ana', 'member', 'Tea House');
      await hands.types('telegram', '/pay vip');
      const offer = hands.page.locator('#telegram .keyboard button').last();
      await offer.waitFor();
      await offer.focus();
      await hands.page.keyboard.press('Enter');
      await hands.page
        .locator('#telegram-bar button[aria-pressed="true"]', { hasText: TELEGRAM_PRIVATE })
        .waitFor();
      await hands.cardSays('telegram', 'Quote ends');
      await hands.pays('telegram', 'Pay exactly');
      await hands.cardSays('telegram', PAID);
    },
  },
  {
    name: 'Discord: /pay by the picker with autocomplete, for her eyes only, paid exactly, a receipt',
    async play(hands) {
      await freshOnDiscord(hands, 'Bea');
      await hands.reads('discord', 'Only you can see this');
      await hands.pays('discord', 'Pay exactly');
      await hands.cardSays('discord', PAID);
      await hands.become('discord', 'Finn', 'member', '#general');
      const seen = await hands.page.locator('#discord').innerText();
      if (/0x|USDT|Paid/.test(seen)) throw new Error('Finn sees what was for Bea');
    },
  },
  {
    name: 'too much: the rest goes to the balance',
    async play(hands) {
      await freshOnTelegram(hands, 'Ana', '/pay vip');
      await hands.pays('telegram', 'Too much');
      await hands.cardSays('telegram', PAID);
      await hands.types('telegram', '/balance');
      await hands.reads('telegram', /Your balance/);
    },
  },
  {
    name: 'too little: the card says so, and KryptoGO sends it back in time',
    async play(hands) {
      await freshOnTelegram(hands, 'Ana', '/pay 10 USD');
      await hands.pays('telegram', 'Short');
      await hands.cardSays('telegram', 'Too little arrived');
      for (let minutes = 0; minutes < 3; minutes += 1) await hands.world('+1 min');
      await hands.cardSays('telegram', 'Sent back');
    },
  },
  {
    name: 'late: the money leaves after the deadline and still counts',
    async play(hands) {
      await freshOnTelegram(hands, 'Ana', '/pay vip');
      await hands.pays('telegram', 'Late');
      await hands.world('to the deadline');
      await hands.world('+1 min');
      await hands.cardSays('telegram', PAID);
    },
  },
  {
    name: 'a lost callback: the poller finds the money',
    async play(hands) {
      await freshOnTelegram(hands, 'Ana', '/pay vip');
      await hands.world('lost');
      await hands.pays('telegram', 'Pay exactly');
      await hands.world('+1 min');
      await hands.cardSays('telegram', PAID);
      await hands.world('on');
    },
  },
  {
    name: 'a doubled callback counts once, a forged one not at all',
    async play(hands) {
      await freshOnDiscord(hands, 'Finn');
      await hands.world('Forge one: “it is paid”');
      await hands.page.locator('#toasts', { hasText: 'Posted “paid”' }).waitFor();
      await hands.world('doubled');
      await hands.turnTo('discord');
      const said = await hands.card('discord').innerText();
      if (said.includes(PAID)) throw new Error('a forged callback was believed');
      await hands.pays('discord', 'Pay exactly');
      await hands.cardSays('discord', PAID);
      await hands.world('on');
    },
  },
  {
    name: 'KryptoGO down: the card says that it did not work, and once KryptoGO is back it does',
    async play(hands) {
      await hands.world('+1 min');
      await hands.world('down');
      try {
        await hands.become('telegram', 'Ana', 'member', TELEGRAM_PRIVATE);
        await hands.types('telegram', '/pay 12 USD');
        await hands.reads('telegram', 'That did not work');
      } finally {
        await hands.world('well');
      }
      await freshOnTelegram(hands, 'Ana', '/pay 12 USD');
      await hands.presses('telegram', 'Cancel');
      await hands.cardSays('telegram', 'Cancelled');
    },
  },
  {
    name: 'the process that listens is killed, the other takes over, and it is started again',
    async play(hands) {
      await freshOnTelegram(hands, 'Ana', '/pay vip');
      await hands.turnTo('world');
      const { page } = hands;
      const listening = page.locator('.process', { hasText: 'polls Telegram' });
      await listening.getByRole('button', { name: /^Kill/ }).click();
      await page.locator('.process.is-dead').waitFor();
      await hands.pays('telegram', 'Pay exactly');
      await listening.filter({ hasText: 'holds Discord' }).waitFor({ timeout: 60_000 });
      await hands.cardSays('telegram', PAID);
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
      await hands.become('telegram', 'Zed', 'stranger', TELEGRAM_PRIVATE);
      await hands.types('telegram', '/balance');
      await hands.reads('telegram', /not in any community/);
      await hands.become('telegram', 'Olga', 'impostor', 'Tea House');
      await hands.types('telegram', '/till status');
      await hands.reads('telegram', /Only operators/);
    },
  },
  {
    name: 'the inside shows a life with times, entries of the ledger, and what was said on the wire',
    async play(hands) {
      const { page } = hands;
      await hands.turnTo('inside');
      await page.locator('.subjects button', { hasText: 'paid' }).first().click();
      await page.locator('.way[aria-label="order: paid"]').waitFor();
      await page.locator('#books table', { hasText: 'sale net' }).waitFor();
      await page.locator('#wire summary', { hasText: 'callback success' }).last().click();
      await page.locator('#wire details[open] pre', { hasText: 'payment_intent_id' }).waitFor();
    },
  },
];

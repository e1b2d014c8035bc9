import {
  ALONE,
  asksOnDiscord,
  bothPay,
  bothSay,
  freshCards,
  HALL,
  nextCard,
  PAID,
  PLATFORMS,
} from './check-moves.ts';
import type { Story } from './check-moves.ts';

/** What buyers do; each on both platforms. */
export const payments: readonly Story[] = [
  {
    name: 'Telegram, by keys: from the group into private by the bot’s button, paid exactly, a receipt',
    async play(hands) {
      const { page } = hands;
      await hands.become('telegram', 'Ana', 'member', 'Tea House');
      await hands.types('telegram', '/pay vip');
      const offer = page.locator('#telegram .keyboard button').last();
      await offer.waitFor();
      await offer.focus();
      await page.keyboard.press('Enter');
      await page.locator('#telegram-bar [aria-pressed="true"]', { hasText: ALONE.telegram }).waitFor();
      await hands.cardSays('telegram', 'Quote ends');
      await hands.card('telegram').locator('.picture').focus();
      await page.keyboard.press('Enter');
      await page.locator('.payment.scanned').waitFor({ state: 'attached' });
      await hands.turnTo('world');
      await page.locator('.payment.scanned').getByRole('button', { name: 'Pay exactly' }).focus();
      await page.keyboard.press('Enter');
      await hands.cardSays('telegram', PAID);
    },
  },
  {
    name: 'Discord, by keys: /pay by the picker with autocomplete, for her eyes only, paid, a receipt',
    async play(hands) {
      await hands.become('discord', 'Bea', 'member', HALL);
      const card = await nextCard(hands, 'discord');
      await asksOnDiscord(hands, 'vip');
      await card();
      await hands.reads('discord', 'Only you can see this');
      await hands.pays('discord', 'Pay exactly');
      await hands.cardSays('discord', PAID);
      await hands.become('discord', 'Finn', 'member', HALL);
      const seen = await hands.page.locator('#discord').innerText();
      if (/0x|USDT|Paid/.test(seen)) throw new Error('Finn sees what was for Bea');
    },
  },
  {
    name: 'too much: both orders are paid, and the rest goes to the balance',
    async play(hands) {
      await freshCards(hands);
      await bothPay(hands, 'Too much');
      await bothSay(hands, PAID);
      await hands.types('telegram', '/balance');
      await hands.types('discord', '/balance');
      for (const platform of PLATFORMS) await hands.reads(platform, /Your balance[^]*0\.9/);
    },
  },
  {
    name: 'too little: the cards say so, KryptoGO sends it back, a fresh quote is paid',
    async play(hands) {
      await freshCards(hands);
      await bothPay(hands, 'Short');
      await bothSay(hands, 'Too little arrived');
      for (let minutes = 0; minutes < 3; minutes += 1) await hands.clock('+1 min');
      await bothSay(hands, 'Sent back');
      for (const platform of PLATFORMS) await hands.presses(platform, /Fresh quote/);
      await bothSay(hands, 'Quote ends');
      await bothPay(hands, 'Pay exactly');
      await bothSay(hands, PAID);
    },
  },
  {
    name: 'late: the money leaves after the deadline and still counts',
    async play(hands) {
      await freshCards(hands, 'vip', { isAlone: true });
      await bothPay(hands, 'Late');
      await hands.clock('to the deadline');
      await hands.clock('+1 min');
      await bothSay(hands, PAID);
    },
  },
  {
    name: 'an hour passes over an unpaid card: it is over, and shows no address',
    async play(hands) {
      await freshCards(hands, 'vip', { isAlone: true });
      await hands.clock('+1 h');
      await bothSay(hands, 'No payment seen yet');
      for (const platform of PLATFORMS) {
        const said = await hands.card(platform).innerText();
        if (said.includes('0x')) throw new Error(`the card on ${platform} still shows an address`);
      }
    },
  },
  {
    name: 'a top-up fills the balances, and an order is paid from them by one press',
    async play(hands) {
      await freshCards(hands, { topUp: '30' });
      await bothPay(hands, 'Pay exactly');
      await bothSay(hands, 'In your balance');
      await freshCards(hands);
      for (const platform of PLATFORMS) await hands.presses(platform, /from balance/);
      await bothSay(hands, 'Paid from your balance');
    },
  },
];

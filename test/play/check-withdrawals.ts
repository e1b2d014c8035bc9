import type { Hands, Platform } from './check-hands.ts';
import { ALONE } from './check-moves.ts';
import type { Story } from './check-moves.ts';

const BEAS_WALLET = '0x8617E340B3D01FA5F11F306F4090FD50E238070D';
const ANAS_WALLET = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';
const ANAS_OTHER_WALLET = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB';

/** Above what one approver may decide alone in this town. */
const MUCH = '6';

/** What members take out of their balances, and who lets it. They have some from what was bought before. */
export const withdrawals: readonly Story[] = [
  {
    name: 'a withdrawal by its form, through two approvers on two platforms',
    async play(hands) {
      await hands.become('discord', 'Bea', 'member', ALONE.discord);
      await hands.usesSlash('/withdraw');
      await hands.sendsSlash();
      const form = hands.page.locator('#dialog form.modal');
      await form.getByLabel('Your address').fill(BEAS_WALLET);
      await form.getByLabel('Amount that arrives').fill(MUCH);
      await hands.page.keyboard.press('Enter');
      await hands.presses('discord', /^✅ Yes/);
      await hands.reads('discord', /Waiting for approval/);
      await approves(hands, 'telegram', 'Pia', 'Approvals', 'Decide: 6 USDT');
      await hands.reads('telegram', /1 of 2/);
      await approves(hands, 'discord', 'Quinn', '#approvals', 'Decide: 6 USDT');
      await hands.become('discord', 'Bea', 'member', ALONE.discord);
      await hands.reads('discord', /Sent: 6 USDT/);
      await hands.turnTo('inside');
      await hands.page.locator('.subjects button', { hasText: 'withdrawal' }).first().click();
      await hands.page.locator('.way[aria-label="withdrawal: sent"]').waitFor();
    },
  },
  {
    name: 'a withdrawal asked for in Telegram, rejected in Discord with a reason',
    async play(hands) {
      await asksForTwo(hands, ANAS_WALLET);
      await hands.become('discord', 'Quinn', 'approver', '#approvals');
      await hands.presses('discord', /Reject/, 'Decide: 2 USDT');
      const form = hands.page.locator('#dialog form.modal');
      await form.getByLabel(/Reason/).fill('This address was reported last week');
      await form.getByRole('button', { name: 'Submit' }).click();
      await hands.turnTo('telegram');
      await hands.reads('telegram', /Rejected: 2 USDT[^]*reported last week/);
    },
  },
  {
    name: 'KryptoGO pays, then is silent: in doubt, looked up in Studio, settled by people, sent once',
    async play(hands) {
      const { page } = hands;
      await asksForTwo(hands, ANAS_OTHER_WALLET);
      await hands.world('pays, then silent');
      try {
        await approves(hands, 'telegram', 'Pia', 'Approvals', 'Decide: 2 USDT');
        await hands.become('telegram', 'Ana', 'member', ALONE.telegram);
        await hands.reads('telegram', /Being checked/);
      } finally {
        await hands.world('well');
      }
      const payouts = page.locator('.studio li', { hasText: '2.00 USDT' });
      await hands.turnTo('world');
      await payouts.getByRole('button', { name: 'Copy hash' }).click();
      await page.locator('#toasts', { hasText: 'Copied: 0x' }).waitFor();
      await hands.become('telegram', 'Pia', 'approver', ALONE.telegram);
      await hands.types('telegram', '/withdrawals');
      await hands.presses('telegram', /It was sent/, /KryptoGO Studio/);
      // The question itself: what is typed before it is answered otherwise.
      await hands
        .message('telegram', /Please paste/)
        .getByRole('button', { name: 'Forget it' })
        .waitFor();
      await page.locator('#telegram-composer input').focus();
      await page.keyboard.press('ControlOrMeta+V');
      await page.locator('#telegram-composer input:not(:placeholder-shown)').waitFor();
      await page.keyboard.press('Enter');
      await hands.reads('telegram', /counts as sent/);
      await hands.become('telegram', 'Ana', 'member', ALONE.telegram);
      await hands.reads('telegram', /Sent: 2 USDT/);
      const times = await payouts.count();
      if (times !== 1) throw new Error(`KryptoGO sent it ${times} times`);
    },
  },
];

async function asksForTwo(hands: Hands, address: string): Promise<void> {
  await hands.clock('+1 min');
  await hands.become('telegram', 'Ana', 'member', ALONE.telegram);
  await hands.types('telegram', `/withdraw 2 ${address}`);
  await hands.presses('telegram', /^✅ Yes/, address.slice(-4));
  await hands
    .message('telegram', /Waiting for approval/)
    .filter({ hasText: address.slice(-4) })
    .waitFor({
      state: 'attached',
    });
}

async function approves(
  hands: Hands,
  platform: Platform,
  name: string,
  place: string,
  card: string,
): Promise<void> {
  await hands.become(platform, name, 'approver', place);
  await hands.reads(platform, card);
  await hands.presses(platform, /Approve$/, card);
}

import type { Hands } from './check-hands.ts';
import type { Story } from './check-stories.ts';

const ADDRESS = '0x8617E340B3D01FA5F11F306F4090FD50E238070D';
/** Above what one approver may decide alone in this town. */
const AMOUNT = '6';

/** Bea gets a balance, asks for it with a form, and an approver on either platform agrees. */
export const withdrawal: Story = {
  name: 'a withdrawal through two approvers on two platforms',
  async play(hands) {
    await topsUp(hands);
    await hands.become('discord', 'Bea', 'member', '@Till (direct)');
    await hands.usesSlash('/withdraw');
    await hands.sendsSlash();
    const form = hands.page.locator('#dialog form.modal');
    await form.waitFor();
    await form.getByLabel('Your address').fill(ADDRESS);
    await form.getByLabel('Amount that arrives').fill(AMOUNT);
    await hands.page.keyboard.press('Enter');
    await hands.presses('discord', /^✅ Yes/);
    await hands.reads('discord', /Waiting for approval/);
    await approve(hands, 'telegram', 'Pia', 'Approvals');
    await hands.reads('telegram', /1 of 2/);
    await approve(hands, 'discord', 'Quinn', '#approvals');
    await hands.become('discord', 'Bea', 'member', '@Till (direct)');
    await hands.reads('discord', /Sent: 6 USDT/);
    await hands.turnTo('inside');
    await hands.page.locator('.subjects button', { hasText: 'withdrawal' }).first().click();
    await hands.page.locator('.way[aria-label="withdrawal: sent"]').waitFor();
  },
};

async function topsUp(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.world('+1 min');
  await hands.become('discord', 'Bea', 'member', '#general');
  const before = await page.locator('#discord .item:has(.picture)').count();
  await hands.usesSlash('/pay');
  await page.locator('.slash input[name="amount"]').fill('10');
  await page.locator('.slash select[name="currency"]').selectOption('USD');
  await hands.sendsSlash();
  await page.locator('#discord .item:has(.picture)').nth(before).waitFor({ state: 'attached' });
  await hands.pays('discord', 'Pay exactly');
  await hands.cardSays('discord', 'In your balance');
}

async function approve(
  hands: Hands,
  platform: 'telegram' | 'discord',
  name: string,
  place: string,
): Promise<void> {
  await hands.become(platform, name, 'approver', place);
  await hands.reads(platform, /Decide: 6 USDT/);
  await hands.presses(platform, /Approve$/);
}

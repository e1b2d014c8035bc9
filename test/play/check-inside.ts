import type { Story } from './check-moves.ts';

/** What stands below the chats, for whoever wants to look inside. */
export const looksInside: Story = {
  name: 'the inside shows a life with times, entries of the ledger, and what was said on the wire',
  async play(hands) {
    const { page } = hands;
    await hands.turnTo('inside');
    await page.locator('.subjects button', { hasText: 'paid' }).first().click();
    await page.locator('.way[aria-label="order: paid"]').waitFor();
    await page.locator('#books table', { hasText: 'sale net' }).waitFor();
    const callback = page.locator('#wire summary', { hasText: 'callback success' }).last();
    await callback.focus();
    await page.keyboard.press('Enter');
    await page.locator('#wire details[open] pre', { hasText: 'payment_intent_id' }).waitFor();
    // What happened twice in a row stands there once, with its count.
    const lines = await page.locator('.moments li > :not(time)').allInnerTexts();
    const twice = lines.find((line, index) => index > 1 && index % 2 === 1 && line === lines[index - 2]);
    if (twice !== undefined) throw new Error(`said twice in a row: ${twice}`);
  },
};

import { forgedCallback, lostCallback } from './chapters-callbacks.ts';
import { openMarket, purchaseOnDiscord, topUpOnDiscord } from './chapters-discord.ts';
import { finalLook } from './chapters-end.ts';
import { oneOfTwoDies } from './chapters-takeover.ts';
import {
  balancePayment,
  exactPayment,
  latePayment,
  openShop,
  overpayment,
  shortPayment,
  topUp,
} from './chapters-telegram.ts';
import {
  approvedByTwo,
  doubtfulAndSettled,
  openTheWayOut,
  rejectedWithReason,
} from './chapters-withdrawals.ts';
import type { Stage } from './stage.ts';

/** The story, from an empty group to proven books. Each chapter says what should happen, and looks. */
export async function chapters(stage: Stage): Promise<void> {
  const shop = await openShop(stage);
  const deciders = await openTheWayOut(stage, shop);
  await exactPayment(stage, shop);
  await shortPayment(stage, shop);
  await latePayment(stage, shop);
  await overpayment(stage, shop);
  await topUp(stage, shop);
  await balancePayment(stage, shop);
  const market = await openMarket(stage, shop, deciders);
  await purchaseOnDiscord(stage, market);
  await topUpOnDiscord(stage, market);
  const town = { shop, market, deciders };
  await approvedByTwo(stage, town);
  await rejectedWithReason(stage, town);
  await doubtfulAndSettled(stage, town);
  await oneOfTwoDies(stage, town);
  await forgedCallback(stage, shop);
  await lostCallback(stage, shop);
  await finalLook(stage, town);
}

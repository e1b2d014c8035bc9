import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import { startDiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { Flow } from '../support/flow.ts';
import { startFlow } from '../support/flow.ts';
import { scanQr } from '../support/scan-qr.ts';
import { PATIENCE_MS } from '../support/story.ts';

const TOKEN = 'bWFkZS11cA.simulated.discord-token-of-a-bot';

let discord: DiscordSimulator;
let flow: Flow;
let ana: ReturnType<DiscordSimulator['people']['create']>;
let olga: typeof ana;
let shop: ReturnType<DiscordSimulator['servers']['create']>;

beforeAll(async () => {
  discord = await startDiscordSimulator({ clock: { now: () => Date.now() }, seed: 5, token: TOKEN });
  ana = discord.people.create({ name: 'Ana', locale: 'en-US' });
  olga = discord.people.create({ name: 'Olga', locale: 'en-US' });
  shop = discord.servers.create({
    name: 'Night Market',
    owner: olga,
    members: [ana, olga],
    channels: ['general'],
  });
  flow = await startFlow({
    env: {
      DISCORD_BOT_TOKEN: TOKEN,
      DISCORD_API_ROOT: discord.url,
      OPERATORS: `telegram:900001+discord:${olga.id}`,
    },
  });
});
afterAll(async () => {
  await flow.close();
  await discord.stop();
});

const says = (person: typeof ana, words: string | RegExp) =>
  discord.waitFor(person, shop.channel(), words, PATIENCE_MS);

test('an operator sets a server up, a member pays in it, and nobody else sees the card', async () => {
  const enabled = olga.uses(shop.channel(), '/till enable');
  await enabled.answered();
  await says(olga, 'Night Market is set up');
  const added = olga.uses(shop.channel(), '/till item add', {
    'short-name': 'vip',
    price: '300',
    currency: 'TWD',
    name: 'VIP role',
  });
  await added.answered();
  const pay = ana.uses(shop.channel(), '/pay', { item: 'vip' });
  await pay.acknowledged();
  const card = await says(ana, 'Quote ends');
  expect(card.isEphemeral).toBe(true);
  expect(olga.sees(shop.channel()).some((message) => message.words.includes('0x'))).toBe(false);
  const [picture] = card.files;
  const address = scanQr(picture?.bytes ?? new Uint8Array());
  expect(card.words).toContain(address);
  flow.world.kryptogo.wallet.paysExactly(address);
  const receipt = await says(ana, /Paid, thank you/);
  expect(receipt.id).toBe(card.id);
  expect(receipt.words).not.toContain(address);
  expect(discord.faults).toEqual([]);
  expect(discord.missedAcks).toEqual([]);
});

test('a top-up fills the balance that /balance shows to its member alone', async () => {
  const pay = ana.uses(shop.channel(), '/pay', { amount: '10', currency: 'USD' });
  await pay.acknowledged();
  const card = await says(ana, /top-up of 10 USD[^]*Quote ends/);
  flow.world.kryptogo.wallet.paysExactly(scanQr(card.files[0]?.bytes ?? new Uint8Array()));
  await says(ana, /9\.9 USDT is in your balance now/);
  const asked = ana.uses(shop.channel(), '/balance');
  await asked.answered();
  await says(ana, /Night Market[^]*9\.9 USDT/);
  expect(discord.faults).toEqual([]);
});

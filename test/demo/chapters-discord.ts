import type { Shop } from '../support/story.ts';
import type { Deciders, Market, Stage } from './stage.ts';
import { walletOpens } from './stage.ts';

/** `/till join`: a Discord server becomes a further place of the community. */
export async function openMarket(stage: Stage, { group }: Shop, { noa }: Deciders): Promise<Market> {
  const { world, discordStory, terminal } = stage;
  terminal.chapter(
    'A second room',
    `Olga has a Discord server too. One command joins it to ${group.title}: the same things on sale, the same books.`,
  );
  const { discord, olgaOnDiscord: olga } = world;
  const [bea, finn] = [discord.people.create({ name: 'Bea' }), discord.people.create({ name: 'Finn' })];
  const server = discord.servers.create({ name: 'Night Market', owner: olga, members: [bea, finn, noa] });
  const hall = server.channel();
  terminal.uses(olga, hall, `/till join ${group.title}`);
  const joined = await discordStory.asks(olga, hall, '/till join', { community: group.title });
  terminal.channel(olga, hall);
  terminal.check('the server belongs to the same community', joined.words.includes(group.title));
  return { server, bea, finn };
}

export async function purchaseOnDiscord(stage: Stage, { server, bea, finn }: Market): Promise<void> {
  const { world, discordStory, terminal } = stage;
  terminal.chapter(
    'Bought in Discord',
    'Bea uses /pay in the open channel. Her card is there too, for her eyes only, and becomes her receipt.',
  );
  const hall = server.channel();
  terminal.uses(bea, hall, '/pay item:vip');
  const card = await discordStory.pays(bea, hall, { item: 'vip' });
  terminal.channel(bea, hall);
  const address = discordStory.scans(card);
  terminal.note(`Bea's phone reads ${address} from the picture, and her wallet sends the exact amount.`);
  await walletOpens(stage);
  world.kryptogo.wallet.paysExactly(address);
  await discordStory.hears(bea, hall, /is paid/, card);
  await discordStory.stands(bea, card, 'paid');
  terminal.channel(bea, hall);
  terminal.check('the card is a receipt and shows no address any more', !card.words.includes(address));
  const seen = finn.sees(hall).filter((one) => one.fromBot);
  terminal.check(
    'Finn, in the same channel, saw nothing of it',
    seen.every(({ words }) => !/0x|USDT|Order/.test(words)),
  );
}

export async function topUpOnDiscord(stage: Stage, { server, bea }: Market): Promise<void> {
  const { world, discordStory, terminal } = stage;
  terminal.chapter(
    'A top-up in Discord',
    'An amount instead of an item: what KryptoGO settles is what she gets.',
  );
  const hall = server.channel();
  terminal.uses(bea, hall, '/pay amount:10 currency:USD');
  const card = await discordStory.pays(bea, hall, { amount: '10', currency: 'USD' });
  terminal.note('Bea gets a card as before, and pays exactly.');
  await walletOpens(stage);
  world.kryptogo.wallet.paysExactly(discordStory.scans(card));
  await discordStory.hears(bea, hall, /is in your balance now/, card);
  await discordStory.stands(bea, card, 'credited');
  terminal.channel(bea, hall);
  terminal.uses(bea, hall, '/balance');
  const balance = await discordStory.asks(bea, hall, '/balance');
  terminal.channel(bea, hall);
  terminal.check('her balance is 9.9 USDT', /\b9\.9\W* USDT/.test(balance.words));
}

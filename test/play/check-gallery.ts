import { PNG } from 'pngjs';
import type { Hands } from './check-hands.ts';
import { ALONE, HALL } from './check-moves.ts';
import type { Stage } from './stage.ts';

/**
 * Draws what a bot may say beyond what Till says today: it is posted over the wire, in the bot's name, and read on
 * the page. So new cards do not need a new page.
 */
export async function showsWhatMayCome(hands: Hands, { world, town }: Stage): Promise<void> {
  const bot = botOf(world.env);
  const hall = town.discord.places[0]?.chat;
  const bea = town.discord.residents[0]?.person;
  const ana = town.telegram.residents[0]?.person;
  if (!hall?.serverId || !bea || !ana) throw new Error('nobody is there to see it');
  await hands.become('discord', 'Bea', 'member', HALL);
  await bot.discord(`channels/${hall.id}/messages`, DISCORD_SHOP, [
    ['files[0]', picture(), 'shop.png'],
    ['files[1]', new Blob(['order,amount\n7F3KD,9.24\n'], { type: 'text/csv' }), 'orders.csv'],
  ]);
  const shop = hands.message('discord', 'Everything that we sell');
  await shop.waitFor();
  await shop.locator('.thumbnail img').waitFor();
  await shop.locator('.file', { hasText: 'orders.csv' }).getByText('7F3KD').waitFor();
  await shop.locator('.embed').nth(1).waitFor();
  await shop.locator('select').selectOption({ label: 'VIP role · 300 TWD' });
  await hands.page.locator('#wire summary', { hasText: 'menu "What would you like?"' }).first().waitFor({
    state: 'attached',
  });
  const given = await bot.discord(`channels/${hall.id}/messages`, DISCORD_LAYOUT, [
    ['files[0]', picture(), 'shop.png'],
  ]);
  await hands.message('discord', 'A section').locator('.section .thumbnail img').waitFor();
  await hands.message('discord', 'A section').locator('.gallery img').first().waitFor();
  if (!given) throw new Error('nothing was posted');
  await givesRole(hands, { world, town }, bea.id);
  await hands.become('telegram', 'Ana', 'member', ALONE.telegram);
  const chat = { chat_id: String(ana.id) };
  await bot.telegram('sendDocument', { ...chat, caption: 'Your export' }, [
    ['document', new Blob(['code,sum\nGHJKM,5\n'], { type: 'text/csv' }), 'sales.csv'],
  ]);
  await hands.message('telegram', 'Your export').locator('.file', { hasText: 'GHJKM' }).waitFor();
  await bot.telegram('sendPhoto', { ...chat, caption: 'Sales of this week' }, [
    ['photo', picture(), 'p.png'],
  ]);
  await hands.message('telegram', 'Sales of this week').locator('.picture').click();
  await hands.page.locator('#dialog img').waitFor();
  await hands.page.keyboard.press('Escape');
  await hands.page.locator('#dialog').waitFor({ state: 'hidden' });
  // In a chat a bot may say one thing a second.
  await world.pass(BREATH_MS);
  const words = {
    ...chat,
    text: 'Your key: <code>ABCD-1234</code>',
    parse_mode: 'HTML',
    protect_content: 'true',
  };
  await bot.telegram('sendMessage', words, []);
  const key = hands.message('telegram', 'ABCD-1234');
  await key.locator('.lock').waitFor();
  if ((await key.locator('[data-copy]').count()) > 0) throw new Error('what is protected can be copied');
}

const BREATH_MS = 3_000;

const DISCORD_SHOP = {
  embeds: [
    {
      title: 'Everything that we sell',
      description: '**VIP role**, for as long as you are here',
      color: 0x2b7fb8,
      thumbnail: { url: 'attachment://shop.png' },
      fields: [
        { name: 'Price', value: '300 TWD', inline: true },
        { name: 'Left', value: '3', inline: true },
      ],
      footer: { text: 'Prices include everything' },
    },
    { title: 'Second', description: 'Another one, without a picture' },
  ],
  components: [
    {
      type: 1,
      components: [
        {
          type: 3,
          custom_id: 'a-menu-of-nobody',
          placeholder: 'What would you like?',
          options: [
            { label: 'VIP role', value: 'vip', description: '300 TWD' },
            { label: 'Sticker', value: 'sticker', description: '30 TWD' },
          ],
        },
      ],
    },
  ],
};

const DISCORD_LAYOUT = {
  flags: 1 << 15,
  components: [
    {
      type: 17,
      components: [
        {
          type: 9,
          components: [{ type: 10, content: 'A section' }],
          accessory: { type: 11, media: { url: 'attachment://shop.png' } },
        },
        { type: 14 },
        { type: 12, items: [{ media: { url: 'attachment://shop.png' } }] },
      ],
    },
  ],
};

type World = Pick<Stage, 'world' | 'town'>;

/** Roles stand beside the name of whoever has one. */
async function givesRole(hands: Hands, { world, town }: World, person: string): Promise<void> {
  const hall = town.discord.places[0]?.chat;
  const bot = botOf(world.env);
  const roles = (await bot.discord(`guilds/${hall?.serverId}/roles`)) as { id: string; name: string }[];
  const vip = roles.find(({ name }) => name === 'VIP')?.id;
  await bot.discord(`guilds/${hall?.serverId}/members/${person}/roles/${vip}`, 'PUT');
  await hands.page.locator('#discord-bar .badge', { hasText: 'VIP' }).waitFor();
  await hands.types('discord', 'Look at my role');
  await hands.message('discord', 'Look at my role').locator('.badge', { hasText: 'VIP' }).waitFor();
}

type Upload = readonly [field: string, bytes: Blob, name: string];

/** The bot's own ways to speak, over the wire. */
function botOf(env: Stage['world']['env']) {
  const send = async (url: string, init: RequestInit): Promise<unknown> => {
    const answer = await fetch(url, init);
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${said}`);
    return said === '' ? {} : (JSON.parse(said) as unknown);
  };
  return {
    discord(
      path: string,
      body: object | 'PUT' | 'GET' = 'GET',
      files: readonly Upload[] = [],
    ): Promise<unknown> {
      const url = `${env['DISCORD_API_ROOT']}/v10/${path}`;
      const headers = { authorization: `Bot ${env['DISCORD_BOT_TOKEN']}` };
      if (typeof body === 'string') return send(url, { method: body, headers });
      return send(url, {
        method: 'POST',
        headers,
        body: form({ payload_json: JSON.stringify(body) }, files),
      });
    },
    async telegram(method: string, params: Readonly<Record<string, string>>, files: readonly Upload[]) {
      const url = `${env['TELEGRAM_API_ROOT']}/bot${env['TELEGRAM_BOT_TOKEN']}/${method}`;
      const said = (await send(url, { method: 'POST', body: form(params, files) })) as { result: unknown };
      return said.result;
    },
  };
}

function form(params: Readonly<Record<string, string>>, files: readonly Upload[]): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(params)) data.append(name, value);
  for (const [field, bytes, name] of files) data.append(field, bytes, name);
  return data;
}

/** Something to look at: no code is on it. */
function picture(): Blob {
  const side = 160;
  const png = new PNG({ width: side, height: side });
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)];
    png.data.set([60 + x, 160, 60 + y, 255], 4 * at);
  }
  return new Blob([new Uint8Array(PNG.sync.write(png))], { type: 'image/png' });
}

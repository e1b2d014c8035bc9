import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Bot,
  GrammyError,
  HttpError,
  InlineKeyboard,
  InputFile,
  InputMediaBuilder,
  webhookCallback,
} from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage, makePng, TOKEN } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let bot: Bot;
let ana: PersonHandle;
beforeEach(async () => {
  stage = await createStage();
  bot = new Bot(TOKEN, { client: { apiRoot: stage.sim.url } });
  ana = stage.sim.people.create({ firstName: 'Ana', languageCode: 'en' });
});
afterEach(async () => {
  await bot.stop();
  await stage.sim.stop();
});

const failure = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GrammyError)) throw new Error(`expected a GrammyError, got ${String(error)}`);
  return error;
};

/** A payment bot in miniature. */
function teach(): void {
  bot.command('pay', async (ctx) => {
    const keyboard = new InlineKeyboard().text('Check now', 'check').row().copyText('Copy address', '0xabc');
    const photo = new InputFile(makePng(256), 'qr.png');
    await ctx.replyWithPhoto(photo, {
      caption: `Send <code>${ctx.match}</code>`,
      parse_mode: 'HTML',
      reply_markup: keyboard,
    });
  });
  bot.callbackQuery('check', async (ctx) => {
    await ctx.answerCallbackQuery('Looking');
    await ctx.editMessageMedia(InputMediaBuilder.photo(new InputFile(makePng(128)), { caption: 'Paid' }));
  });
}

async function playPayment(): Promise<void> {
  ana.says('/pay 10 USD');
  const card = await stage.sim.waitFor(ana.chat, 'Send');
  expect([card.words, card.marked('code'), card.buttons]).toEqual([
    'Send 10 USD',
    ['10 USD'],
    ['Check now', 'Copy address'],
  ]);
  expect(Buffer.from(card.photo ?? []).equals(makePng(256))).toBe(true);
  expect(ana.presses(card, 'Copy address').copied).toBe('0xabc');
  expect((await ana.presses(card, 'Check now').answered()).text).toBe('Looking');
  await stage.sim.waitFor(ana.chat, 'Paid');
  expect([card.words, card.buttons, card.history.length]).toEqual(['Paid', [], 1]);
  expect(Buffer.from(card.photo ?? []).equals(makePng(128))).toBe(true);
  expect(stage.sim.faults).toEqual([]);
}

describe('grammY', () => {
  it('plays a payment by long polling', async () => {
    teach();
    void bot.start({ allowed_updates: ['message', 'callback_query'] });
    await playPayment();
  });

  it('plays a payment by webhook with a secret', async () => {
    teach();
    const handle = webhookCallback(bot, 'http', { secretToken: 'hush' });
    const server = createServer((request, response) => void handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await bot.api.setWebhook(url, { secret_token: 'hush' });
    await playPayment();
    expect((await bot.api.getWebhookInfo()).url).toBe(url);
    await bot.api.deleteWebhook();
    server.closeAllConnections();
    server.close();
  });

  it('reports 429 with the seconds to wait', async () => {
    ana.starts();
    stage.sim.mischief.next('sendMessage', { kind: '429', retryAfter: 3 });
    const error = await failure(bot.api.sendMessage(ana.id, 'x'));
    expect([error.error_code, error.parameters.retry_after]).toEqual([429, 3]);
  });

  it('reports a block, an upgrade, and an edit that changes nothing', async () => {
    ana.starts();
    const sent = await bot.api.sendMessage(ana.id, 'x');
    expect((await failure(bot.api.editMessageText(ana.id, sent.message_id, 'x'))).description).toMatch(
      /message is not modified/,
    );
    ana.blocks();
    expect((await failure(bot.api.sendMessage(ana.id, 'x'))).description).toBe(
      'Forbidden: bot was blocked by the user',
    );
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana] });
    const bigger = group.upgrade();
    expect((await failure(bot.api.sendMessage(group.id, 'x'))).parameters.migrate_to_chat_id).toBe(bigger.id);
  });

  it('reports a cut connection as an HttpError', async () => {
    ana.starts();
    stage.sim.mischief.next('sendMessage', { kind: 'drop-after' });
    await expect(bot.api.sendMessage(ana.id, 'x')).rejects.toThrow(HttpError);
    expect(ana.chat.lastFromBot()?.words).toBe('x');
  });

  it('sends a date_time entity', async () => {
    ana.starts();
    const unix_time = Math.floor(stage.clock.now() / 1000) + 900;
    const sent = await bot.api.sendMessage(ana.id, 'expires soon', {
      entities: [{ type: 'date_time', offset: 8, length: 4, unix_time, date_time_format: 'r' }],
    });
    expect(sent.entities).toEqual([
      { type: 'date_time', offset: 8, length: 4, unix_time, date_time_format: 'r' },
    ]);
    expect(ana.chat.lastFromBot()?.marked('date_time')).toEqual(['soon']);
  });

  it('stops the older of two pollers', async () => {
    const second = new Bot(TOKEN, { client: { apiRoot: stage.sim.url } });
    const first = bot.start().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    void second.start();
    expect(await first).toMatchObject({ error_code: 409 });
    await second.stop();
  });
});

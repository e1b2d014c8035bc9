import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allowedUpdates, createTelegramPolling, laneOfUpdate } from '../../bots/telegram/telegram-intake.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage, TOKEN } from './telegram-stage.ts';

let stage: TelegramStage;
let stored: Update[];
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

beforeEach(async () => {
  stage = await createTelegramStage();
  stored = [];
});

afterEach(async () => {
  await stage.sim.stop();
});

function polling(put: (update: Update) => Promise<void>, token = TOKEN) {
  const api = new Api(token, { apiRoot: stage.sim.url, timeoutSeconds: 60 });
  return createTelegramPolling({ api, put, log: silent, backOffFirstMs: 5 });
}

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < 400 && !condition(); look += 1) await new Promise((done) => setTimeout(done, 5));
  expect(condition()).toBe(true);
}

const store = async (update: Update) => void (await Promise.resolve(stored.push(update)));

test('every update is stored in order, and stopping breaks off the poll that hangs', async () => {
  const poll = polling(store);
  const running = poll.run();
  stage.ana.says('/pay');
  stage.ana.says('/balance');
  await until(() => stored.length === 2);
  stage.ana.says('/orders');
  await until(() => stored.length === 3);
  await poll.stop();
  await running;
  expect(stored.map((update) => update.message?.text)).toEqual(['/pay', '/balance', '/orders']);
  expect(stage.sim.calls('getUpdates')[0]?.params).toMatchObject({ allowed_updates: [...allowedUpdates] });
  expect(stage.sim.faults).toEqual([]);
});

test('D-04: an update is confirmed only after it has been stored', async () => {
  let failures = 3;
  const poll = polling(async (update) => {
    if (failures > 0) {
      failures -= 1;
      throw new Error('the database is away');
    }
    await store(update);
  });
  stage.ana.says('/pay');
  stage.ana.says('/balance');
  const running = poll.run();
  await until(() => stored.length === 2);
  await poll.stop();
  await running;
  expect(stored.map((update) => update.message?.text)).toEqual(['/pay', '/balance']);
});

test.each([
  { kind: 'status', code: 502, description: 'Bad Gateway' },
  { kind: 'status', code: 409, description: 'Conflict: terminated by other getUpdates request' },
  { kind: 'drop-before' },
  { kind: '429', retryAfter: 0 },
  { kind: 'garbage' },
] as const)('D-09: polling goes on after $kind', async (action) => {
  stage.sim.mischief.next('getUpdates', action, 2);
  const poll = polling(store);
  const running = poll.run();
  stage.ana.says('/pay');
  await until(() => stored.length === 1);
  await poll.stop();
  await running;
});

test('a token that Telegram does not accept ends it with a clear word, and without the token', async () => {
  const wrong = '100200300:AAHwrong_token_0123456789';
  const error = await polling(store, wrong)
    .run()
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('does not accept the bot token');
  expect(String(error)).not.toContain(wrong);
});

test('what is said in one chat is one lane, and presses have one of their own', async () => {
  stage.ana.says('/help');
  stage.ana.says(stage.group, '/help');
  await stage.handleAll();
  const help = stage.ana.chat.lastFromBot();
  if (help) stage.ana.forgesPress(help, 'x');
  const lanes = (stage.sim.updates() as unknown as Update[]).map(laneOfUpdate);
  expect(lanes).toEqual([
    `telegram:${stage.ana.id}`,
    `telegram:${stage.group.id}`,
    `telegram:presses of ${stage.ana.id}`,
  ]);
  expect(laneOfUpdate({ update_id: 1 })).toBe('telegram:elsewhere');
});

test('polling gives a webhook up, and a webhook is set with its secret', async () => {
  await stage.bot.useWebhook('https://till.example/telegram', 'secret-of-the-webhook');
  expect(stage.sim.calls('setWebhook')[0]?.params).toMatchObject({ secret_token: 'secret-of-the-webhook' });
  const poll = await stage.bot.poll(store);
  expect(stage.sim.calls('deleteWebhook')).toHaveLength(1);
  const running = poll.run();
  stage.ana.says('/pay');
  await until(() => stored.length === 1);
  await poll.stop();
  await running;
});

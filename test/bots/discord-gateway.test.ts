import { afterEach, expect, test } from 'vitest';
import { createDiscordApi } from '../../bots/discord/discord-api.ts';
import { createDiscordBot } from '../../bots/discord/discord-bot.ts';
import { troubleOf } from '../../bots/discord/discord-errors.ts';
import { inboxEntryOf } from '../../bots/discord/discord-runner.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage, TOKEN } from './discord-stage.ts';

let stage: DiscordStage;
let faultsExpected: string[] = [];

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults.map(({ kind }) => kind)).toEqual(faultsExpected);
  faultsExpected = [];
  await stage.stop();
});

const asks = () => stage.ana.uses(stage.server.channel(), '/balance');
/** Further bots on the same Discord, as other instances would be. */
const another = (sessions?: Parameters<typeof createDiscordBot>[0]['sessions']) =>
  createDiscordBot({
    token: TOKEN,
    apiRoot: stage.sim.url,
    core: stage.core,
    clock: { now: () => stage.now() },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    ...(sessions ? { sessions } : {}),
  });

test('E-05: after a drop the session is resumed, and nothing that came meanwhile is lost', async () => {
  stage = await createDiscordStage();
  stage.sim.gateway.drop();
  expect((await asks().answered(5_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  stage.sim.gateway.redeliver();
  await stage.handled();
  expect(stage.stored.map((one) => inboxEntryOf(one)?.source)).toEqual(['discord']);
});

test('E-06: when it cannot be resumed, a new session begins and the next command is answered', async () => {
  stage = await createDiscordStage();
  stage.sim.gateway.forgetSessions();
  stage.sim.gateway.drop();
  await expect.poll(() => stage.sim.gateway.identifies, { timeout: 12_000 }).toBe(2);
  await expect.poll(() => stage.sim.gateway.sessions.some((one) => one.isConnected)).toBe(true);
  expect((await asks().answered()).words).toContain('no balance yet');
}, 20_000);

test('E-04: two instances that hear the same interaction give one answer', async () => {
  stage = await createDiscordStage();
  const twin = another();
  const heard: unknown[] = [];
  const ended = new AbortController();
  const connected = twin.connect((stored) => Promise.resolve(void heard.push(stored)), ended.signal);
  await expect.poll(() => stage.sim.gateway.sessions.length).toBe(2);
  const answer = await asks().answered();
  await stage.handled();
  await expect.poll(() => heard).toHaveLength(1);
  expect(heard[0]).toMatchObject({ isAnswerable: true });
  expect(inboxEntryOf(heard[0] as never)?.externalId).toBe(inboxEntryOf(stage.stored[0]!)?.externalId);
  await twin.handleInteraction(heard[0]);
  expect(answer.words).toContain('no balance yet');
  ended.abort();
  await connected;
  await twin.stop();
  // The second acknowledgement is what is tested here.
  faultsExpected = ['double-ack'];
});

test('an instance that takes over resumes the session of the one before', async () => {
  stage = await createDiscordStage({ connects: false });
  let kept: readonly never[] = [];
  const sessions = {
    load: () => Promise.resolve(kept),
    save: (now: readonly unknown[]) => Promise.resolve(void (kept = now as readonly never[])),
  };
  const run = (bot: ReturnType<typeof another>) => {
    const ended = new AbortController();
    const connected = bot.connect((stored) => bot.handleInteraction(stored), ended.signal);
    return async () => {
      ended.abort();
      await connected;
      await bot.stop();
    };
  };
  const stopFirst = run(another(sessions));
  await expect.poll(() => stage.sim.gateway.identifies).toBe(1);
  await expect.poll(() => kept).toHaveLength(1);
  await stopFirst();
  const missed = asks();
  const stopSecond = run(another(sessions));
  expect((await missed.answered(3_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  await stopSecond();
});

test('a stop between two attempts to connect leaves nothing behind that comes back', async () => {
  stage = await createDiscordStage({ connects: false });
  const bot = another();
  const ended = new AbortController();
  const connected = bot.connect(() => Promise.resolve(), ended.signal);
  await expect.poll(() => stage.sim.gateway.sessions.length).toBe(1);
  stage.sim.gateway.drop({ refuseForMs: 700 });
  await new Promise((resolve) => setTimeout(resolve, 600));
  ended.abort();
  await connected;
  await bot.stop();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(stage.sim.gateway.sessions.filter((one) => one.isConnected)).toEqual([]);
});

test('E-07: what Discord gives up on is begun again ever more slowly', async () => {
  stage = await createDiscordStage({ connects: false });
  const bot = another();
  const ended = new AbortController();
  stage.sim.gateway.identifiesLeft = 0;
  const connected = bot.connect(() => Promise.resolve(), ended.signal);
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const asked = stage.sim.requests.filter(({ path }) => path.endsWith('/gateway/bot')).length;
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThanOrEqual(6);
  expect(stage.sim.gateway.identifies).toBe(0);
  ended.abort();
  await connected;
  await bot.stop();
}, 15_000);

test('E-02: the acknowledgement comes first, also when the core takes its time', async () => {
  stage = await createDiscordStage({ acknowledgeMs: 300 });
  const { languageFor } = stage.core;
  Object.assign(stage.core, {
    languageFor: async (...given: Parameters<typeof languageFor>) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return languageFor(...given);
    },
  });
  const asked = asks();
  expect(await asked.acknowledged()).toMatchObject({ type: 5, ephemeral: true });
  expect((await asked.answered()).words).toContain('no balance yet');
  expect(stage.sim.missedAcks).toEqual([]);
});

test('E-02: a payment that could not be acknowledged in time comes in private', async () => {
  stage = await createDiscordStage({ acknowledgeMs: 50 });
  stage.sim.mischief.next('callback', { kind: 'late', ms: 200 });
  const asked = stage.ana.uses(stage.server.channel(), '/pay', { amount: '300', currency: 'TWD' });
  await expect.poll(() => stage.core.payments.size).toBe(1);
  expect(asked.failed).toBe(true);
  const [orderId = ''] = stage.core.payments.keys();
  await stage.showCard(orderId, stage.ana);
  expect(stage.ana.seesLast(stage.ana.dm)?.words).toContain('Pay 9.23 USDT');
  const [late] = stage.stored;
  stage.advance(2 * MINUTE_MS);
  const before = stage.core.requests.length;
  await stage.bot.handleInteraction(late);
  expect(stage.core.requests).toHaveLength(before);
});

test('E-09: an acknowledgement whose answer was lost is tried once more, and counts once', async () => {
  stage = await createDiscordStage();
  stage.sim.mischief.next('callback', { kind: 'drop-after' });
  expect((await asks().answered()).words).toContain('no balance yet');
});

test('what cannot be stored is not acted upon, and whoever asked is told', async () => {
  stage = await createDiscordStage({ connects: false });
  const ended = new AbortController();
  const connected = stage.bot.connect(() => Promise.reject(new Error('no database')), ended.signal);
  await expect.poll(() => stage.sim.gateway.sessions.length).toBe(1);
  const answer = await asks().answered(8_000);
  expect(answer.words).toContain('please send it again');
  ended.abort();
  await connected;
}, 15_000);

test('commands that cannot be registered are tried again with the next start', async () => {
  stage = await createDiscordStage({ connects: false });
  stage.sim.mischief.next(({ path }) => path.includes('/commands'), { kind: 'status', code: 503 });
  await expect(another().start()).rejects.toThrow('GET: 503');
  await expect(another().start()).resolves.toMatchObject({ name: 'Till' });
});

test('E-08: after too many refused calls nothing is sent for a while', async () => {
  stage = await createDiscordStage({ connects: false });
  const api = createDiscordApi({ token: TOKEN, apiRoot: stage.sim.url, refusedMax: 5 });
  const body = { code: 50_001, message: 'Missing Access' };
  stage.sim.mischief.next('*', { kind: 'status', code: 403, body }, 20);
  const ask = () => api.get('/applications/@me').catch((error: unknown) => troubleOf(error));
  let refused = 0;
  while ((await ask()) && (await ask()) && refused < 5) refused += 1;
  const before = stage.sim.requests.length;
  const trouble = await ask();
  expect(trouble).toMatchObject({ kind: 'slow_down', reason: expect.stringContaining('refused') as string });
  expect(stage.sim.requests).toHaveLength(before);
  api.stop();
});

test('a token that Discord refuses ends the start with a sentence', async () => {
  stage = await createDiscordStage({ connects: false });
  const bot = createDiscordBot({
    token: `${TOKEN}x`,
    apiRoot: stage.sim.url,
    core: stage.core,
    clock: { now: () => stage.now() },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await expect(bot.start()).rejects.toMatchObject({
    name: 'TokenRefused',
    message: 'Discord does not accept the bot token: check DISCORD_BOT_TOKEN.',
  });
  await bot.stop();
});

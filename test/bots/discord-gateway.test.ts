import type { SessionInfo } from '@discordjs/ws';
import { afterEach, expect, test, vi } from 'vitest';
import { createDiscordApi } from '../../bots/discord/discord-api.ts';
import type { DiscordBot } from '../../bots/discord/discord-bot.ts';
import { createDiscordBot } from '../../bots/discord/discord-bot.ts';
import { troubleOf } from '../../bots/discord/discord-errors.ts';
import type { Put } from '../../bots/discord/discord-intake.ts';
import { inboxEntryOf } from '../../bots/discord/discord-runner.ts';
import type { GatewaySessions } from '../../bots/discord/gateway-sessions.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage, TOKEN } from './discord-stage.ts';

vi.setConfig({ testTimeout: 60_000 });

let stage: DiscordStage;
let faultsExpected: string[] = [];

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults.map(({ kind }) => kind)).toEqual(faultsExpected);
  faultsExpected = [];
  await stage.stop();
});

/** What happens by itself, on a busy machine as well. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 12_000 });

const asks = () => stage.ana.uses(stage.server.channel(), '/balance');
/** Further bots on the same Discord, as other instances would be. */
const another = (sessions?: GatewaySessions) =>
  createDiscordBot({
    token: TOKEN,
    api: createDiscordApi({ token: TOKEN, apiRoot: stage.sim.url }),
    cdnRoot: stage.sim.cdnUrl,
    core: stage.core,
    clock: { now: () => stage.now() },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    ...(sessions ? { sessions } : {}),
  });

/** What all instances share, and how a test can see and change it. */
function sharedSessions() {
  const shared = { kept: [] as readonly SessionInfo[], beginningsLeft: 10, asked: 0 };
  const sessions: GatewaySessions = {
    load: () => Promise.resolve(shared.kept),
    save: (now) => Promise.resolve(void (shared.kept = now)),
    mayBegin: () => Promise.resolve((shared.asked += 1) > 0 && (shared.beginningsLeft -= 1) >= 0),
  };
  return { shared, sessions };
}

/** Lets a bot hold the gateway; what comes is handled at once unless `put` says otherwise. */
function holds(bot: DiscordBot, put: Put = (stored) => bot.handleInteraction(stored)) {
  const ended = new AbortController();
  const connected = bot.connect(put, ended.signal);
  return async () => {
    ended.abort();
    await connected;
    await bot.stop();
  };
}

test('E-05: after a drop the session is resumed, and nothing that came meanwhile is lost', async () => {
  stage = await createDiscordStage();
  stage.sim.gateway.drop();
  expect((await asks().answered(10_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  stage.sim.gateway.redeliver();
  await stage.handled();
  expect(stage.stored.map((one) => inboxEntryOf(one)?.source)).toEqual(['discord']);
});

test('E-06: when it cannot be resumed, a new session begins and the next command is answered', async () => {
  stage = await createDiscordStage();
  stage.sim.gateway.forgetSessions();
  stage.sim.gateway.drop();
  await soon(() => stage.sim.gateway.identifies).toBe(2);
  await soon(() => stage.sim.gateway.sessions.some((one) => one.isConnected)).toBe(true);
  expect((await asks().answered()).words).toContain('no balance yet');
});

test('E-04: two instances that hear the same interaction give one answer', async () => {
  stage = await createDiscordStage();
  const twin = another();
  const heard: unknown[] = [];
  const ended = new AbortController();
  const connected = twin.connect((stored) => Promise.resolve(void heard.push(stored)), ended.signal);
  await soon(() => stage.sim.gateway.sessions.length).toBe(2);
  const answer = await asks().answered();
  await stage.handled();
  await soon(() => heard).toHaveLength(1);
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
  const { shared, sessions } = sharedSessions();
  const stopFirst = holds(another(sessions));
  await soon(() => stage.sim.gateway.identifies).toBe(1);
  await soon(() => shared.kept).toHaveLength(1);
  await stopFirst();
  const missed = asks();
  const stopSecond = holds(another(sessions));
  expect((await missed.answered(10_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  await stopSecond();
});

test('E-06: what was heard and not stored when an instance died is heard again by the next', async () => {
  stage = await createDiscordStage({ connects: false });
  const { shared, sessions } = sharedSessions();
  const dead = another(sessions);
  const ended = new AbortController();
  let heard = 0;
  void dead.connect(
    () => ((heard += 1) === 2 ? new Promise(() => undefined) : Promise.resolve()),
    ended.signal,
  );
  await soon(() => stage.sim.gateway.identifies).toBe(1);
  await asks().acknowledged();
  await soon(() => shared.kept[0]?.sequence).toBe(2);
  const lost = asks();
  await soon(() => heard).toBe(2);
  await asks().acknowledged();
  await soon(() => heard).toBe(3);
  expect(shared.kept[0]?.sequence).toBe(2);
  // It never gets to say anything more: whoever resumes has the session.
  ended.abort();
  const stopNext = holds(another({ ...sessions, save: () => Promise.resolve() }));
  expect((await lost.answered(10_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  await stopNext();
  await dead.stop();
  // What the dead one had acknowledged is acknowledged once more.
  faultsExpected = ['double-ack', 'double-ack'];
});

test('F-02: a stop at any moment of connecting comes to an end', async () => {
  stage = await createDiscordStage({ connects: false });
  for (let afterMs = 0; afterMs < 40; afterMs += 2) {
    const stop = holds(another());
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await stop();
  }
  await soon(() => stage.sim.gateway.sessions.filter((one) => one.isConnected)).toEqual([]);
});

test('a stop between two attempts to connect leaves nothing behind that comes back', async () => {
  stage = await createDiscordStage({ connects: false });
  const bot = another();
  const ended = new AbortController();
  const connected = bot.connect(() => Promise.resolve(), ended.signal);
  await soon(() => stage.sim.gateway.sessions.length).toBe(1);
  stage.sim.gateway.drop({ refuseForMs: 700 });
  await new Promise((resolve) => setTimeout(resolve, 600));
  ended.abort();
  await connected;
  await bot.stop();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(stage.sim.gateway.sessions.filter((one) => one.isConnected)).toEqual([]);
});

test('E-07: with no beginnings left for today none is tried, and a session is still resumed', async () => {
  stage = await createDiscordStage({ connects: false });
  const { shared, sessions } = sharedSessions();
  stage.sim.gateway.identifiesLeft = 0;
  const stopFirst = holds(another(sessions));
  await soon(() => stage.core.calls).toContainEqual(
    expect.stringMatching(/^alarm discord_beginnings_low day/),
  );
  await stopFirst();
  expect(stage.sim.gateway.identifies).toBe(0);
  stage.sim.gateway.identifiesLeft = 1;
  const stopSecond = holds(another(sessions));
  await soon(() => shared.kept).toHaveLength(1);
  await stopSecond();
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, identifiesLeft: 0 });
  const stopThird = holds(another(sessions));
  expect((await asks().answered(10_000)).words).toContain('no balance yet');
  expect(stage.sim.gateway).toMatchObject({ identifies: 1, resumes: 1 });
  await stopThird();
});

test('E-07: instances that crash again and again begin no more often than they may together', async () => {
  stage = await createDiscordStage({ connects: false });
  const { shared, sessions } = sharedSessions();
  shared.beginningsLeft = 2;
  for (const asked of [1, 2, 3, 4]) {
    // A crash loop that loses its session each time.
    shared.kept = [];
    const stop = holds(another({ ...sessions, save: () => Promise.resolve() }));
    await soon(() => shared.asked).toBe(asked);
    await soon(() => stage.sim.gateway.identifies).toBe(Math.min(asked, 2));
    await stop();
  }
  expect(stage.sim.gateway.identifies).toBe(2);
});

test('E-07: what Discord gives up on is begun again ever more slowly', async () => {
  stage = await createDiscordStage({ connects: false });
  stage.sim.mischief.next('getGatewayBot', { kind: 'status', code: 500 }, 100);
  const stop = holds(another());
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const asked = stage.sim.requests.filter(({ path }) => path.endsWith('/gateway/bot')).length;
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThanOrEqual(6);
  await stop();
});

test('E-11: whoever takes over notes the servers that belong to nobody, and no others', async () => {
  stage = await createDiscordStage({ connects: false });
  const strange = stage.sim.servers.create({ name: 'Elsewhere', members: [stage.ben] });
  const stop = holds(another());
  await soon(() => stage.core.strangePlaces).toEqual([`discord:${strange.id}`]);
  await stop();
});

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
  await soon(() => stage.core.payments.size).toBe(1);
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
  await soon(() => stage.sim.gateway.sessions.length).toBe(1);
  const answer = await asks().answered(12_000);
  expect(answer.words).toContain('please send it again');
  ended.abort();
  await connected;
});

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
    api: createDiscordApi({ token: `${TOKEN}x`, apiRoot: stage.sim.url }),
    cdnRoot: stage.sim.cdnUrl,
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

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PersonHandle } from './people.ts';
import { createStage, PAY, TOKEN, type Stage } from './testing.ts';

interface Payload {
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  readonly d: Record<string, unknown> & { readonly session_id?: string; readonly guilds?: unknown[] };
}

/** A bare client that remembers everything it hears. */
interface Line {
  readonly heard: Payload[];
  say(op: number, data: unknown): void;
  until(fits: (payload: Payload) => boolean): Promise<Payload>;
  /** Names of the events so far. */
  events(): (string | undefined)[];
  readonly closed: Promise<number>;
  hangUp(code?: number): void;
}

let stage: Stage;
let ana: PersonHandle;
let lines: WebSocket[];
beforeEach(async () => {
  stage = await createStage({ privilegedIntents: 1 << 15 });
  ana = stage.sim.people.create({ name: 'Ana' });
  lines = [];
  await stage.register([PAY]);
});
afterEach(async () => {
  for (const socket of lines) socket.terminate();
  await stage.sim.stop();
});

async function connect(query = '?v=10&encoding=json'): Promise<Line> {
  const { url } = (await stage.call('GET', '/gateway/bot')).body as unknown as { url: string };
  const socket = new WebSocket(`${url}${query}`);
  lines.push(socket);
  socket.on('error', () => undefined);
  const heard: Payload[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (raw: Buffer) => {
    heard.push(JSON.parse(raw.toString('utf8')) as Payload);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await Promise.race([closed, new Promise((resolve) => socket.once('message', resolve))]);
  return {
    heard,
    say: (op, d) => socket.send(JSON.stringify({ op, d })),
    until: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    events: () => heard.flatMap((payload) => (payload.op === 0 ? [payload.t] : [])),
    closed,
    hangUp: (code) => (code === undefined ? socket.terminate() : socket.close(code)),
  };
}

const identity = (intents = 0, token = TOKEN) => ({ token, intents, properties: {} });
const isEvent = (name: string) => (payload: Payload) => payload.t === name;

async function identified(intents = 0): Promise<Line & { sessionId: string }> {
  const line = await connect();
  line.say(2, identity(intents));
  const ready = await line.until(isEvent('READY'));
  return { ...line, sessionId: ready.d.session_id ?? '' };
}

const closeCode = async (op: number, data: unknown) => {
  const line = await connect();
  line.say(op, data);
  return line.closed;
};

describe('a session', () => {
  it('begins with hello, identify and ready, and breathes', async () => {
    const shop = stage.sim.servers.create({ name: 'Shop', members: [ana] });
    const line = await identified(1);
    expect(line.heard[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
    const ready = line.heard[1]?.d;
    expect(ready).toMatchObject({ guilds: [{ id: shop.id, unavailable: true }], shard: [0, 1] });
    expect(ready?.['resume_gateway_url']).toMatch(/^ws:\/\/127\.0\.0\.1:/);
    expect((await line.until(isEvent('GUILD_CREATE'))).d).toMatchObject({
      id: shop.id,
      channels: [{ name: 'general' }],
      members: [{ user: { id: stage.sim.applicationId } }],
    });
    line.say(1, 2);
    await line.until((payload) => payload.op === 11);
  });

  it('ends with the right code for each mistake', async () => {
    expect(await closeCode(2, identity(0, 'wrong'))).toBe(4004);
    expect(await closeCode(2, identity(1 << 1))).toBe(4014);
    expect(await closeCode(2, identity(-1))).toBe(4013);
    expect(await closeCode(2, { ...identity(), shard: [2, 2] })).toBe(4010);
    expect(await closeCode(99, {})).toBe(4001);
    expect(await closeCode(3, {})).toBe(4003);
    expect(await (await connect('?v=9&encoding=json')).closed).toBe(4012);
    const line = await identified(1 << 15);
    line.say(2, identity());
    expect(await line.closed).toBe(4005);
    const { body } = await stage.call('GET', '/gateway/bot');
    expect(body).toMatchObject({ session_start_limit: { total: 1000, remaining: 999 } });
  });

  it('hears only what its intents ask for', async () => {
    const shop = stage.sim.servers.create({ name: 'Shop', members: [ana] });
    const deaf = await identified(0);
    const listening = await identified(1 | (1 << 9));
    ana.says(shop.channel(), 'hello');
    ana.says(shop.channel(), `hello <@${stage.sim.applicationId}>`);
    shop.deletesChannel(shop.channel());
    shop.kicksBot();
    await listening.until(isEvent('GUILD_DELETE'));
    const texts = listening.heard.filter(isEvent('MESSAGE_CREATE')).map((payload) => payload.d['content']);
    expect(texts).toEqual(['', `hello <@${stage.sim.applicationId}>`]);
    expect(listening.events().slice(1)).toEqual([
      ...['GUILD_CREATE', 'MESSAGE_CREATE', 'MESSAGE_CREATE', 'CHANNEL_DELETE', 'GUILD_DELETE'],
    ]);
    expect(deaf.events()).toEqual(['READY']);
  });

  it('is told as one of two when both have identified', async () => {
    const one = await identified();
    const two = await identified();
    ana.uses(ana.dm, '/pay', { amount: '1' });
    await Promise.all([one.until(isEvent('INTERACTION_CREATE')), two.until(isEvent('INTERACTION_CREATE'))]);
  });

  it('hears of guilds only on their shard', async () => {
    const shop = stage.sim.servers.create({ name: 'Shop', members: [ana] });
    const mine = Number((BigInt(shop.id) >> 22n) % 2n);
    const other = await connect();
    other.say(2, { ...identity(1), shard: [1 - mine, 2] });
    expect((await other.until(isEvent('READY'))).d.guilds).toEqual([]);
  });
});

describe('a line that breaks', () => {
  it('is resumed with everything that was missed, in order', async () => {
    const first = await identified();
    const seq = first.heard.at(-1)?.s;
    stage.sim.gateway.drop();
    expect(await first.closed).toBe(1006);
    const pay = ana.uses(ana.dm, '/pay', { amount: '1' });
    ana.uses(ana.dm, '/pay', { amount: '2' });
    expect(pay.deliveries).toBe(0);
    const second = await connect();
    second.say(6, { token: TOKEN, session_id: first.sessionId, seq });
    await second.until(isEvent('RESUMED'));
    expect(second.events()).toEqual(['INTERACTION_CREATE', 'INTERACTION_CREATE', 'RESUMED']);
    expect(second.heard.map((payload) => payload.s)).toEqual([undefined, 2, 3, 4]);
    expect(pay.deliveries).toBe(1);
  });

  it('cannot be resumed after a goodbye, too late, by a stranger, or ahead of itself', async () => {
    const resume = async (line: { sessionId: string }, seq = 1, token = TOKEN) => {
      const again = await connect();
      again.say(6, { token, session_id: line.sessionId, seq });
      return Promise.race([
        again.until((payload) => payload.op === 9).then((payload) => payload.d),
        again.closed,
      ]);
    };
    const polite = await identified();
    polite.hangUp(1000);
    await polite.closed;
    expect(await resume(polite)).toBe(false);
    const slow = await identified();
    stage.sim.gateway.drop();
    await slow.closed;
    expect(await resume(slow, 99)).toBe(4007);
    expect(await resume(slow, 1, 'wrong')).toBe(4004);
    stage.clock.advance(3 * 60_000);
    expect(await resume(slow)).toBe(false);
  });

  it('can be refused for a while, asked back, declared invalid, or closed', async () => {
    const line = await identified();
    stage.sim.gateway.reconnect();
    await line.until((payload) => payload.op === 7);
    stage.sim.gateway.invalidSession();
    expect((await line.until((payload) => payload.op === 9)).d).toBe(false);
    stage.sim.gateway.closeAll(4000, 'unknown');
    expect(await line.closed).toBe(4000);
    stage.sim.gateway.drop({ refuseForMs: 40 });
    expect(await (await connect()).closed).toBe(1006);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await identified();
  });

  it('is closed when the client forgets to breathe', async () => {
    const hasty = await createStage({ heartbeatMs: 20 });
    const socket = new WebSocket(
      `${hasty.sim.url.replace('http:', 'ws:').replace('/api', '')}/?v=10&encoding=json`,
    );
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4009);
    await hasty.sim.stop();
  });
});

describe('the end', () => {
  it('comes at once, also to those who listen', async () => {
    const line = await identified();
    const before = performance.now();
    await stage.sim.stop();
    expect(performance.now() - before).toBeLessThan(500);
    expect(await line.closed).toBe(1006);
  });

  it('of a line excuses what the bot could not answer any more', async () => {
    await stage.sim.stop();
    stage = await createStage({ acknowledgeMs: 150 });
    ana = stage.sim.people.create({ name: 'Ana' });
    await stage.register([PAY]);
    const line = await identified();
    const use = async () => {
      const pay = ana.uses(ana.dm, '/pay', { amount: '1' });
      await line.until((payload) => payload.d?.['id'] === pay.id);
      return pay;
    };
    await expect((await use()).acknowledged()).rejects.toThrow('it was told');
    const unlucky = await use();
    line.hangUp();
    await expect(unlucky.acknowledged()).rejects.toThrow('it was told');
    expect(stage.sim.missedAcks.map((missed) => missed.isBotToBlame)).toEqual([true, false]);
    expect(stage.sim.faults).toHaveLength(1);
  });
});

describe('events on order', () => {
  it('are held back, reversed, and told twice', async () => {
    const line = await identified();
    stage.sim.gateway.hold();
    ana.uses(ana.dm, '/pay', { amount: '1' });
    ana.uses(ana.dm, '/pay', { amount: '2' });
    stage.sim.gateway.release('reversed');
    stage.sim.gateway.redeliver();
    await line.until((payload) => payload.s === 4);
    const amounts = line.heard.filter(isEvent('INTERACTION_CREATE')).map((payload) => {
      const { options } = payload.d['data'] as { options: { value: string }[] };
      return options[0]?.value;
    });
    expect(amounts).toEqual(['2', '1', '2']);
    expect(stage.sim.gateway.sessions).toMatchObject([{ isConnected: true, intents: 0, sequence: 4 }]);
  });
});

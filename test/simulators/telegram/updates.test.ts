import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage, TOKEN } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
beforeEach(async () => {
  stage = await createStage({ webhookRetryMs: 20, webhookAnswerMs: 1_500 });
  ana = stage.sim.people.create({ firstName: 'Ana' });
});
afterEach(() => stage.sim.stop());

interface Update {
  update_id: number;
  message?: { text: string };
}

const poll = async (params: object = {}) =>
  (await stage.call('getUpdates', params)).body.result as unknown as Update[];

describe('getUpdates', () => {
  it('repeats updates until a higher offset confirms them', async () => {
    ana.says('one');
    ana.says('two');
    const first = await poll();
    expect(first.map((update) => update.message?.text)).toEqual(['one', 'two']);
    expect(await poll()).toEqual(first);
    const second = first[1] as Update;
    expect(await poll({ offset: second.update_id })).toEqual([second]);
    expect(await poll({ offset: second.update_id + 1 })).toEqual([]);
    expect(await poll()).toEqual([]);
  });

  it('waits for something to come', async () => {
    const waiting = poll({ timeout: 20 });
    setTimeout(() => ana.says('hello'), 30);
    expect((await waiting)[0]?.message?.text).toBe('hello');
  });

  it('ends the older of two polls', async () => {
    const older = stage.call('getUpdates', { timeout: 20 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const younger = stage.call('getUpdates', { timeout: 20 });
    expect((await older).body).toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    ana.says('hello');
    expect((await younger).body.result).toHaveLength(1);
  });

  it('keeps for the next poll what a vanished client did not get', async () => {
    const abort = new AbortController();
    const lost = fetch(`${stage.sim.url}/bot${TOKEN}/getUpdates?timeout=20`, { signal: abort.signal }).catch(
      () => 'gone',
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    abort.abort();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, 20));
    ana.says('hello');
    expect(await poll()).toHaveLength(1);
  });

  it('leaves out the kinds that were not asked for, and forgets after a day', async () => {
    await poll({ allowed_updates: ['callback_query'] });
    ana.says('not wanted');
    expect(await poll({ allowed_updates: [] })).toEqual([]);
    ana.says('wanted');
    stage.clock.advance(25 * 3600 * 1000);
    expect(await poll()).toEqual([]);
  });

  it('stops at once when the simulator stops', async () => {
    const hanging = stage.call('getUpdates', { timeout: 50 }).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await stage.sim.stop();
    expect(await hanging).toBe('cut');
  });
});

describe('a webhook', () => {
  interface Hook {
    readonly url: string;
    readonly got: { readonly secret: unknown; readonly update: Update }[];
    statuses: number[];
    answersAfterMs: number[];
    reply: string;
    close(): Promise<void>;
  }

  async function startHook(): Promise<Hook> {
    const hook: Hook = {
      url: '',
      got: [],
      statuses: [],
      answersAfterMs: [],
      reply: '',
      close: () => Promise.resolve(),
    };
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const update = JSON.parse(Buffer.concat(chunks).toString()) as Update;
        hook.got.push({ secret: request.headers['x-telegram-bot-api-secret-token'], update });
        const answer = () =>
          response
            .writeHead(hook.statuses.shift() ?? 200, { 'content-type': 'application/json' })
            .end(hook.reply);
        setTimeout(answer, hook.answersAfterMs.shift() ?? 0);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = () =>
      new Promise<void>((resolve) => void (server.closeAllConnections(), server.close(() => resolve())));
    return Object.assign(hook, {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`,
      close,
    });
  }

  const until = async (isDone: () => boolean) => {
    for (let tries = 0; tries < 800 && !isDone(); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isDone()).toBe(true);
  };

  let hook: Hook;
  beforeEach(async () => {
    hook = await startHook();
  });
  afterEach(() => hook.close());

  it('gets updates with the secret, and getUpdates is refused meanwhile', async () => {
    await stage.call('setWebhook', { url: hook.url, secret_token: 'hush', max_connections: 4 });
    ana.says('hello');
    // The answer has to arrive as well.
    await until(() => stage.sim.webhookDeliveries().length === 1);
    expect(hook.got[0]).toMatchObject({ secret: 'hush', update: { message: { text: 'hello' } } });
    const { status, body } = await stage.call('getUpdates');
    expect([status, body.description]).toEqual([
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ]);
    expect((await stage.call('getWebhookInfo')).body.result).toMatchObject({
      url: hook.url,
      pending_update_count: 0,
    });
  });

  it('gets an update again, before the later ones of the chat, when it does not answer 2xx', async () => {
    hook.statuses = [500, 503];
    await stage.call('setWebhook', { url: hook.url });
    ana.says('one');
    ana.says('two');
    await until(() => hook.got.length === 4);
    expect(hook.got.map((delivery) => delivery.update.message?.text)).toEqual(['one', 'one', 'one', 'two']);
    await until(() => stage.sim.webhookDeliveries().length === 4);
    expect(stage.sim.webhookDeliveries().map((delivery) => delivery.status)).toEqual([500, 503, 200, 200]);
    expect((await stage.call('getWebhookInfo')).body.result.last_error_message).toBe(
      'Wrong response from the webhook: 503 Service Unavailable',
    );
  });

  it('gets an update again when it is slow to answer', async () => {
    hook.answersAfterMs = [3_000];
    await stage.call('setWebhook', { url: hook.url });
    ana.says('one');
    await until(() => hook.got.length === 2);
    expect(hook.got[1]?.update).toEqual(hook.got[0]?.update);
  });

  it('may answer with a method call', async () => {
    hook.reply = JSON.stringify({ method: 'sendMessage', chat_id: ana.id, text: 'from the hook' });
    await stage.call('setWebhook', { url: hook.url });
    ana.says('hello');
    await stage.sim.waitFor(ana.chat, 'from the hook');
  });

  it('must be https unless it is loopback, and its secret must be plain', async () => {
    expect((await stage.call('setWebhook', { url: 'http://till.example/' })).body.description).toBe(
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    );
    expect((await stage.call('setWebhook', { url: hook.url, secret_token: 'a b' })).body.description).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
  });
});

describe('mischief with updates', () => {
  it('delivers an update again under its number', async () => {
    ana.says('pay');
    const [update] = await poll();
    const offset = (update?.update_id ?? 0) + 1;
    expect(await poll({ offset })).toEqual([]);
    expect(stage.sim.mischief.redeliver()).toBe(update?.update_id);
    expect(await poll({ offset })).toEqual([update]);
    expect(await poll({ offset })).toEqual([]);
  });

  it('delivers held updates in another order', async () => {
    stage.sim.mischief.holdUpdates();
    for (const text of ['one', 'two', 'three']) ana.says(text);
    expect(await poll()).toEqual([]);
    stage.sim.mischief.releaseUpdates('reversed');
    expect((await poll()).map((update) => update.message?.text)).toEqual(['three', 'two', 'one']);
  });
});

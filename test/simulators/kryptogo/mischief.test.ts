import { get as httpGet } from 'node:http';
import { describe, expect, it } from 'vitest';
import { INTENT, INTENTS, openBench, openReceiver } from './simulator-bench.ts';

describe('mischief with answers', () => {
  it('carries a create out and never answers, or cuts the line', async () => {
    const { create, sim } = await openBench();
    sim.mischief.next('hang after', { on: 'create' });
    await expect(create()).rejects.toMatchObject({ code: 'ECONNABORTED' });
    sim.mischief.next('cut after', { on: 'create' });
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sim.intents()).toHaveLength(2);
    expect(sim.requests.map(({ answered, mischief }) => [answered, mischief])).toEqual([
      ['hung', 'hang after'],
      ['cut', 'cut after'],
    ]);
  });

  it('still sends the pending callback of a create that was never answered', async () => {
    const receiver = await openReceiver();
    const { create, sim } = await openBench();
    sim.mischief.next('cut after');
    await expect(create({ callback_url: receiver.url })).rejects.toThrow();
    await sim.settled();
    expect(receiver.delivered[0]?.json.payment_intent_id).toBe(sim.intents()[0]?.id);
  });

  it('does nothing and never answers, or cuts the line', async () => {
    const { create, sim } = await openBench();
    sim.mischief.next('hang before');
    await expect(create()).rejects.toMatchObject({ code: 'ECONNABORTED' });
    sim.mischief.next('cut before');
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(sim.intents()).toEqual([]);
  });

  it('fails before or after the work: 500, 429, a code with HTTP 200, a redirect, a page', async () => {
    const { create, sim } = await openBench();
    sim.mischief.next('error 500');
    expect((await create()).status).toBe(500);
    sim.mischief.next('error 500', { status: 503 });
    expect((await create()).status).toBe(503);
    sim.mischief.next('too many', { retryAfter: 17 });
    const tooMany = await create();
    expect([tooMany.status, tooMany.headers['retry-after']]).toEqual([429, '17']);
    sim.mischief.next('code not zero', { code: 4711, message: 'hm' });
    const refused = await create();
    expect([refused.status, refused.body]).toEqual([200, { code: 4711, message: 'hm' }]);
    sim.mischief.next('redirect', { location: 'http://127.0.0.1:9/x' });
    const moved = await create();
    expect([moved.status, moved.headers['location']]).toEqual([302, 'http://127.0.0.1:9/x']);
    expect(sim.intents()).toEqual([]);
    sim.mischief.next('error 500', { after: true });
    expect((await create()).status).toBe(500);
    sim.mischief.next('html', { status: 502 });
    const page = await create();
    expect([page.status, page.headers['content-type'], page.text]).toEqual([
      502,
      'text/html',
      expect.stringContaining('<html>'),
    ]);
    expect(sim.intents()).toHaveLength(2);
  });

  it('spoils the text: truncated, cut in the middle, oversize, poisoned', async () => {
    const { newIntent, read, sim } = await openBench();
    const id = await newIntent();
    sim.mischief.next('truncated json');
    const truncated = await read(id);
    expect(() => JSON.parse(truncated.text) as unknown).toThrow();
    sim.mischief.next('cut mid body');
    await expect(read(id)).rejects.toThrow(/aborted|reset|hang up/);
    sim.mischief.next('oversize', { bytes: 70_000 });
    expect((await read(id)).data.padding).toHaveLength(70_000);
    sim.mischief.next('proto');
    await read(id);
    const raw = sim.requests.at(-1)?.answer ?? '';
    expect(raw).toContain('"__proto__":{"polluted":true');
    expect(Object.hasOwn((JSON.parse(raw) as { data: object }).data, '__proto__')).toBe(true);
  });

  it('spoils the facts: another intent, numbers, unknown status, regression, any field', async () => {
    const { newIntent, read, sim } = await openBench();
    const id = await newIntent();
    sim.mischief.next('other intent');
    expect((await read(id)).data.payment_intent_id).toBe('0'.repeat(32));
    const other = await newIntent();
    sim.wallet.paysExactly(id);
    sim.mischief.next('other intent');
    expect((await read(id)).data.payment_intent_id).toBe(other);
    sim.mischief.next('numbers');
    expect((await read(id)).data).toMatchObject({
      crypto_amount: 9.24,
      received_amount: 9.24,
      fiat_amount: 300,
    });
    sim.mischief.next('unknown status');
    expect((await read(id)).data.status).toBe('confirming');
    sim.mischief.next('regress');
    expect((await read(id)).data).toMatchObject({ status: 'pending', received_amount: null });
    sim.mischief.next('fields', { fields: { decimals: 18, token_address: undefined } });
    const changed = (await read(id)).data;
    expect(changed.decimals).toBe(18);
    expect(changed).not.toHaveProperty('token_address');
    expect((await read(id)).data).toMatchObject({ status: 'success', received_amount: '9.24' });
  });

  it('changes the shape of the next list', async () => {
    const { newIntent, get, sim } = await openBench();
    await newIntent();
    sim.mischief.next('list shape', { shape: 'items' });
    expect((await get(INTENTS)).data.total).toBe(1);
    sim.mischief.next('list shape', { shape: 'error' });
    expect((await get(INTENTS)).status).toBe(403);
    expect((await get(INTENTS)).list).toHaveLength(1);
  });

  it('answers slowly, beside other mischief', async () => {
    const { read, sim } = await openBench();
    sim.mischief.next('slow', { ms: 60 });
    sim.mischief.next('html');
    const started = performance.now();
    expect((await read('x')).text).toContain('<html>');
    expect(performance.now() - started).toBeGreaterThan(50);
  });
});

describe('rules of mischief', () => {
  it('wait for their request, count down, and can be limited to one intent', async () => {
    const { newIntent, read, get, sim } = await openBench();
    const [one, two] = [await newIntent(), await newIntent()];
    sim.mischief.next('error 500', { intentId: two, times: 2 });
    sim.mischief.next('too many', { on: 'list' });
    expect((await read(one)).status).toBe(200);
    expect([(await read(two)).status, (await read(two)).status, (await read(two)).status]).toEqual([
      500, 500, 200,
    ]);
    expect(sim.mischief.pending()).toMatchObject([{ kind: 'too many' }]);
    expect((await get(INTENTS)).status).toBe(429);
    expect(sim.mischief.pending()).toEqual([]);
  });

  it('can stay, by chance from the seed, until they are taken back', async () => {
    const statuses = async () => {
      const { read, sim } = await openBench({ seed: 'storm' });
      const stop = sim.mischief.always('error 500', { chance: 0.5 });
      const seen: number[] = [];
      for (let i = 0; i < 20; i += 1) seen.push((await read('x')).status);
      stop();
      expect((await read('x')).status).toBe(404);
      return seen;
    };
    const first = await statuses();
    expect(new Set(first)).toEqual(new Set([500, 404]));
    expect(await statuses()).toEqual(first);
  });

  it('can be cleared', async () => {
    const { read, sim } = await openBench();
    sim.mischief.next('error 500', 3);
    sim.mischief.always('html');
    sim.mischief.clear();
    expect((await read('x')).status).toBe(404);
  });
});

describe('being down', () => {
  it('refuses connections, then comes back at the same address with everything it knew', async () => {
    const { newIntent, read, sim } = await openBench();
    const id = await newIntent();
    await sim.down();
    await expect(read(id)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await sim.up();
    expect((await read(id)).data.payment_intent_id).toBe(id);
  });

  it('can cut connections or answer 503 instead', async () => {
    const { read, sim } = await openBench();
    await sim.down('cut');
    await expect(read('x')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await sim.down('503');
    expect((await read('x')).status).toBe(503);
    await sim.up();
    expect((await read('x')).status).toBe(404);
  });

  it('stops promptly while callers hang and callbacks are under way', async () => {
    const { create, sim } = await openBench();
    sim.mischief.always('hang after');
    const hanging = create().catch((error: { code: string }) => error.code);
    await expect.poll(() => sim.requests.length).toBe(1);
    // A connection kept open by an idle caller must not hold the stop up either.
    httpGet(`${sim.url}${INTENT}/x`).on('error', () => undefined);
    const started = performance.now();
    await sim.stop();
    expect(performance.now() - started).toBeLessThan(200);
    expect(await hanging).toBe('ECONNRESET');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage, type Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ name: 'Ana' });
});
afterEach(() => stage.sim.stop());

const say = (content: string) => stage.call('POST', `/channels/${ana.dm.id}/messages`, { content });
const heard = () => ana.sees(ana.dm).map((message) => message.words);
const statuses = () => stage.sim.calls('createMessage').map((request) => request.status);

describe('mischief', () => {
  it('refuses, with the headers that say how long to wait', async () => {
    stage.sim.mischief.next('createMessage', { kind: '429', retryAfter: 1.5 });
    const { status, headers, body } = await say('x');
    expect([status, body.retry_after, body['global']]).toEqual([429, 1.5, false]);
    expect([headers.get('retry-after'), headers.get('x-ratelimit-scope')]).toEqual(['2', 'user']);
    stage.sim.mischief.next('*', { kind: '429', retryAfter: 1, scope: 'global' });
    expect((await say('x')).headers.get('x-ratelimit-global')).toBe('true');
    stage.sim.mischief.next('POST /channels/{channel_id}/messages', { kind: 'status', code: 502 });
    expect((await say('x')).status).toBe(502);
    expect([heard(), stage.sim.faults]).toEqual([[], []]);
  });

  it('cuts lines before and after the work is done', async () => {
    stage.sim.mischief.next('createMessage', { kind: 'drop-before' });
    stage.sim.mischief.next('createMessage', { kind: 'drop-after' });
    await expect(say('before')).rejects.toThrow();
    await expect(say('after')).rejects.toThrow();
    expect([heard(), statuses()]).toEqual([['after'], [0, 0]]);
  });

  it('delays, and answers nonsense or an error after all', async () => {
    stage.sim.mischief.next((request) => request.body['content'] === 'slow', { kind: 'delay', ms: 40 });
    const before = performance.now();
    await say('slow');
    expect(performance.now() - before).toBeGreaterThan(35);
    stage.sim.mischief.next('createMessage', { kind: 'garbage' });
    await expect(say('garbled')).rejects.toThrow('JSON');
    stage.sim.mischief.next('createMessage', { kind: 'status-after', code: 500 });
    expect((await say('done')).status).toBe(500);
    expect(heard()).toEqual(['slow', 'garbled', 'done']);
    expect(stage.sim.requests.map((request) => request.mischief)).toEqual([
      'delay',
      'garbage',
      'status-after',
    ]);
  });

  it('can be called off', async () => {
    stage.sim.mischief.next('*', { kind: 'status', code: 500 }, 5);
    stage.sim.mischief.clear();
    expect((await say('x')).status).toBe(200);
  });
});

describe('rate limits', () => {
  it('are announced always and enforced on demand', async () => {
    expect((await say('x')).headers.get('x-ratelimit-remaining')).toBe('4');
    await stage.sim.stop();
    stage = await createStage({ limits: true });
    ana = stage.sim.people.create({ name: 'Ana' });
    const left = [];
    for (let count = 0; count < 5; count += 1)
      left.push((await say('x')).headers.get('x-ratelimit-remaining'));
    expect(left).toEqual(['4', '3', '2', '1', '0']);
    const { status, headers, body } = await say('x');
    expect([status, headers.get('x-ratelimit-scope'), headers.has('x-ratelimit-bucket')]).toEqual([
      429,
      'user',
      true,
    ]);
    expect(body.retry_after).toBeGreaterThan(3);
    expect(stage.sim.faults).toMatchObject([{ kind: 'limit' }]);
    const bo = stage.sim.people.create({ name: 'Bo' });
    expect((await stage.call('POST', `/channels/${bo.dm.id}/messages`, { content: 'x' })).status).toBe(200);
  });

  it('know fifty a second over all', async () => {
    await stage.sim.stop();
    stage = await createStage({ limits: true });
    const path = (index: number) => `/guilds/${1000 + index}`;
    const answers = await Promise.all(
      Array.from({ length: 51 }, (_, index) => stage.call('GET', path(index))),
    );
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.map((answer) => answer.headers.get('x-ratelimit-scope'))).toEqual(['global']);
  });
});

describe('the same seed', () => {
  it('makes the same ids and tokens', async () => {
    const other = await createStage();
    const twin = other.sim.people.create({ name: 'Ana' });
    expect([twin.id, other.sim.applicationId]).toEqual([ana.id, stage.sim.applicationId]);
    await other.sim.stop();
  });
});

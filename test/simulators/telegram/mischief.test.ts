import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
const begin = async (limits: boolean) => {
  stage = await createStage({ limits });
  ana = stage.sim.people.create({ firstName: 'Ana' });
  ana.starts();
};
afterEach(() => stage.sim.stop());

const send = (text: string, chatId = ana.id) => stage.call('sendMessage', { chat_id: chatId, text });
const said = () =>
  ana.chat
    .messages()
    .filter((message) => message.fromBot)
    .map((message) => message.words);

describe('mischief', () => {
  beforeEach(() => begin(false));

  it('answers 429 as often as told, without sending', async () => {
    stage.sim.mischief.next('sendMessage', { kind: '429', retryAfter: 7 }, 2);
    const { status, body } = await send('a');
    expect([status, body.description, body.parameters]).toEqual([
      429,
      'Too Many Requests: retry after 7',
      { retry_after: 7 },
    ]);
    expect((await send('b')).status).toBe(429);
    expect((await send('c')).status).toBe(200);
    expect(said()).toEqual(['c']);
    expect(stage.sim.faults).toEqual([]);
    expect(stage.sim.calls('sendMessage').map((call) => call.mischief)).toEqual(['429', '429', undefined]);
  });

  it('cuts the connection before or after the work', async () => {
    stage.sim.mischief.next('sendMessage', { kind: 'drop-before' });
    stage.sim.mischief.next('sendMessage', { kind: 'drop-after' });
    await expect(send('lost')).rejects.toThrow();
    await expect(send('sent, though nobody knows')).rejects.toThrow();
    expect(said()).toEqual(['sent, though nobody knows']);
    expect(stage.sim.calls('sendMessage').map((call) => call.status)).toEqual([0, 0]);
  });

  it('answers any status, late, or with rubbish, to the requests that a predicate picks', async () => {
    const toAna = (request: { params: Readonly<Record<string, unknown>> }) =>
      request.params['chat_id'] === ana.id;
    stage.sim.mischief.next(toAna, { kind: 'status', code: 502, description: 'Bad Gateway' });
    stage.sim.mischief.next(toAna, { kind: 'delay', ms: 40 });
    stage.sim.mischief.next(toAna, { kind: 'garbage' });
    expect((await stage.call('getMe')).status).toBe(200);
    expect((await send('a')).body).toEqual({ ok: false, error_code: 502, description: 'Bad Gateway' });
    const start = performance.now();
    expect((await send('b')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(35);
    await expect(send('c')).rejects.toThrow(SyntaxError);
    expect(said()).toEqual(['b', 'c']);
  });
});

describe('sending limits', () => {
  beforeEach(() => begin(true));

  it('allow a short burst in private, then one message a second by the clock', async () => {
    for (const text of ['1', '2', '3']) expect((await send(text)).status).toBe(200);
    const { status, body } = await send('4');
    expect([status, body.parameters?.retry_after]).toEqual([429, 3]);
    expect(stage.sim.faults).toHaveLength(1);
    stage.clock.advance(3000);
    expect((await send('4')).status).toBe(200);
  });

  it('allow twenty messages a minute in a group', async () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana], quiet: true });
    for (let count = 0; count < 20; count += 1) {
      stage.clock.advance(500);
      expect((await send('x', group.id)).status).toBe(200);
    }
    const { body } = await send('x', group.id);
    expect(body.parameters).toEqual({ retry_after: 51 });
  });

  it('allow thirty messages a second over all chats', async () => {
    const people = Array.from({ length: 31 }, (_, index) =>
      stage.sim.people.create({ firstName: `P${index}` }),
    );
    for (const person of people) person.starts();
    const statuses = await Promise.all(people.map(async (person) => (await send('x', person.id)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});

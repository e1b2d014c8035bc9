import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { Reply } from './reply.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, PAY, type Answer, type Stage } from './testing.ts';

const EPHEMERAL = 64;
const V2 = 1 << 15;

let stage: Stage;
let ana: PersonHandle;
let bo: PersonHandle;
let shop: ServerHandle;
let pay: Reply;

/** A shop whose member has just typed /pay. */
async function open(acknowledgeMs?: number): Promise<void> {
  stage = await createStage(acknowledgeMs === undefined ? {} : { acknowledgeMs });
  ana = stage.sim.people.create({ name: 'Ana' });
  bo = stage.sim.people.create({ name: 'Bo' });
  shop = stage.sim.servers.create({ name: 'Shop', members: [ana, bo] });
  await stage.register([PAY]);
  pay = ana.uses(shop.channel(), '/pay', { amount: '10' });
}

/** The same with hardly any patience. */
async function openHastily(): Promise<void> {
  await stage.sim.stop();
  await open(60);
}

beforeEach(() => open());
afterEach(() => stage.sim.stop());

const row = (...ids: string[]) => ({
  type: 1,
  components: ids.map((id) => ({ type: 2, style: 1, label: id, custom_id: id })),
});
const callback = (reply: Reply, body: object, query = '') =>
  stage.call('POST', `/interactions/${reply.id}/${reply.token}/callback${query}`, body);
const webhook = (method: string, reply: Reply, rest = '', body?: object): Promise<Answer> =>
  stage.call(method, `/webhooks/${stage.sim.applicationId}/${reply.token}${rest}`, body);
const editOriginal = (reply: Reply, body: object) => webhook('PATCH', reply, '/messages/%40original', body);
const result = ({ status, body }: Answer) => [status, body.code];
const kinds = () => stage.sim.faults.map((fault) => fault.kind);

describe('the three seconds', () => {
  it('end with 10062, and the person is told that the application did not respond', async () => {
    await openHastily();
    expect(pay.failed).toBe(false);
    await expect(pay.acknowledged()).rejects.toThrow('Ana reads "The application did not respond" to /pay');
    expect(result(await callback(pay, { type: 5 }))).toEqual([404, 10062]);
    expect(stage.sim.missedAcks).toEqual([
      { what: '/pay', person: 'Ana', at: stage.clock.now(), wasDelivered: false, isBotToBlame: false },
    ]);
    // Nobody listened at the gateway, so there is nobody to blame.
    expect(kinds()).toEqual([]);
  });

  it('are missed by a callback that is late on its way, which is nobody’s fault', async () => {
    await openHastily();
    stage.sim.mischief.next('callback', { kind: 'late', ms: 90 });
    expect(result(await callback(pay, { type: 5 }))).toEqual([404, 10062]);
    expect([pay.failed, kinds()]).toEqual([true, []]);
  });

  it('are kept by one answer; a second one is refused', async () => {
    expect(result(await callback(pay, { type: 5 }))).toEqual([204, undefined]);
    expect(await pay.acknowledged()).toMatchObject({ type: 5, ephemeral: false });
    expect(result(await callback(pay, { type: 4, data: { content: 'x' } }))).toEqual([400, 40060]);
    expect(kinds()).toEqual(['double-ack']);
  });

  it('do not blame a bot that repeats a callback whose answer got lost', async () => {
    stage.sim.mischief.next('callback', { kind: 'status-after', code: 500 });
    expect((await callback(pay, { type: 5 })).status).toBe(500);
    expect(result(await callback(pay, { type: 5 }))).toEqual([400, 40060]);
    expect(kinds()).toEqual([]);
  });

  it('are those of a known interaction with its own token', async () => {
    const wrong = await stage.call('POST', `/interactions/${pay.id}/guessed/callback`, { type: 5 });
    expect(result(wrong)).toEqual([404, 10062]);
    expect(result(await stage.call('POST', '/interactions/1/x/callback', { type: 5 }))).toEqual([404, 10062]);
  });
});

describe('the first answer', () => {
  it('can be asked back', async () => {
    const { status, body } = await callback(
      pay,
      { type: 5, data: { flags: EPHEMERAL } },
      '?with_response=true',
    );
    expect([status, body]).toMatchObject([
      200,
      { interaction: { id: pay.id, response_message_loading: true, response_message_ephemeral: true } },
    ]);
  });

  it('fits the interaction', async () => {
    expect(result(await callback(pay, { type: 8, data: { choices: [] } }))).toEqual([400, 50035]);
    expect(result(await callback(pay, { type: 7, data: { content: 'x' } }))).toEqual([400, 50035]);
    expect(result(await callback(pay, { type: 4, data: { content: '' } }))).toEqual([400, 50006]);
    expect(result(await callback(pay, { type: 4, data: { flags: 64, text: 'x' } }))).toEqual([400, 50035]);
    expect(result(await callback(pay, { type: 77 }))).toEqual([400, 50035]);
    expect(pay.acknowledgement).toBeUndefined();
    expect(kinds()).toEqual(['spec', 'spec', 'spec', 'spec', 'spec']);
  });

  it('offers choices of the option’s type, 25 at most', async () => {
    const options = [{ type: 4, name: 'count', description: 'x', autocomplete: true }];
    await stage.register([{ ...PAY, options }]);
    const choice = (value: unknown) => ({ name: String(value), value });
    const typing = ana.startsTyping(ana.dm, '/pay', { count: '1' });
    const answer = (choices: object[]) => callback(typing, { type: 8, data: { choices } });
    expect(result(await answer([choice('one')]))).toEqual([400, 50035]);
    expect(result(await answer(Array.from({ length: 26 }, (_, index) => choice(index))))).toEqual([
      400, 50035,
    ]);
    expect((await answer([choice(1)])).status).toBe(204);
    expect(await typing.choices()).toEqual([{ name: '1', value: 1 }]);
    expect(result(await webhook('POST', typing, '', { content: 'x' }))).toEqual([404, 10015]);
  });

  it('may be a modal, but not a modal after a modal, nor one with mistakes', async () => {
    const field = { type: 4, custom_id: 'to', style: 1 };
    const label = (component: object) => ({ type: 18, label: 'To', component });
    const modal = (components: object[]) => ({
      type: 9,
      data: { custom_id: 'm', title: 'Withdraw', components },
    });
    expect(result(await callback(pay, modal([{ type: 1, components: [field] }])))).toEqual([400, 50035]);
    expect(result(await callback(pay, modal([label(field), label(field)])))).toEqual([400, 50035]);
    expect(result(await callback(pay, modal(Array(6).fill(label(field)) as object[])))).toEqual([400, 50035]);
    const tooLong = { ...modal([label(field)]).data, title: 'x'.repeat(46) };
    expect(result(await callback(pay, { type: 9, data: tooLong }))).toEqual([400, 50035]);
    expect(
      (await callback(pay, modal([label(field), { type: 10, content: 'Mind the network' }]))).status,
    ).toBe(204);
    const shown = await pay.modal();
    expect(shown).toMatchObject({
      title: 'Withdraw',
      texts: ['Mind the network'],
      fields: [{ label: 'To' }],
    });
    expect(() => bo.submits(shown, { to: 'x' })).toThrow('open for somebody else');
    expect(() => ana.submits(shown, { from: 'x' })).toThrow('has no field from');
    const submitted = ana.submits(shown, { to: '0xabc' });
    expect(result(await callback(submitted, modal([label(field)])))).toEqual([400, 50035]);
    expect((await callback(submitted, { type: 4, data: { content: 'ok' } })).status).toBe(204);
    expect(() => ana.submits(shown, { to: '0xabc' })).toThrow('was submitted already');
  });
});

describe('a private answer', () => {
  const privately = { type: 5, data: { flags: EPHEMERAL } };

  it('is seen by its person and found by nobody else, not even by the bot’s channel routes', async () => {
    await callback(pay, privately);
    expect(ana.sees(shop.channel())).toMatchObject([{ isThinking: true, isEphemeral: true }]);
    await editOriginal(pay, { content: 'your address', components: [row('check')] });
    const card = await pay.answered();
    expect([ana.sees(shop.channel()).length, bo.sees(shop.channel()).length]).toEqual([1, 0]);
    expect(() => bo.presses(card, 'check')).toThrow('Bo does not see message');
    const path = `/channels/${shop.channel().id}/messages`;
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { content: 'x' } : undefined;
      expect(result(await stage.call(method, `${path}/${card.id}`, body))).toEqual([404, 10008]);
    }
    expect((await stage.call('GET', path)).body).toEqual([]);
    ana.dismisses(card);
    expect(ana.sees(shop.channel())).toEqual([]);
    expect((await editOriginal(pay, { content: 'still there for the bot' })).status).toBe(200);
  });

  it('stays what it was at the defer: the first follow-up is the deferred answer', async () => {
    await callback(pay, privately);
    const first = await webhook('POST', pay, '', { content: 'secret' });
    expect(first.body.flags).toBe(EPHEMERAL);
    expect(bo.sees(shop.channel())).toEqual([]);
    const second = await webhook('POST', pay, '', { content: 'and this is for all' });
    expect(bo.sees(shop.channel()).map((message) => message.id)).toEqual([second.body.id]);
    expect(kinds()).toEqual([]);
  });

  it('does not come of a public defer, whatever the edit says', async () => {
    await callback(pay, { type: 5 });
    expect((await editOriginal(pay, { content: 'secret', flags: EPHEMERAL })).status).toBe(200);
    expect(bo.seesLast(shop.channel())).toMatchObject({ words: 'secret', isEphemeral: false });
    expect(kinds()).toEqual(['privacy']);
  });
});

describe('the fifteen minutes', () => {
  it('begin when the person acts and end with 50027; a press begins new ones', async () => {
    expect(result(await editOriginal(pay, { content: 'too soon' }))).toEqual([404, 10015]);
    await callback(pay, { type: 4, data: { content: 'card', flags: EPHEMERAL, components: [row('check')] } });
    const card = await pay.answered();
    stage.clock.advance(14 * 60_000);
    const press = ana.presses(card, { customId: 'check' });
    await callback(press, { type: 6 });
    stage.clock.advance(60_000);
    expect(result(await editOriginal(pay, { content: 'late' }))).toEqual([401, 50027]);
    expect((await editOriginal(press, { content: 'renewed' })).status).toBe(200);
    expect(card).toMatchObject({ words: 'renewed', history: [{ words: 'card', buttons: ['check'] }] });
    stage.clock.advance(14 * 60_000);
    expect(result(await webhook('GET', press, '/messages/@original'))).toEqual([401, 50027]);
    expect(result(await webhook('POST', { ...press, token: 'x' }, '', { content: 'x' }))).toEqual([
      401, 50027,
    ]);
    expect(stage.sim.invalidRequests).toBe(3);
    expect(kinds()).toEqual([]);
  });

  it('allow reading, editing and deleting each message of the interaction, and no other', async () => {
    await callback(pay, { type: 4, data: { content: 'one' } });
    const two = await webhook('POST', pay, '?wait=true', { content: 'two', flags: EPHEMERAL });
    const path = `/messages/${two.body.id}`;
    expect((await webhook('PATCH', pay, path, { content: 'zwei' })).body.content).toBe('zwei');
    expect((await webhook('DELETE', pay, path)).status).toBe(204);
    expect(result(await webhook('GET', pay, path))).toEqual([404, 10008]);
    const other = ana.uses(shop.channel(), '/pay', { amount: '1' });
    await callback(other, { type: 4, data: { content: 'other' } });
    expect(result(await webhook('GET', pay, `/messages/${other.message?.id}`))).toEqual([404, 10008]);
    expect((await webhook('DELETE', pay, '/messages/@original')).status).toBe(204);
    expect(result(await editOriginal(pay, { content: 'x' }))).toEqual([404, 10008]);
    expect(ana.sees(shop.channel()).map((message) => message.words)).toEqual(['other']);
  });

  it('end early when the channel is gone', async () => {
    await callback(pay, { type: 5 });
    shop.deletesChannel(shop.channel());
    expect(result(await editOriginal(pay, { content: 'x' }))).toEqual([404, 10003]);
  });

  it('hold five follow-ups where only the person has installed the app', async () => {
    const foreign = stage.sim.servers.create({ name: 'Foreign', members: [ana], bot: 'absent' });
    await stage.register([{ ...PAY, integration_types: [1], contexts: [0] }]);
    ana.installs();
    const reply = ana.uses(foreign.channel(), '/pay', { amount: '1' });
    await callback(reply, { type: 4, data: { content: 'x', flags: EPHEMERAL } });
    const say = () => webhook('POST', reply, '', { content: 'x', flags: EPHEMERAL });
    for (let count = 0; count < 5; count += 1) expect((await say()).status).toBe(200);
    expect(result(await say())).toEqual([400, 40094]);
  });
});

describe('pressing', () => {
  it('tells the bot the message, the button and who pressed', async () => {
    const heard: Record<string, unknown>[] = [];
    stage.sim.gateway.listen((name, data) => void (name === 'INTERACTION_CREATE' && heard.push(data)));
    const link = { type: 2, style: 5, label: 'Explorer', url: 'https://scan.example/tx' };
    const off = { type: 2, style: 2, label: 'Later', custom_id: 'l', disabled: true };
    const components = [{ type: 1, components: [...row('check').components, link, off] }];
    await callback(pay, { type: 4, data: { content: 'card', components } });
    const card = await pay.answered();
    bo.presses(card, 'check');
    ana.forgesPress(card, 'of:somebody-else');
    expect(heard).toMatchObject([
      { type: 3, message: { id: card.id }, data: { custom_id: 'check', component_type: 2, id: 2 } },
      { data: { custom_id: 'of:somebody-else' }, member: { user: { id: ana.id } } },
    ]);
    expect(ana.presses(card, 'Explorer')).toMatchObject({ kind: 'link', url: 'https://scan.example/tx' });
    expect(() => ana.presses(card, 'Later')).toThrow('the button "Later" is disabled');
    expect(() => ana.presses(card, /refund/)).toThrow(
      'has no button /refund/; it offers: check | Explorer | Later',
    );
  });

  it('edits at once with type 7, also into Components V2', async () => {
    await callback(pay, { type: 4, data: { content: 'card', components: [row('check')] } });
    const press = ana.presses(await pay.answered(), 'check');
    const text = [{ type: 10, content: '**Paid**' }];
    const kept = await callback(press, { type: 7, data: { flags: V2, components: text } });
    expect(JSON.stringify(kept.body)).toContain('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2');
    const data = { flags: V2, content: null, components: text };
    expect((await callback(press, { type: 7, data })).status).toBe(204);
    expect(await press.answered()).toMatchObject({ words: '**Paid**', buttons: [], content: '' });
  });

  it('chooses from menus', async () => {
    const options = [{ label: 'VIP', value: 'vip' }];
    const menu = { type: 3, custom_id: 'item', placeholder: 'Choose', options };
    await callback(pay, {
      type: 4,
      data: { content: 'what?', components: [{ type: 1, components: [menu] }] },
    });
    const card = await pay.answered();
    expect(() => ana.selects(card, ['x'])).toThrow('the menu "Choose" offers no x');
    expect(ana.selects(card, ['vip'])).toMatchObject({ kind: 'press' });
  });
});

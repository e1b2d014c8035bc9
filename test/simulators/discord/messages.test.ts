import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, makePng, type Answer, type Stage } from './testing.ts';

const V2 = 1 << 15;

let stage: Stage;
let ana: PersonHandle;
let shop: ServerHandle;
let path: string;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ name: 'Ana' });
  shop = stage.sim.servers.create({ name: 'Shop', members: [ana] });
  path = `/channels/${shop.channel().id}/messages`;
});
afterEach(() => stage.sim.stop());

const say = (body: object | FormData) => stage.call('POST', path, body);
const result = ({ status, body }: Answer) => [status, body.code];
/** What Discord complains about, as JSON. */
const complaint = async (body: object) => {
  const { status, body: answer } = await say(body);
  if (status === 200) throw new Error('the message went through');
  return JSON.stringify(answer.errors ?? answer);
};
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Check', custom_id: 'c', ...more });
const rowOf = (...components: object[]) => ({ type: 1, components });
const form = (payload: object, ...files: [string, Uint8Array][]) => {
  const data = new FormData();
  data.set('payload_json', JSON.stringify(payload));
  files.forEach(([name, bytes], index) => data.set(`files[${index}]`, new Blob([bytes]), name));
  return data;
};

describe('a message of the bot', () => {
  it('is sent, edited, read and deleted, and remembers how it looked', async () => {
    const { body } = await say({ content: 'one <t:1700000000:R>', components: [rowOf(button())] });
    const view = await stage.sim.waitFor(ana, shop.channel(), 'one');
    expect(view).toMatchObject({
      id: body.id,
      words: 'one <t:1700000000:R>',
      buttons: ['Check'],
      fromBot: true,
    });
    stage.clock.advance(1000);
    await stage.call('PATCH', `${path}/${body.id}`, { content: 'two', components: [] });
    expect(view).toMatchObject({
      words: 'two',
      buttons: [],
      editedAt: stage.clock.now(),
      sentAt: stage.clock.now() - 1000,
    });
    expect(view.history.map((look) => look.words)).toEqual(['one <t:1700000000:R>']);
    expect((await stage.call('GET', `${path}/${body.id}`)).body.content).toBe('two');
    expect((await stage.call('DELETE', `${path}/${body.id}`)).status).toBe(204);
    expect(view.deleted).toBe(true);
    expect(result(await stage.call('GET', `${path}/${body.id}`))).toEqual([404, 10008]);
    expect(ana.sees(shop.channel())).toEqual([]);
  });

  it('is listed newest first', async () => {
    for (const content of ['a', 'b', 'c']) await say({ content });
    const list = async (query: string) => {
      const { body } = await stage.call('GET', `${path}?${query}`);
      return (body as unknown as { id: string; content: string }[]).map((message) => message.content);
    };
    const ids = ana.sees(shop.channel()).map((message) => message.id);
    expect(await list('limit=2')).toEqual(['c', 'b']);
    expect(await list(`before=${ids[1]}`)).toEqual(['a']);
    expect(await list(`after=${ids[1]}`)).toEqual(['c']);
  });

  it('notifies only whom allowed_mentions lets it', async () => {
    const content = `@everyone <@${ana.id}> <@&${shop.id}> <@999>`;
    await say({ content });
    await say({ content, allowed_mentions: { parse: [] } });
    await say({ content, allowed_mentions: { parse: [], users: [ana.id] } });
    const pings = ana.sees(shop.channel()).map((message) => message.pings);
    expect(pings).toEqual([['everyone', ana.id, shop.id], [], [ana.id]]);
    expect(await complaint({ content, allowed_mentions: { parse: ['users'], users: [ana.id] } })).toContain(
      'mutually exclusive',
    );
  });

  it('is made once for each enforced nonce, as long as Discord remembers', async () => {
    const once = { content: 'once', nonce: 'outbox-1', enforce_nonce: true };
    const first = await say(once);
    expect((await say({ ...once, content: 'again' })).body).toMatchObject({
      id: first.body.id,
      nonce: 'outbox-1',
    });
    expect((await say({ content: 'loose', nonce: 'outbox-1' })).body.id).not.toBe(first.body.id);
    stage.clock.advance(3 * 60_000);
    expect((await say(once)).body.id).not.toBe(first.body.id);
    expect(await complaint({ ...once, nonce: 'x'.repeat(26) })).toContain('BASE_TYPE_MAX_LENGTH');
  });

  it('carries files, keeps or drops them by the list, and refuses those that are not there', async () => {
    const png = makePng(16);
    const attachments = [{ id: '0', filename: 'qr code.png', description: 'QR' }];
    const { body } = await say(form({ content: 'x', attachments }, ['a.png', png]));
    const view = ana.seesLast(shop.channel());
    expect(view?.files).toMatchObject([{ name: 'qr_code.png', type: 'image/png', description: 'QR' }]);
    const edit = (payload: object, ...files: [string, Uint8Array][]) =>
      stage.call('PATCH', `${path}/${body.id}`, form(payload, ...files));
    await edit({ content: 'y' }, ['b.txt', Buffer.from('b')]);
    expect(view?.files.map((file) => file.name)).toEqual(['qr_code.png', 'b.txt']);
    const kept = view?.raw.attachments[1]?.id;
    await edit({ attachments: [{ id: kept }] });
    expect(view?.files.map((file) => Buffer.from(file.bytes).toString())).toEqual(['b']);
    expect((await edit({ attachments: [{ id: '7' }] })).body.code).toBe(50035);
    await edit({ attachments: [] });
    expect(view?.files).toEqual([]);
  });
});

describe('what a message may not be', () => {
  it('is empty, too long, or marked for one person', async () => {
    expect(result(await say({}))).toEqual([400, 50006]);
    expect(result(await say({ content: '   ' }))).toEqual([400, 50006]);
    expect(await complaint({ content: '💶'.repeat(2001) })).toContain('Must be 2000 or fewer in length.');
    expect((await say({ content: '💶'.repeat(2000) })).status).toBe(200);
    expect(await complaint({ content: 'secret', flags: 64 })).toContain('MESSAGE_FLAGS_INVALID');
    expect(await complaint({ content: 'x', text: 'y' })).toContain('UNKNOWN_FIELD');
    expect(
      result(await stage.call('POST', path, form({ content: 'x' }, ['big.bin', new Uint8Array(11 << 20)]))),
    ).toEqual([413, 40005]);
    expect(stage.sim.faults.every((fault) => fault.kind === 'spec')).toBe(true);
  });

  it('has buttons that Discord would not draw', async () => {
    const buttons = (...all: object[]) => complaint({ content: 'x', components: [rowOf(...all)] });
    expect(await buttons(button({ custom_id: 'x'.repeat(101) }))).toContain('BASE_TYPE_BAD_LENGTH');
    expect(await buttons(button({ label: 'x'.repeat(81) }))).toContain('BASE_TYPE_MAX_LENGTH');
    expect(await buttons(button({ label: undefined }))).toContain('BUTTON_COMPONENT_LABEL_REQUIRED');
    expect(await buttons(button(), button())).toContain('COMPONENT_CUSTOM_ID_DUPLICATED');
    const link = (url: string) => ({ type: 2, style: 5, label: 'Open', url });
    expect(await buttons(link('ethereum:0xabc@1'))).toContain('Scheme \\"ethereum\\" is not supported');
    expect(await buttons({ ...link('https://x.example'), custom_id: 'c' })).toContain('MUTUALLY_EXCLUSIVE');
    expect(await buttons({ type: 2, style: 5, label: 'Open' })).toContain('A url is required');
    expect(
      await buttons(...Array.from({ length: 6 }, (_, index) => button({ custom_id: `${index}` }))),
    ).toContain('BASE_TYPE_BAD_LENGTH');
    const select = { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] };
    expect(await buttons(button(), select)).toContain('COMPONENT_LAYOUT_WIDTH_EXCEEDED');
    const rows = Array.from({ length: 6 }, (_, index) => rowOf(button({ custom_id: `${index}` })));
    expect(await complaint({ content: 'x', components: rows })).toContain('BASE_TYPE_BAD_LENGTH');
  });

  it('has embeds beyond their limits', async () => {
    const embed = (more: object) => complaint({ embeds: [more] });
    expect(await embed({ title: 'x'.repeat(257) })).toContain('BASE_TYPE_MAX_LENGTH');
    expect(await embed({})).toContain('BASE_TYPE_REQUIRED');
    expect(await embed({ title: 'x', fields: [{ name: '', value: 'y' }] })).toContain('BASE_TYPE_REQUIRED');
    expect(await embed({ title: 'x', url: 'ethereum:0x' })).toContain('URL_TYPE_INVALID_SCHEME');
    const long = { description: 'x'.repeat(3001) };
    expect(await complaint({ embeds: [long, long] })).toContain('MAX_EMBED_SIZE_EXCEEDED');
    expect(await complaint({ embeds: Array(11).fill({ title: 'x' }) })).toContain('BASE_TYPE_BAD_LENGTH');
  });

  it('mixes Components V2 with anything else', async () => {
    const text = (content: string) => ({ type: 10, content });
    expect(await complaint({ components: [text('x')] })).toContain('UNION_TYPE_CHOICES');
    const components = [{ type: 17, components: [text('x'), rowOf(button())] }];
    expect(await complaint({ flags: V2, content: 'x', components })).toContain('LEGACY_FIELDS');
    expect(result(await say({ flags: V2 }))).toEqual([400, 50006]);
    const many = Array.from({ length: 39 }, () => text('x'));
    expect(
      await complaint({ flags: V2, components: [{ type: 17, components: [...many, text('y')] }] }),
    ).toContain('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED');
    expect(
      await complaint({ flags: V2, components: [text('x'.repeat(2500)), text('y'.repeat(2500))] }),
    ).toContain('TEXT_TOTAL_LENGTH');
    const gallery = { type: 12, items: [{ media: { url: 'attachment://qr.png' } }] };
    expect(await complaint({ flags: V2, components: [gallery] })).toContain(
      'REFERENCED_ATTACHMENT_NOT_FOUND',
    );
    const { body } = await say({ flags: V2, components });
    expect(body.flags).toBe(V2);
    expect(body['components']).toMatchObject([
      { id: 1, components: [{ id: 2 }, { id: 3, components: [{ id: 4 }] }] },
    ]);
    const edit = await stage.call('PATCH', `${path}/${body.id}`, { content: 'back' });
    expect(JSON.stringify(edit.body)).toContain('LEGACY_FIELDS');
  });
});

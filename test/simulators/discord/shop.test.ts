import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, makePng, TOKEN, type Answer, type Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
let bo: PersonHandle;
let shop: ServerHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ name: 'Ana' });
  bo = stage.sim.people.create({ name: 'Bo' });
  const botPermissions = ['manageRoles'] as const;
  shop = stage.sim.servers.create({ name: 'Shop', owner: bo, members: [ana], botPermissions });
});
afterEach(() => stage.sim.stop());

const result = ({ status, body }: Answer) => [status, body.code];
const role = (method: string, roleId: string, person = ana) =>
  stage.call(method, `/guilds/${shop.id}/members/${person.id}/roles/${roleId}`);

describe('roles', () => {
  it('are listed with their order, and those of an app are nobody’s to give', async () => {
    const vip = shop.createsRole({ name: 'VIP', position: 3 });
    const booster = shop.createsRole({ name: 'Booster', position: 4, managed: true });
    expect((await stage.call('GET', `/guilds/${shop.id}/roles`)).body).toMatchObject([
      { name: '@everyone', position: 0 },
      { name: 'till', position: 10, managed: true },
      { id: vip.id, position: 3, managed: false },
      { name: 'Booster', managed: true },
    ]);
    expect(result(await role('PUT', booster.id))).toEqual([403, 50013]);
    expect(result(await role('PUT', shop.id))).toEqual([400, 50028]);
    expect(stage.sim.faults).toHaveLength(1);
  });

  it('can be moved above the bot’s own and back; at the same place the older one stands higher', async () => {
    const vip = shop.createsRole({ name: 'VIP' });
    shop.movesRole(vip, { position: 11 });
    expect(result(await role('PUT', vip.id))).toEqual([403, 50013]);
    shop.movesRole(vip, { position: 10 });
    expect((await role('PUT', vip.id)).status).toBe(204);
    shop.movesRole(vip, { position: 9 });
    expect((await role('DELETE', vip.id)).status).toBe(204);
  });

  it('are lost by leaving, and a member who comes back has none', async () => {
    const vip = shop.createsRole({ name: 'VIP', members: [ana] });
    const member = `/guilds/${shop.id}/members/${ana.id}`;
    expect((await stage.call('GET', member)).body).toMatchObject({ roles: [vip.id] });
    ana.leaves(shop);
    expect(result(await stage.call('GET', member))).toEqual([404, 10007]);
    expect(result(await role('PUT', vip.id))).toEqual([404, 10007]);
    expect(() => ana.leaves(shop)).toThrow('is not in "Shop"');
    ana.joins(shop);
    expect((await stage.call('GET', member)).body).toMatchObject({ roles: [] });
    expect(shop.rolesOf(ana)).toEqual([]);
  });

  it('are given with a reason for the audit log, of 512 characters at most', async () => {
    const vip = shop.createsRole({ name: 'VIP' });
    const path = `${stage.sim.url}/v10/guilds/${shop.id}/members/${ana.id}/roles/${vip.id}`;
    const give = (reason: string) =>
      fetch(path, {
        method: 'PUT',
        headers: { authorization: `Bot ${TOKEN}`, 'x-audit-log-reason': encodeURIComponent(reason) },
      });
    expect((await give('訂單 7F3K')).status).toBe(204);
    expect(stage.sim.calls('addRole')[0]?.reason).toBe('訂單 7F3K');
    expect((await give('x'.repeat(513))).status).toBe(400);
    expect(stage.sim.faults).toHaveLength(1);
  });
});

const menu = (more: object = {}, count = 2) => ({
  type: 1,
  components: [
    {
      type: 3,
      custom_id: 'items',
      placeholder: 'Choose',
      options: Array.from({ length: count }, (_, at) => ({ label: `Item ${at}`, value: `buy:${at}` })),
      ...more,
    },
  ],
});
const say = (components: object[]) =>
  stage.call('POST', `/channels/${shop.channel().id}/messages`, { content: 'Shop', components });

describe('a select menu', () => {
  it('holds 25 options of 100 characters, each value once, and stands alone in its row', async () => {
    expect((await say([menu({}, 25)])).status).toBe(200);
    const long = [{ label: 'x'.repeat(101), value: 'x' }];
    const twice = ['a', 'b'].map((label) => ({ label, value: 'same' }));
    const wrong: object[][] = [
      [menu({}, 26)],
      [menu({}, 0)],
      [menu({ options: long })],
      [menu({ options: twice })],
      [menu({ max_values: 3 })],
      [menu({ min_values: 2, max_values: 1 })],
      [menu({ options: twice.map((option, value) => ({ ...option, value: `${value}`, default: true })) })],
      [menu(), menu()],
      [{ type: 1, components: [...menu().components, { type: 2, style: 1, label: 'x', custom_id: 'x' }] }],
    ];
    for (const components of wrong) expect(result(await say(components))).toEqual([400, 50035]);
  });

  it('sends what was chosen, by label or value, as many as it takes', async () => {
    await say([menu()]);
    const [message] = ana.sees(shop.channel());
    if (message === undefined) throw new Error('nothing was said');
    const [view] = message.controls;
    expect(view).toMatchObject({ kind: 'select', label: 'Choose', least: 1, most: 1 });
    expect(view?.options[1]).toEqual({ label: 'Item 1', value: 'buy:1', description: undefined });
    const reply = ana.selects(message, ['Item 1']);
    expect(reply.kind).toBe('press');
    expect(() => ana.selects(message, ['Item 7'])).toThrow('offers no Item 7');
    expect(() => ana.selects(message, ['buy:0', 'buy:1'])).toThrow('takes 1 to 1');
    expect(() => ana.selects(message, [])).toThrow('takes 1 to 1');
    await say([menu({ disabled: true })]);
    const [, closed] = ana.sees(shop.channel());
    if (closed === undefined) throw new Error('nothing was said');
    expect(() => ana.selects(closed, ['Item 1'])).toThrow('is disabled');
  });
});

const ITEM = {
  name: 'item',
  description: 'Items',
  options: [
    { type: 11, name: 'picture', description: 'What it looks like' },
    { type: 6, name: 'for', description: 'For whom' },
  ],
};

describe('files', () => {
  it('come several in one message, and an edit keeps, drops and replaces them', async () => {
    const upload = (payload: object, files: Readonly<Record<string, Uint8Array>>) => {
      const form = new FormData();
      form.set('payload_json', JSON.stringify(payload));
      Object.entries(files).forEach(([name, bytes], at) =>
        form.set(`files[${at}]`, new Blob([Uint8Array.from(bytes)]), name),
      );
      return form;
    };
    const path = `/channels/${shop.channel().id}/messages`;
    const both = { 'shop.png': makePng(33), 'orders.csv': Buffer.from('a,b\n') };
    const sent = await stage.call('POST', path, upload({ content: 'x' }, both));
    const [message] = ana.sees(shop.channel());
    expect(message?.files.map(({ name, type }) => [name, type])).toEqual([
      ['shop.png', 'image/png'],
      ['orders.csv', 'application/octet-stream'],
    ]);
    const [, csv] = message?.raw.attachments ?? [];
    const kept = [{ id: csv?.id }, { id: '0', filename: 'next.png' }];
    const edit = upload({ attachments: kept }, { 'next.png': makePng(21) });
    expect((await stage.call('PATCH', `${path}/${sent.body.id}`, edit)).status).toBe(200);
    expect(message?.files.map(({ name }) => name)).toEqual(['orders.csv', 'next.png']);
    await stage.call('PATCH', `${path}/${sent.body.id}`, { attachments: [] });
    expect(message?.files).toEqual([]);
    expect(stage.sim.faults).toEqual([]);
  });

  it('that a person attaches are told of with a signed address, which the simulator serves', async () => {
    await stage.register([ITEM]);
    const bytes = makePng(40);
    const told: Record<string, unknown>[] = [];
    stage.sim.gateway.listen((_name, event) => void told.push(event));
    bo.uses(shop.channel(), '/item', { picture: { filename: 'VIP photo.png', bytes }, for: ana });
    const data = told[0]?.['data'] as Record<string, unknown>;
    const resolved = data['resolved'] as Record<string, Record<string, Record<string, unknown>>>;
    const [attached] = Object.values(resolved['attachments'] ?? {});
    expect(attached).toMatchObject({
      filename: 'VIP_photo.png',
      size: bytes.length,
      content_type: 'image/png',
      ephemeral: true,
      width: 40,
    });
    expect(resolved['users']?.[ana.id]).toMatchObject({ global_name: 'Ana' });
    expect(resolved['members']?.[ana.id]).toMatchObject({ roles: [] });
    const url = String(attached?.['url']);
    expect(url.startsWith(`${stage.sim.cdnUrl}/ephemeral-attachments/`)).toBe(true);
    const fetched = await fetch(url);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(404);
    expect(stage.sim.fetched).toHaveLength(2);
    await fetch(url, { headers: { authorization: `Bot ${TOKEN}` } });
    expect(stage.sim.faults.map(({ kind }) => kind)).toEqual(['privacy']);
    expect(() => bo.uses(shop.channel(), '/item', { picture: 'x' })).toThrow('takes a file');
  });
});

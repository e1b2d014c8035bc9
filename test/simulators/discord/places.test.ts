import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, type Answer, type Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
let bo: PersonHandle;
let shop: ServerHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ name: 'Ana' });
  bo = stage.sim.people.create({ name: 'Bo' });
  shop = stage.sim.servers.create({
    name: 'Shop',
    owner: bo,
    members: [ana],
    channels: ['general', 'staff'],
    botPermissions: ['manageRoles'],
  });
});
afterEach(() => stage.sim.stop());

const result = ({ status, body }: Answer) => [status, body.code];
const say = async (channelId: string, content = 'x') =>
  result(await stage.call('POST', `/channels/${channelId}/messages`, { content }));

describe('the bot', () => {
  it('is known by its token', async () => {
    expect((await stage.call('GET', '/users/@me')).body).toMatchObject({
      id: stage.sim.applicationId,
      bot: true,
    });
    expect((await stage.call('GET', '/applications/@me')).body.id).toBe(stage.sim.applicationId);
    const wrong = await fetch(`${stage.sim.url}/v10/users/@me`, { headers: { authorization: 'Bot other' } });
    expect([wrong.status, await wrong.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
    expect((await fetch(`${stage.sim.url}/v10/gateway/bot`)).status).toBe(401);
  });

  it('gets a loud no for what does not exist, here or at all', async () => {
    expect(result(await stage.call('GET', '/users/@me/moods'))).toEqual([404, 0]);
    expect(result(await stage.call('PUT', '/users/@me/channels', {}))).toEqual([405, 0]);
    expect(result(await stage.call('GET', `/guilds/${shop.id}/bans`))).toEqual([501, 0]);
    expect((await fetch(`${stage.sim.url.replace('/api', '/other')}`)).status).toBe(404);
    expect(stage.sim.faults).toHaveLength(3);
  });
});

describe('a channel', () => {
  it('takes messages only where the bot may write', async () => {
    const { id } = shop.channel();
    expect(await say(id)).toEqual([200, undefined]);
    shop.takesPermission('sendMessages', shop.channel());
    expect(await say(id)).toEqual([403, 50013]);
    shop.takesPermission('viewChannel', shop.channel());
    expect(await say(id)).toEqual([403, 50001]);
    shop.givesPermission('viewChannel', shop.channel());
    shop.givesPermission('sendMessages', shop.channel());
    expect(await say(id)).toEqual([200, undefined]);
    expect(await say(shop.channel('staff').id)).toEqual([200, undefined]);
    shop.deletesChannel(shop.channel());
    expect(await say(id)).toEqual([404, 10003]);
    expect(await say('123')).toEqual([404, 10003]);
    expect(stage.sim.faults).toEqual([]);
  });

  it('can be for some people only', async () => {
    const secret = shop.addsChannel('secret', [bo]);
    await say(secret.id);
    expect([ana.sees(secret).length, bo.sees(secret).length]).toEqual([0, 1]);
    expect(() => ana.says(secret, 'hello')).toThrow('cannot write in "secret"');
  });

  it('tells who may see it, and lets a role in', async () => {
    const secret = shop.addsChannel('secret', [bo]);
    const guests = shop.createsRole({ name: 'Guests', members: [ana] });
    shop.letsIn(guests, secret);
    await say(secret.id);
    expect(ana.sees(secret)).toHaveLength(1);
    const view = '1024';
    const bot = stage.sim.applicationId;
    expect((await stage.call('GET', `/channels/${secret.id}`)).body).toMatchObject({
      permission_overwrites: [
        { id: shop.id, type: 0, allow: '0', deny: view },
        { id: guests.id, type: 0, allow: view, deny: '0' },
        { id: bo.id, type: 1, allow: view, deny: '0' },
        { id: bot, type: 1, allow: view, deny: '0' },
      ],
    });
    const counts = await stage.call('GET', `/guilds/${shop.id}/roles/member-counts`);
    expect(counts.body).toMatchObject({ [guests.id]: 1 });
    expect(stage.sim.faults).toEqual([]);
  });

  it('holds what people say, which the bot may neither edit nor, without permission, delete', async () => {
    const said = ana.says(shop.channel(), 'hello');
    const path = `/channels/${shop.channel().id}/messages/${said.id}`;
    expect(result(await stage.call('PATCH', path, { content: 'x' }))).toEqual([403, 50005]);
    expect(result(await stage.call('DELETE', path))).toEqual([403, 50013]);
    shop.givesPermission('manageMessages');
    expect((await stage.call('DELETE', path)).status).toBe(204);
    expect((await stage.call('POST', `/channels/${shop.channel().id}/typing`)).status).toBe(204);
  });
});

describe('a private channel', () => {
  it('is opened at any time and closed to the bot when the person wants', async () => {
    const open = (id: string) => stage.call('POST', '/users/@me/channels', { recipient_id: id });
    const { body } = await open(ana.id);
    expect(body).toMatchObject({ id: ana.dm.id, type: 1, recipients: [{ id: ana.id }] });
    expect((await open(ana.id)).body.id).toBe(body.id);
    expect(result(await open('123'))).toEqual([400, 50033]);
    expect(await say(ana.dm.id)).toEqual([200, undefined]);
    ana.closesDms();
    expect(await say(ana.dm.id)).toEqual([403, 50007]);
    ana.opensDms();
    expect(await say(ana.dm.id)).toEqual([200, undefined]);
    expect(bo.sees(ana.dm)).toEqual([]);
  });
});

describe('a server', () => {
  it('lets the bot give roles below its own', async () => {
    const vip = shop.createsRole({ name: 'VIP' });
    const chief = shop.createsRole({ name: 'Chief', belowBot: false });
    const role = (method: string, roleId: string, userId = ana.id) =>
      stage.call(method, `/guilds/${shop.id}/members/${userId}/roles/${roleId}`);
    expect((await role('PUT', vip.id)).status).toBe(204);
    expect(shop.rolesOf(ana)).toEqual(['VIP']);
    expect((await role('DELETE', vip.id)).status).toBe(204);
    expect(shop.rolesOf(ana)).toEqual([]);
    expect(result(await role('PUT', chief.id))).toEqual([403, 50013]);
    shop.takesPermission('manageRoles');
    expect(result(await role('PUT', vip.id))).toEqual([403, 50013]);
    shop.removes(ana);
    expect(result(await role('PUT', vip.id))).toEqual([404, 10007]);
    expect(result(await role('PUT', vip.id, '123'))).toEqual([404, 10013]);
    shop.deletesRole(vip);
    expect(result(await role('PUT', vip.id, bo.id))).toEqual([404, 10011]);
  });

  it('is described, left, and then out of reach', async () => {
    const path = `/guilds/${shop.id}`;
    expect((await stage.call('GET', path)).body).toMatchObject({ name: 'Shop', owner_id: bo.id });
    expect((await stage.call('GET', `${path}/members/${ana.id}`)).body).toMatchObject({
      user: { id: ana.id },
    });
    expect((await stage.call('GET', `${path}/channels`)).body).toMatchObject([
      { name: 'general' },
      { name: 'staff' },
    ]);
    expect((await stage.call('GET', '/users/@me/guilds')).body).toMatchObject([
      { id: shop.id, owner: false },
    ]);
    expect((await stage.call('DELETE', `/users/@me/guilds/${shop.id}`)).status).toBe(204);
    expect(shop.hasBot).toBe(false);
    expect(result(await stage.call('GET', path))).toEqual([403, 50001]);
    expect(await say(shop.channel().id)).toEqual([403, 50001]);
    expect(result(await stage.call('GET', '/guilds/123'))).toEqual([404, 10004]);
    shop.addsBot();
    shop.deletes();
    expect(result(await stage.call('GET', path))).toEqual([404, 10004]);
  });
});

describe('waiting', () => {
  it('ends with the newest message that fits, or with what was there instead', async () => {
    const place = shop.channel();
    const waiting = stage.sim.waitFor(ana, place, /two/);
    await say(place.id, 'one');
    const [first] = ana.sees(place);
    await say(place.id, 'two');
    expect((await waiting).words).toBe('two');
    if (first === undefined) throw new Error('nothing was said');
    await expect(stage.sim.waitFor(ana, place, 'one', 30, { after: first })).rejects.toThrow(
      'Ana sees nothing matching one in "general" within 30 ms, but:\n  till: "one" []\n  till: "two" []',
    );
  });

  it('can be followed live', async () => {
    const seen: string[] = [];
    const stop = stage.sim.onChange((change) => seen.push(change.kind));
    await say(shop.channel().id);
    stop();
    await say(shop.channel().id);
    expect(seen).toEqual(['message']);
    expect(stage.sim.people.all()).toEqual([ana, bo]);
  });
});

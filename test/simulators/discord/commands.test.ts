import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import type { ServerHandle } from './servers.ts';
import { createStage, PAY, type Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
let shop: ServerHandle;
let base: string;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ name: 'Ana', locale: 'zh-TW' });
  shop = stage.sim.servers.create({ name: 'Shop', members: [ana] });
  base = `/applications/${stage.sim.applicationId}/commands`;
});
afterEach(() => stage.sim.stop());

const refused = async (command: object) => {
  const { status, body } = await stage.call('POST', base, command);
  return [status, body.code, JSON.stringify(body.errors)];
};

describe('registering commands', () => {
  it('creates, lists, changes and deletes them', async () => {
    const created = await stage.call('POST', base, {
      ...PAY,
      name_localizations: { 'zh-TW': '付款' },
      default_member_permissions: 2048,
    });
    expect([created.status, created.body]).toMatchObject([
      201,
      { name: 'pay', default_member_permissions: '2048', name_localizations: { 'zh-TW': '付款' } },
    ]);
    const listed = (await stage.call('GET', base)).body as unknown as Record<string, unknown>[];
    expect(listed).toHaveLength(1);
    expect(listed[0]).not.toHaveProperty('name_localizations');
    const full = await stage.call('GET', `${base}?with_localizations=true`);
    expect(full.body).toMatchObject([{ name_localizations: { 'zh-TW': '付款' } }]);
    const path = `${base}/${created.body.id}`;
    const changed = await stage.call('PATCH', path, { description: 'Pay the shop' });
    expect(changed.body).toMatchObject({
      id: created.body.id,
      description: 'Pay the shop',
      options: PAY.options,
    });
    expect((await stage.call('POST', base, PAY)).status).toBe(200);
    expect((await stage.call('DELETE', path)).status).toBe(204);
    expect((await stage.call('GET', path)).body.code).toBe(10063);
    expect(stage.sim.faults).toEqual([]);
  });

  it('replaces all of them by one PUT, and keeps the ids of those that stay', async () => {
    await stage.register([PAY, { name: 'help', description: 'Help' }]);
    const [pay] = stage.sim.commands();
    await stage.register([PAY, { name: 'orders', description: 'Orders' }]);
    expect(stage.sim.commands().map((command) => command.name)).toEqual(['pay', 'orders']);
    expect(stage.sim.commands()[0]).toEqual(pay);
  });

  it('leaves out what has its default value, so that comparing has to know the defaults', async () => {
    const option = { ...PAY.options[0], required: false, autocomplete: false, choices: [] };
    await stage.register([{ ...PAY, options: [option] }]);
    expect(stage.sim.commands()[0]).toMatchObject({
      options: [{ type: 3, name: 'amount', description: 'How much' }],
      contexts: null,
      integration_types: [0],
      nsfw: false,
    });
    expect(Object.keys((stage.sim.commands()[0]?.['options'] as object[])[0] ?? {})).toHaveLength(3);
  });

  it('refuses wrong names, orders, choices and localisations', async () => {
    const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'x', ...more });
    expect((await refused({ ...PAY, name: 'Pay Now' }))[2]).toContain('APPLICATION_COMMAND_INVALID_NAME');
    expect((await refused({ name: 'pay' }))[2]).toContain('BASE_TYPE_REQUIRED');
    expect((await refused({ ...PAY, description: 'x'.repeat(101) }))[2]).toContain('BASE_TYPE_MAX_LENGTH');
    const late = { ...PAY, options: [option('a'), option('b', { required: true })] };
    expect((await refused(late))[2]).toContain(
      '"1":{"_errors":[{"code":"APPLICATION_COMMAND_OPTIONS_REQUIRED',
    );
    const twice = { ...PAY, options: [option('a'), option('a')] };
    expect((await refused(twice))[2]).toContain('NAME_ALREADY_EXISTS');
    const both = option('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] });
    expect((await refused({ ...PAY, options: [both] }))[2]).toContain('AUTOCOMPLETE');
    expect((await refused({ ...PAY, name_localizations: { zh: '付款' } }))[2]).toContain('ENUM_TYPE_COERCE');
    expect((await refused({ ...PAY, name_localizations: { 'en-GB': 'Pay Now' } }))[2]).toContain(
      'INVALID_NAME',
    );
    expect((await refused({ ...PAY, contexts: [7] }))[0]).toBe(400);
    const same = await stage.call('PUT', base, [PAY, PAY]);
    expect(JSON.stringify(same.body)).toContain('APPLICATION_COMMANDS_DUPLICATE_NAME');
  });

  it('has limits: a hundred at once, two hundred new ones a day', async () => {
    const many = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({ name: `c${from + index}`, description: 'x' }));
    expect((await stage.call('PUT', base, many(101))).body.code).toBe(30032);
    await stage.register(many(99, 200));
    expect((await stage.call('PUT', base, many(1, 500))).body.code).toBe(30034);
    stage.clock.advance(86_400_000);
    await stage.register(many(1, 500));
  });

  it('is a matter of each server too, as long as the bot is there', async () => {
    const path = `/applications/${stage.sim.applicationId}/guilds/${shop.id}/commands`;
    expect((await stage.call('PUT', path, [{ name: 'local', description: 'x' }])).body).toMatchObject([
      { guild_id: shop.id },
    ]);
    expect(ana.menu(shop.channel()).map((command) => command.name)).toEqual(['local']);
    expect(ana.menu(ana.dm)).toEqual([]);
    shop.kicksBot();
    expect((await stage.call('GET', path)).body.code).toBe(50001);
    expect((await stage.call('GET', `/applications/123/commands`)).body.code).toBe(50001);
  });
});

describe('using commands', () => {
  const limited = {
    name: 'till',
    description: 'Staff',
    contexts: [0],
    default_member_permissions: '32',
    options: [
      {
        ...{ type: 1, name: 'join', description: 'Join' },
        options: [
          { type: 6, name: 'who', description: 'Who' },
          { type: 4, name: 'count', description: 'Count', min_value: 1, max_value: 5 },
          { type: 3, name: 'kind', description: 'x', choices: [{ name: 'Shop', value: 'shop' }] },
        ],
      },
    ],
  };
  beforeEach(() => stage.register([PAY, limited]));

  it('is refused by the client like by the real one', () => {
    const place = shop.channel();
    expect(() => ana.uses(place, '/nothing')).toThrow('has registered no /nothing for Ana');
    expect(() => ana.uses(place, '/pay')).toThrow('/pay needs the option amount');
    expect(() => ana.uses(place, '/pay', { sum: '1' })).toThrow('/pay has no option sum');
    expect(() => ana.uses(place, '/till join')).toThrow('it needs permissions that this person lacks');
    expect(() => ana.uses(ana.dm, '/till join')).toThrow('it is registered for other contexts');
    expect(() => ana.startsTyping(place, '/pay', { amount: '1' })).toThrow('has no autocomplete');
    const staff = shop.createsRole({ name: 'Staff', permissions: ['manageGuild'], members: [ana] });
    expect(() => ana.uses(place, '/till')).toThrow('needs a subcommand');
    expect(() => ana.uses(place, '/till join', { count: 9 })).toThrow('takes 1 to 5');
    expect(() => ana.uses(place, '/till join', { count: 1.5 })).toThrow('whole number');
    expect(() => ana.uses(place, '/till join', { kind: 'bank' })).toThrow('offers only: shop');
    shop.takes(ana, staff);
    expect(ana.menu(place).map((command) => command.name)).toEqual(['pay']);
    const stranger = stage.sim.people.create({ name: 'Zoe' });
    expect(() => stranger.uses(place, '/pay', { amount: '1' })).toThrow('cannot open this channel');
  });

  it('tells the bot who, where, with which rights, and in which language', () => {
    const bo = stage.sim.people.create({ name: 'Bo' });
    shop.adds(bo);
    shop.createsRole({ name: 'Staff', permissions: ['manageGuild'], members: [ana] });
    const heard = hearInteractions();
    ana.uses(shop.channel(), '/till join', { who: bo, count: 3 });
    ana.uses(ana.dm, '/pay', { amount: '1' });
    const [inServer, inPrivate] = heard();
    expect(inServer).toMatchObject({
      type: 2,
      context: 0,
      locale: 'zh-TW',
      guild_id: shop.id,
      guild_locale: 'en-US',
      member: { user: { id: ana.id } },
      authorizing_integration_owners: { 0: shop.id },
      data: {
        name: 'till',
        options: [{ name: 'join', type: 1, options: [{ value: bo.id }, { value: 3 }] }],
        resolved: { users: { [bo.id]: { global_name: 'Bo' } } },
      },
    });
    expect(BigInt((inServer?.['member'] as { permissions: string }).permissions) & 32n).toBe(32n);
    expect(inPrivate).toMatchObject({
      context: 1,
      user: { id: ana.id },
      authorizing_integration_owners: { 0: '0' },
    });
    expect(inPrivate).not.toHaveProperty('member');
  });

  it('reaches the bot from foreign places too, by installation or by force', async () => {
    const foreign = stage.sim.servers.create({ name: 'Foreign', members: [ana], bot: 'absent' });
    const friends = stage.sim.groupDms.create({ name: 'Friends', members: [ana] });
    const tip = { name: 'tip', description: 'Tip', integration_types: [0, 1], contexts: [0, 1, 2] };
    await stage.register([tip]);
    expect(() => ana.uses(foreign.channel(), '/tip')).toThrow('the app is not installed for it');
    ana.installs();
    const heard = hearInteractions();
    ana.uses(foreign.channel(), '/tip');
    ana.uses(friends, '/tip');
    ana.forgesUse(friends, '/tip', {});
    expect(heard()).toMatchObject([
      {
        context: 0,
        guild_id: foreign.id,
        app_permissions: '0',
        authorizing_integration_owners: { 1: ana.id },
      },
      { context: 2, authorizing_integration_owners: { 1: ana.id } },
      { context: 2 },
    ]);
  });

  /** The interactions that a listening bot would be told, in the order in which people acted. */
  function hearInteractions(): () => readonly Record<string, unknown>[] {
    const heard: Record<string, unknown>[] = [];
    stage.sim.gateway.listen((name, data) => {
      if (name === 'INTERACTION_CREATE') heard.push(data);
    });
    return () => heard;
  }
});

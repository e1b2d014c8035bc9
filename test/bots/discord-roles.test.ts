import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscordApi } from '../../bots/discord/discord-api.ts';
import { createDiscordApi } from '../../bots/discord/discord-api.ts';
import { createRoleHands } from '../../bots/discord/discord-hands.ts';
import type { RoleHands } from '../../src/ports/goods-hands.ts';
import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import { startDiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { RoleView, ServerHandle } from '../simulators/discord/servers.ts';

const TOKEN = 'MTAwMjAwMzAwNDAwNTAwNjAw.Gsecret.of-the-bot_0123456789abcdefghijklmno';
const REASON = 'Order 7F3K';

let sim: DiscordSimulator;
let api: DiscordApi;
let hands: RoleHands;
let ana: PersonHandle;
let server: ServerHandle;
let vip: RoleView;

beforeEach(async () => {
  sim = await startDiscordSimulator({ clock: { now: () => 1_760_000_000_000 }, seed: 7, token: TOKEN });
  api = createDiscordApi({ token: TOKEN, apiRoot: sim.url });
  hands = createRoleHands(api);
  ana = sim.people.create({ name: 'Ana' });
  server = sim.servers.create({ name: 'Night Market', members: [ana], botPermissions: ['manageRoles'] });
  vip = server.createsRole({ name: 'VIP' });
});

afterEach(async () => {
  expect(sim.faults).toEqual([]);
  api.stop();
  await sim.stop();
});

const give = () => hands.give(server.id, vip.id, ana.id, REASON);
const take = () => hands.take(server.id, vip.id, ana.id, REASON);
const look = () => hands.look(server.id, vip.id, ana.id);
const done = (value: unknown = null) => ({ kind: 'done', value });
const blocked = (trouble: string) => ({ kind: 'blocked', trouble });

test('a role is given and taken, as often as it is asked for, with a reason in the audit log', async () => {
  expect(await give()).toEqual(done());
  expect(await give()).toEqual(done());
  expect(server.rolesOf(ana)).toEqual(['VIP']);
  expect(await look()).toEqual(done('has'));
  expect(await take()).toEqual(done());
  expect(await take()).toEqual(done());
  expect(await look()).toEqual(done('lost'));
  expect(sim.calls('addRole').map(({ reason }) => reason)).toEqual([REASON, REASON]);
  await hands.give(server.id, vip.id, ana.id, '訂單'.repeat(400));
  expect(sim.calls('addRole').at(-1)?.status).toBe(204);
});

test('50013 is told apart: the permission is missing, or the role stands too high', async () => {
  server.movesRole(vip, { position: 11 });
  expect(await give()).toEqual(blocked('role_too_high'));
  server.takesPermission('manageRoles');
  expect(await give()).toEqual(blocked('permission_missing'));
  server.movesRole(vip, { position: 3 });
  expect(await give()).toEqual(blocked('permission_missing'));
  server.givesPermission('manageRoles');
  expect(await give()).toEqual(done());
  server.movesRole(vip, { position: 11 });
  expect(await take()).toEqual(blocked('role_too_high'));
});

test('the roles of a server say which of them could be given', async () => {
  const { id, name } = server.createsRole({ name: 'Chief', position: 12 });
  server.createsRole({ name: 'Booster', position: 2, managed: true });
  const roles = async () => {
    const outcome = await hands.roles(server.id);
    return outcome.kind === 'done' ? outcome.value : outcome;
  };
  expect(await roles()).toEqual([
    expect.objectContaining({ name: 'till', trouble: 'not_possible' }),
    { id: vip.id, name: 'VIP', trouble: null },
    { id, name, trouble: 'role_too_high' },
    expect.objectContaining({ name: 'Booster', trouble: 'not_possible' }),
  ]);
  server.takesPermission('manageRoles');
  expect(await roles()).toContainEqual({ id: vip.id, name: 'VIP', trouble: 'permission_missing' });
});

test('a member who is away, and a role or server that is gone, are named as such', async () => {
  await give();
  ana.leaves(server);
  expect([await look(), await give()]).toEqual([done('away'), blocked('member_gone')]);
  // Whoever left has lost it: there is nothing to take.
  expect(await take()).toEqual(done());
  ana.joins(server);
  expect(await look()).toEqual(done('lost'));
  expect(await hands.look(server.id, vip.id, '123')).toEqual(done('away'));
  server.deletesRole(vip);
  expect([await give(), await take()]).toEqual([blocked('role_gone'), done()]);
  server.kicksBot();
  const gone = blocked('place_gone');
  expect([await give(), await take(), await look(), await hands.roles(server.id)]).toEqual([
    ...[gone, gone, gone, gone],
  ]);
  server.deletes();
  expect(await give()).toEqual(gone);
});

test('a limit says how long to wait; a server that is down is tried later', async () => {
  sim.mischief.next('addRole', { kind: '429', retryAfter: 3 });
  expect(await give()).toMatchObject({
    kind: 'later',
    trouble: 'platform_away',
    afterMs: expect.any(Number) as number,
  });
  for (const kind of ['drop-before', 'drop-after'] as const) {
    sim.mischief.next('removeRole', { kind });
    expect(await take()).toEqual({ kind: 'later', afterMs: null, trouble: 'platform_away' });
  }
  sim.mischief.next('getMember', { kind: 'status', code: 503 });
  expect(await look()).toEqual({ kind: 'later', afterMs: null, trouble: 'platform_away' });
});

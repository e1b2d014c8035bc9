import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleView } from '../simulators/discord/servers.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { Customer, DiscordFlow } from '../support/discord-flow.ts';
import { startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let stage: DiscordFlow;
let vip: RoleView;

beforeAll(async () => {
  stage = await startDiscordFlow();
  stage.server.givesPermission('manageRoles');
  vip = stage.server.createsRole({ name: 'VIP' });
  await sellsRole(null);
});
afterAll(() => stage.flow.close());

/** `vip` is the role now, for so many days or for ever. */
async function sellsRole(days: number | null): Promise<void> {
  const plan = { kind: 'role', guildId: stage.server.id, roleId: vip.id, roleName: vip.name };
  await stage.flow.query(
    `update items set plan = '${JSON.stringify(plan)}', access_days = ${days ?? 'null'}
     where slug = 'vip' and community_id =
       (select community_id from places where platform = 'discord' and place_id = '${stage.server.id}')`,
  );
}

const rolesOf = (person: PersonHandle) => stage.server.rolesOf(person);
const hasRole = (person: PersonHandle) =>
  eventually(() => expect(rolesOf(person)).toEqual(['VIP']), PATIENCE_MS);
const hasNone = (person: PersonHandle) => eventually(() => expect(rolesOf(person)).toEqual([]), PATIENCE_MS);

async function pays({ card, address }: Customer): Promise<void> {
  stage.world.kryptogo.wallet.paysExactly(address);
  await eventually(() => expect(card.words).not.toContain(address), PATIENCE_MS);
}

/** Waits until the books say so: what Discord shows comes a moment before. */
const delivery = (person: PersonHandle, facts: object) =>
  eventually(async () => {
    const [row] = await stage.flow.query(
      `select d.state, d.trouble from deliveries d join orders o on o.id = d.order_id
       join members m on m.id = o.member_id where m.account_id = '${person.id}'`,
    );
    expect(row).toEqual(facts);
  }, PATIENCE_MS);

test('a buyer pays, gets the role, and the server’s audit log says for which order', async () => {
  const buyer = await stage.buyer('Rita');
  await pays(buyer);
  await hasRole(buyer.person);
  const given = stage.discord.calls('addRole').at(-1);
  expect(given?.params['user_id']).toBe(buyer.person.id);
  expect(given?.reason).toMatch(/^order [0-9A-Z]+$/);
});

test('a role above the bot’s own is said to buyer and staff, and given once it has been moved', async () => {
  const { server, story, olga } = stage;
  server.movesRole(vip, { position: 12 });
  const buyer = await stage.buyer('Hugo');
  await pays(buyer);
  const alarm = await story.hears(olga, olga.dm, /stands above the bot's own/);
  await eventually(() => expect(buyer.card.words).toContain('may not give this role yet'), PATIENCE_MS);
  expect(rolesOf(buyer.person)).toEqual([]);
  server.movesRole(vip, { position: 3 });
  await stage.world.pass(10 * MINUTE_MS);
  await hasRole(buyer.person);
  await eventually(() => expect(alarm.words).toContain('Handed over'), PATIENCE_MS);
});

test('a missing permission is told apart from the order of roles', async () => {
  const { server, story, olga } = stage;
  server.takesPermission('manageRoles');
  const buyer = await stage.buyer('Mona');
  await pays(buyer);
  await story.hears(olga, olga.dm, /lacks a permission/);
  server.givesPermission('manageRoles');
  await stage.world.pass(10 * MINUTE_MS);
  await hasRole(buyer.person);
});

test('who leaves before delivery gets it on coming back, and who leaves after it has it back', async () => {
  const { server, world } = stage;
  const buyer = await stage.buyer('Lena');
  buyer.person.leaves(server);
  world.kryptogo.wallet.paysExactly(buyer.address);
  await delivery(buyer.person, { state: 'failed', trouble: 'member_gone' });
  buyer.person.joins(server);
  await world.pass(HOUR_MS);
  await hasRole(buyer.person);
  await delivery(buyer.person, { state: 'delivered', trouble: null });
  buyer.person.leaves(server);
  buyer.person.joins(server);
  expect(rolesOf(buyer.person)).toEqual([]);
  await world.pass(7 * HOUR_MS);
  await hasRole(buyer.person);
});

test('timed access ends by itself, with a reminder before', async () => {
  const { story, world } = stage;
  await sellsRole(2);
  const buyer = await stage.buyer('Tim');
  await pays(buyer);
  await hasRole(buyer.person);
  await delivery(buyer.person, { state: 'delivered', trouble: null });
  // A tenth of the time before its end.
  await world.pass(DAY_MS + 20 * HOUR_MS);
  await story.hears(buyer.person, buyer.person.dm, /access to VIP role .* ends/);
  expect(rolesOf(buyer.person)).toEqual(['VIP']);
  await world.pass(5 * HOUR_MS);
  await hasNone(buyer.person);
  await story.hears(buyer.person, buyer.person.dm, /has ended/);
  await sellsRole(null);
});

test('all this leaves sound books and good manners', async () => {
  await expectSoundEnd(stage.flow, { groups: [stage.server] });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleHands } from '../../src/ports/goods-hands.ts';
import { operator } from '../support/core-bench.ts';
import { createScriptedHands } from '../support/scripted-hands.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
const asked: string[] = [];

/** A server `900…` has two roles; another one does not answer. */
const roles: RoleHands['roles'] = (guildId) => {
  asked.push(guildId);
  if (!guildId.startsWith('900')) return Promise.resolve({ kind: 'blocked', trouble: 'place_gone' });
  const value = [
    { id: '1', name: 'VIP', trouble: null },
    { id: '2', name: 'Chief', trouble: 'role_too_high' as const },
  ];
  return Promise.resolve({ kind: 'done', value });
};

beforeAll(async () => {
  database = await createTestDatabase();
  const hands = createScriptedHands();
  const scripted = hands.roles ?? expect.unreachable('no hands');
  bench = await createShopBench(database.url, { hands: { ...hands, roles: { ...scripted, roles } } });
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const joins = async (communityId: string, placeId: string) => {
  const place = { platform: 'discord' as const, placeId };
  agreed(await bench.core.joinPlace({ place, community: communityId, by: operator }));
};

test('roles are those of every server of the community that answers, with why one can not be given', async () => {
  const communityId = await bench.team([[account()]]);
  const scene = { communityId, by: operator };
  expect(await bench.core.listRoles(scene)).toMatchObject({ refusal: 'plan_not_possible' });
  const gone = `8${Date.now()}`;
  await joins(communityId, gone);
  expect(await bench.core.listRoles(scene)).toMatchObject({ refusal: 'plan_place_gone' });
  const server = `900${Date.now()}`;
  await joins(communityId, server);
  expect(await bench.core.listRoles(scene)).toEqual([
    { guildId: server, id: '1', name: 'VIP', trouble: null },
    { guildId: server, id: '2', name: 'Chief', trouble: 'role_too_high' },
  ]);
});

test('G-19: no server is asked for a stranger', async () => {
  const communityId = await bench.team([[account()]]);
  const before = asked.length;
  const by = account();
  expect(await bench.core.listRoles({ communityId, by })).toMatchObject({ refusal: 'not_manager' });
  expect(asked).toHaveLength(before);
});

test('G-19: an item is read by its id only by those who mind it, and others do not learn of it', async () => {
  const communityId = await bench.team([[account()]]);
  const item = await bench.sells(communityId, { slug: 'tea' });
  expect(await bench.core.readItemToMind(operator, item.id)).toEqual(item);
  const { core } = bench;
  const stranger = account();
  const refused = { refusal: 'not_manager' };
  expect(await core.readItemToMind(stranger, item.id)).toMatchObject(refused);
  expect(await core.readItemToMind(operator, 'x')).toMatchObject(refused);
  expect(await core.readItemToMind(operator, randomUUID())).toMatchObject(refused);
});

test('a file that somebody names without there being one is refused', async () => {
  const communityId = await bench.team([[account()]]);
  const save = (item: object) =>
    bench.core.saveItem({ communityId, by: operator, from: null, item: { slug: 'tea', ...item } });
  await bench.sells(communityId, { slug: 'tea' });
  expect(await save({ pictureId: 'cat.png' })).toMatchObject({ refusal: 'file_not_found' });
  const plan = { kind: 'file', fileId: "'; drop", fileName: '' };
  expect(await save({ plan })).toMatchObject({ refusal: 'file_not_found' });
});

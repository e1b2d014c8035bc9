import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { ana, createCoreBench, operator } from '../support/core-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const somewhere = () => ({ platform: 'discord' as const, placeId: randomUUID() });

test('T-01: only an operator makes a community of a place or joins one, and only staff sell something', async () => {
  const { core } = bench;
  const communityId = await bench.community();
  const price = { hundredths: 100n, currency: 'USD' as const };
  const refused = { refusal: 'not_operator' };
  expect(await core.enableCommunity({ place: somewhere(), name: 'Mine', by: ana })).toMatchObject(refused);
  expect(await core.joinPlace({ place: somewhere(), community: 'Tea house', by: ana })).toMatchObject(
    refused,
  );
  const notStaff = { refusal: 'not_manager' };
  expect(await core.addItem({ communityId, by: ana, slug: 'x', name: 'X', price })).toMatchObject(notStaff);
  expect(await core.hideItem({ communityId, by: ana, slug: 'vip' })).toMatchObject(notStaff);
});

test('a place belongs to one community at most, also when two operators are fast', async () => {
  const place = somewhere();
  const enable = () => bench.core.enableCommunity({ place, name: 'Once', by: operator }).catch(() => null);
  const made = (await Promise.all([enable(), enable(), enable()])).filter((one) => one && !isRefusal(one));
  expect(made).toHaveLength(1);
  expect(await enable()).toMatchObject({ refusal: 'place_enabled_already' });
});

test('a community has several places, joined by its name or its code', async () => {
  const made = await bench.core.enableCommunity({ place: somewhere(), name: 'Night Market', by: operator });
  if (isRefusal(made)) throw new Error(made.refusal);
  const [second, third] = [somewhere(), somewhere()];
  await bench.core.joinPlace({ place: second, community: 'night market', by: operator });
  await bench.core.joinPlace({ place: third, community: made.id.slice(0, 13), by: operator });
  expect(await bench.core.communityAt(second)).toEqual(made);
  expect(await bench.core.communityAt(third)).toEqual(made);
  const again = { place: third, community: 'Night Market', by: operator };
  expect(await bench.core.joinPlace(again)).toMatchObject({ refusal: 'place_enabled_already' });
});

test('a name that two communities have, or none, joins nothing', async () => {
  await bench.core.enableCommunity({ place: somewhere(), name: 'Twin', by: operator });
  await bench.core.enableCommunity({ place: somewhere(), name: 'twin', by: operator });
  for (const community of ['Twin', 'Nobody', '%', '________']) {
    const refused = await bench.core.joinPlace({ place: somewhere(), community, by: operator });
    expect(refused).toMatchObject({ refusal: 'community_not_found' });
  }
});

test("D-08: a place that moves keeps its community, and its old id is nobody's", async () => {
  const place = { platform: 'telegram' as const, placeId: `-${randomUUID()}` };
  const made = await bench.core.enableCommunity({ place, name: 'Moving', by: operator });
  const to = `-${randomUUID()}`;
  await bench.core.movePlace('telegram', place.placeId, to);
  await bench.core.movePlace('telegram', place.placeId, to);
  expect(await bench.core.communityAt({ ...place, placeId: to })).toEqual(made);
  expect(await bench.core.communityAt(place)).toBeNull();
});

test("slugs that /pay would read as an amount can't be sold", async () => {
  const communityId = await bench.community();
  const price = { hundredths: 100n, currency: 'USD' as const };
  for (const slug of ['300', '1e3', 'usd', 'twd300', 'VIP role', 'über', '', 'a'.repeat(33)]) {
    const refused = await bench.core.addItem({ communityId, by: operator, slug, name: 'X', price });
    expect(refused).toMatchObject({ refusal: 'item_name_not_usable' });
  }
  expect(
    await bench.core.addItem({ communityId, by: operator, slug: 'Gold', name: 'Gold', price }),
  ).toMatchObject({ slug: 'gold' });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryTrouble } from '../../src/domain/delivery.ts';
import type { DeliveryPlan } from '../../src/domain/item.ts';
import type { ItemInput } from '../../src/core/shop/item-input.ts';
import { operator } from '../support/core-bench.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
let community: string;
let other: string;
/** What the platforms were asked. */
const asked: string[] = [];
const roleTroubles = new Map<string, DeliveryTrouble | null>([
  ['r1', null],
  ['r2', 'role_too_high'],
]);

const ours = { platform: 'discord' as const, placeId: '7001' };
const theirs = { platform: 'discord' as const, placeId: '7002' };
const theirGroup = { platform: 'telegram' as const, placeId: '-100777' };

const done = <T>(value: T) => Promise.resolve({ kind: 'done' as const, value });
const nothing = () => done(null);

const hands = {
  roles: {
    roles(guildId: string) {
      asked.push(`roles ${guildId}`);
      return done([...roleTroubles].map(([id, trouble]) => ({ id, name: `Role ${id}`, trouble })));
    },
    give: nothing,
    take: nothing,
    look: () => done('has' as const),
  },
  invites: {
    chat(chatId: string) {
      asked.push(`chat ${chatId}`);
      const trouble = chatId === '@readonly' ? ('permission_missing' as const) : null;
      return done({ chatId: chatId === '@inner' ? '-100555' : chatId, title: 'Inner circle', trouble });
    },
    invite: () => done('https://t.me/+x'),
    revokeInvite: nothing,
    letIn: nothing,
    turnAway: nothing,
    remove: nothing,
    look: () => done('out' as const),
  },
  webhooks: {
    send: () => Promise.resolve({ status: 200, detail: '', tookMs: 1 }),
    refuses: (url: string) => Promise.resolve(url.startsWith('https://') ? null : ('not_https' as const)),
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createShopBench(database.url, { hands });
  community = await bench.community();
  other = await bench.community();
  for (const [place, id] of [
    [ours, community],
    [theirs, other],
    [theirGroup, other],
  ] as const) {
    agreed(await bench.core.joinPlace({ place, community: id, by: operator }));
  }
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const price = { hundredths: 25_000n, currency: 'TWD' as const };
const scene = () => ({ communityId: community, by: operator, from: null });
const saves = (item: ItemInput) => bench.core.saveItem({ ...scene(), item });
const plans = (slug: string, plan: DeliveryPlan) => saves({ slug, name: slug, price, plan });
const png = (size = 100) =>
  Uint8Array.from({ length: size }, (_, at) => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a][at] ?? 0);
const keeps = (bytes: Uint8Array, more: { use?: 'picture'; communityId?: string; name?: string } = {}) =>
  bench.core.keepFile({ ...scene(), name: 'file.bin', contentType: 'text/html', bytes, ...more });

describe('an item', () => {
  test('is made with a name and a price, and of one that is there only what is said changes', async () => {
    const made = agreed(
      await saves({ slug: ' Tea ', name: 'Oolong\n\ttea', price, stock: 4, memberLimit: 2 }),
    );
    expect(made).toMatchObject({ slug: 'tea', name: 'Oolong tea', stock: 4, plan: { kind: 'task' } });
    const edited = agreed(await saves({ slug: 'TEA', description: 'From Alishan', memberLimit: null }));
    expect(edited).toEqual({ ...made, description: 'From Alishan', memberLimit: null });
    expect(agreed(await saves({ slug: 'tea', stock: 9 })).stock).toBe(9);
  });

  test.each<[string, ItemInput]>([
    ['item_incomplete', { slug: 'no-price', name: 'X' }],
    ['item_incomplete', { slug: 'no-name', price }],
    ['item_name_not_usable', { slug: '300', name: 'X', price }],
    ['item_name_not_usable', { slug: 'blank', name: ' \n ', price }],
    ['item_name_not_usable', { slug: 'long', name: 'x'.repeat(65), price }],
    ['price_not_understood', { slug: 'free', name: 'X', price: { ...price, hundredths: 0n } }],
    ['item_description_too_long', { slug: 'wordy', name: 'X', price, description: 'x'.repeat(501) }],
    ['item_number_not_usable', { slug: 'n', name: 'X', price, stock: -1 }],
    ['item_number_not_usable', { slug: 'n', name: 'X', price, stock: 1.5 }],
    ['item_number_not_usable', { slug: 'n', name: 'X', price, memberLimit: 0 }],
    ['item_number_not_usable', { slug: 'n', name: 'X', price, accessDays: 4_000 }],
    ['item_text_not_usable', { slug: 't', name: 'X', price, plan: { kind: 'text', text: ' ' } }],
  ])('%s: %o', async (refusal, input) => {
    expect(await saves(input)).toMatchObject({ refusal });
  });

  test('made twice at the same moment is there once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => saves({ slug: 'twice', name: 'Twice', price })));
    const ids = new Set(made.flatMap((one) => ('id' in one ? [one.id] : [])));
    expect(ids.size).toBe(1);
  });

  test('is meant by its short name first, then by its name, then by its id; a hidden one by nothing', async () => {
    const first = agreed(await saves({ slug: 'gold', name: 'Silver', price }));
    const second = agreed(await saves({ slug: 'silver', name: 'Gold', price }));
    const { core } = bench;
    expect((await core.readItem(community, 'Gold'))?.id).toBe(first.id);
    expect((await core.readItem(community, ' SILVER'))?.id).toBe(second.id);
    expect((await core.readItem(community, second.id))?.id).toBe(second.id);
    expect(await core.readItem(other, 'gold')).toBeNull();
    agreed(await core.hideItem({ ...scene(), slug: 'gold' }));
    expect((await core.readItem(community, 'gold'))?.id).toBe(second.id);
    expect(await core.readItem(community, first.id)).toBeNull();
    expect((await core.listItems(community)).some(({ id }) => id === first.id)).toBe(false);
    expect((await core.listItems(community, { hidden: true })).some(({ id }) => id === first.id)).toBe(true);
    expect(await core.readItemToEdit({ ...scene(), slug: 'gold' })).toMatchObject({ hidden: true });
    expect(await core.hideItem({ ...scene(), slug: 'gold' })).toMatchObject({ refusal: 'item_not_found' });
  });
});

describe('how an item is handed over is checked when it is saved', () => {
  const role = (guildId: string, roleId: string) =>
    ({ kind: 'role', guildId, roleId, roleName: 'typed' }) as const;
  const invite = (chatId: string) => ({ kind: 'invite', chatId, chatTitle: 'typed' }) as const;

  test('a role is of a server of the community, and is called what it is called there', async () => {
    expect(agreed(await plans('vip1', role('7001', 'r1'))).plan).toMatchObject({ roleName: 'Role r1' });
    expect(await plans('vip2', role('7001', 'r2'))).toMatchObject({ refusal: 'plan_role_too_high' });
    expect(await plans('vip3', role('7001', 'r3'))).toMatchObject({ refusal: 'plan_role_gone' });
    expect(await plans('vip4', role('7002', 'r1'))).toMatchObject({ refusal: 'plan_place_not_ours' });
    expect(await plans('vip5', role('7999', 'r1'))).toMatchObject({ refusal: 'plan_place_not_ours' });
  });

  test('G-19: an invite never leads into the chat of another community', async () => {
    const plan = agreed(await plans('inner', invite('@inner'))).plan;
    expect(plan).toEqual({ kind: 'invite', chatId: '-100555', chatTitle: 'Inner circle' });
    const no = { refusal: 'plan_place_not_ours' };
    expect(await plans('inner2', invite('-100777'))).toMatchObject(no);
    const item = { slug: 'inner3', name: 'X', price, plan: invite('-100555') };
    expect(await bench.core.saveItem({ ...scene(), communityId: other, item })).toMatchObject(no);
    expect(await plans('inner4', invite('@readonly'))).toMatchObject({ refusal: 'plan_permission_missing' });
  });

  test('a webhook has an address that we send to, and one secret that stays', async () => {
    const no = { refusal: 'webhook_not_usable' };
    expect(await plans('hook', { kind: 'webhook', url: 'http://shop.example' })).toMatchObject(no);
    agreed(await plans('hook', { kind: 'webhook', url: 'https://shop.example' }));
    const secret = agreed(await bench.core.readWebhookSecret({ ...scene(), slug: 'hook' }));
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    agreed(await plans('hook', { kind: 'webhook', url: 'https://shop.example/2' }));
    expect(await bench.core.readWebhookSecret({ ...scene(), slug: 'hook' })).toBe(secret);
  });

  test("a file is one of the community's own", async () => {
    const fileId = agreed(await keeps(new Uint8Array([1, 2]), { name: '../etc/pass\u202ewd' }));
    const plan = { kind: 'file', fileId, fileName: 'typed' } as const;
    expect(agreed(await plans('file', plan)).plan).toMatchObject({ fileName: 'passwd' });
    const foreign = agreed(await keeps(new Uint8Array([1]), { communityId: other }));
    const no = { refusal: 'file_not_found' };
    expect(await plans('file2', { ...plan, fileId: foreign })).toMatchObject(no);
    expect(await saves({ slug: 'file', pictureId: foreign })).toMatchObject(no);
  });

  test('a platform that is off sells nothing of its own', async () => {
    const off = await bench.instance({ hands: { ...hands, roles: null } });
    const item = { slug: 'off', name: 'X', price, plan: role('7001', 'r1') };
    expect(await off.core.saveItem({ ...scene(), item })).toMatchObject({ refusal: 'plan_not_possible' });
  });
});

describe('a file', () => {
  test('that is a picture is known by its bytes, and is 1 MB at most', async () => {
    const pictureId = agreed(await keeps(png(), { use: 'picture' }));
    const file = await bench.core.readFile(pictureId);
    expect(file?.contentType).toBe('image/png');
    expect(Uint8Array.from(file?.bytes ?? [])).toEqual(png());
    expect(agreed(await saves({ slug: 'shown', name: 'Shown', price, pictureId })).pictureId).toBe(pictureId);
    const no = { refusal: 'picture_not_usable' };
    expect(await keeps(png(1_048_577), { use: 'picture' })).toMatchObject(no);
    const page = new TextEncoder().encode('<svg onload=alert(1)>');
    expect(await keeps(page, { use: 'picture' })).toMatchObject(no);
    const asGoods = agreed(await keeps(page));
    expect(await saves({ slug: 'shown', pictureId: asGoods })).toMatchObject(no);
  });

  test('is 8 MB at most, and not empty', async () => {
    expect(agreed(await keeps(new Uint8Array(8_388_608)))).toBeTypeOf('string');
    expect(await keeps(new Uint8Array(8_388_609))).toMatchObject({ refusal: 'file_not_usable' });
    expect(await keeps(new Uint8Array(0))).toMatchObject({ refusal: 'file_not_usable' });
  });
});

describe('import and export', () => {
  const rows = (count: number, prefix: string): ItemInput[] =>
    Array.from({ length: count }, (_, index) => ({
      slug: `${prefix}${index}`,
      name: `${prefix} no. ${String(index).padStart(3, '0')}`,
      price,
      stock: index,
    }));

  test('200 items come in at once, are listed by name, and go out as they came', async () => {
    const shop = { ...scene(), communityId: await bench.community() };
    expect(await bench.core.importItems({ ...shop, rows: rows(200, 'bulk') })).toEqual({
      saved: 200,
      faults: [],
    });
    const listed = await bench.core.listItems(shop.communityId);
    expect(listed).toHaveLength(201);
    const names = listed.map(({ name }) => name);
    expect(names.slice(1)).toEqual([...names.slice(1)].sort());
    expect(await bench.core.readItem(shop.communityId, 'bulk no. 137')).toMatchObject({
      slug: 'bulk137',
      stock: 137,
    });
    expect(agreed(await bench.core.exportItems(shop))).toHaveLength(201);
  });

  test('one row that is wrong, and nothing is saved; each fault says its row', async () => {
    const wrong = [
      ...rows(3, 'bad'),
      { slug: '!', name: 'X', price },
      { slug: 'bad1', name: 'Again', price },
    ];
    const plan: DeliveryPlan = { kind: 'webhook', url: 'ftp://x' };
    const answer = agreed(
      await bench.core.importItems({
        ...scene(),
        rows: [...wrong, { slug: 'hooked', name: 'X', price, plan }],
      }),
    );
    expect(answer.saved).toBe(0);
    expect(answer.faults.map(({ row, refusal }) => [row, refusal.refusal])).toEqual([
      [4, 'item_name_not_usable'],
      [5, 'item_exists'],
      [6, 'webhook_not_usable'],
    ]);
    expect(await bench.core.readItem(community, 'bad0')).toBeNull();
  });

  test('a file from before the last sale does not bring back what was sold since', async () => {
    const item = await bench.sells(community, { slug: 'exported', stock: 2 });
    const exported = agreed(await bench.core.exportItems(scene())).find(({ slug }) => slug === 'exported');
    await bench.orders(account(), item);
    const row = { slug: 'exported', name: 'Renamed', price, stock: exported?.stock ?? null };
    agreed(await bench.core.importItems({ ...scene(), rows: [row] }));
    expect(await bench.core.readItem(community, 'exported')).toMatchObject({ name: 'Renamed', stock: 1 });
  });
});

describe('G-19: who may touch the catalogue', () => {
  const manager = account();

  test('a stranger, and a manager of another community, change nothing and cause no traffic', async () => {
    const named = { communityId: other, by: operator, from: null, name: 'Mona', accounts: [manager] };
    agreed(await bench.core.nameManager(named));
    const plan: DeliveryPlan = { kind: 'role', guildId: '7001', roleId: 'r1', roleName: '' };
    const item = { slug: 'mine', name: 'Mine', price, plan };
    asked.length = 0;
    for (const by of [account(), manager]) {
      const here = { communityId: community, by, from: null };
      const answers = [
        await bench.core.saveItem({ ...here, item }),
        await bench.core.addItem({ ...here, ...item }),
        await bench.core.addItem({ ...here, ...item, slug: 'tea' }),
        await bench.core.hideItem({ ...here, slug: 'tea' }),
        await bench.core.setStock({ ...here, slug: 'tea', stock: 1 }),
        await bench.core.readItemToEdit({ ...here, slug: 'tea' }),
        await bench.core.readWebhookSecret({ ...here, slug: 'hook' }),
        await bench.core.keepFile({ ...here, name: 'x', contentType: 'a/b', bytes: png() }),
        await bench.core.importItems({ ...here, rows: [item] }),
        await bench.core.exportItems(here),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ refusal: 'not_manager' });
    }
    expect(asked).toEqual([]);
  });

  test('a manager minds their own shop, and each thing that they do is on record', async () => {
    const here = { communityId: other, by: manager, from: '-100777' };
    agreed(await bench.core.saveItem({ ...here, item: { slug: 'own', name: 'Own', price } }));
    agreed(await bench.core.setStock({ ...here, slug: 'own', stock: 3 }));
    agreed(await bench.core.hideItem({ ...here, slug: 'own' }));
    const log = await bench.inTransaction(({ audit }) => audit.list(other, { limit: 3, before: null }));
    expect(log.map(({ action, subject, by, chatId }) => ({ action, subject, by, chatId }))).toEqual(
      ['item_hidden', 'stock_set', 'item_saved'].map((action) => ({
        action,
        subject: 'own',
        by: manager,
        chatId: '-100777',
      })),
    );
  });
});

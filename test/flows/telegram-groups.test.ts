import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import { OPERATOR_ID } from '../support/world.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let flow: Flow;
const communities: GroupHandle[] = [];

beforeAll(async () => {
  flow = await startFlow({ kryptogo: { pendingCallbacks: false } });
  communities.push(flow.group);
});
afterAll(() => flow.close());

/** A community in a basic group, with Bea in it and `vip` on sale. */
async function basicGroup(title: string) {
  const { world, story, olga } = flow;
  const bea = world.telegram.people.create({ firstName: `Bea of ${title}`, languageCode: 'en' });
  const group = world.telegram.groups.create({ title, type: 'group', members: [olga, bea] });
  await story.hears(olga, () => true);
  const enabled = olga.says(group, '/till enable');
  await world.telegram.waitFor(group, title, 5_000, { after: enabled });
  const added = olga.says(group, '/till item add vip 300 TWD VIP role');
  await world.telegram.waitFor(group, 'VIP role', 5_000, { after: added });
  return { group, bea };
}

describe('a group becomes a supergroup', () => {
  test('D-08: the service message moves the community, and the old id is nobody’s any more', async () => {
    const { world, story, olga } = flow;
    const { group, bea } = await basicGroup('Bakery');
    const bigger = group.upgrade();
    communities.push(bigger);
    await eventually(async () => {
      const rows = await flow.query(`select former_ids from places where place_id = '${bigger.id}'`);
      expect(rows).toEqual([{ former_ids: [String(group.id)] }]);
    });
    const card = await story.paysFromGroup(bea, bigger, '/pay vip');
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(bea, card, 'paid');
    expect(await flow.books.of(bigger.id)).toMatchObject({ sales: '9.24' });
    expect(await flow.books.of(group.id)).toEqual({});
    const asked = olga.says(bigger, '/till enable');
    await world.telegram.waitFor(bigger, 'belongs to a community already', 5_000, { after: asked });
  });

  test('D-08: where only a refused answer tells of it, the community moves all the same', async () => {
    const { world, story } = flow;
    const { group, bea } = await basicGroup('Laundry');
    world.telegram.mischief.next(
      ({ method, params }) => method === 'sendMessage' && Number(params['chat_id']) === group.id,
      { kind: '429', retryAfter: 20 },
    );
    bea.says(group, '/pay vip');
    await eventually(() => expect(world.telegram.requests.at(-1)?.status).toBe(429));
    world.telegram.mischief.holdUpdates();
    const bigger = group.upgrade();
    communities.push(bigger);
    const offer = await eventually(async () => {
      await world.pass(21 * SECOND_MS);
      const found = bigger.messages().find((one) => one.buttons.length > 0);
      return found ?? expect.unreachable('no offer in the new group yet');
    });
    // The service messages come last, and in the wrong order.
    world.telegram.mischief.releaseUpdates('reversed');
    const [label = ''] = offer.buttons;
    bea.presses(offer, label);
    const card = await story.hears(bea, (one) => one.marked('date_time').length > 0);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(bea, card, 'paid');
    expect(await flow.books.of(bigger.id)).toMatchObject({ sales: '9.24' });
    const rows = await flow.query(`select place_id from places where place_id = '${group.id}'`);
    expect(rows).toEqual([]);
  });
});

describe('who may command', () => {
  test('D-10: a strange group hears one polite sentence, nothing is stored of it, and the bot leaves after a day', async () => {
    const { world } = flow;
    const stranger = world.telegram.people.create({ firstName: 'Stranger', languageCode: 'en' });
    const group = world.telegram.groups.create({
      title: 'Elsewhere',
      type: 'supergroup',
      members: [stranger],
    });
    const asked = stranger.says(group, '/pay vip');
    await world.telegram.waitFor(group, "I don't take payments here yet", 5_000, { after: asked });
    const tried = stranger.says(group, '/till enable');
    await world.telegram.waitFor(group, /./, 5_000, { after: tried });
    expect(await flow.query(`select * from members where account_id = '${stranger.id}'`)).toEqual([]);
    const channel = world.telegram.channels.create({ title: 'A channel' });
    channel.addsBot();
    await eventually(async () => {
      const rows = await flow.query('select place_id from strange_places');
      expect(rows.map((row) => row['place_id']).sort()).toEqual(
        [String(channel.id), String(group.id)].sort(),
      );
    });
    await world.pass(25 * HOUR_MS);
    await eventually(() => expect(world.telegram.calls('leaveChat')).toHaveLength(2));
    expect(await flow.query('select * from strange_places')).toEqual([]);
  });

  test('D-11: nobody can command in the name of a group or a channel, by forwarding or by editing', async () => {
    const { world, group, olga } = flow;
    const member = flow.joins('Member');
    const channel = world.telegram.channels.create({ title: 'Linked', linked: group });
    const before = group.messages().filter((one) => one.fromBot).length;
    group.saysAsChannel(channel, '/till item add cheap 1 TWD Cheap');
    channel.posts('/till item add cheap 1 TWD Cheap');
    member.forwards(olga.says('/till item add cheap 1 TWD Cheap'), group);
    member.edits(member.says(group, 'hello'), '/pay vip');
    const anonymous = group.saysAnonymously('/till item add cheap 1 TWD Cheap');
    await world.telegram.waitFor(group, "can't see who you are", 5_000, { after: anonymous });
    const asked = member.says(group, '/till item add cheap 1 TWD Cheap');
    await world.telegram.waitFor(group, 'Only operators can do that', 5_000, { after: asked });
    expect(group.messages().filter((one) => one.fromBot)).toHaveLength(before + 2);
    expect(await flow.query("select * from items where slug = 'cheap'")).toEqual([]);
  });

  test('D-12, D-15: the button in the group is for its own member alone', async () => {
    const { world, story, group } = flow;
    const ana = flow.joins('Owner');
    const mallory = flow.joins('Mallory');
    const asked = ana.says(group, '/pay vip');
    const offer = await world.telegram.waitFor(group, (one) => one.replyTo === asked.id, 5_000);
    const [label = ''] = offer.buttons;
    mallory.presses(offer, label);
    await story.hears(mallory, 'belongs to somebody else');
    ana.presses(offer, label);
    await story.hears(ana, (one) => one.photo !== undefined);
  });

  test('D-12: a forged press about somebody else’s order does nothing and tells nothing', async () => {
    const { world, story } = flow;
    const { person, card } = await flow.buyer('Victim');
    const mallory = flow.joins('Forger');
    mallory.starts();
    const own = await story.hears(mallory, /./);
    const data = card.keyboard.flat().flatMap((button) => button.callback_data ?? []);
    const nobody = '00000000-0000-7000-8000-000000000000';
    const answers: string[] = [];
    for (const one of [...data, `cancel:${nobody}`, `pay_balance:${nobody}`]) {
      const { text = '' } = await mallory.forgesPress(own, one).answered(5_000);
      answers.push(text);
    }
    expect(new Set(answers)).toEqual(
      new Set(["I can't find that order among yours. /orders shows them all."]),
    );
    for (const nonsense of ['', 'cancel', 'cancel:1;drop table orders', 'x'.repeat(64), 'fresh:\u202e']) {
      await mallory.forgesPress(own, nonsense).answered(5_000);
    }
    world.kryptogo.wallet.paysExactly(await story.awaitsPayment(person, card));
    await story.stands(person, card, 'paid');
  });

  test('D-14: a member who takes the operator’s name is still only a member', async () => {
    const { world, group, olga } = flow;
    olga.renames({ username: 'olga' });
    const thief = world.telegram.people.create({ firstName: 'Olga', languageCode: 'en' });
    group.adds(thief);
    olga.renames({ username: 'somebody_else' });
    thief.renames({ username: 'olga' });
    expect(thief.id).not.toBe(OPERATOR_ID);
    const asked = thief.says(group, '/till item hide vip');
    await world.telegram.waitFor(group, 'Only operators can do that', 5_000, { after: asked });
  });
});

describe('after an outage', () => {
  test('D-13: commands that waited for more than ten minutes are not acted upon, and say so', async () => {
    const { world, story, group } = flow;
    const { person, card } = await flow.buyer('Waiting');
    const made = world.kryptogo.intents().length;
    world.telegram.mischief.holdUpdates();
    const inPrivate = person.says('/pay 7 USD');
    const inGroup = person.says(group, '/pay vip');
    const harmless = person.says('/balance');
    await world.pass(11 * MINUTE_MS);
    world.telegram.mischief.releaseUpdates();
    await story.hears(person, 'I was away when you wrote that', inPrivate);
    await world.telegram.waitFor(group, 'I was away when you wrote that', 5_000, { after: inGroup });
    await story.hears(person, /Tea House/, harmless);
    expect(world.kryptogo.intents()).toHaveLength(made);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
  });

  test('D-13: a press that waited does what it can, though nobody hears its answer', async () => {
    const { world, story } = flow;
    const { person, card } = await flow.buyer('Presser');
    world.telegram.mischief.holdUpdates();
    person.presses(card, /Cancel/);
    await world.pass(11 * MINUTE_MS);
    world.telegram.mischief.releaseUpdates();
    await story.stands(person, card, 'cancelled');
  });
});

test('D-15: no group has ever read an address, an amount of tokens or a balance', () => {
  const said = communities.flatMap((group) => group.messages().filter((one) => one.fromBot));
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((one) => /0x|USDT|balance|\d\.\d\d/.test(one.words) || one.photo !== undefined)).toEqual(
    [],
  );
});

test('S1: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow, { groups: communities }));

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GroupHandle } from './groups.ts';
import type { PersonHandle } from './people.ts';
import { createStage, makePng, TOKEN } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
let bo: PersonHandle;
let club: GroupHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ firstName: 'Ana' });
  bo = stage.sim.people.create({ firstName: 'Bo' });
  club = stage.sim.groups.create({ title: 'Club', type: 'supergroup', owner: bo, quiet: true });
  club.promotesBot();
});
afterEach(() => stage.sim.stop());

const description = async (method: string, params: object) =>
  (await stage.call(method, params)).body.description;
const result = async (method: string, params: object) => (await stage.call(method, params)).body.result;
const makeLink = async (more: object = {}) =>
  (await result('createChatInviteLink', { chat_id: club.id, creates_join_request: true, ...more }))
    .invite_link;
const requests = () => stage.sim.updates().filter((update) => 'chat_join_request' in update);

async function sendDocument(params: Record<string, string>): Promise<number> {
  const form = new FormData();
  form.set('chat_id', String(ana.id));
  form.set('document', new Blob(['ABCD-1234']), 'key.txt');
  for (const [name, value] of Object.entries(params)) form.set(name, value);
  const answer = await fetch(`${stage.sim.url}/bot${TOKEN}/sendDocument`, { method: 'POST', body: form });
  return ((await answer.json()) as { result: { message_id: number } }).result.message_id;
}

describe('a link that asks first', () => {
  it('takes no limit of members, no long name and no past', async () => {
    const wanted = { chat_id: club.id, creates_join_request: true };
    expect(await description('createChatInviteLink', { ...wanted, member_limit: 1 })).toBe(
      "Bad Request: member limit can't be specified for links requiring administrator approval",
    );
    expect(await description('createChatInviteLink', { ...wanted, name: 'x'.repeat(33) })).toBe(
      'Bad Request: invite link name is too long',
    );
    expect(await description('createChatInviteLink', { ...wanted, expire_date: 1 })).toBe(
      'Bad Request: EXPIRE_DATE_INVALID',
    );
  });

  it('lets nobody in by itself, and the refused one may ask again', async () => {
    const link = await makeLink({ name: 'order 7F3K' });
    ana.asksToJoin(link);
    expect(club.has(ana)).toBe(false);
    expect(requests()).toMatchObject([
      { chat_join_request: { from: { id: ana.id }, invite_link: { invite_link: link } } },
    ]);
    await stage.call('declineChatJoinRequest', { chat_id: club.id, user_id: ana.id });
    expect(await description('approveChatJoinRequest', { chat_id: club.id, user_id: ana.id })).toBe(
      'Bad Request: HIDE_REQUESTER_MISSING',
    );
    ana.asksToJoin(link);
    await stage.call('approveChatJoinRequest', { chat_id: club.id, user_id: ana.id });
    expect(club.has(ana)).toBe(true);
  });

  it('ends when it expires or is revoked', async () => {
    const short = await makeLink({ expire_date: stage.clock.now() / 1000 + 60 });
    stage.clock.advance(61_000);
    expect(() => ana.asksToJoin(short)).toThrow('has expired');
    const link = await makeLink();
    await stage.call('revokeChatInviteLink', { chat_id: club.id, invite_link: link });
    expect(() => ana.asksToJoin(link)).toThrow('revoked');
  });

  it('of somebody else shows the bot only half of itself', () => {
    const link = club.invites({ by: bo, asksToJoin: true });
    ana.asksToJoin(link);
    const asked = requests()[0]?.['chat_join_request'] as { invite_link: { invite_link: string } };
    expect(asked.invite_link.invite_link).toBe(`${link.slice(0, -8)}…`);
    expect(() => ana.asksToJoin(club.invites())).toThrow('lets everybody in at once');
  });

  it('is silent to a bot that may not invite', async () => {
    const link = await makeLink();
    club.takesFromBot('can_invite_users');
    ana.asksToJoin(link);
    expect(requests()).toEqual([]);
    const me = { chat_id: club.id, user_id: stage.sim.botId };
    expect(await result('getChatMember', me)).toMatchObject({
      status: 'administrator',
      can_invite_users: false,
      can_restrict_members: true,
    });
    expect(await description('approveChatJoinRequest', { chat_id: club.id, user_id: ana.id })).toBe(
      'Bad Request: not enough rights',
    );
  });

  it('works for a channel too', async () => {
    const channel = stage.sim.channels.create({ title: 'News' });
    channel.addsBot();
    const link = await makeLink({ chat_id: channel.id });
    ana.asksToJoin(link);
    await stage.call('approveChatJoinRequest', { chat_id: channel.id, user_id: ana.id });
    expect(channel.has(ana)).toBe(true);
    channel.removes(ana);
    expect(() => ana.asksToJoin(link)).toThrow('banned');
  });
});

describe('putting somebody out', () => {
  const them = () => ({ chat_id: club.id, user_id: ana.id });

  it('bans until the ban is lifted or ends', async () => {
    club.adds(ana);
    await stage.call('banChatMember', them());
    expect(await result('getChatMember', them())).toMatchObject({ status: 'kicked', until_date: 0 });
    const link = await makeLink();
    expect(() => ana.asksToJoin(link)).toThrow('banned');
    await stage.call('unbanChatMember', { ...them(), only_if_banned: true });
    ana.asksToJoin(link);
    const until = stage.clock.now() / 1000 + 120;
    await stage.call('banChatMember', { ...them(), until_date: until });
    expect(await result('getChatMember', them())).toMatchObject({ status: 'kicked', until_date: until });
    stage.clock.advance(121_000);
    ana.asksToJoin(link);
  });

  it('happens by unbanning as well, unless only those who are banned are meant', async () => {
    club.adds(ana);
    await stage.call('unbanChatMember', { ...them(), only_if_banned: true });
    expect(club.has(ana)).toBe(true);
    await stage.call('unbanChatMember', them());
    expect(club.has(ana)).toBe(false);
  });

  it('needs the right, and stops at administrators', async () => {
    club.adds(ana);
    expect(await description('banChatMember', { ...them(), user_id: bo.id })).toBe(
      "Bad Request: can't remove chat owner",
    );
    club.promotes(ana);
    expect(await description('banChatMember', them())).toBe(
      'Bad Request: user is an administrator of the chat',
    );
    club.demotes(ana);
    club.takesFromBot('can_restrict_members');
    expect(await description('banChatMember', them())).toBe(
      'Bad Request: not enough rights to restrict/unrestrict chat member',
    );
  });

  it('from a basic group is no ban', async () => {
    const small = stage.sim.groups.create({
      title: 'Small',
      members: [ana],
      bot: 'administrator',
      quiet: true,
    });
    await stage.call('banChatMember', { chat_id: small.id, user_id: ana.id });
    expect(small.has(ana)).toBe(false);
    expect(await description('unbanChatMember', { chat_id: small.id, user_id: ana.id })).toBe(
      'Bad Request: method is available for supergroup and channel chats only',
    );
  });
});

describe('files', () => {
  it('that are protected can be neither forwarded nor copied', async () => {
    ana.starts();
    const id = await sendDocument({ protect_content: 'true', caption: 'Your key' });
    const sent = ana.chat.lastFromBot();
    expect(sent).toMatchObject({ isProtected: true, words: 'Your key', document: { name: 'key.txt' } });
    if (!sent) throw new Error('nothing was sent');
    expect(() => ana.forwards(sent, ana.chat)).toThrow('protected');
    const where = { chat_id: ana.id, from_chat_id: ana.id, message_id: id };
    expect(await description('forwardMessage', where)).toBe("Bad Request: the message can't be forwarded");
    expect(await description('copyMessage', where)).toBe("Bad Request: the message can't be copied");
    const open = await sendDocument({});
    await stage.call('copyMessage', { ...where, message_id: open });
    expect(ana.chat.lastFromBot()).toMatchObject({ isProtected: false, document: { name: 'key.txt' } });
  });

  it('that people send can be downloaded up to 20 MB', async () => {
    ana.sendsDocument({ name: 'book.pdf', bytes: Buffer.from('%PDF-1.7'), type: 'application/pdf' });
    const { document } = stage.sim.updates().at(-1)?.['message'] as { document: { file_id: string } };
    expect(document).toMatchObject({ file_name: 'book.pdf', mime_type: 'application/pdf', file_size: 8 });
    const { file_path: path } = await result('getFile', { file_id: document.file_id });
    const download = () => fetch(`${stage.sim.url}/file/bot${TOKEN}/${path}`);
    expect(await (await download()).text()).toBe('%PDF-1.7');
    stage.sim.mischief.next('download', { kind: 'status', code: 502, description: 'Bad Gateway' });
    expect((await download()).status).toBe(502);
    expect(stage.sim.calls('download').map((call) => call.status)).toEqual([200, 502]);
    const big = ana.sendsDocument({ name: 'film.mp4', bytes: Buffer.from('x'), size: 30_000_000 });
    expect(await description('getFile', { file_id: big.raw.document?.file_id })).toBe(
      'Bad Request: file is too big',
    );
  });

  it('that are pictures come as photos with their sizes', () => {
    ana.sendsPhoto(makePng(400));
    expect(stage.sim.updates().at(-1)).toMatchObject({
      message: { chat: { id: ana.id }, photo: [{ width: 90 }, { width: 320 }, { width: 400 }] },
    });
  });
});

it('a public chat can be looked at from outside, its members can not', async () => {
  const channel = stage.sim.channels.create({ title: 'News', username: 'daily_news' });
  expect(await result('getChat', { chat_id: '@daily_news' })).toMatchObject({ id: channel.id });
  expect(await description('getChatMember', { chat_id: '@daily_news', user_id: ana.id })).toBe(
    'Forbidden: bot is not a member of the channel chat',
  );
});

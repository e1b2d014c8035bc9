import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
let bo: PersonHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ firstName: 'Ana', username: 'ana', languageCode: 'zh-hant' });
  bo = stage.sim.people.create({ firstName: 'Bo' });
});
afterEach(() => stage.sim.stop());

const description = async (method: string, params: object) =>
  (await stage.call(method, params)).body.description;
const say = async (chatId: number, text: string, button?: object) => {
  const markup = button === undefined ? {} : { reply_markup: { inline_keyboard: [[button]] } };
  await stage.call('sendMessage', { chat_id: chatId, text, ...markup });
};
/** Texts of the updates that the bot got, with their kind. */
const heard = () =>
  stage.sim.updates().map((update) => {
    const [kind, payload] = Object.entries(update).find(([key]) => key !== 'update_id') as [
      string,
      { text?: string },
    ];
    return payload.text === undefined ? kind : `${kind}: ${payload.text}`;
  });

describe('privacy mode', () => {
  it('lets through commands, answers to the bot and service messages, nothing else', async () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana, bo], quiet: true });
    ana.says(group, 'just chatting');
    ana.says(group, '/pay 10 USD');
    ana.says(group, '/pay@Till_Bot 11 USD');
    ana.says(group, '/pay@other_bot 12 USD');
    ana.says(group, 'hey @till_bot /pay 13');
    await say(group.id, 'card');
    const card = group.lastFromBot();
    if (card === undefined) throw new Error('the bot said nothing');
    ana.says(group, 'thanks', { replyTo: card });
    bo.leaves(group);
    expect(heard()).toEqual([
      'message: /pay 10 USD',
      'message: /pay@Till_Bot 11 USD',
      'message: thanks',
      'message',
    ]);
  });

  it('does not bind an administrator, nor a bot that switched it off', async () => {
    const group = stage.sim.groups.create({
      title: 'Shop',
      members: [ana],
      bot: 'administrator',
      quiet: true,
    });
    ana.says(group, 'just chatting');
    expect(heard()).toEqual(['message: just chatting']);
    const open = await createStage({ privacyMode: false });
    const cleo = open.sim.people.create({ firstName: 'Cleo' });
    cleo.says(open.sim.groups.create({ title: 'Shop', members: [cleo], quiet: true }), 'just chatting');
    expect(open.sim.updates()).toHaveLength(1);
    await open.sim.stop();
  });

  it('applies to edits as well', () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana], quiet: true });
    const said = ana.says(group, '/pay 10');
    ana.edits(said, '/pay 1000');
    expect(heard()).toEqual(['message: /pay 10', 'edited_message: /pay 1000']);
    expect(said.history[0]?.text).toBe('/pay 10');
  });
});

describe('the bot’s own comings and goings', () => {
  it('arrive as my_chat_member, with the service messages people see', () => {
    const group = stage.sim.groups.create({ title: 'Shop', type: 'supergroup', owner: ana, bot: 'absent' });
    group.addsBot({ by: ana });
    group.promotesBot();
    group.kicksBot(ana);
    const changes = stage.sim.updates().flatMap((update) => {
      const change = update['my_chat_member'] as
        Record<'old_chat_member' | 'new_chat_member', { status: string }> | undefined;
      return change === undefined
        ? []
        : [`${change.old_chat_member.status} → ${change.new_chat_member.status}`];
    });
    expect(changes).toEqual(['left → member', 'member → administrator', 'administrator → kicked']);
    expect(stage.sim.updates()[0]).toMatchObject({
      message: { new_chat_members: [{ username: 'till_bot' }], from: { id: ana.id } },
    });
  });

  it('include leaving by itself', async () => {
    const group = stage.sim.groups.create({ title: 'Strangers', members: [ana] });
    expect((await stage.call('leaveChat', { chat_id: group.id })).body.result).toBe(true);
    expect(stage.sim.updates().at(-1)).toMatchObject({
      my_chat_member: { new_chat_member: { status: 'left' } },
    });
    expect(await description('sendMessage', { chat_id: group.id, text: 'x' })).toBe(
      'Forbidden: bot is not a member of the group chat',
    );
  });

  it('include being blocked and unblocked', () => {
    ana.starts();
    ana.blocks();
    expect(() => ana.says('hello')).toThrow('Ana blocked the bot and has to unblock it first');
    ana.starts('again');
    expect(heard()).toEqual(['message: /start', 'my_chat_member', 'my_chat_member', 'message: /start again']);
  });
});

describe('a group that becomes a supergroup', () => {
  it('tells both ids and refuses the old one', async () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana], quiet: true });
    const bigger = group.upgrade();
    const [from, to] = stage.sim.updates();
    expect(from).toMatchObject({ message: { chat: { id: group.id }, migrate_to_chat_id: bigger.id } });
    expect(to).toMatchObject({
      message: { chat: { id: bigger.id, type: 'supergroup' }, migrate_from_chat_id: group.id },
    });
    const { status, body } = await stage.call('sendMessage', { chat_id: group.id, text: 'x' });
    expect([status, body.description, body.parameters]).toEqual([
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: bigger.id },
    ]);
    expect(() => ana.says(group, '/pay')).toThrow(`became supergroup ${bigger.id}`);
    ana.says(bigger, '/pay');
    expect(heard().at(-1)).toBe('message: /pay');
    expect(group.migratedTo).toBe(bigger.id);
  });
});

describe('senders that are not simply a member', () => {
  it('come as Telegram makes them', () => {
    const group = stage.sim.groups.create({ title: 'Shop', type: 'supergroup', members: [ana], quiet: true });
    const channel = stage.sim.channels.create({ title: 'News', linked: group });
    channel.addsBot();
    const count = stage.sim.updates().length;
    group.saysAnonymously('/withdraw 5');
    group.saysAsChannel(channel, '/withdraw 6');
    channel.posts('/withdraw 7');
    const heardFrom = ana.says('hello');
    ana.says(group, '/pay via', { viaBot: { id: 5, username: 'helper_bot' } });
    ana.forwards(heardFrom, ana.chat);
    expect(stage.sim.updates().slice(count)).toMatchObject([
      { message: { from: { id: 1087968824, username: 'GroupAnonymousBot' }, sender_chat: { id: group.id } } },
      { message: { from: { id: 136817688 }, sender_chat: { id: channel.id } } },
      { channel_post: { sender_chat: { id: channel.id }, text: '/withdraw 7' } },
      { message: { from: { id: 777000 }, is_automatic_forward: true, forward_origin: { type: 'channel' } } },
      { message: { text: 'hello' } },
      { message: { via_bot: { username: 'helper_bot' } } },
      { message: { forward_origin: { type: 'user', sender_user: { id: ana.id } }, text: 'hello' } },
    ]);
  });
});

describe('pressing buttons', () => {
  it('sends a callback query whose answer the presser sees', async () => {
    ana.starts();
    await say(ana.id, 'card', { text: 'Check now', callback_data: 'c:1' });
    const card = await stage.sim.waitFor(ana.chat, 'card');
    const press = ana.presses(card, /check/i);
    const query = stage.sim.updates().at(-1)?.['callback_query'] as { id: string; data: string };
    expect(query).toMatchObject({ data: 'c:1', from: { id: ana.id }, message: { message_id: card.id } });
    expect(
      await description('answerCallbackQuery', { callback_query_id: query.id, text: 'x'.repeat(201) }),
    ).toBe('Bad Request: MESSAGE_TOO_LONG');
    await stage.call('answerCallbackQuery', {
      callback_query_id: query.id,
      text: 'Not yet',
      show_alert: true,
    });
    expect(await press.answered()).toMatchObject({ text: 'Not yet', alert: true });
  });

  it('explains when there is no such button', async () => {
    ana.starts();
    await say(ana.id, 'card', { text: 'Check now', callback_data: 'c:1' });
    const card = await stage.sim.waitFor(ana.chat, 'card');
    expect(() => ana.presses(card, 'Cancel')).toThrow('has no button Cancel; it offers: Check now');
    expect(() => bo.presses(card, 'Check now')).toThrow('Bo is not in the chat');
  });

  it('copies, opens links, and starts the bot through a deep link', async () => {
    ana.starts();
    await say(ana.id, 'copy', { text: 'Copy', copy_text: { text: '0xabc' } });
    await say(ana.id, 'link', { text: 'Open', url: 'https://till.example/p/1' });
    await say(ana.id, 'deep', { text: 'In private', url: 'https://t.me/till_bot?start=tok_1' });
    const press = async (words: string, label: string) =>
      ana.presses(await stage.sim.waitFor(ana.chat, words), label);
    expect((await press('copy', 'Copy')).copied).toBe('0xabc');
    expect((await press('link', 'Open')).url).toBe('https://till.example/p/1');
    expect((await press('deep', 'In private')).message?.text).toBe('/start tok_1');
  });

  it('can be answered with a link into the bot and with no other link', async () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [bo], quiet: true });
    await say(group.id, 'card', { text: 'Details', callback_data: 'd' });
    const press = bo.presses(await stage.sim.waitFor(group, 'card'), { data: 'd' });
    const answer = { callback_query_id: press.id };
    expect(await description('answerCallbackQuery', { ...answer, url: 'https://evil.example' })).toBe(
      'Bad Request: URL_INVALID',
    );
    await stage.call('answerCallbackQuery', { ...answer, url: 'https://t.me/till_bot?start=abc' });
    expect(press.follow().text).toBe('/start abc');
    await say(bo.id, 'private at last');
    await stage.sim.waitFor(bo.chat, 'private');
  });

  it('is too old after ten minutes, and can be forged', async () => {
    ana.starts();
    await say(ana.id, 'card', { text: 'Check', callback_data: 'c' });
    const press = ana.forgesPress(await stage.sim.waitFor(ana.chat, 'card'), 'someone-elses');
    expect(stage.sim.updates().at(-1)).toMatchObject({ callback_query: { data: 'someone-elses' } });
    stage.clock.advance(11 * 60 * 1000);
    expect(await description('answerCallbackQuery', { callback_query_id: press.id })).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
    expect(stage.sim.faults).toEqual([]);
  });
});

describe('invitations', () => {
  it('need rights, and let in one approved person', async () => {
    const group = stage.sim.groups.create({ title: 'Club', type: 'supergroup', members: [ana], quiet: true });
    const wanted = { chat_id: group.id, name: 'order 7F3K', creates_join_request: true };
    expect(await description('createChatInviteLink', wanted)).toBe(
      'Bad Request: not enough rights to manage chat invite link',
    );
    group.promotesBot();
    const link = (await stage.call('createChatInviteLink', wanted)).body.result.invite_link;
    expect(bo.followsInvite(link)).toBe('requested');
    expect(stage.sim.updates().at(-1)).toMatchObject({
      chat_join_request: { user_chat_id: bo.id, invite_link: { name: 'order 7F3K' } },
    });
    await say(bo.id, 'one moment');
    await stage.sim.waitFor(bo.chat, 'one moment');
    expect(
      (await stage.call('approveChatJoinRequest', { chat_id: group.id, user_id: bo.id })).body.result,
    ).toBe(true);
    expect(
      (await stage.call('getChatMember', { chat_id: group.id, user_id: bo.id })).body.result.status,
    ).toBe('member');
    expect(await description('approveChatJoinRequest', { chat_id: group.id, user_id: bo.id })).toBe(
      'Bad Request: USER_ALREADY_PARTICIPANT',
    );
    bo.says(group, '/pay');
  });

  it('are used up and can be revoked', async () => {
    const group = stage.sim.groups.create({
      title: 'Club',
      type: 'supergroup',
      bot: 'administrator',
      quiet: true,
    });
    const link = (await stage.call('createChatInviteLink', { chat_id: group.id, member_limit: 1 })).body
      .result.invite_link;
    expect(ana.followsInvite(link)).toBe('joined');
    expect(() => bo.followsInvite(link)).toThrow('used up');
    await stage.call('revokeChatInviteLink', { chat_id: group.id, invite_link: link });
    expect(() => bo.followsInvite(link)).toThrow('revoked');
  });
});

describe('asking about chats', () => {
  it('tells title, members and administrators', async () => {
    const group = stage.sim.groups.create({
      title: 'Shop',
      type: 'supergroup',
      owner: ana,
      members: [bo],
      bot: 'administrator',
    });
    expect((await stage.call('getChat', { chat_id: group.id })).body.result).toMatchObject({
      id: group.id,
      title: 'Shop',
      type: 'supergroup',
    });
    expect(
      (await stage.call('getChatMember', { chat_id: group.id, user_id: ana.id })).body.result.status,
    ).toBe('creator');
    expect(await description('getChatMember', { chat_id: group.id, user_id: 4711 })).toBe(
      'Bad Request: PARTICIPANT_ID_INVALID',
    );
    const administrators = (await stage.call('getChatAdministrators', { chat_id: group.id })).body
      .result as unknown as {
      status: string;
    }[];
    expect(administrators.map((member) => member.status).sort()).toEqual(['administrator', 'creator']);
  });
});

describe('waiting', () => {
  it('counts only what came after a given message, and says what was there instead', async () => {
    ana.starts();
    await say(ana.id, 'card one');
    const again = ana.says('/pay again');
    await expect(stage.sim.waitFor(ana.chat, 'card', 30, { after: again })).rejects.toThrow(
      /nothing matching card[^]*card one/,
    );
    const coming = stage.sim.waitFor(ana.chat, /card/, 2000, { after: again });
    await say(ana.id, 'card two');
    expect((await coming).words).toBe('card two');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonHandle } from './people.ts';
import { createStage, makePng, TOKEN } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
let ana: PersonHandle;
beforeEach(async () => {
  stage = await createStage();
  ana = stage.sim.people.create({ firstName: 'Ana' });
  ana.starts();
});
afterEach(() => stage.sim.stop());

const description = async (method: string, params: object) =>
  (await stage.call(method, params)).body.description;
const keyboard = (button: object) => ({ inline_keyboard: [[button]] });

async function sendPhoto(params: Record<string, string>): Promise<number> {
  const form = new FormData();
  form.set('chat_id', String(ana.id));
  form.set('photo', new Blob([new Uint8Array(makePng(64))]), 'qr.png');
  for (const [name, value] of Object.entries(params)) form.set(name, value);
  const answer = await fetch(`${stage.sim.url}/bot${TOKEN}/sendPhoto`, { method: 'POST', body: form });
  return ((await answer.json()) as { result: { message_id: number } }).result.message_id;
}

describe('sending', () => {
  it('answers with the Message that people then see', async () => {
    const asked = ana.says('/pay 10');
    const { body } = await stage.call('sendMessage', {
      chat_id: ana.id,
      text: 'Send <code>10</code>',
      parse_mode: 'HTML',
      reply_parameters: { message_id: asked.id },
    });
    expect(body.result).toMatchObject({
      message_id: asked.id + 1,
      date: stage.clock.now() / 1000,
      chat: { id: ana.id, type: 'private', first_name: 'Ana' },
      from: { id: 100200300, is_bot: true, username: 'till_bot' },
      text: 'Send 10',
      entities: [{ type: 'code', offset: 5, length: 2 }],
      reply_to_message: { message_id: asked.id, text: '/pay 10' },
    });
    const seen = ana.chat.lastFromBot();
    expect([seen?.words, seen?.marked('code'), seen?.replyTo]).toEqual(['Send 10', ['10'], asked.id]);
    expect(
      await description('sendMessage', { chat_id: ana.id, text: 'x', reply_parameters: { message_id: 99 } }),
    ).toBe('Bad Request: message to be replied not found');
  });

  it.each([
    [{ text: 'x', callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID'],
    [{ text: 'x', callback_data: '錢'.repeat(22) }, 'BUTTON_DATA_INVALID'],
    [{ text: 'x', copy_text: { text: 'x'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
    [
      { text: 'x', url: 'ethereum:0xabc@1' },
      "inline keyboard button URL 'ethereum:0xabc@1' is invalid: Unsupported URL protocol",
    ],
    [
      { text: 'x', url: 'ftp://x.io' },
      "inline keyboard button URL 'ftp://x.io' is invalid: Unsupported URL protocol",
    ],
    [
      { text: 'x', url: 'http://localhost:3000/pay' },
      "inline keyboard button URL 'http://localhost:3000/pay' is invalid: Wrong HTTP URL",
    ],
    [{ text: 'x' }, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    [
      { text: 'x', callback_data: 'a', url: 'https://x.io' },
      "can't parse inline keyboard button: exactly one optional field must be used, found url, callback_data",
    ],
  ])('refuses the button %j', async (button, complaint) => {
    expect(
      await description('sendMessage', { chat_id: ana.id, text: 'x', reply_markup: keyboard(button) }),
    ).toBe(`Bad Request: ${complaint}`);
  });

  it('accepts styled, copy, tg:// and https buttons', async () => {
    const buttons = [
      { text: 'a', callback_data: 'a', style: 'success' },
      { text: 'b', copy_text: { text: '0xabc' } },
      { text: 'c', url: 'tg://user?id=5' },
      { text: 'd', url: 'https://till.example/pay/1' },
    ];
    expect(
      (
        await stage.call('sendMessage', {
          chat_id: ana.id,
          text: 'x',
          reply_markup: { inline_keyboard: [buttons] },
        })
      ).status,
    ).toBe(200);
    expect(stage.sim.faults).toEqual([]);
  });
});

describe('whom a bot can write to', () => {
  it('is nobody it never met, and nobody who only shares a group with it', async () => {
    const bo = stage.sim.people.create({ firstName: 'Bo' });
    expect(await description('sendMessage', { chat_id: bo.id, text: 'x' })).toBe(
      'Bad Request: chat not found',
    );
    stage.sim.groups.create({ title: 'Shop', members: [bo] });
    expect(await description('sendMessage', { chat_id: bo.id, text: 'x' })).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
    bo.starts();
    expect((await stage.call('sendMessage', { chat_id: bo.id, text: 'x' })).status).toBe(200);
  });

  it('is nobody who blocked it or left Telegram', async () => {
    ana.blocks();
    expect(await description('sendMessage', { chat_id: ana.id, text: 'x' })).toBe(
      'Forbidden: bot was blocked by the user',
    );
    ana.unblocks();
    expect((await stage.call('sendMessage', { chat_id: ana.id, text: 'x' })).status).toBe(200);
    ana.deactivates();
    expect(await description('sendMessage', { chat_id: ana.id, text: 'x' })).toBe(
      'Forbidden: user is deactivated',
    );
    expect(stage.sim.faults).toEqual([]);
  });

  it('is no group that threw it out', async () => {
    const group = stage.sim.groups.create({ title: 'Shop', members: [ana] });
    const supergroup = stage.sim.groups.create({ title: 'Big shop', type: 'supergroup', members: [ana] });
    group.kicksBot(ana);
    supergroup.kicksBot(ana);
    expect(await description('sendMessage', { chat_id: group.id, text: 'x' })).toBe(
      'Forbidden: bot was kicked from the group chat',
    );
    expect(await description('sendMessage', { chat_id: supergroup.id, text: 'x' })).toBe(
      'Forbidden: bot was kicked from the supergroup chat',
    );
  });
});

describe('editing', () => {
  it('changes what people see, keeps the old look, and refuses to change nothing', async () => {
    const markup = keyboard({ text: 'Check', callback_data: 'c' });
    const sent = await stage.call('sendMessage', { chat_id: ana.id, text: 'waiting', reply_markup: markup });
    const target = { chat_id: ana.id, message_id: sent.body.result.message_id };
    expect(await description('editMessageText', { ...target, text: 'waiting', reply_markup: markup })).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
        'current content and reply markup of the message',
    );
    stage.clock.advance(5000);
    const edited = await stage.call('editMessageText', { ...target, text: 'paid' });
    expect(edited.body.result).toMatchObject({ text: 'paid', edit_date: stage.clock.now() / 1000 });
    expect(edited.body.result.reply_markup).toBeUndefined();
    const seen = ana.chat.lastFromBot();
    expect([seen?.words, seen?.buttons, seen?.history.map((old) => old.text)]).toEqual([
      'paid',
      [],
      ['waiting'],
    ]);
    expect(seen?.history[0]?.keyboard.flat()[0]?.text).toBe('Check');
    expect(stage.sim.faults).toEqual([]);
  });

  it('keeps texts and captions apart', async () => {
    const text = (await stage.call('sendMessage', { chat_id: ana.id, text: 'x' })).body.result.message_id;
    const photo = await sendPhoto({ caption: 'scan' });
    expect(await description('editMessageText', { chat_id: ana.id, message_id: photo, text: 'y' })).toBe(
      'Bad Request: there is no text in the message to edit',
    );
    expect(await description('editMessageCaption', { chat_id: ana.id, message_id: text, caption: 'y' })).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
    expect(
      (await stage.call('editMessageCaption', { chat_id: ana.id, message_id: photo, caption: 'paid' })).body
        .result.caption,
    ).toBe('paid');
  });

  it('swaps the picture of a message', async () => {
    const photo = await sendPhoto({ caption: 'scan' });
    const form = new FormData();
    form.set('chat_id', String(ana.id));
    form.set('message_id', String(photo));
    form.set(
      'media',
      JSON.stringify({ type: 'photo', media: 'attach://next', caption: '<b>new</b>', parse_mode: 'HTML' }),
    );
    form.set('next', new Blob([new Uint8Array(makePng(128))]), 'next.png');
    const answer = await fetch(`${stage.sim.url}/bot${TOKEN}/editMessageMedia`, {
      method: 'POST',
      body: form,
    });
    const { result } = (await answer.json()) as { result: { photo: { width: number }[]; caption: string } };
    expect([result.photo.at(-1)?.width, result.caption]).toEqual([128, 'new']);
    expect(ana.chat.lastFromBot()?.photo?.length).toBe(makePng(128).length);
  });

  it('reaches only messages that are there and are the bot’s own', async () => {
    const said = ana.says('hello');
    expect(await description('editMessageText', { chat_id: ana.id, message_id: 999, text: 'x' })).toBe(
      'Bad Request: message to edit not found',
    );
    expect(await description('editMessageText', { chat_id: ana.id, message_id: said.id, text: 'x' })).toBe(
      "Bad Request: message can't be edited",
    );
    const sent = (await stage.call('sendMessage', { chat_id: ana.id, text: 'x' })).body.result.message_id;
    expect((await stage.call('deleteMessage', { chat_id: ana.id, message_id: sent })).body.result).toBe(true);
    expect(ana.chat.messages().at(-1)?.deleted).toBe(true);
    expect(await description('deleteMessage', { chat_id: ana.id, message_id: sent })).toBe(
      'Bad Request: message to delete not found',
    );
    expect(await description('editMessageText', { chat_id: ana.id, message_id: sent, text: 'y' })).toBe(
      'Bad Request: message to edit not found',
    );
  });
});

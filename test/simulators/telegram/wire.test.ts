import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, makePng, TOKEN } from './testing.ts';
import type { Stage } from './testing.ts';

describe('the Bot API on the wire', () => {
  let stage: Stage;
  let chatId: number;
  beforeAll(async () => {
    stage = await createStage();
    const ana = stage.sim.people.create({ firstName: 'Ana' });
    ana.starts();
    chatId = ana.id;
  });
  afterAll(() => stage.sim.stop());

  const description = async (method: string, params: object) =>
    (await stage.call(method, params)).body.description;

  it('answers 401 to a wrong token and 404 to something that is no token', async () => {
    const wrong = await fetch(`${stage.sim.url}/bot100200300:wrong/getMe`);
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    const malformed = await fetch(`${stage.sim.url}/botnonsense/getMe`);
    expect([malformed.status, await malformed.json()]).toEqual([
      404,
      { ok: false, error_code: 404, description: 'Not Found' },
    ]);
  });

  it('knows its methods whatever their case and refuses the others', async () => {
    expect((await stage.call('GETME')).body.result).toMatchObject({
      username: 'till_bot',
      can_read_all_group_messages: false,
    });
    const { status, body } = await stage.call('sendMoney');
    expect([status, body.description]).toEqual([404, 'Not Found: method not found']);
  });

  it('says loudly what it does not act out, after checking the parameters', async () => {
    expect(await description('sendDice', { chat_id: chatId, emoji: 5 })).toMatch(
      /^Bad Request: field "emoji" is 5/,
    );
    expect((await stage.call('sendDice', { chat_id: chatId })).status).toBe(501);
    const ephemeral = { chat_id: chatId, text: 'x', ephemeral_message_parameters: { receiver_user_id: 1 } };
    expect(await description('sendMessage', ephemeral)).toMatch(
      /does not act out ephemeral_message_parameters/,
    );
  });

  it('takes GET, urlencoded and multipart as well as JSON', async () => {
    const base = `${stage.sim.url}/bot${TOKEN}/sendMessage`;
    const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });
    const form = new FormData();
    form.set('chat_id', String(chatId));
    form.set('text', 'multipart');
    form.set('reply_markup', keyboard);
    const answers = await Promise.all([
      fetch(`${base}?chat_id=${chatId}&text=query&reply_markup=${encodeURIComponent(keyboard)}`),
      fetch(base, {
        method: 'POST',
        body: new URLSearchParams({ chat_id: String(chatId), text: 'urlencoded', reply_markup: keyboard }),
      }),
      fetch(base, { method: 'POST', body: form }),
    ]);
    for (const answer of answers) {
      const body = (await answer.json()) as { result: { text: string; reply_markup: unknown } };
      expect(body.result.reply_markup).toEqual({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });
      expect(['query', 'urlencoded', 'multipart']).toContain(body.result.text);
    }
  });

  it('refuses unknown, missing and mistyped parameters, also inside objects', async () => {
    expect(await description('sendMessage', { chat_id: chatId, text: 'x', colour: 'red' })).toBe(
      'Bad Request: unknown parameter "colour" in sendMessage',
    );
    expect(await description('sendMessage', { text: 'x' })).toBe('Bad Request: chat_id is empty');
    expect(await description('sendMessage', { chat_id: chatId })).toBe('Bad Request: message text is empty');
    expect(await description('sendMessage', { chat_id: chatId, text: 7 })).toBe(
      'Bad Request: field "text" must be of type String',
    );
    expect(await description('editMessageText', { chat_id: chatId, message_id: 1.5, text: 'x' })).toBe(
      'Bad Request: field "message_id" must be of type Integer',
    );
    const button = { text: 'Go', callback_data: 'go', color: 'red' };
    expect(
      await description('sendMessage', {
        chat_id: chatId,
        text: 'x',
        reply_markup: { inline_keyboard: [[button]] },
      }),
    ).toBe('Bad Request: unknown field "color" in InlineKeyboardButton (reply_markup.inline_keyboard[0][0])');
    expect(await description('sendMessage', { chat_id: chatId, text: 'x', parse_mode: 'Html' })).toBe(
      'Bad Request: unsupported parse_mode',
    );
  });

  it('records every request, and as faults those that broke the spec', async () => {
    const before = stage.sim.faults.length;
    await stage.call('sendMessage', { chat_id: chatId, text: 'fine' });
    await stage.call('sendMessage', { chat_id: 42, text: 'nobody' });
    await stage.call('sendMessage', { chat_id: chatId, text: '' });
    const [fine, nobody, empty] = stage.sim.requests.slice(-3);
    expect(fine).toMatchObject({
      method: 'sendMessage',
      params: { text: 'fine' },
      status: 200,
      isFault: false,
    });
    expect(nobody).toMatchObject({ status: 400, error: 'Bad Request: chat not found', isFault: false });
    expect(empty).toMatchObject({ error: 'Bad Request: message text is empty', isFault: true });
    expect(stage.sim.faults.length).toBe(before + 1);
  });

  it('keeps an uploaded photo, describes its sizes and lets it be downloaded and sent again', async () => {
    const png = makePng(512);
    const form = new FormData();
    form.set('chat_id', String(chatId));
    form.set('photo', 'attach://qr');
    form.set('caption', 'scan me');
    form.set('qr', new Blob([new Uint8Array(png)]), 'qr.png');
    const sent = await fetch(`${stage.sim.url}/bot${TOKEN}/sendPhoto`, { method: 'POST', body: form });
    const { result } = (await sent.json()) as {
      result: { photo: { file_id: string; width: number; height: number }[] };
    };
    expect(result.photo.map((size) => size.width)).toEqual([90, 320, 512]);
    const fileId = result.photo.at(-1)?.file_id;
    const { body } = await stage.call('getFile', { file_id: fileId });
    const download = await fetch(`${stage.sim.url}/file/bot${TOKEN}/${body.result.file_path}`);
    expect(Buffer.from(await download.arrayBuffer()).equals(png)).toBe(true);
    expect((await stage.call('sendPhoto', { chat_id: chatId, photo: fileId })).status).toBe(200);
    expect(stage.sim.calls('sendPhoto')[0]?.files[0]).toMatchObject({ field: 'qr', name: 'qr.png' });
  });

  it('refuses a photo that is none, is damaged, or has impossible sides', async () => {
    const refusalOf = async (bytes: Buffer) => {
      const form = new FormData();
      form.set('chat_id', String(chatId));
      form.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.png');
      const answer = await fetch(`${stage.sim.url}/bot${TOKEN}/sendPhoto`, { method: 'POST', body: form });
      return ((await answer.json()) as { description: string }).description;
    };
    const damaged = makePng(64);
    damaged[40] = (damaged[40] ?? 0) ^ 1;
    expect(await refusalOf(Buffer.from('not a picture'))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
    expect(await refusalOf(damaged)).toBe('Bad Request: IMAGE_PROCESS_FAILED');
    expect(await refusalOf(makePng(6000))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS');
    expect(await description('sendPhoto', { chat_id: chatId, photo: 'no such file' })).toMatch(
      /wrong file identifier/,
    );
  });

  it('checks commands and keeps menus by scope and language', async () => {
    const commands = [{ command: 'pay', description: 'Ask for a payment' }];
    expect(await description('setMyCommands', { commands: [{ command: 'Pay', description: 'x' }] })).toBe(
      'Bad Request: BOT_COMMAND_INVALID',
    );
    expect(await description('setMyCommands', { commands: [{ command: 'pay', description: '' }] })).toBe(
      'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
    );
    const many = Array.from({ length: 101 }, (_, index) => ({ command: `c${index}`, description: 'x' }));
    expect(await description('setMyCommands', { commands: many })).toBe('Bad Request: BOT_COMMANDS_TOO_MUCH');
    await stage.call('setMyCommands', { commands });
    const chinese = [{ command: 'pay', description: '付款' }];
    await stage.call('setMyCommands', {
      commands: chinese,
      scope: { type: 'all_private_chats' },
      language_code: 'zh',
    });
    const mei = stage.sim.people.create({ firstName: 'Mei', languageCode: 'zh-hant' });
    const bo = stage.sim.people.create({ firstName: 'Bo', languageCode: 'da' });
    expect([mei.menu(), bo.menu()]).toEqual([chinese, commands]);
    await stage.call('deleteMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'zh' });
    expect(mei.menu()).toEqual(commands);
    expect((await stage.call('getMyCommands')).body.result).toEqual(commands);
  });
});

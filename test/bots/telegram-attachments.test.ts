import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../bots/shared/button.ts';
import { pressButton } from '../../bots/shared/button.ts';
import { createTelegramApi } from '../../bots/telegram/telegram-api.ts';
import { unknownLook } from '../../bots/telegram/telegram-card.ts';
import { createTelegramFiles } from '../../bots/telegram/telegram-files.ts';
import { sendReply } from '../../bots/telegram/telegram-replies.ts';
import { editTextCard, sendTextCard } from '../../bots/telegram/telegram-text-card.ts';
import { makePng } from '../simulators/telegram/testing.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage, TOKEN } from './telegram-stage.ts';

let stage: TelegramStage;
let api: ReturnType<typeof createTelegramApi>;

beforeEach(async () => {
  stage = await createTelegramStage();
  api = createTelegramApi({ token: TOKEN, apiRoot: stage.sim.url });
  stage.ana.starts();
});

afterEach(() => stage.sim.stop());

const MEGABYTE = 1_048_576;
const hat = { name: 'hat.png', contentType: 'image/png', bytes: new Uint8Array(makePng(64)) };
const mug = { name: 'mug.png', contentType: 'image/png', bytes: new Uint8Array(makePng(32)) };
const csv = { name: 'orders.csv', contentType: 'text/csv', bytes: new Uint8Array(Buffer.from('a,b')) };
const buttons = [[pressButton('Next', 'shop', 'c_1')]];
const page = (words: string, more: Partial<Reply> = {}): Reply => ({ text: [words], buttons, ...more });
const chat = () => String(stage.ana.id);
const shown = () => stage.ana.chat.messages().filter(({ fromBot, deleted }) => fromBot && !deleted);
const only = (): MessageView => {
  const [message, ...others] = shown();
  if (!message || others.length > 0) throw new Error(`${shown().length} messages`);
  return message;
};

describe('a reply', () => {
  test('with a picture is one photo with its words and buttons', async () => {
    await sendTextCard(api, chat(), page('Hat, 300 TWD', { image: hat }));
    expect(only()).toMatchObject({ caption: 'Hat, 300 TWD', photo: hat.bytes, buttons: ['Next'] });
    expect(stage.sim.faults).toEqual([]);
  });

  test('with more words than fit under a picture has them below it', async () => {
    const words = 'x'.repeat(1_025);
    const ref = await sendTextCard(api, chat(), page(words, { image: hat }));
    const [photo, text] = shown();
    expect(photo).toMatchObject({ photo: hat.bytes, words: '', buttons: [] });
    expect(text).toMatchObject({ text: words, buttons: ['Next'] });
    expect(ref).toMatchObject({ message: text?.id, pictureHash: '' });
    expect(stage.sim.faults).toEqual([]);
  });

  test('with a picture that Telegram can not draw goes without it', async () => {
    const broken = { ...hat, bytes: hat.bytes.slice(0, 40) };
    await sendTextCard(api, chat(), page('Hat', { image: broken }));
    expect(only()).toMatchObject({ text: 'Hat', buttons: ['Next'] });
  });

  test('with one file is that file with the words under it; with several, they follow', async () => {
    await sendTextCard(api, chat(), page('Your export', { files: [csv] }));
    expect(only()).toMatchObject({
      caption: 'Your export',
      document: { name: 'orders.csv', bytes: csv.bytes },
      buttons: ['Next'],
    });
    stage.ana.deletes(only());
    await sendTextCard(api, chat(), page('Your report', { image: hat, files: [csv, csv] }));
    expect(shown().map((one) => one.document?.name ?? one.caption)).toEqual([
      'Your report',
      'orders.csv',
      'orders.csv',
    ]);
    expect(stage.sim.faults).toEqual([]);
  });

  test('that is protected can not be passed on, with all that belongs to it', async () => {
    await sendTextCard(api, chat(), page('Your key', { isProtected: true }));
    await sendTextCard(api, chat(), page('Your book', { isProtected: true, image: hat, files: [csv] }));
    expect(shown().map((one) => one.isProtected)).toEqual([true, true, true]);
    for (const one of shown()) expect(() => stage.ana.forwards(one, stage.ana.chat)).toThrow('protected');
  });

  test('D-05: of several messages waits where Telegram asks for it, and says nothing twice', async () => {
    stage.sim.mischief.next('sendDocument', { kind: '429', retryAfter: 1 });
    const reply = page('Your report', { image: hat, files: [csv] });
    await sendReply(api, { core: stage.core }, reply, { chat: { id: stage.ana.id }, message: null });
    expect(shown()).toHaveLength(2);
  });
});

describe('a message that becomes another', () => {
  test('turns the page: picture and words in one edit, words alone in another', async () => {
    const first = await sendTextCard(api, chat(), page('Hat', { image: hat }));
    const second = await editTextCard(api, first, page('Mug', { image: mug }));
    expect(only()).toMatchObject({ caption: 'Mug', photo: mug.bytes });
    const third = await editTextCard(api, second, page('Mug, sold out', { image: mug }));
    expect(only()).toMatchObject({ caption: 'Mug, sold out', photo: mug.bytes });
    expect(await editTextCard(api, third, page('Mug, sold out', { image: mug }))).toBe(third);
    expect(stage.sim.calls('editMessageMedia')).toHaveLength(1);
    expect(stage.sim.calls('editMessageCaption')).toHaveLength(1);
    expect(stage.sim.faults).toEqual([]);
  });

  test('gets a picture', async () => {
    const ref = await sendTextCard(api, chat(), page('All hats'));
    await editTextCard(api, ref, page('Hat', { image: hat }));
    expect(only()).toMatchObject({ caption: 'Hat', photo: hat.bytes, text: undefined });
  });

  test('loses its picture: a new one takes its place, since Telegram can not', async () => {
    const ref = await sendTextCard(api, chat(), page('Hat', { image: hat }));
    const now = await editTextCard(api, ref, page('All hats'));
    expect(only()).toMatchObject({ text: 'All hats', id: now.message });
    expect(now.message).not.toBe(ref.message);
    expect(stage.sim.faults).toEqual([]);
  });

  test('when nobody knows how it looked is edited whatever it is', async () => {
    const { message } = await sendTextCard(api, chat(), page('Hat', { image: hat }));
    await editTextCard(api, unknownLook(chat(), message, true), page('Mug', { image: mug }));
    expect(only()).toMatchObject({ caption: 'Mug', photo: mug.bytes });
    await editTextCard(api, unknownLook(chat(), message, true), page('All'));
    expect(only()).toMatchObject({ text: 'All' });
  });

  test('with a picture that Telegram can not draw becomes words', async () => {
    const ref = await sendTextCard(api, chat(), page('All hats'));
    await editTextCard(api, ref, page('Hat', { image: { ...hat, bytes: hat.bytes.slice(0, 40) } }));
    expect(only()).toMatchObject({ text: 'Hat' });
  });

  test('D-07: whose edit was carried out while its answer was lost is as it should be', async () => {
    const ref = await sendTextCard(api, chat(), page('Hat', { image: hat }));
    stage.sim.mischief.next('editMessageCaption', { kind: 'drop-after' });
    const changed = page('Hat, sold out', { image: hat });
    await expect(editTextCard(api, ref, changed)).rejects.toThrow();
    expect(await editTextCard(api, ref, changed)).toMatchObject({ message: ref.message });
    expect(only().caption).toBe('Hat, sold out');
  });
});

describe('a file that somebody sends', () => {
  /** The file of the latest message, to be fetched. */
  const sent = () => {
    const { message } = stage.lastUpdate();
    const file =
      message && createTelegramFiles({ api, token: TOKEN, apiRoot: stage.sim.url }).sentIn(message);
    return file ?? expect.unreachable('no file');
  };

  test('is fetched with its name and type, only when somebody wants it', async () => {
    const bytes = Buffer.from('%PDF-1.7');
    stage.ana.sendsDocument({ name: 'book.pdf', bytes, type: 'application/pdf' });
    const file = sent();
    expect(stage.sim.calls('getFile')).toEqual([]);
    const fetched = { name: 'book.pdf', contentType: 'application/pdf', bytes: new Uint8Array(bytes) };
    expect(await file('goods')).toEqual(fetched);
    stage.ana.says('no file');
    const { message } = stage.lastUpdate();
    expect(message && createTelegramFiles({ api, token: TOKEN, apiRoot: '' }).sentIn(message)).toBeNull();
  });

  test.each([
    ['picture', MEGABYTE, 'picture_not_usable'],
    ['goods', 8 * MEGABYTE, 'file_not_usable'],
  ] as const)('that is too big for %s is not even asked for', async (use, bytesMax, refusal) => {
    stage.ana.sendsDocument({ name: 'film.mp4', bytes: Buffer.from('x'), size: bytesMax + 1 });
    expect(await sent()(use)).toMatchObject({ refusal });
    expect(stage.sim.calls('getFile')).toEqual([]);
    stage.ana.sendsDocument({ name: 'film.mp4', bytes: Buffer.from('x'), size: bytesMax });
    expect(await sent()(use)).toMatchObject({ name: 'film.mp4' });
  });

  test('that is bigger than it says is dropped at the first byte too many', async () => {
    stage.ana.sendsDocument({ name: 'x.bin', bytes: new Uint8Array(MEGABYTE + 1), size: 10 });
    expect(await sent()('picture')).toMatchObject({ refusal: 'picture_not_usable' });
    expect(await sent()('goods')).toMatchObject({ name: 'x.bin' });
  });

  test('and is a photo comes in the biggest copy that is small enough', async () => {
    stage.ana.sendsPhoto(new Uint8Array(makePng(400)));
    expect(await sent()('picture')).toMatchObject({ name: 'photo.jpg', contentType: 'image/jpeg' });
    const photo = stage.lastUpdate().message?.photo ?? [];
    expect(stage.sim.calls('getFile')[0]?.params).toEqual({ file_id: photo.at(-1)?.file_id });
    photo.forEach((copy, index) => Object.assign(copy, { file_size: (index + 1) * 600_000 }));
    await sent()('picture');
    expect(stage.sim.calls('getFile')[1]?.params).toEqual({ file_id: photo[0]?.file_id });
  });

  test.each([
    { kind: 'drop-before' },
    { kind: 'status', code: 404, description: 'Not Found' },
    { kind: 'status', code: 502, description: 'Bad Gateway' },
  ] as const)(
    'D-16: that can not be had ($kind) is asked for again, and no token is named',
    async (action) => {
      stage.ana.sendsDocument({ name: 'x.bin', bytes: new Uint8Array(5) });
      stage.sim.mischief.next('download', action);
      expect(await sent()('goods')).toEqual({ refusal: 'file_not_found', facts: {} });
      expect(await sent()('goods')).toMatchObject({ name: 'x.bin' });
    },
  );
});

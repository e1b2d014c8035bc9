import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFormFile } from '../../bots/shared/form-file.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage } from './telegram-stage.ts';
import { plainItem } from '../../src/domain/item.ts';
import { refuse } from '../../src/domain/refusal.ts';

const COMMUNITY = '0190a000-0000-7000-8000-000000000001';

let stage: TelegramStage;

beforeEach(async () => {
  stage = await createTelegramStage();
  stage.ana.starts();
  await stage.handleAll();
});

afterEach(() => stage.sim.stop());

const account = () => ({ platform: 'telegram', accountId: String(stage.ana.id) }) as const;
const lastWords = () => stage.ana.chat.lastFromBot()?.words ?? '';

test('a question that need not be answered has a button for that, and only for that', async () => {
  const answers = { 'short-name': 'hat', name: 'Hat' };
  await stage.core.beginDialogue({ account: account(), form: 'new_item', subject: COMMUNITY, answers });
  stage.ana.says('300 TWD');
  await stage.handleAll();
  const asked = stage.ana.chat.lastFromBot() ?? expect.unreachable('nothing is asked');
  expect(asked.buttons).toEqual(['Skip', 'Forget it']);
  stage.ana.forgesPress(asked, 'skip:price');
  await stage.handleAll();
  expect(stage.ana.chat.lastFromBot()).toBe(asked);
  stage.ana.presses(asked, 'Skip');
  await stage.handleAll();
  expect(lastWords()).toContain('What should members read about it');
  expect(await stage.core.readDialogue(account())).toMatchObject({
    answers: { ...answers, price: '300 TWD', stock: '' },
  });
});

test('a file that nobody has asked for is not taken, and that is said', async () => {
  stage.ana.sendsDocument({ name: 'proof.pdf', bytes: Buffer.from('%PDF-1.7'), caption: 'I have paid' });
  await stage.handleAll();
  expect(lastWords()).toContain('I can only act on commands');
  expect(stage.sim.calls('getFile')).toEqual([]);
});

test('a file for a form goes to the community of the item that it is about, as what the field wants', async () => {
  const caller = { account: account(), displayName: 'Ana', language: 'en' } as const;
  const price = { hundredths: 30_000n, currency: 'TWD' as const };
  const hat = plainItem({ id: 'i1', communityId: COMMUNITY, slug: 'hat', name: 'Hat', price });
  const kept: object[] = [];
  const core = {
    ...stage.core,
    keepFile: (input: object) => Promise.resolve(String(kept.push(input))),
    readItemToMind: (_: unknown, id: string) => Promise.resolve(id === hat.id ? hat : refuse('not_manager')),
  };
  const asker = { core, caller, language: 'en' } as const;
  const file = { name: 'hat.png', contentType: 'image/png', bytes: new Uint8Array(3) };
  const sent = () => Promise.resolve(file);
  const field = { name: 'picture', unitsMax: 1, isLong: false, isFile: true } as const;
  const subject = hat.id;
  expect(await keepFormFile(asker, { subject }, field, sent)).toBe('1');
  expect(kept).toEqual([{ ...file, communityId: COMMUNITY, by: account(), use: 'picture' }]);
  const refused = refuse('file_not_found');
  expect(await keepFormFile(asker, { subject }, field, () => Promise.resolve(refused))).toBe(refused);
  expect(await keepFormFile(asker, { subject: 'x' }, field, sent)).toMatchObject({
    refusal: 'not_manager',
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { modalOf } from '../../bots/discord/discord-form.ts';
import { formNames } from '../../bots/shared/form.ts';
import { languages } from '../../src/domain/platform.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { ButtonChoice } from '../simulators/discord/find-control.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage } from './discord-stage.ts';
import { ADDRESS, NOW, USDT } from './payment-views.ts';
import { createPreview, createWithdrawalView, DRAFT_ID, WITHDRAWAL_ID } from './withdrawal-views.ts';

let stage: DiscordStage;

beforeEach(async () => {
  stage = await createDiscordStage();
  const community = { id: createWithdrawalView().withdrawal.communityId, name: 'Night Market' };
  const place = {
    community: { ...community, state: 'active' as const, timeZone: 'UTC' },
    asset: USDT,
    available: 900_000_000n,
    held: 0n,
    addresses: [{ address: ADDRESS, since: NOW, times: 2 }],
  };
  Object.assign(stage.core, {
    readWithdrawPlaces: () => Promise.resolve([place]),
    draftWithdrawal,
    confirmWithdrawal,
  });
  draftWithdrawal.mockReset().mockResolvedValue(createPreview());
  confirmWithdrawal.mockReset().mockResolvedValue(requested);
});

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const requested = createWithdrawalView();
const draftWithdrawal = vi.fn();
const confirmWithdrawal = vi.fn();
const hall = () => stage.server.channel();
const accountOf = ({ id }: PersonHandle) => ({ platform: 'discord', accountId: id });

/** Opens the form with `/withdraw`, and sends it back filled in. */
async function asksByForm(by: PersonHandle = stage.ana, where = hall()) {
  const modal = await by.uses(where, '/withdraw').modal();
  const sent = by.submits(modal, { address: ADDRESS, amount: '600' });
  await sent.answered();
  await stage.handled();
  return sent;
}

async function presses(by: PersonHandle, message: MessageView | undefined, button: ButtonChoice) {
  if (!message) throw new Error('there is no message');
  const press = by.presses(message, button);
  await press.acknowledged();
  await stage.handled();
  return press;
}

/** The approvers' card as the outbox would bring it into a channel. */
async function approversCard(view: WithdrawalView = requested) {
  const saying = { kind: 'withdrawal_card', view, audience: 'approvers', previous: null } as const;
  const to = { platform: 'discord', kind: 'chat', id: hall().id } as const;
  await stage.bot.messenger.deliver(saying, to, 'en', `card ${view.withdrawal.revision}`);
  return stage.ben.seesLast(hall());
}

test('/withdraw opens a form at once; what is filled in is previewed to its author alone', async () => {
  const opened = stage.ana.uses(hall(), '/withdraw');
  const modal = await opened.modal();
  expect(opened.acknowledgement).toMatchObject({ type: 9 });
  expect(modal.fields.map(({ customId }) => customId)).toEqual(['address', 'amount']);
  expect(stage.stored).toEqual([]);
  const sent = stage.ana.submits(modal, { address: ADDRESS, amount: '600' });
  const preview = await sent.answered();
  expect(sent.acknowledgement).toMatchObject({ type: 5, ephemeral: true });
  expect(preview.isEphemeral).toBe(true);
  expect(preview.words).toContain('0x 5290 8400 0985 2788 6E0F 7030 0698 57D2 E416 9EE7');
  expect(preview.words).toContain(ADDRESS);
  expect(draftWithdrawal).toHaveBeenCalledWith(accountOf(stage.ana), {
    communityId: requested.withdrawal.communityId,
    amount: '600',
    address: ADDRESS,
  });
  expect(stage.ben.sees(hall())).toEqual([]);
});

test('with both options there is no form, with one the form has it already', async () => {
  const options = { amount: '600 USDT', address: ADDRESS };
  const preview = await stage.ana.uses(stage.ana.dm, '/withdraw', options).answered();
  expect(preview.buttons).toHaveLength(2);
  expect(draftWithdrawal).toHaveBeenCalledWith(accountOf(stage.ana), expect.objectContaining(options));
  const modal = await stage.ana.uses(hall(), '/withdraw', { amount: '25' }).modal();
  expect(modal.fields.map(({ value }) => value)).toEqual([undefined, '25']);
});

test('addresses that were reached before are offered while typing', async () => {
  expect(await stage.ana.types(hall(), '/withdraw', { address: '0x52' })).toEqual([
    { name: ADDRESS, value: ADDRESS },
  ]);
  expect(await stage.ana.types(hall(), '/withdraw', { address: '0x99' })).toEqual([]);
});

test('a saved address in a button opens the form with it', async () => {
  const message = await stage.ana.uses(hall(), '/help').answered();
  const modal = await stage.ana.forgesPress(message, `wd_to:${ADDRESS.slice(2)}`).modal();
  expect(modal.fields.map(({ value }) => value)).toEqual([ADDRESS, undefined]);
  expect(stage.stored).toHaveLength(1);
});

test('E-06: a form that is sent to us twice is acted upon once', async () => {
  await asksByForm();
  stage.sim.gateway.redeliver();
  await stage.handled();
  expect(draftWithdrawal).toHaveBeenCalledTimes(1);
  expect(stage.stored).toHaveLength(1);
});

test('confirm takes the place of the preview, and shows the request to whoever takes no direct messages', async () => {
  const preview = (await asksByForm()).message;
  const press = await presses(stage.ana, preview, /^✅ Yes/);
  expect(press.acknowledgement).toMatchObject({ type: 6 });
  expect(confirmWithdrawal).toHaveBeenCalledWith(accountOf(stage.ana), DRAFT_ID);
  expect(preview?.words).toContain('W4TQ9');
  expect(preview?.words).toContain(ADDRESS);
  expect(preview?.controls.map(({ customId }) => customId)).toEqual([`wd_cancel:${WITHDRAWAL_ID}`]);
  expect(stage.ana.sees(hall())).toHaveLength(1);
});

test('in private the preview only says that the card follows', async () => {
  const preview = (await asksByForm(stage.ana, stage.ana.dm)).message;
  await presses(stage.ana, preview, /^✅ Yes/);
  expect(preview?.words).toContain('W4TQ9');
  expect(preview?.words).not.toContain(ADDRESS);
  expect(preview?.buttons).toEqual([]);
});

test('a refused confirm is said beside the preview, which stays', async () => {
  confirmWithdrawal.mockResolvedValue(refuse('withdrawals_paused'));
  const preview = (await asksByForm()).message;
  await presses(stage.ana, preview, /^✅ Yes/);
  expect(preview?.buttons).toHaveLength(2);
  expect(stage.ana.sees(hall())).toHaveLength(2);
  expect(stage.ana.seesLast(hall())?.isEphemeral).toBe(true);
});

test('a forgotten preview offers nothing any more', async () => {
  const preview = (await asksByForm()).message;
  await presses(stage.ana, preview, { customId: `wd_drop:${DRAFT_ID}` });
  expect(preview?.buttons).toEqual([]);
  expect(confirmWithdrawal).not.toHaveBeenCalled();
});

test('an approver presses in the channel, and reads the answer alone', async () => {
  const approveWithdrawal = vi.fn(() => Promise.resolve(requested));
  Object.assign(stage.core, { approveWithdrawal });
  const card = await approversCard();
  const press = await presses(stage.ben, card, /✅|核准|Approve/);
  expect(press.acknowledgement).toMatchObject({ type: 5, ephemeral: true });
  expect(approveWithdrawal).toHaveBeenCalledWith({
    by: accountOf(stage.ben),
    withdrawalId: WITHDRAWAL_ID,
    revision: 1,
    chatId: hall().id,
  });
  expect(stage.ana.sees(hall())).toHaveLength(1);
  expect(stage.ben.sees(hall())).toHaveLength(2);
});

test('E-14: a card carried into a channel of its own says which chat it was pressed in', async () => {
  const approveWithdrawal = vi.fn(() => Promise.resolve(refuse('wrong_chat')));
  Object.assign(stage.core, { approveWithdrawal });
  const own = await stage.ben.uses(hall(), '/說明').answered();
  stage.ben.forgesPress(own, `approve:${WITHDRAWAL_ID}_1`);
  await stage.handled();
  expect(approveWithdrawal).toHaveBeenCalledWith(expect.objectContaining({ chatId: hall().id }));
  const direct = await stage.ben.uses(stage.ben.dm, '/說明').answered();
  stage.ben.forgesPress(direct, `approve:${WITHDRAWAL_ID}_1`);
  await stage.handled();
  expect(approveWithdrawal).toHaveBeenLastCalledWith(expect.objectContaining({ chatId: null }));
});

test('a reason is typed into a form, in the chat where the card stands', async () => {
  const rejected = createWithdrawalView({ withdrawal: { state: 'rejected', revision: 2, reason: 'no' } });
  const rejectWithdrawal = vi.fn(() => Promise.resolve(rejected));
  Object.assign(stage.core, { rejectWithdrawal });
  const card = await approversCard();
  if (!card) throw new Error('no card');
  const press = stage.ben.presses(card, { customId: `reject:${WITHDRAWAL_ID}_1` });
  const modal = await press.modal();
  const sent = stage.ben.submits(modal, { reason: 'ask in the hall first' });
  expect((await sent.answered()).isEphemeral).toBe(true);
  expect(rejectWithdrawal).toHaveBeenCalledWith(
    { by: accountOf(stage.ben), withdrawalId: WITHDRAWAL_ID, revision: 1, chatId: hall().id },
    'ask in the hall first',
  );
  expect(stage.ana.sees(hall())).toHaveLength(1);
});

test('E-14: a form that we never made is answered politely and does nothing', async () => {
  await asksByForm();
  const [stored] = stage.stored;
  const { data, ...raw } = stored?.interaction as { data: object };
  for (const customId of ['x', 'check:1', `approve:${WITHDRAWAL_ID}_1`, 'reject:yours', 'sent:1_1']) {
    const interaction = { ...raw, data: { ...data, custom_id: customId } };
    await stage.bot.handleInteraction({ interaction, isAnswerable: true });
    expect(stage.ana.seesLast(hall())?.words).not.toContain(ADDRESS);
  }
  expect(draftWithdrawal).toHaveBeenCalledTimes(1);
});

test('E-14: what is private does not work on a message that all can see', async () => {
  const card = await approversCard();
  if (!card) throw new Error('no card');
  for (const data of [`wd_confirm:${DRAFT_ID}`, `wd_cancel:${WITHDRAWAL_ID}`, 'resume:all']) {
    const press = stage.ben.forgesPress(card, data);
    expect((await press.answered()).words).toContain('按鈕');
  }
  expect(confirmWithdrawal).not.toHaveBeenCalled();
});

test.each(languages)('every form in %s fits what Discord shows', (language) => {
  for (const form of formNames) {
    const modal = modalOf({ form, subject: `${WITHDRAWAL_ID}_12345678`, values: {} }, language);
    expect(modal.title.length).toBeLessThanOrEqual(45);
    expect(modal.custom_id.length).toBeLessThanOrEqual(100);
    for (const part of modal.components) {
      expect('label' in part ? part.label.length : 0).toBeLessThanOrEqual(45);
    }
  }
});

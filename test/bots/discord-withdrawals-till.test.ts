import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bodyOf } from '../../bots/discord/discord-card.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { Options, PersonHandle } from '../simulators/discord/people.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage } from './discord-stage.ts';
import { ADDRESS } from './payment-views.ts';

let stage: DiscordStage;
let olga: PersonHandle;

beforeEach(async () => {
  stage = await createDiscordStage();
  olga = stage.sim.people.create({ name: 'Olga' });
  stage.server.adds(olga);
  stage.core.operators.add(`discord:${olga.id}`);
  setApprovalsChat.mockReset().mockResolvedValue(refuse('approvals_chat_taken'));
  Object.assign(stage.core, { setApprovalsChat });
});

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const setApprovalsChat = vi.fn();

async function till(command: string, options: Options = {}, channel = stage.server.channel()) {
  // Whoever runs a server has the permission that /till asks for, but the operator here has not.
  const answer = await olga.forgesUse(channel, `/till ${command}`, options).answered();
  expect(answer.isEphemeral || channel.id === olga.dm.id).toBe(true);
  return answer.words;
}

const isAskedFor = (channel: ChannelView) =>
  expect(setApprovalsChat).toHaveBeenCalledWith(
    expect.objectContaining({
      platform: 'discord',
      chatId: channel.id,
      isPrivate: true,
      communityId: 'c-night',
    }),
  );

test('approvals stand in a channel that only approvers see', async () => {
  const den = stage.server.addsChannel('den', [olga, stage.ben]);
  await till('approvals here', {}, den);
  isAskedFor(den);
});

test('a role of few may read along', async () => {
  const den = stage.server.addsChannel('den', [olga]);
  stage.server.letsIn(stage.server.createsRole({ name: 'Approvers', members: [stage.ben] }), den);
  await till('approvals here', {}, den);
  isAskedFor(den);
});

test('a channel that everybody sees is refused, with what to change', async () => {
  const words = await till('approvals here');
  expect(words).toContain('@everyone');
  expect(words).toContain('View Channel');
  expect(setApprovalsChat).not.toHaveBeenCalled();
});

test('a role of many is named, since whoever has it reads along', async () => {
  const den = stage.server.addsChannel('den', [olga]);
  const many = Array.from({ length: 21 }, (_, index) => stage.sim.people.create({ name: `Guest ${index}` }));
  for (const guest of many) stage.server.adds(guest);
  stage.server.letsIn(stage.server.createsRole({ name: 'Verified', members: many }), den);
  expect(await till('approvals here', {}, den)).toContain('Verified');
  expect(setApprovalsChat).not.toHaveBeenCalled();
});

test('where Discord does not say how many have a role, it counts as many', async () => {
  const den = stage.server.addsChannel('den', [olga]);
  stage.server.letsIn(stage.server.createsRole({ name: 'Approvers' }), den);
  stage.sim.mischief.next('getRoleMemberCounts', { kind: 'status', code: 403 });
  expect(await till('approvals here', {}, den)).toContain('Approvers');
});

test('a channel in which we may not write is refused, with what to give us', async () => {
  const den = stage.server.addsChannel('den', [olga]);
  stage.server.takesPermission('sendMessages', den);
  expect(await till('approvals here', {}, den)).toContain('Send Messages');
  expect(setApprovalsChat).not.toHaveBeenCalled();
});

test('nobody but an operator learns who sees a channel', async () => {
  const answer = await stage.ana.forgesUse(stage.server.channel(), '/till approvals here').answered();
  expect(answer.words).not.toContain('@everyone');
  expect(stage.sim.calls('getChannel')).toEqual([]);
});

test('an approver is named with accounts of both platforms', async () => {
  const nameApprover = vi.fn(() => Promise.resolve(refuse('approver_exists', { name: 'Ben' })));
  Object.assign(stage.core, { nameApprover });
  await till('approver add', { telegram: '4711', user: stage.ben, name: 'Ben B' });
  await till('approver add', { name: 'Ben B', telegram: 'telegram:4711' });
  const telegram = { platform: 'telegram', accountId: '4711' };
  const discord = { platform: 'discord', accountId: stage.ben.id };
  const where = { by: { platform: 'discord', accountId: olga.id }, communityId: 'c-night', name: 'Ben B' };
  expect(nameApprover.mock.calls).toMatchObject([
    [{ ...where, accounts: [discord, telegram] }],
    [{ ...where, accounts: [telegram] }],
  ]);
});

test.each([
  ['/till policy', '</till policy show:7>'],
  ['/till policy set minimum 5', '</till policy set:7> minimum 5'],
  ['/till treasury', '</till treasury show:7>'],
  ['/till treasury fund', '</till treasury fund:7>'],
  ['/till approvals here', '</till approvals here:7>'],
  ['/till approver add', '</till approver add:7>'],
  ['/till wind-down', '</till wind-down:7>'],
  ['/till reopen', '</till reopen:7>'],
])('%s in a sentence can be pressed', (written, mention) => {
  const { content } = bodyOf({ text: [`Use ${written}.`], buttons: [] }, new Map([['till', '7']]));
  expect(content).toBe(`Use ${mention}.`);
});

test('the words of the other parts arrive as they would be typed, also in private', async () => {
  const simulateWithdrawal = vi.fn(() => Promise.resolve(refuse('address_missing')));
  const pauseOutflow = vi.fn(() => Promise.resolve(refuse('not_operator')));
  Object.assign(stage.core, { simulateWithdrawal, pauseOutflow });
  await till('policy simulate', { address: ADDRESS, amount: '250' });
  expect(simulateWithdrawal).toHaveBeenCalledWith(
    expect.objectContaining({ amount: '250', address: ADDRESS }),
  );
  await till('pause', { reason: 'a rumour  in the hall' }, olga.dm);
  expect(pauseOutflow).toHaveBeenCalledWith(expect.anything(), 'a rumour in the hall');
  const changeCommunityState = vi.fn(() => {
    const change = { kind: 'community_state', from: 'active', state: 'frozen' } as const;
    return Promise.resolve({ change, pending: null });
  });
  Object.assign(stage.core, { changeCommunityState });
  expect(await till('freeze')).toContain('nothing goes out');
  for (const verb of ['wind-down', 'reopen']) await till(verb);
  for (const state of ['frozen', 'winding_down', 'active']) {
    const asked = { communityId: 'c-night', state };
    expect(changeCommunityState).toHaveBeenCalledWith(expect.objectContaining(asked));
  }
});

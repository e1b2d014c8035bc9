import { afterEach, beforeEach, expect, test } from 'vitest';
import { bodyOf } from '../../bots/discord/discord-card.ts';
import { withdrawalCard } from '../../bots/shared/withdrawal-card.ts';
import { languages } from '../../src/domain/platform.ts';
import type { Recipient } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { riskMarks, withdrawalStates } from '../../src/domain/withdrawal.ts';
import type { MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage } from './discord-stage.ts';
import { ADDRESS } from './payment-views.ts';
import { createDoubtfulView, createWithdrawalView, WITHDRAWAL_TX } from './withdrawal-views.ts';

let stage: DiscordStage;
let den: ChannelView;

beforeEach(async () => {
  stage = await createDiscordStage({ connects: false });
  den = stage.server.addsChannel('den', [stage.ben]);
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const requested = createWithdrawalView();
const rejected = createWithdrawalView({
  withdrawal: { state: 'rejected', revision: 2, reason: 'ask first' },
});

function cardOf(view: WithdrawalView, previous: MessageRef | null = null): Saying {
  return { kind: 'withdrawal_card', view, audience: 'approvers', previous };
}

async function tells(saying: Saying, key: string, to: Partial<Recipient> = {}) {
  const recipient: Recipient = { platform: 'discord', kind: 'chat', id: den.id, ...to };
  const outcome = await stage.bot.messenger.deliver(saying, recipient, 'en', key);
  if (outcome.kind !== 'delivered' && outcome.kind !== 'message_gone')
    throw new Error(JSON.stringify(outcome));
  return outcome.kind === 'delivered' ? outcome.ref : null;
}

const calls = (name: string) => stage.sim.calls(name).length;

test('a card stands in its channel, is edited there, and is left alone when it looks the same', async () => {
  const first = await tells(cardOf(requested), 'one');
  const card = stage.ben.seesLast(den);
  expect(card?.words).toContain(ADDRESS);
  expect(card?.pings).toEqual([]);
  expect(await tells(cardOf(requested, first), 'two')).toBe(first);
  expect(calls('editMessage')).toBe(0);
  await tells(cardOf(rejected, first), 'three');
  expect(calls('editMessage')).toBe(1);
  expect(card?.words).toContain('ask first');
  expect(card?.words).not.toContain(ADDRESS);
  expect(card?.buttons).toEqual([]);
  expect(stage.ben.sees(den)).toHaveLength(1);
  expect(stage.ana.sees(stage.server.channel())).toEqual([]);
});

test('E-09: a card whose answer was lost is not there twice after the next try', async () => {
  stage.sim.mischief.next('createMessage', { kind: 'drop-after' });
  const to = { platform: 'discord', kind: 'chat', id: den.id } as const;
  expect(await stage.bot.messenger.deliver(cardOf(requested), to, 'en', 'one')).toMatchObject({
    kind: 'later',
  });
  const ref = await tells(cardOf(rejected), 'one');
  expect(stage.ben.sees(den)).toHaveLength(1);
  expect(stage.ben.seesLast(den)?.words).toContain('ask first');
  expect(await tells(cardOf(rejected, ref), 'two')).toBe(ref);
});

test('a card that somebody took away is said anew', async () => {
  const ref = JSON.stringify({ kind: 'message', channel: den.id, message: '123', hash: '', pictureHash: '' });
  const to = { platform: 'discord', kind: 'chat', id: den.id } as const;
  expect(await stage.bot.messenger.deliver(cardOf(requested, ref), to, 'en', 'one')).toEqual({
    kind: 'message_gone',
  });
  await tells(cardOf(requested), 'one');
  expect(stage.ben.sees(den)).toHaveLength(1);
});

test('E-10: a channel that we lost, and a member who takes no messages, are nobody to be told', async () => {
  const channel = { platform: 'discord', kind: 'chat', id: den.id } as const;
  stage.server.takesPermission('viewChannel', den);
  expect(await stage.bot.messenger.deliver(cardOf(requested), channel, 'en', 'one')).toMatchObject({
    kind: 'unreachable',
  });
  stage.ana.closesDms();
  const member = { platform: 'discord', kind: 'account', id: stage.ana.id } as const;
  const own: Saying = { kind: 'withdrawal_card', view: requested, audience: 'requester', previous: null };
  expect(await stage.bot.messenger.deliver(own, member, 'en', 'two')).toMatchObject({ kind: 'unreachable' });
});

test('a member follows their withdrawal in private: one card, and news that points to it', async () => {
  const member = { kind: 'account', id: stage.ana.id } as const;
  const own = (view: WithdrawalView, previous: MessageRef | null): Saying => {
    return { kind: 'withdrawal_card', view, audience: 'requester', previous };
  };
  const first = await tells(own(requested, null), 'one', member);
  const sent = createWithdrawalView({ withdrawal: { state: 'sent', revision: 4, txHash: WITHDRAWAL_TX } });
  const card = await tells(own(sent, first), 'two', member);
  await tells({ kind: 'withdrawal_news', view: sent, news: 'sent', card }, 'three', member);
  const [shown, news] = stage.ana.sees(stage.ana.dm);
  expect(shown?.words).toContain(WITHDRAWAL_TX);
  expect(shown?.controls.map(({ url }) => url)).toEqual([`https://arbiscan.io/tx/${WITHDRAWAL_TX}`]);
  expect(news?.raw).toMatchObject({ message_reference: { message_id: shown?.id } });
  expect(stage.ana.sees(stage.ana.dm)).toHaveLength(2);
});

test.each(languages)('every card in %s fits a message without losing a line', (language) => {
  const long = '名'.repeat(200);
  const known = ADDRESS.replace('7030', '7031');
  const at = requested.now;
  for (const state of withdrawalStates) {
    const facts = { ...requested.requester, displayName: long };
    const names = Array.from({ length: 9 }, (_, index) => `${long}${index}`);
    const agreed = (['approve', 'sent', 'not_sent', 'send_again'] as const).map((kind) => {
      return { kind, txHash: kind === 'sent' ? WITHDRAWAL_TX : null, names };
    });
    const view = createDoubtfulView({
      communityName: long,
      requester: facts,
      isPaused: true,
      place: 3,
      lookAlikes: [known, known],
      addressUse: { since: at, times: 12 },
      standing: { needed: 9, persons: 12, agreed, quarantineEndsAt: at - 1 },
      withdrawal: {
        ...{ state, marks: riskMarks, reason: long.repeat(3), txHash: WITHDRAWAL_TX },
        waitsUntil: at + 1_000,
        fee: 1_000_000n,
      },
    });
    for (const audience of ['requester', 'approvers'] as const) {
      const card = withdrawalCard(view, audience, language);
      const { content } = bodyOf(card, new Map());
      expect(content.length).toBeLessThanOrEqual(2_000);
      expect(content.endsWith('…'), `${state} ${audience}`).toBe(false);
    }
  }
});

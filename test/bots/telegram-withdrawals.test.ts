import { afterEach, beforeEach, expect, test } from 'vitest';
import { decisionSubject } from '../../bots/shared/approver-scene.ts';
import type { WithdrawPlace } from '../../src/core/withdrawals/read-withdrawals.ts';
import type { DecisionScene } from '../../src/core/withdrawals/decide-withdrawal.ts';
import type { Verdict } from '../../src/core/withdrawals/settle-withdrawal.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { Saying } from '../../src/ports/chat-messenger.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import { ADDRESS, NOW, USDT } from './payment-views.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage } from './telegram-stage.ts';
import {
  createDoubtfulView,
  createPreview,
  createWithdrawalView,
  DRAFT_ID,
  WITHDRAWAL_ID,
  WITHDRAWAL_TX,
} from './withdrawal-views.ts';

let stage: TelegramStage;
/** What the core was asked to do, in order. */
let asked: unknown[];

const COMMUNITY = '0190a000-0000-7000-8000-0000000000aa';
const SUBJECT = decisionSubject({ id: WITHDRAWAL_ID, revision: 1 });
const place: WithdrawPlace = {
  community: { id: COMMUNITY, name: 'Night Market', state: 'active', timeZone: 'UTC' },
  asset: USDT,
  available: 900_000_000n,
  held: 0n,
  policy: defaultPolicy(USDT),
  addresses: [{ address: ADDRESS, since: NOW, times: 2 }],
};

beforeEach(async () => {
  stage = await createTelegramStage();
  asked = [];
  stage.core.communities.set(`telegram:${stage.group.id}`, place.community);
  Object.assign(stage.core, {
    readWithdrawPlaces: () => Promise.resolve([place]),
    draftWithdrawal(_by: unknown, wish: { amount: string }) {
      asked.push(wish);
      const isTooMuch = wish.amount === '9999';
      const facts = { limit: '1000', symbol: 'USDT' };
      return Promise.resolve(isTooMuch ? refuse('withdrawal_above_limit', facts) : createPreview());
    },
    readAsApprover: (scene: DecisionScene) =>
      Promise.resolve(scene.chatId === '-5' ? refuse('wrong_chat') : createWithdrawalView()),
    rejectWithdrawal(scene: DecisionScene, reason: string) {
      asked.push([scene, reason]);
      return Promise.resolve(createWithdrawalView({ withdrawal: { state: 'rejected' } }));
    },
    settleWithdrawal(scene: DecisionScene, verdict: Verdict) {
      asked.push([scene, verdict]);
      return Promise.resolve(createDoubtfulView());
    },
    approveWithdrawal(scene: DecisionScene) {
      asked.push(scene);
      return Promise.resolve(createWithdrawalView({ withdrawal: { state: 'approved' } }));
    },
  });
  stage.ana.starts();
  await stage.handleAll();
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.sim.stop();
});

async function says(words: string, who: PersonHandle = stage.ana): Promise<string> {
  who.says(words);
  await stage.handleAll();
  return who.chat.lastFromBot()?.words ?? '';
}

async function presses(button: string | RegExp, who: PersonHandle = stage.ana) {
  const message = who.chat.lastFromBot();
  if (!message) throw new Error('nothing to press');
  const press = who.presses(message, button);
  await stage.handleAll();
  return press.answered();
}

/** A message of the bot in the group whose buttons can be pressed, as the outbox would have sent it. */
async function showInGroup(view = createWithdrawalView()) {
  const card: Saying = { kind: 'withdrawal_card', view, audience: 'approvers', previous: null };
  const outcome = await stage.deliver(card, stage.group);
  expect(outcome.kind).toBe('delivered');
  const shown = stage.group.lastFromBot();
  if (!shown) throw new Error('no card');
  return shown;
}

test('/withdraw asks for the address, then for the amount, and then shows all of it', async () => {
  const first = await says('/withdraw');
  expect(first).toContain('Night Market: 900 USDT available');
  expect(first).toContain('Where shall it go?');
  expect(await says(ADDRESS)).toContain('How much shall arrive?');
  expect(asked).toEqual([]);
  const preview = await says('600');
  expect(preview).toContain('Withdraw from Night Market?');
  expect(asked).toEqual([{ communityId: COMMUNITY, amount: '600', address: ADDRESS }]);
  // What comes next is no answer to anything.
  expect(await says('600')).toContain("don't know that command");
});

test('/withdraw takes both at once, in either order', async () => {
  await says(`/withdraw 25 ${ADDRESS}`);
  await says(`/withdraw ${ADDRESS} 25 USDT`);
  expect(asked).toMatchObject([
    { amount: '25', address: ADDRESS },
    { amount: '25 USDT', address: ADDRESS },
  ]);
});

test('what is missing is asked for, and what is wrong is said at once', async () => {
  expect(await says('/withdraw 25')).toContain('Where shall it go?');
  await says(ADDRESS);
  expect(asked).toMatchObject([{ amount: '25', address: ADDRESS }]);
  expect(await says('/withdraw 0x1234')).toContain('something is missing');
});

test('with a balance in two communities, it asks which one, and goes on there', async () => {
  const other = { ...place, community: { ...place.community, id: WITHDRAWAL_ID, name: 'Day Market' } };
  const { community } = other;
  stage.core.communities.set('telegram:-9', community);
  Object.assign(stage.core, { readWithdrawPlaces: () => Promise.resolve([place, other]) });
  expect(await says(`/withdraw 25 ${ADDRESS}`)).toContain('From which balance?');
  expect(asked).toEqual([]);
  await presses(/Day Market · 900 USDT/);
  expect(asked).toEqual([{ communityId: community.id, amount: '25', address: ADDRESS }]);
});

test('an address that was used before is one press', async () => {
  await says('/withdraw');
  await presses(/To 0x5290…9EE7/);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('How much shall arrive?');
  await says('all');
  expect(asked).toMatchObject([{ amount: 'all', address: ADDRESS }]);
});

test('a balance offers to withdraw', async () => {
  stage.ana.says(stage.group, '/pay');
  await stage.handleAll();
  stage.core.members.push({
    community: place.community,
    member: {
      ...{ id: 'm', communityId: COMMUNITY, displayName: 'Ana', language: 'en' },
      ...{ platform: 'telegram', accountId: String(stage.ana.id) },
    },
  });
  await says('/balance');
  await presses(/Withdraw/);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Where shall it go?');
});

test('H-03: a wrong address is asked for again, without losing the question', async () => {
  await says('/withdraw');
  const again = await says(`${ADDRESS}00`);
  expect(again).toContain('44 characters long');
  expect(again).toContain('/cancel');
  await says(ADDRESS);
  await says('25');
  expect(asked).toHaveLength(1);
});

test('an amount that is refused is asked for again, and the address is kept', async () => {
  await says('/withdraw');
  await says(ADDRESS);
  expect(await says('9999')).toContain('At most 1000 USDT');
  expect(await says('600')).toContain('Withdraw from Night Market?');
});

test.each(['/cancel', '/balance', '/nonsense'])('%s ends what was being asked', async (command) => {
  await says('/withdraw');
  await says(command);
  expect(await says(ADDRESS)).toContain("don't know that command");
});

test('the button below a question ends it too, and /cancel without one says so', async () => {
  await says('/withdraw');
  expect((await presses(/Forget it/)).text).toContain('forgotten');
  expect(await says(ADDRESS)).toContain("don't know that command");
  expect(await says('/cancel')).toContain('nothing to cancel');
});

test('a question that nobody answers for long is no question any more', async () => {
  await says('/withdraw');
  stage.advance(31 * MINUTE_MS);
  expect(await says(ADDRESS)).toContain("don't know that command");
});

test('an answer that Telegram could not be told is given when the update comes again', async () => {
  await says('/withdraw');
  stage.sim.mischief.next('sendMessage', { kind: 'status', code: 502, description: 'Bad Gateway' });
  stage.ana.says(ADDRESS);
  await stage.handleAll().catch(() => undefined);
  await stage.bot.handleUpdate(stage.lastUpdate());
  expect(stage.ana.chat.lastFromBot()?.words).toContain('How much shall arrive?');
});

test('confirm makes the request, forget does not, and neither can be pressed again', async () => {
  const confirmed: string[] = [];
  Object.assign(stage.core, {
    confirmWithdrawal(_by: unknown, draftId: string) {
      confirmed.push(draftId);
      return Promise.resolve(createWithdrawalView());
    },
  });
  await says(`/withdraw 600 ${ADDRESS}`);
  expect((await presses(/Yes, 600 USDT/)).text).toContain('W4TQ9 is requested');
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Its card shows how it stands');
  expect(stage.ana.chat.lastFromBot()?.keyboard.flat()).toEqual([]);
  expect(confirmed).toEqual([DRAFT_ID]);
  await says(`/withdraw 600 ${ADDRESS}`);
  await presses(/Forget it/);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Not withdrawn');
  expect(confirmed).toEqual([DRAFT_ID]);
});

test('D-13: a /withdraw from before an outage is not acted upon', async () => {
  stage.ana.says(`/withdraw 600 ${ADDRESS}`);
  stage.advance(HOUR_MS);
  await stage.handleAll();
  expect(stage.ana.chat.lastFromBot()?.words).toContain('I was away');
  expect(asked).toEqual([]);
});

test('D-15: details in a group are deleted and led into private, where they are asked for anew', async () => {
  stage.group.promotesBot({ can_delete_messages: true });
  const typed = stage.ana.says(stage.group, `/withdraw 600 ${ADDRESS}`);
  await stage.handleAll();
  const answer = stage.group.lastFromBot();
  expect(answer?.words).toContain("nobody else's business");
  expect(answer?.words).not.toContain(ADDRESS);
  expect(typed.deleted).toBe(true);
  if (answer) stage.ana.presses(answer, /private/);
  await stage.handleAll();
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Where shall it go?');
  expect(asked).toEqual([]);
});

test('where the bot may not delete, the answer is the same', async () => {
  stage.ana.says(stage.group, `/withdraw 600 ${ADDRESS}`);
  await stage.handleAll();
  expect(stage.group.lastFromBot()?.words).toContain("nobody else's business");
});

test('approve counts in the approvals chat, and says from where it was pressed', async () => {
  const card = await showInGroup();
  const press = stage.ana.presses(card, /Approve/);
  await stage.handleAll();
  expect((await press.answered()).text).toContain('Approved. W4TQ9');
  expect(asked).toEqual([
    {
      by: { platform: 'telegram', accountId: String(stage.ana.id) },
      ...{ withdrawalId: WITHDRAWAL_ID, revision: 1, chatId: String(stage.group.id) },
    },
  ]);
});

test('reject from the approvals chat asks for the reason in private', async () => {
  const card = await showInGroup();
  const press = stage.ana.presses(card, /Reject/);
  await stage.handleAll();
  expect((await press.answered()).text).toContain('in our private chat');
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Why do you reject it?');
  expect(stage.ana.chat.lastFromBot()?.words).toContain('W4TQ9');
  // What others say in the group meanwhile is no reason.
  stage.ana.says(stage.group, 'because');
  await stage.handleAll();
  expect(asked).toEqual([]);
  expect(await says('wrong person')).toContain('W4TQ9 is rejected');
  expect(asked).toMatchObject([[{ withdrawalId: WITHDRAWAL_ID, chatId: null }, 'wrong person']]);
});

test('who never wrote to the bot is told how to, and nothing is remembered', async () => {
  const card = await showInGroup();
  const press = stage.ben.presses(card, /Reject/);
  await stage.handleAll();
  expect(await press.answered()).toMatchObject({ alert: true });
  expect((await press.answered()).text).toContain('開始');
  const account = { platform: 'telegram' as const, accountId: String(stage.ben.id) };
  expect(await stage.core.readDialogue(account)).toBeNull();
});

test('who may not decide is told so before being asked anything', async () => {
  Object.assign(stage.core, { readAsApprover: () => Promise.resolve(refuse('not_approver')) });
  const card = await showInGroup();
  const press = stage.ana.presses(card, /Reject/);
  await stage.handleAll();
  expect(await press.answered()).toMatchObject({
    alert: true,
    text: expect.stringContaining('Only this') as string,
  });
  expect(stage.ana.chat.lastFromBot()?.words).not.toContain('Why');
});

test('the transaction of one that was sent is checked for its form, then told', async () => {
  const card: Saying = {
    ...{ kind: 'withdrawal_card', audience: 'approvers', previous: null },
    view: createDoubtfulView({ now: NOW + 24 * HOUR_MS }),
  };
  await stage.deliver(card, stage.ana);
  await presses(/^It was sent/);
  expect(await says('0xabc')).toContain('That is no transaction hash');
  expect(await says(WITHDRAWAL_TX)).toContain('takes effect when 2 persons');
  const scene = { withdrawalId: WITHDRAWAL_ID, revision: 4, chatId: null };
  expect(asked).toMatchObject([[scene, { kind: 'sent', txHash: WITHDRAWAL_TX }]]);
  // Said as KryptoGO named it too late, nobody has to type it.
  await stage.deliver(card, stage.ana);
  Object.assign(stage.core, { readAsApprover: () => Promise.resolve(createDoubtfulView()) });
  await presses(/As KryptoGO says/);
  expect(asked.splice(1)).toMatchObject([[scene, { kind: 'sent', txHash: WITHDRAWAL_TX }]]);
  await stage.deliver(card, stage.ana);
  await presses(/Send again/);
  await says('looked it up');
  await stage.deliver(card, stage.ana);
  await presses(/not sent/);
  await says('looked it up');
  expect(asked.slice(1)).toMatchObject([
    [scene, { kind: 'send_again', reason: 'looked it up' }],
    [scene, { kind: 'not_sent', reason: 'looked it up' }],
  ]);
});

test.each([
  `approve:${WITHDRAWAL_ID}`,
  'approve:x_1',
  'reject:x_1',
  `sent:${WITHDRAWAL_ID}_`,
  'veto:x',
  'wd_cancel:x',
  'fund_ok:x',
  'canary_no:x',
  'to_balance:x',
])('D-12: the forged button %s is answered and does nothing', async (data) => {
  await says('/help');
  const message = stage.ana.chat.lastFromBot();
  const press = message && stage.ana.forgesPress(message, data);
  await stage.handleAll();
  expect(await press?.answered()).toMatchObject({ alert: true });
  expect(asked).toEqual([]);
});

test.each(['wd_confirm', 'wd_cancel', 'fund_ok', 'canary_ok', 'resume', 'withdraw', 'wd_to'])(
  'D-15: %s pressed in a group does nothing',
  async (verb) => {
    const card = await showInGroup();
    const press = stage.ana.forgesPress(card, `${verb}:${SUBJECT}`);
    await stage.handleAll();
    expect((await press.answered()).text).toContain('out of date');
    expect(asked).toEqual([]);
  },
);

test('every other verb reaches the core, as who pressed it', async () => {
  const calls: string[] = [];
  const by = String(stage.ana.id);
  const reached = (name: string, answer: unknown) => ({
    [name](first: { accountId?: string; by?: { accountId: string } }) {
      calls.push(`${name} ${first.by?.accountId ?? first.accountId}`);
      return Promise.resolve(answer);
    },
  });
  const open = { pausedAt: null, pausedBy: null, reason: null, resumeAskedBy: null, resumeAskedAt: null };
  Object.assign(stage.core, {
    ...reached('cancelWithdrawal', createWithdrawalView({ withdrawal: { state: 'cancelled' } })),
    ...reached('endTreasuryMove', {}),
    ...reached('confirmCanary', createWithdrawalView()),
    ...reached('vetoChange', {}),
    ...reached('resumeOutflow', open),
  });
  await says('/help');
  const message = stage.ana.chat.lastFromBot();
  const verbs = ['wd_cancel', 'fund_ok', 'fund_no', 'canary_ok', 'canary_no', 'veto', 'resume'];
  for (const verb of verbs) {
    if (message) stage.ana.forgesPress(message, `${verb}:${WITHDRAWAL_ID}`);
    await stage.handleAll();
  }
  const names = ['cancelWithdrawal', 'endTreasuryMove', 'endTreasuryMove', 'confirmCanary', 'confirmCanary'];
  expect(calls).toEqual([...names, 'vetoChange', 'resumeOutflow'].map((name) => `${name} ${by}`));
});

test('cards are edited in place, and equal ones are not sent again', async () => {
  const card = (view: ReturnType<typeof createWithdrawalView>, previous: string | null): Saying => {
    return { kind: 'withdrawal_card', view, audience: 'requester', previous };
  };
  const sent = await stage.deliver(card(createWithdrawalView(), null), stage.ana);
  const ref = sent.kind === 'delivered' ? sent.ref : null;
  expect(await stage.deliver(card(createWithdrawalView(), ref), stage.ana)).toEqual({
    kind: 'delivered',
    ref,
  });
  expect(stage.sim.calls('editMessageText')).toHaveLength(0);
  const done = createWithdrawalView({ withdrawal: { state: 'sent', txHash: WITHDRAWAL_TX } });
  await stage.deliver(card(done, ref), stage.ana);
  expect(stage.sim.calls('editMessageText')).toHaveLength(1);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('✅ Sent: 600 USDT');
  const news: Saying = { kind: 'withdrawal_news', view: done, news: 'sent', card: ref };
  await stage.deliver(news, stage.ana);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Withdrawal W4TQ9: 600 USDT is sent');
  expect(stage.ana.chat.lastFromBot()?.replyTo).toBeDefined();
});

test('an operator names approvers, and chooses a private chat for them only there', async () => {
  const made: unknown[] = [];
  stage.core.operators.add(`telegram:${stage.ana.id}`);
  Object.assign(stage.core, {
    nameApprover(input: { name: string; accounts: readonly unknown[] }) {
      made.push(input);
      const { name, accounts } = input;
      return Promise.resolve({ change: { kind: 'approver_add', name, accounts }, pending: null });
    },
    setApprovalsChat(input: unknown) {
      made.push(input);
      return Promise.resolve(refuse('approvals_chat_public'));
    },
  });
  stage.ana.says(stage.group, '/till approver add Ben telegram:5 discord:6');
  await stage.handleAll();
  expect(stage.group.lastFromBot()?.words).toContain('New approver: Ben (telegram:5, discord:6)');
  stage.ana.says(stage.group, '/till approvals here');
  await stage.handleAll();
  expect(stage.group.lastFromBot()?.words).toContain('a private group');
  expect(made).toMatchObject([
    { name: 'Ben', communityId: COMMUNITY },
    { platform: 'telegram', chatId: String(stage.group.id), isPrivate: true },
  ]);
  stage.ana.says(stage.group, '/till treasury');
  await stage.handleAll();
  expect(stage.group.lastFromBot()?.words).toContain('only for your eyes');
});

test('/help in private ends with the account that an operator needs', async () => {
  expect(await says('/help')).toContain(`Your account for an operator: telegram:${stage.ana.id}`);
});

test('/withdrawals lists own ones, and for approvers how many wait', async () => {
  expect(await says('/withdrawals')).toContain('not withdrawn anything yet');
  Object.assign(stage.core, {
    showQueue: () => Promise.resolve([createWithdrawalView()]),
    readOwnWithdrawals: () => Promise.resolve([createWithdrawalView({ withdrawal: { state: 'sent' } })]),
  });
  const list = await says('/withdrawals');
  expect(list).toContain('To be decided: 1.');
  expect(list).toContain('W4TQ9 · 600 USDT · Night Market · 2026-11-23 → sent');
});

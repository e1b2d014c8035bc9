import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Flow } from '../support/flow.ts';
import { expectSoundEnd, startFlow } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

/** Of the operator, and of the member. */
const OPERATORS_OWN = '0x52908400098527886E0F7030069857D2E4169EE7';
const MEMBERS_OWN = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const MEMBERS_OWN_IN_GROUPS = '0x 5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed';

let flow: Flow;
/** Where approvers decide. */
let den: GroupHandle;
let pia: PersonHandle;
/** The withdrawal that a story is about: the member's card, the approvers', and the balance before it. */
let own: MessageView;
let card: MessageView;
let before: string;

beforeAll(async () => {
  flow = await startFlow({ kryptogo: { pendingCallbacks: false } });
  pia = flow.joins('Pia');
  den = flow.world.telegram.groups.create({
    ...{ title: 'Tea House den', type: 'supergroup' },
    members: [flow.olga, pia],
  });
});
afterAll(() => flow.close());

/** What the bot answers to an operator's words in a group. */
async function tills(words: string, group: GroupHandle, answer: string): Promise<void> {
  const asked = flow.olga.says(group, `/till ${words}`);
  await flow.world.telegram.waitFor(group, answer, PATIENCE_MS, { after: asked });
}

const hasButton = (label: RegExp) => (one: MessageView) => one.buttons.some((text) => label.test(text));

/** Asks for money by the dialogue, and confirms the preview. Gives the card that follows. */
async function withdraws(person: PersonHandle, amount: string): Promise<MessageView> {
  const { story } = flow;
  await story.hears(person, /Where shall it go/, person.says('/withdraw'));
  await story.hears(person, /How much shall arrive/, person.says(MEMBERS_OWN));
  const preview = await story.hears(person, /Withdraw from Tea House/, person.says(amount));
  expect(preview.words).toContain(MEMBERS_OWN_IN_GROUPS);
  await story.presses(person, preview, /^✅ Yes/);
  return story.hears(person, hasButton(/Cancel the withdrawal/), preview);
}

const codeOf = ({ words }: MessageView) => /Withdrawal ([0-9A-Z]{5})/.exec(words)?.[1] ?? 'no code';
const inDen = (matcher: (message: MessageView) => boolean) =>
  flow.world.telegram.waitFor(den, matcher, PATIENCE_MS);
const cardInDen = (code: string) => inDen(({ words, buttons }) => words.includes(code) && buttons.length > 0);

test('an operator names an approver, and a private group in which they decide', async () => {
  await tills(`approver add Pia telegram:${pia.id}`, flow.group, 'New approver: Pia');
  await tills('join Tea House', den, 'belongs to Tea House');
  await tills('approvals here', den, 'This holds from now on');
});

test('withdrawals begin when a canary of the owner’s money has arrived', async () => {
  const { world, story, olga } = flow;
  world.kryptogo.setTreasury('50');
  await story.hears(olga, /Booked as the owner/, olga.says('/till treasury fund 50'));
  await story.hears(olga, /is on its way/, olga.says(`/till canary ${OPERATORS_OWN}`));
  const card = await story.hears(olga, hasButton(/Exactly this arrived/));
  expect(world.kryptogo.transfers).toMatchObject([{ amount: '0.01', to: OPERATORS_OWN }]);
  await story.presses(olga, card, /Exactly this arrived/);
  await story.shows(olga, card, 'exactly this arrived');
});

test('a member tops up and asks for some of it; everything is on the approvers’ card', async () => {
  const { world, story, ana } = flow;
  const paid = await story.paysFromGroup(ana, flow.group, '/pay 3000 TWD');
  world.kryptogo.wallet.paysExactly(story.scans(paid));
  await story.stands(ana, paid, 'credited');
  before = await flow.balanceOf(ana);
  own = await withdraws(ana, '25');
  card = await cardInDen(codeOf(own));
  for (const fact of ['25 USDT', MEMBERS_OWN_IN_GROUPS, 'Ana', String(ana.id), 'Arbitrum One']) {
    expect(card.words).toContain(fact);
  }
});

test('whoever isn’t an approver decides nothing, whatever group they are in', async () => {
  expect(await flow.story.presses(flow.olga, card, /Approve/)).toContain('Only this community');
});

test('what an approver agrees to is sent once, and the member reads where it is', async () => {
  const { world, story, ana } = flow;
  expect(await story.presses(pia, card, /Approve/)).toContain('Approved.');
  const sent = await story.shows(ana, own, '✅ Sent: 25 USDT');
  const [, transfer, ...more] = world.kryptogo.transfers;
  expect(more).toEqual([]);
  expect(Number(transfer?.amount)).toBe(25);
  expect(transfer?.to).toBe(MEMBERS_OWN);
  expect(sent.words).toContain(transfer?.txHash);
  expect(sent.keyboard.flat()).toMatchObject([{ url: `https://arbiscan.io/tx/${transfer?.txHash}` }]);
  const done = await inDen(({ id, words }) => id === card.id && words.startsWith('✅ Sent'));
  expect(done.words).toContain('Approved by: Pia');
  expect(Number(await flow.balanceOf(ana))).toBeCloseTo(Number(before) - 25, 6);
});

test('an approver who has never written to the bot is told how to, since it can’t ask for words', async () => {
  expect(await flow.story.presses(pia, card, /Report a mistake/)).toContain("can't write to you yet");
});

test('reject asks for its reason in private, and the member has it all back', async () => {
  const { story, ana } = flow;
  pia.starts();
  before = await flow.balanceOf(ana);
  own = await withdraws(ana, '10');
  card = await cardInDen(codeOf(own));
  expect(await story.presses(pia, card, /Reject/)).toContain('in our private chat');
  const question = await story.hears(pia, /Why do you reject it/);
  expect(question.words).toContain(codeOf(own));
  await story.hears(pia, /is rejected/, pia.says('please ask me first'));
  await story.shows(ana, own, 'please ask me first');
  await inDen(({ id, buttons }) => id === card.id && buttons.length === 0);
  expect(await flow.balanceOf(ana)).toBe(before);
  expect(flow.world.kryptogo.transfers).toHaveLength(2);
});

test('and in the end the books agree with KryptoGO', () => expectSoundEnd(flow));

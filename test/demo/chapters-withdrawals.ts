import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import { PATIENCE_MS } from '../support/story.ts';
import type { Shop } from '../support/story.ts';
import type { Deciders, Stage, Town } from './stage.ts';

/** People read before they type on; Telegram lets a bot say one thing a second in a chat. */
const BREATH_MS = 2_000;

const OLGAS_WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const ANAS_WALLET = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359';
const BEAS_WALLET = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB';

/** Before anybody has a balance: who decides, under which rules, and a first 0.01 to prove the way. */
export async function openTheWayOut(stage: Stage, { olga }: Shop): Promise<Deciders> {
  const { world, terminal } = stage;
  terminal.chapter(
    'The way out is opened',
    'Olga names two approvers, one on each platform, wants both of them from 5 USDT on, and sends 0.01 USDT to herself first.',
  );
  const wei = world.telegram.people.create({ firstName: 'Wei', languageCode: 'en' });
  const noa = world.discord.people.create({ name: 'Noa' });
  wei.starts();
  olga.starts();
  await answers(stage, olga, `/till approver add Wei telegram:${wei.id}`, /Wei/);
  await answers(stage, olga, `/till approver add Noa discord:${noa.id}`, /Noa/);
  await answers(stage, olga, '/till policy set approvals 1, 2 from 5', /2 for 5 USDT or more/);
  terminal.note('In KryptoGO Studio Olga moves 1 USDT of her own into the wallet.');
  world.kryptogo.setTreasury('1');
  await answers(stage, olga, '/till treasury fund 1', /1 USDT/);
  await world.pass(BREATH_MS);
  const typed = olga.says(`/till canary ${OLGAS_WALLET}`);
  const card = await stage.story.hears(olga, isReady(/Exactly this arrived/), typed);
  terminal.chat(olga.chat);
  terminal.note('Olga looks at her wallet, and presses [ ✅ Exactly this arrived ].');
  await stage.story.presses(olga, card, /Exactly this arrived/);
  await stage.story.shows(olga, card, 'exactly this arrived');
  terminal.chat(olga.chat);
  const [canary] = world.kryptogo.transfers;
  terminal.check(
    'KryptoGO sent 0.01 USDT to Olga, once',
    world.kryptogo.transfers.length === 1 && canary?.amount === '0.01' && canary.to === OLGAS_WALLET,
  );
  return { wei, noa };
}

export async function approvedByTwo(stage: Stage, { market, deciders }: Town): Promise<void> {
  const { world, story, discordStory, terminal } = stage;
  const { bea } = market;
  const { wei, noa } = deciders;
  terminal.chapter(
    'Two people on two platforms let it out',
    'Bea takes 6 USDT of her balance out, by the form of /withdraw. Wei agrees in Telegram, Noa in Discord, and only then it is sent.',
  );
  const hall = market.server.channel();
  terminal.uses(bea, hall, '/withdraw');
  const modal = await bea.uses(hall, '/withdraw').modal(PATIENCE_MS);
  const filled = bea.submits(modal, { 'Your address': BEAS_WALLET, 'Amount that arrives': '6' });
  const preview = await filled.answered(PATIENCE_MS);
  terminal.channel(bea, hall);
  terminal.note('Bea compares the address, and presses [ ✅ Yes, 6 USDT ].');
  await discordStory.presses(bea, preview, /Yes/);
  const card = await discordStory.hears(bea, bea.dm, /Waiting for approval/);
  const weis = await story.hears(wei, isReady(/Approve/));
  terminal.chat(wei.chat);
  await story.presses(wei, weis, /Approve/);
  const follows = (words: RegExp) =>
    discordStory.hears(bea, bea.dm, (one) => one.id === card.id && words.test(one.words));
  await follows(/1 of 2/);
  terminal.note('Wei presses [ ✅ Approve ]. One of two have agreed; nothing has been sent.');
  terminal.check('KryptoGO was not asked for it yet', sentTo(stage, BEAS_WALLET).length === 0);
  const noas = await discordStory.hears(noa, noa.dm, (one) =>
    one.buttons.some((label) => /Approve/.test(label)),
  );
  terminal.channel(noa, noa.dm);
  terminal.note('Noa presses [ ✅ Approve ].');
  await discordStory.presses(noa, noas, /Approve/);
  await follows(/Sent: 6 USDT/);
  terminal.channel(bea, bea.dm);
  terminal.check('6 USDT went to her address, once', sentTo(stage, BEAS_WALLET).join() === '6.00');
  await story.shows(wei, weis, /6 USDT/);
  await world.pass(BREATH_MS);
}

export async function rejectedWithReason(stage: Stage, { shop, deciders }: Town): Promise<void> {
  const { story, discordStory, terminal } = stage;
  const { ana } = shop;
  const { noa } = deciders;
  terminal.chapter(
    'One is turned down',
    'Ana asks for 2 USDT. Noa has a doubt and says no, with a reason; Ana has her money back at once.',
  );
  const seen = noa.sees(noa.dm).at(-1);
  const card = await asksForMoney(stage, ana, `/withdraw 2 ${ANAS_WALLET}`);
  const noas = await discordStory.hears(
    noa,
    noa.dm,
    (one) => one.buttons.some((label) => /Reject/.test(label)),
    seen,
  );
  terminal.note('Noa presses [ ❌ Reject ] and types why.');
  const asked = await noa.presses(noas, /Reject/).modal(PATIENCE_MS);
  await noa.submits(asked, { Reason: 'This address was reported last week' }).answered(PATIENCE_MS);
  await story.shows(ana, card, /Rejected: 2 USDT[^]*reported last week/);
  terminal.chat(ana.chat);
  terminal.check('nothing was sent to Ana', sentTo(stage, ANAS_WALLET).length === 0);
}

export async function doubtfulAndSettled(stage: Stage, { shop, deciders }: Town): Promise<void> {
  const { world, story, terminal } = stage;
  const { ana } = shop;
  const { wei } = deciders;
  terminal.chapter(
    'One is in doubt',
    'KryptoGO sends 2 USDT to Ana and the line breaks before it can say so. Nobody sends again: people look it up.',
  );
  const before = wei.chat.messages().at(-1);
  const card = await asksForMoney(stage, ana, `/withdraw 2 ${ANAS_WALLET}`);
  const weis = await story.hears(wei, isReady(/Approve/), before);
  world.kryptogo.mischief.next('cut after', { on: 'transfer' });
  await story.presses(wei, weis, /Approve/);
  await story.shows(ana, card, 'Being checked');
  terminal.chat(ana.chat);
  await story.shows(wei, weis, /KryptoGO Studio/);
  terminal.chat(wei.chat);
  const transfer = world.kryptogo.transfers.at(-1);
  terminal.note(`Wei finds it in Studio: ${transfer?.txHash}. He presses [ It was sent ] and types that.`);
  const question = wei.chat.messages().at(-1);
  await world.pass(BREATH_MS);
  await story.presses(wei, weis, /It was sent/);
  const asks = await story.hears(wei, /paste the transaction/, question);
  await story.hears(wei, /counts as sent/, wei.says(transfer?.txHash ?? 'none'));
  await story.shows(ana, card, /Sent: 2 USDT/);
  terminal.chat(wei.chat);
  terminal.chat(ana.chat);
  terminal.check(
    'KryptoGO was asked once for it',
    sentTo(stage, ANAS_WALLET).join() === '2.00' && asks.fromBot,
  );
}

/** `/withdraw` with its words, the preview, and *yes*: the card of the request. */
async function asksForMoney(stage: Stage, person: PersonHandle, words: string): Promise<MessageView> {
  const { world, story, terminal } = stage;
  await world.pass(BREATH_MS);
  const preview = await story.hears(person, isReady(/Yes/), person.says(words));
  terminal.chat(person.chat);
  terminal.note(`${person.firstName} compares the address, and presses [ ${preview.buttons[0] ?? ''} ].`);
  await world.pass(BREATH_MS);
  await story.presses(person, preview, /Yes/);
  const card = await story.hears(person, isReady(/Cancel the withdrawal/), preview);
  terminal.chat(person.chat);
  return card;
}

async function answers(
  { world, story, terminal }: Stage,
  person: PersonHandle,
  words: string,
  answer: RegExp,
): Promise<MessageView> {
  await world.pass(BREATH_MS);
  const said = await story.hears(person, answer, person.says(words));
  terminal.chat(person.chat);
  return said;
}

const isReady = (button: RegExp) => (message: MessageView) =>
  message.buttons.some((label) => button.test(label));

/** The amounts that KryptoGO has sent there, in order. */
function sentTo({ world }: Stage, address: string): string[] {
  return world.kryptogo.transfers.filter(({ to }) => to === address).map(({ amount }) => amount);
}

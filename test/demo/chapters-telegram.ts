import type { Shop } from '../support/story.ts';
import type { Stage } from './stage.ts';
import { MINUTE_MS, sayBooks, sayWhatKryptogoSaw, walletOpens } from './stage.ts';

export async function openShop({ story, terminal }: Stage): Promise<Shop> {
  terminal.chapter(
    'A shop opens',
    'Olga is the operator. She makes a community of her group and puts something on sale.',
  );
  const shop = await story.opensShop();
  terminal.chat(shop.group);
  return shop;
}

export async function exactPayment(stage: Stage, shop: Shop): Promise<void> {
  const { world, story, terminal } = stage;
  const { group, ana } = shop;
  terminal.chapter(
    'An exact payment',
    'Ana types /pay in the group. Nobody there sees an address or an amount; she goes on in private, scans, pays.',
  );
  const card = await story.paysFromGroup(ana, group, '/pay vip');
  terminal.chat(group);
  terminal.chat(ana.chat);
  const address = story.scans(card);
  terminal.note(`Ana's phone reads ${address} from the picture, and her wallet sends the exact amount.`);
  await walletOpens(stage);
  world.kryptogo.wallet.paysExactly(address);
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check('the card is a receipt and shows no address any more', !card.words.includes(address));
  terminal.check(
    'no message in the group names an address',
    !group.messages().some((one) => one.words.includes('0x')),
  );
  await sayWhatKryptogoSaw(stage);
  await sayBooks(stage, shop);
}

export async function shortPayment(stage: Stage, { ana }: Shop): Promise<void> {
  const { world, story, terminal } = stage;
  terminal.chapter(
    'Too little, sent back, paid again',
    'An exchange took its fee out of what Ana sent. KryptoGO returns it; a fresh quote, and all is well.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  terminal.note('1 USDT too little arrives.');
  await walletOpens(stage);
  world.kryptogo.wallet.paysShort(story.scans(card), '1');
  await story.hears(ana, /Too little arrived for order/, card);
  terminal.chat(ana.chat);
  terminal.note('Three minutes pass.');
  await world.pass(3 * MINUTE_MS);
  await story.hears(ana, /has sent back/, card);
  terminal.chat(ana.chat);
  terminal.note('Ana presses [ Fresh quote ].');
  await story.presses(ana, card, /Fresh quote/);
  await story.shows(ana, card, /Quote ends/);
  terminal.chat(ana.chat);
  terminal.note('Ana pays the fresh quote, exactly.');
  await walletOpens(stage);
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check(
    'the short payment was sent back, and the second one paid the order',
    card.words.includes('Paid'),
  );
}

export async function latePayment({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
  terminal.chapter(
    'Late money',
    'Ana forgets. The quote runs out, nothing is lost, and what she sends afterwards still pays her order.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  const address = story.scans(card);
  terminal.note('31 minutes pass, and nothing is sent.');
  await world.pass(31 * MINUTE_MS);
  await story.shows(ana, card, 'No payment seen yet');
  terminal.chat(ana.chat);
  terminal.check('the card that is over shows no address', !card.words.includes(address));
  terminal.note('Now Ana sends the amount, to the address that she had noted.');
  world.kryptogo.wallet.paysExactly(address);
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check('the late money paid the order', card.words.includes('a little late'));
}

export async function overpayment(stage: Stage, shop: Shop): Promise<void> {
  const { world, story, terminal, books } = stage;
  const { ana, group } = shop;
  terminal.chapter('Too much', 'Ana sends 2 USDT more than asked. The order is paid; the rest is hers.');
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  terminal.note('2 USDT more than asked arrive.');
  await walletOpens(stage);
  world.kryptogo.wallet.paysTooMuch(story.scans(card), '2');
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  await sayBooks(stage, shop);
  const { members = '' } = await books.of(group.id);
  terminal.check(`her balance holds the excess after the fee (${members} USDT)`, /^1\.9\d*$/.test(members));
}

export async function topUp(stage: Stage, { ana }: Shop): Promise<void> {
  const { world, story, terminal } = stage;
  terminal.chapter(
    'A top-up',
    'An amount instead of an item fills the balance: what KryptoGO settles is what she gets.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay 10 USD');
  terminal.chat(ana.chat);
  terminal.note('Ana pays exactly.');
  await walletOpens(stage);
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.hears(ana, /is in your balance now/, card);
  terminal.chat(ana.chat);
  const asked = ana.says('/balance');
  const balance = await story.hears(ana, /Tea House/, asked);
  terminal.chat(ana.chat);
  terminal.check('the balance is the excess of before and 9.9 USDT', /11\.8\d* USDT/.test(balance.words));
}

export async function balancePayment({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
  terminal.chapter(
    'Paying from the balance',
    'With enough in it, the card offers to pay from the balance: one press, no transfer, no fee.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  terminal.note('Ana presses [ Pay 9.24 USDT from balance ].');
  await story.presses(ana, card, /from balance/);
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check('the order is paid', card.words.includes('Paid'));
}

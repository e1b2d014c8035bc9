import type { Books } from '../support/books.ts';
import type { Shop, Story } from '../support/story.ts';
import type { World } from '../support/world.ts';
import type { Terminal } from './terminal.ts';

const MINUTE_MS = 60_000;

export type Stage = { world: World; story: Story; books: Books; terminal: Terminal };

/** The story, from an empty group to proven books. Each chapter says what should happen, and looks. */
export async function chapters(stage: Stage): Promise<void> {
  const shop = await openShop(stage);
  await exactPayment(stage, shop);
  await shortPayment(stage, shop);
  await latePayment(stage, shop);
  await overpayment(stage, shop);
  await topUp(stage, shop);
  await balancePayment(stage, shop);
  await forgedCallback(stage, shop);
  await lostCallback(stage, shop);
  await finalLook(stage, shop);
}

async function openShop({ story, terminal }: Stage): Promise<Shop> {
  terminal.chapter(
    'A shop opens',
    'Olga is the operator. She makes a community of her group and puts something on sale.',
  );
  const shop = await story.opensShop();
  terminal.chat(shop.group);
  return shop;
}

async function exactPayment({ world, story, terminal, books }: Stage, { group, ana }: Shop): Promise<void> {
  terminal.chapter(
    'An exact payment',
    'Ana types /pay in the group. Nobody there sees an address or an amount; she goes on in private, scans, pays.',
  );
  const card = await story.paysFromGroup(ana, group, '/pay vip');
  terminal.chat(group);
  terminal.chat(ana.chat);
  const address = story.scans(card);
  terminal.note(`Ana's phone reads ${address} from the picture, and her wallet sends the exact amount.`);
  world.kryptogo.wallet.paysExactly(address);
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check('the card is a receipt and shows no address any more', !card.words.includes(address));
  terminal.check(
    'no message in the group names an address',
    !group.messages().some((one) => one.words.includes('0x')),
  );
  await sayWhatKryptogoSaw(world, terminal);
  await sayBooks(books, terminal, group.id);
}

async function shortPayment({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
  terminal.chapter(
    'Too little, sent back, paid again',
    'An exchange took its fee out of what Ana sent. KryptoGO returns it; a fresh quote, and all is well.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  terminal.note('1 USDT too little arrives.');
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
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  terminal.check(
    'the short payment was sent back, and the second one paid the order',
    card.words.includes('Paid'),
  );
}

async function latePayment({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
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

async function overpayment({ world, story, terminal, books }: Stage, { ana, group }: Shop): Promise<void> {
  terminal.chapter('Too much', 'Ana sends 2 USDT more than asked. The order is paid; the rest is hers.');
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  terminal.note('2 USDT more than asked arrive.');
  world.kryptogo.wallet.paysTooMuch(story.scans(card), '2');
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  await sayBooks(books, terminal, group.id);
  const { members = '' } = await books.of(group.id);
  terminal.check(`her balance holds the excess after the fee (${members} USDT)`, /^1\.9\d*$/.test(members));
}

async function topUp({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
  terminal.chapter(
    'A top-up',
    'An amount instead of an item fills the balance: what KryptoGO settles is what she gets.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay 10 USD');
  terminal.chat(ana.chat);
  terminal.note('Ana pays exactly.');
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.hears(ana, /is in your balance now/, card);
  terminal.chat(ana.chat);
  const asked = ana.says('/balance');
  const balance = await story.hears(ana, /Tea House/, asked);
  terminal.chat(ana.chat);
  terminal.check('the balance is the excess of before and 9.9 USDT', /11\.8\d* USDT/.test(balance.words));
}

async function balancePayment({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
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

async function forgedCallback({ world, story, terminal, books }: Stage, { ana, group }: Shop): Promise<void> {
  terminal.chapter(
    'A forged callback',
    'Somebody posts "success" to us: once to a made-up address, once to the true one of an order that nobody has paid.',
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay 20 USD');
  terminal.chat(ana.chat);
  const before = await books.of(group.id);
  const intent = world.kryptogo.intentByAddress(story.scans(card));
  const body = {
    payment_intent_id: intent?.id,
    status: 'success',
    received_crypto_amount: '20',
    aggregated_crypto_amount: '19.8',
  };
  const blind = await world.kryptogo.forgeCallback({
    url: `${world.till().url}/callbacks/kryptogo/guess`,
    body,
  });
  const leaked = await world.kryptogo.forgeCallback({ url: intent?.callbackUrl ?? '', body });
  terminal.note(
    `The made-up address answers ${blind.answered}; the true one ${leaked.answered}, and then we ask KryptoGO ourselves.`,
  );
  const reads = () => world.kryptogo.requests.filter((one) => one.path.endsWith(intent?.id ?? '?')).length;
  for (let tries = 0; tries < 50 && reads() === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  terminal.check('KryptoGO was asked with our own key', reads() > 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  terminal.check(
    'the books are as before',
    JSON.stringify(await books.of(group.id)) === JSON.stringify(before),
  );
  terminal.check('the card still waits', card.words.includes('Quote ends'));
  terminal.note('Ana presses [ Cancel ].');
  await story.presses(ana, card, /Cancel/);
  await story.shows(ana, card, 'Cancelled');
  terminal.chat(ana.chat);
}

async function lostCallback({ world, story, terminal }: Stage, { ana }: Shop): Promise<void> {
  terminal.chapter(
    'A lost callback',
    "KryptoGO's callback never arrives. The poller finds the money by itself.",
  );
  await world.pass(MINUTE_MS);
  const card = await story.pays(ana, '/pay vip');
  terminal.chat(ana.chat);
  const callbacks = world.kryptogo.callbacks.length;
  terminal.note('Ana pays exactly, and the callback gets lost on its way.');
  world.kryptogo.mischief.next('callback lost', { times: 5 });
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await world.pass(25_000);
  await story.hears(ana, /is paid/, card);
  terminal.chat(ana.chat);
  await sayWhatKryptogoSaw(world, terminal, callbacks);
  const late = world.kryptogo.callbacks.slice(callbacks).filter((one) => one.body.includes('success'));
  terminal.check(
    'no callback about this payment reached us',
    late.every((one) => one.answered === 'lost'),
  );
  world.kryptogo.mischief.clear();
}

async function finalLook({ world, terminal, books }: Stage, { group }: Shop): Promise<void> {
  terminal.chapter(
    'The books',
    'What we say that we hold, what KryptoGO says that it settled, and what the vendors thought of our requests.',
  );
  await sayBooks(books, terminal, group.id);
  const { treasury } = await books.of(group.id);
  terminal.check(
    `KryptoGO settled ${world.kryptogo.treasury()} USDT, and so do our books say`,
    treasury === world.kryptogo.treasury(),
  );
  terminal.check('the books agree with themselves', (await books.prove()).length === 0);
  // Being asked to slow down is no complaint: it is answered by waiting.
  const complaints = world.telegram.faults.filter((one) => one.status !== 429);
  for (const { method, error } of complaints) terminal.note(`${method}: ${error ?? ''}`);
  terminal.check('Telegram had no reason to complain', complaints.length === 0);
  terminal.check('KryptoGO had no reason to complain', world.kryptogo.faults.length === 0);
}

async function sayWhatKryptogoSaw(world: World, terminal: Terminal, since = 0): Promise<void> {
  await world.kryptogo.settled();
  const callbacks = world.kryptogo.callbacks.slice(since);
  const told = callbacks.map((one) => `${/"status":"(\w+)"/.exec(one.body)?.[1]} → ${one.answered}`);
  const first = callbacks[0]?.at ?? 0;
  const calls = world.kryptogo.requests.filter((one) => one.at >= first - 1_000);
  const asked = calls.map((one) => `${one.method} ${one.operation}`);
  terminal.note(`KryptoGO saw: ${asked.join(', ')}. Its callbacks: ${told.join(', ') || 'none'}.`);
}

async function sayBooks(books: Books, terminal: Terminal, groupId: number): Promise<void> {
  const sums = Object.entries(await books.of(groupId)).map(([account, amount]) => `${account} ${amount}`);
  terminal.note(`The ledger says so far (USDT): ${sums.join(', ')}.`);
}

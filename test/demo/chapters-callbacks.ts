import type { Shop } from '../support/story.ts';
import type { Stage } from './stage.ts';
import { MINUTE_MS, sayWhatKryptogoSaw } from './stage.ts';

export async function forgedCallback(
  { world, story, terminal, books }: Stage,
  { ana, group }: Shop,
): Promise<void> {
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
    url: `${world.url}/callbacks/kryptogo/guess`,
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

export async function lostCallback(stage: Stage, { ana }: Shop): Promise<void> {
  const { world, story, terminal } = stage;
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
  await sayWhatKryptogoSaw(stage, callbacks);
  const late = world.kryptogo.callbacks.slice(callbacks).filter((one) => one.body.includes('success'));
  terminal.check(
    'no callback about this payment reached us',
    late.every((one) => one.answered === 'lost'),
  );
  world.kryptogo.mischief.clear();
}

import type { Stage, Town } from './stage.ts';
import { sayBooks, timesTold } from './stage.ts';

export async function finalLook(stage: Stage, { shop, market }: Town): Promise<void> {
  const { world, terminal, books } = stage;
  const { telegram, discord, kryptogo } = world;
  terminal.chapter(
    'The books',
    'What we say that we hold, what KryptoGO says that it settled, and what the vendors thought of our requests.',
  );
  await sayBooks(stage, shop);
  const { treasury } = await books.of(shop.group.id);
  terminal.check(
    `KryptoGO settled ${kryptogo.treasury()} USDT, and so do our books say`,
    treasury === kryptogo.treasury(),
  );
  terminal.check('the books agree with themselves', (await books.prove()).length === 0);
  const times = [...timesTold(stage, market).values()];
  terminal.check(
    `each of the ${times.length} paid orders was told once`,
    times.every((one) => one === 1),
  );
  // Being asked to slow down is no complaint: it is answered by waiting.
  const complaints = {
    Telegram: telegram.faults
      .filter((one) => one.status !== 429)
      .map((one) => `${one.method}: ${one.error ?? ''}`),
    Discord: discord.faults.filter((one) => one.kind !== 'limit').map(({ sentence }) => sentence),
    KryptoGO: kryptogo.faults.map(({ rule, detail }) => `${rule}: ${detail}`),
  };
  for (const [vendor, said] of Object.entries(complaints)) {
    for (const one of said) terminal.note(one);
    terminal.check(`${vendor} had no reason to complain`, said.length === 0);
  }
  terminal.check('nobody in Discord was left without an answer', discord.missedAcks.length === 0);
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const MINUTE_MS = 60_000;
const READS_PER_SECOND = 5;
const BUYERS = 6;
const AMOUNTS = [1, 2, 3, 4, 5];

let flow: Flow;

beforeAll(async () => {
  const env = { PUBLIC_URL: '', KRYPTOGO_READS_PER_SECOND: String(READS_PER_SECOND) };
  flow = await startFlow({ env });
});
afterAll(() => flow.close());

test(
  'A-31: thirty open payments stay within the budget of reads, also while members hammer "check now"',
  { timeout: 60_000 },
  async () => {
    const { world, story } = flow;
    const buyers = Array.from({ length: BUYERS }, (_, index) => flow.joins(`Member ${index}`));
    const cards = await Promise.all(
      buyers.map(async (person) => {
        const first = await story.paysFromGroup(person, flow.group, '/pay 1 USD');
        const others = [];
        for (const amount of AMOUNTS.slice(1)) others.push(await story.pays(person, `/pay ${amount} USD`));
        return { person, cards: [first, ...others] };
      }),
    );
    await world.pass(2 * MINUTE_MS);
    const from = world.clock.now();
    const ids = world.kryptogo.intents().map((one) => one.id);
    expect(ids).toHaveLength(BUYERS * AMOUNTS.length);
    const readSince = () => ids.filter((id) => flow.readsOf(id).some((at) => at >= from));
    const hammering = setInterval(() => {
      for (const { person, cards: own } of cards.slice(0, 3))
        for (const card of own) person.presses(card, /Check now/);
    }, 1_000);
    // Whoever is hammered about does not keep the others from being read.
    await eventually(() => expect(readSince()).toHaveLength(ids.length), 40_000);
    clearInterval(hammering);
    const elapsedMs = world.clock.now() - from;
    const times = world.kryptogo.requests
      .filter((one) => one.operation === 'read' && one.at >= from)
      .map((one) => one.at);
    const busiest = Math.max(
      ...times.map((start) => times.filter((at) => at >= start && at < start + 1_000).length),
    );
    expect(busiest).toBeLessThanOrEqual(READS_PER_SECOND + 1);
    // And the budget is used, or members would wait longer than they have to.
    expect(times.length / (elapsedMs / 1_000)).toBeGreaterThan(READS_PER_SECOND * 0.6);
    expect(world.kryptogo.peakReadsPerSecond()).toBeLessThanOrEqual(READS_PER_SECOND + 1);
  },
);

test('S1: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow));

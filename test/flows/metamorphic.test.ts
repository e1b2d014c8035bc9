import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const RUNS = 6;

let flow: Flow;

beforeAll(async () => {
  flow = await startFlow({ env: { KRYPTOGO_READS_PER_SECOND: '50' }, kryptogo: { refundDelayMs: null } });
});
afterAll(() => flow.close());

/** What somebody does with one quote. The amounts are hundredths of a token. */
type Deed =
  | { readonly kind: 'exact' | 'cancel' | 'cancel_then_pay' | 'late' | 'nothing' }
  | { readonly kind: 'too_much' | 'short' | 'short_then_rest'; readonly by: number };

/** What happens to the callbacks meanwhile. It must not matter. */
type Weather = 'fair' | 'lost' | 'forged' | 'duplicated' | 'reordered' | 'mixed';

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('exact', 'cancel', 'cancel_then_pay', 'late', 'nothing') }),
  fc.record({
    kind: fc.constantFrom('too_much', 'short', 'short_then_rest'),
    by: fc.integer({ min: 1, max: 400 }),
  }),
);
const order = fc.record({ words: fc.constantFrom('/pay vip', '/pay 5 USD', '/pay 160 TWD'), deed });
const mix = fc.array(order, { minLength: 2, maxLength: 4 });
const weathers: readonly Weather[] = ['lost', 'forged', 'duplicated', 'reordered', 'mixed'];

type Played = {
  readonly person: PersonHandle;
  readonly card: MessageView;
  readonly address: string;
  readonly deed: Deed;
};

function play({ wallet }: Flow['world']['kryptogo'], { address, deed: done }: Played): void {
  const by = 'by' in done ? (done.by / 100).toFixed(2) : '0';
  if (done.kind === 'exact' || done.kind === 'cancel_then_pay') wallet.paysExactly(address);
  else if (done.kind === 'too_much') wallet.paysTooMuch(address, by);
  else if (done.kind === 'short') wallet.paysShort(address, by);
  else if (done.kind === 'short_then_rest') {
    wallet.paysShort(address, by);
    wallet.paysExactly(address);
  }
}

/** Lies at the true addresses, in both ways of naming things. */
async function forge({ kryptogo }: Flow['world'], played: readonly Played[]): Promise<void> {
  const lies = played.flatMap(({ address }) => {
    const { id, callbackUrl = '' } = flow.intentAt(address);
    return ['success', 'expired', 'insufficient_refunded', 'nonsense'].map((status) => ({
      url: callbackUrl,
      body: { payment_intent_id: id, status, received_crypto_amount: '999', received_amount: '999' },
    }));
  });
  await Promise.all(lies.map((lie) => kryptogo.forgeCallback(lie)));
}

/** One mix of orders in one weather; afterwards all that is in the books because of it. */
async function ledgerAfter(
  orders: readonly { words: string; deed: Deed }[],
  weather: Weather,
): Promise<string[]> {
  const { world, story } = flow;
  const { mischief } = world.kryptogo;
  const isMixed = weather === 'mixed';
  if (weather === 'lost' || isMixed) mischief.always('callback lost', isMixed ? { chance: 0.3 } : {});
  if (weather === 'duplicated' || isMixed)
    mischief.always('callback duplicated', isMixed ? { chance: 0.5, copies: 4 } : { copies: 3 });
  if (weather === 'reordered' || isMixed) mischief.always('callback reordered', { chance: 0.5 });
  const played = await Promise.all(
    orders.map(async ({ words, deed: done }) => ({ ...(await flow.buyer('Somebody', words)), deed: done })),
  );
  if (weather === 'forged' || isMixed) await forge(world, played);
  await Promise.all(
    played
      .filter(({ deed: done }) => done.kind === 'cancel' || done.kind === 'cancel_then_pay')
      .map(({ person, card }) => story.presses(person, card, /Cancel/)),
  );
  for (const one of played) play(world.kryptogo, one);
  if (weather === 'forged' || isMixed) await forge(world, played);
  await world.pass(31 * MINUTE_MS);
  for (const { address, deed: done } of played)
    if (done.kind === 'late') world.kryptogo.wallet.paysExactly(address);
  world.kryptogo.releaseCallbacks();
  mischief.clear();
  await settle(played);
  return entriesOf(played);
}

/** Lets time pass until each payment stands with us as it stands with KryptoGO. */
async function settle(played: readonly Played[]): Promise<void> {
  await eventually(async () => {
    await flow.world.pass(30 * SECOND_MS);
    for (const { address } of played) {
      const { id, status } = flow.intentAt(address);
      const [row] = await flow.query(`select state from payment_intents where provider_intent_id = '${id}'`);
      expect(row).toEqual({ state: status });
    }
  });
}

/** Without names of their own, in the order of the orders, so that two runs can be compared. */
async function entriesOf(played: readonly Played[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [index, { address }] of played.entries()) {
    const { id } = flow.intentAt(address);
    const rows = await flow.query(
      `select e.kind, split_part(e.debit, ':', 1) as debit, split_part(e.credit, ':', 1) as credit, e.amount::text
       from ledger_entries e join payment_intents i on e.reference = 'intent:' || i.id
       where i.provider_intent_id = '${id}' order by e.kind`,
    );
    lines.push(...rows.map((row) => `${index} ${Object.values(row).join(' ')}`));
  }
  return lines;
}

test(
  'P3, G-30: the same payments give the same ledger whatever becomes of their callbacks',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(mix, fc.constantFrom(...weathers), async (orders, weather) => {
        const fair = await ledgerAfter(orders, 'fair');
        expect(await ledgerAfter(orders, weather)).toEqual(fair);
      }),
      { numRuns: RUNS, seed: 20_261_123, endOnFailure: true },
    );
  },
);

test('S1, P1: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow));

import { z } from 'zod';
import { scanQr } from '../support/scan-qr.ts';
import type { Outcome } from './outcome.ts';
import { CALLBACK_MOODS, KRYPTOGO_MOODS } from './mood.ts';
import { addressOf, fileOf } from './picture.ts';
import type { Session } from './session.ts';
import type { Stage } from './stage.ts';

const pays = z.strictObject({
  kind: z.literal('wallet.pay'),
  intent: z.string(),
  how: z.enum(['exact', 'short', 'much', 'late']),
});
const scans = z.strictObject({
  kind: z.literal('wallet.scan'),
  platform: z.enum(['telegram', 'discord']),
  chat: z.string(),
  message: z.string(),
  index: z.number(),
});
const passes = z.strictObject({ kind: z.literal('world.pass'), minutes: z.number().positive().max(100_000) });
const toDeadline = z.strictObject({ kind: z.literal('world.deadline') });
const callbacks = z.strictObject({ kind: z.literal('world.callbacks'), mood: z.enum(CALLBACK_MOODS) });
const forges = z.strictObject({ kind: z.literal('world.forge') });
const vendor = z.strictObject({ kind: z.literal('world.kryptogo'), mood: z.enum(KRYPTOGO_MOODS) });
const instance = z.strictObject({
  kind: z.literal('world.instance'),
  name: z.string(),
  what: z.enum(['kill', 'restart', 'start']),
});

export const worldActs = z.discriminatedUnion('kind', [
  pays,
  scans,
  passes,
  toDeadline,
  callbacks,
  forges,
  vendor,
  instance,
]);

export type WorldAct = z.infer<typeof worldActs>;

const MINUTE_MS = 60_000;

export async function actOnWorld(wish: WorldAct, session: Session, stage: Stage): Promise<Outcome> {
  const { world, mood } = stage;
  switch (wish.kind) {
    case 'wallet.pay':
      return pay(wish, stage);
    case 'wallet.scan':
      return scan(wish, session, stage);
    case 'world.pass':
      await world.pass(wish.minutes * MINUTE_MS);
      return { toast: wish.minutes < 60 ? 'A minute later …' : 'An hour later …' };
    case 'world.deadline':
      return passToDeadline(session, stage);
    case 'world.callbacks':
      mood.setCallbacks(wish.mood);
      return {};
    case 'world.forge':
      return forge(session, stage);
    case 'world.kryptogo':
      await mood.setKryptogo(wish.mood);
      return {};
    case 'world.instance': {
      const found = world.instances.find(({ name }) => name === wish.name);
      await found?.[wish.what]();
      return {
        toast: `${wish.name}: ${{ kill: 'killed', restart: 'restarted', start: 'started' }[wish.what]}`,
      };
    }
  }
}

function pay({ intent, how }: z.infer<typeof pays>, { world }: Stage): Outcome {
  const { wallet } = world.kryptogo;
  if (how === 'late') {
    wallet.paysLate(intent);
    return { toast: 'The money leaves a second after the deadline. Move the clock there.' };
  }
  const { amount } =
    how === 'exact'
      ? wallet.paysExactly(intent)
      : how === 'short'
        ? wallet.paysShort(intent, '1')
        : wallet.paysTooMuch(intent, '1');
  return { toast: `The wallet sent ${amount} ${world.kryptogo.intent(intent).symbol}` };
}

/** Reads the picture by its pixels, as a phone would. One without a code is shown large. */
function scan({ kind: _kind, ...where }: z.infer<typeof scans>, session: Session, stage: Stage): Outcome {
  const code = readCode(fileOf(stage, where)?.bytes);
  if (code === undefined) return { picture: addressOf(where, String(stage.number)) };
  const addresses = code.match(/0x[0-9a-fA-F]{40}/g) ?? [];
  const known = addresses.flatMap((address) => stage.world.kryptogo.intentByAddress(address) ?? []);
  const [intent] = known;
  if (!intent) return { toast: 'There is nothing to be paid on this picture.' };
  session.payment = intent.id;
  return { toast: `Scanned: ${intent.cryptoAmount} ${intent.symbol}. It is on top of the wallet now.` };
}

function readCode(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && scanQr(bytes);
  } catch {
    return undefined;
  }
}

/** The open payment that the person has in hand: the scanned one, else the latest. */
function paymentInHand({ payment }: Session, { world }: Stage) {
  const open = world.kryptogo.intents().filter(({ status }) => status === 'pending');
  return open.find(({ id }) => id === payment) ?? open.at(-1);
}

async function passToDeadline(session: Session, stage: Stage): Promise<Outcome> {
  const { world } = stage;
  const intent = paymentInHand(session, stage);
  if (!intent) return { toast: 'No payment waits for its deadline.' };
  await world.pass(Math.max(0, intent.deadline * 1000 - world.clock.now()) + 1_500);
  return { toast: `The deadline of ${intent.cryptoAmount} ${intent.symbol} has passed.` };
}

async function forge(session: Session, stage: Stage): Promise<Outcome> {
  const { kryptogo, url } = stage.world;
  const intent = paymentInHand(session, stage);
  const amount = intent?.cryptoAmount ?? '20';
  const body = {
    payment_intent_id: intent?.id ?? 'made-up',
    status: 'success',
    received_crypto_amount: amount,
    aggregated_crypto_amount: amount,
  };
  const target = intent?.callbackUrl ?? `${url}/callbacks/kryptogo/guess`;
  const { answered } = await kryptogo.forgeCallback({ url: target, body });
  const where = intent ? `the true address of ${amount} ${intent.symbol}` : 'a guessed address';
  return { toast: `Posted “paid” to ${where}: ${answered}. See what Till makes of it.` };
}

// A stand-in for KryptoGO's Payment API with a paying wallet, on loopback, for tests and for `npm run play`.
// It shares no code with the product. Time comes from `clock`, every random value from `seed`.
//
//   startKryptogoSimulator({clock, seed, port?, autoTick?, onChange?, ...Knobs, ...Credentials})
//     -> Promise<KryptogoSimulator>
//
// Wire: POST /v1/studio/api/payment/intent, GET .../payment/intent/{id}, GET .../payment/intents,
//   POST .../asset_pro/transfer. Documented codes: 4001, 4002, 4006, 4015; SIMULATOR_CODES (4900 and up) are made up.
// Time: things happen at their clock time when somebody looks: any request, any look below, `tick()`, or autoTick.
//   tick() waits until the callbacks are answered; settled() only waits; nextAt() says when to move the clock to.
// Money: decimal strings outside. wallet.pays({address, amount, token?, chainId?}), paysExactly(idOrAddress),
//   paysShort(target, by?), paysTooMuch(target, by?), paysLate(target, afterMs?), scansAndPays(qrContent, {amount?}),
//   history(); newWallet(name) for a second payer.
// Truth: intents(), intent(id), intentByAddress(address), strays(), transactions(), treasury(token?), transfers.
// Records: requests, faults (broken contract), callbacks, readsPerSecond(), peakReadsPerSecond().
// Knobs: all of knobs.ts, at the start or later through sim.knobs, such as sim.knobs.latePayments = 'ignore'.
// Mischief: mischief.next(kind, times | {times, on, intentId, chance, ...}), always(kind, options) -> stop,
//   pending(), clear(). Kinds and their options are listed in mischief.ts. When polling runs beside a test, say which
//   request is meant: next('cut after', {on: 'create'}).
// Out of turn: strangerCreates(order), refundNow(id), setStatus(id, word), setTreasury(amount, token?),
//   approveTransfer(id), forgeCallback({url, body, contentType?, headers?}), sendTestCallback(url),
//   repeatCallback(id), releaseCallbacks(), revokeKey(which?), restoreKey(which?), down(mode?), up().
// Story: onChange(listener) -> stop; events intent, status, aggregation, transaction, stray, request, fault,
//   callback, transfer.
//
//   let now = Date.parse('2026-01-05T08:00:00Z');
//   const sim = await startKryptogoSimulator({ clock: { now: () => now }, seed: 7, statusDelayMs: 0 });
//   const { apiKey, clientId, origin } = sim.credentials;
//   const answer = await axios.post(
//     `${sim.url}/v1/studio/api/payment/intent`,
//     { fiat_amount: '300.0', fiat_currency: 'TWD', callback_url: 'http://127.0.0.1:3000/cb' },
//     { headers: { 'X-STUDIO-API-KEY': apiKey, 'X-Client-ID': clientId, Origin: origin } },
//   );
//   sim.mischief.next('callback duplicated', { copies: 5 });
//   sim.wallet.paysExactly(answer.data.data.payment_address);
//   await sim.tick(); // five success callbacks have been answered
//   now += 31 * 60_000; // an unpaid intent would expire here, at the next tick
//   await sim.stop();

import { interveningControls, lookingControls } from './controls.ts';
import { openDoor } from './door.ts';
import { defaultCredentials, defaultKnobs } from './knobs.ts';
import type { KryptogoSimulator, SimulatorOptions } from './simulator-api.ts';
import type { Emit } from './types.ts';
import { createWorld } from './world.ts';

export { USDC, USDT } from './knobs.ts';
export { SIMULATOR_CODES } from './contract.ts';
export type { KryptogoSimulator, SimulatorOptions } from './simulator-api.ts';
export type * from './types.ts';

const AUTO_TICK_MS = 250;

/** Starts the simulated vendor on loopback. Stop it with `stop()`. */
export async function startKryptogoSimulator(options: SimulatorOptions): Promise<KryptogoSimulator> {
  const { clock, seed, port = 0, autoTick = false, onChange, ...given } = options;
  const knobs = layOver(defaultKnobs(), given);
  const credentials = layOver(defaultCredentials(), given);
  const listeners = new Set<Emit>(onChange === undefined ? [] : [onChange]);
  const emit: Emit = (event) => listeners.forEach((listener) => listener(event));
  const world = createWorld({ clock, seed, knobs, credentials, emit });
  const door = await openDoor({ world, port, host: '127.0.0.1' });
  const timer = autoTick ? setInterval(world.advance, AUTO_TICK_MS).unref() : undefined;

  return {
    url: door.url,
    credentials,
    knobs,
    mischief: world.mischief,
    wallet: world.newWallet('payer'),
    newWallet: world.newWallet,
    requests: door.requests,
    faults: door.faults,
    get callbacks() {
      return world.callbacks.log();
    },
    get transfers() {
      return world.transfers.list();
    },
    ...lookingControls(world),
    ...interveningControls(world),
    down: door.down,
    up: door.up,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      clearInterval(timer);
      world.callbacks.stop();
      await door.stop();
    },
  };
}

/** Lays given values over the defaults; names that the defaults do not have belong to somebody else. */
function layOver<T extends object>(defaults: T, given: Partial<T>): T {
  const known = Object.entries(given).filter(([name, value]) => name in defaults && value !== undefined);
  return { ...defaults, ...Object.fromEntries(known) };
}

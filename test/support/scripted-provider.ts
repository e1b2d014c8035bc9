import { randomUUID } from 'node:crypto';
import type { Observation } from '../../src/domain/payment-intent.ts';
import type {
  CreateIntentRequest,
  CreateOutcome,
  ListOutcome,
  PaymentProvider,
  ReadOutcome,
} from '../../src/ports/payment-provider.ts';
import { createObservation } from './factories.ts';

/** A provider that says what the test tells it to, for tests of the core alone. */
export type ScriptedProvider = PaymentProvider & {
  /** Every create call, in order. */
  readonly created: CreateIntentRequest[];
  /** What it says of each intent that exists. */
  readonly truth: Map<string, Observation>;
  reads: number;
  /** Changes what it says of an intent. */
  says(providerIntentId: string, facts: Partial<Observation>): Observation;
  /** Answers instead of the truth, once each. */
  readonly nextCreate: CreateOutcome[];
  readonly nextRead: ReadOutcome[];
};

/** An intent is made for each create call, also where the answer to it is scripted as lost. */
export function createScriptedProvider(clock: { now(): number }): ScriptedProvider {
  const truth = new Map<string, Observation>();
  const created: CreateIntentRequest[] = [];
  const nextCreate: CreateOutcome[] = [];
  const nextRead: ReadOutcome[] = [];
  const provider: ScriptedProvider = {
    clientId: 'client',
    created,
    truth,
    nextCreate,
    nextRead,
    reads: 0,
    says(id, facts) {
      const before = truth.get(id);
      if (!before) throw new Error(`no intent ${id}`);
      const seen = createObservation({ ...before, ...facts });
      truth.set(id, seen);
      return seen;
    },
    createIntent(request) {
      created.push(request);
      const id = randomUUID().replaceAll('-', '');
      const scripted = nextCreate.shift();
      if (scripted && scripted.kind !== 'unclear') return Promise.resolve(scripted);
      const { orderId, nonce, fiat } = request;
      const deadline = clock.now() + 30 * 60_000;
      const address = `0x${created.length.toString(16).padStart(40, '0')}`;
      const seen = createObservation({ providerIntentId: id, orderId, nonce, fiat, deadline, address });
      truth.set(id, seen);
      return Promise.resolve<CreateOutcome>(scripted ?? { kind: 'created', seen });
    },
    readIntent(id) {
      provider.reads += 1;
      const seen = truth.get(id);
      const scripted = nextRead.shift();
      return Promise.resolve<ReadOutcome>(
        scripted ?? (seen ? { kind: 'seen', seen } : { kind: 'not_found' }),
      );
    },
    listIntents: () =>
      Promise.resolve<ListOutcome>({
        kind: 'listed',
        traces: [...truth.values()].map(({ providerIntentId, nonce }) => ({
          providerIntentId,
          nonce: nonce ?? '',
        })),
      }),
    intentNamedBy: (body) =>
      typeof body === 'object' && body !== null && 'payment_intent_id' in body
        ? String(body.payment_intent_id)
        : null,
  };
  return provider;
}

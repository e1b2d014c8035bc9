import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntentState, Observation, PaymentIntent } from '../../src/domain/payment-intent.ts';
import { intentStates, providerStatuses } from '../../src/domain/payment-intent.ts';
import { judge } from '../../src/domain/payment-state.ts';
import { createObservation, units, usdt } from '../support/factories.ts';

const quote = {
  providerIntentId: '2MFV9kRD0IyNWauowhq2Bp3IUb3BWKPi',
  assetId: usdt.id,
  address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  amount: units('9.23'),
  deadline: 1_800_000_000_000,
};

function intentIn(state: IntentState, facts: Partial<PaymentIntent> = {}): PaymentIntent {
  const money = state === 'success' ? { received: units('9.23'), disposition: 'sale' as const } : {};
  return {
    id: 'i',
    orderId: 'o',
    sequence: 1,
    nonce: 'n',
    callbackToken: 't',
    state,
    quote: ['creating', 'refused', 'abandoned'].includes(state) ? null : quote,
    providerStatus: null,
    received: null,
    net: null,
    refunded: null,
    paymentTx: null,
    refundTx: null,
    disposition: null,
    reviewReason: state === 'review' ? 'fields_differ' : null,
    late: false,
    createdAt: 0,
    endedAt: null,
    readFailures: 0,
    ...money,
    ...facts,
  };
}

const paid = { status: 'success', received: units('9.23'), net: units('9.13') };

/** Every cell: what a state makes of each of KryptoGO's words. `!` rings, `=` stays, `?` is review. */
const table: Record<IntentState, string> = {
  //                          pending success expired not_refunded refunded
  creating: '                 pending success expired insufficient_not_refunded insufficient_refunded',
  refused: '                  pending success expired insufficient_not_refunded insufficient_refunded',
  abandoned: '                pending success expired insufficient_not_refunded insufficient_refunded',
  pending: '                  =       success expired insufficient_not_refunded insufficient_refunded',
  expired: '                  !       success =       insufficient_not_refunded insufficient_refunded',
  insufficient_not_refunded: '!       success !       =                         insufficient_refunded',
  insufficient_refunded: '    !       ?       !       !                         =',
  success: '                  !       success !       !                         !',
  review: '                   =       =       =       =                         =',
};

describe('the table of an intent', () => {
  const cells = intentStates.flatMap((state) =>
    providerStatuses.map((word, column) => ({
      state,
      word,
      expected: table[state].trim().split(/\s+/)[column],
    })),
  );
  test.each(cells)('$state hears $word: $expected', ({ state, word, expected }) => {
    const verdict = judge(intentIn(state), createObservation(word === 'success' ? paid : { status: word }));
    const sign = {
      same: '=',
      alarm: '!',
      review: '?',
      advance: verdict.kind === 'advance' ? verdict.to : '',
    };
    expect(sign[verdict.kind]).toBe(expected);
  });

  test.each(intentStates)('A-13: a word that we do not know leaves %s as it is', (state) => {
    expect(judge(intentIn(state), createObservation({ status: 'cancelled' }))).toEqual({
      kind: 'alarm',
      code: 'unknown_status',
    });
  });

  test('a success whose net is booked stays, and a refund after it rings', () => {
    const booked = intentIn('success', { net: units('9.13') });
    expect(judge(booked, createObservation(paid)).kind).toBe('same');
    const refunded = createObservation({ ...paid, refundTx: '0xab' });
    expect(judge(booked, refunded)).toEqual({ kind: 'alarm', code: 'refund_after_booking' });
  });
});

test('A-05: in any sequence of six observations money is decided once and never taken back', () => {
  const amounts = fc.option(fc.bigInt({ min: 0n, max: units('20') }), { nil: null });
  const observation: fc.Arbitrary<Observation> = fc
    .record({
      status: fc.constantFrom(...providerStatuses, 'refunded', 'confirming'),
      received: amounts,
      net: amounts,
      refundTx: fc.option(fc.constant('0xab'), { nil: null }),
    })
    .map((facts) => createObservation(facts));
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 6 }), (seen) => {
      let intent = intentIn('pending');
      let bookings = 0;
      for (const one of seen) {
        const verdict = judge(intent, one);
        if (verdict.kind === 'review') intent = { ...intent, state: 'review', reviewReason: verdict.reason };
        if (verdict.kind !== 'advance') continue;
        if (intent.state === 'success' && verdict.to !== 'success') return false;
        if (verdict.to === 'success') {
          const received = one.received ?? intent.received;
          if (received === null || received < quote.amount) return false;
          if (one.net !== null && one.net > received) return false;
          if (one.net !== null) bookings += 1;
          intent = { ...intent, received, net: one.net };
        }
        intent = { ...intent, state: verdict.to };
      }
      return bookings <= 1;
    }),
    { numRuns: 5_000 },
  );
});

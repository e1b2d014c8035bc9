import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approver } from '../../src/domain/approver.ts';
import { accountsBehind, distinctPersons, isSamePerson } from '../../src/domain/approver.ts';
import type { Decision } from '../../src/domain/decision.ts';
import { whoSays } from '../../src/domain/decision.ts';
import type { Account } from '../../src/domain/platform.ts';

const telegram = (accountId: string): Account => ({ platform: 'telegram', accountId });
const discord = (accountId: string): Account => ({ platform: 'discord', accountId });
const approver = (id: string, ...accounts: Account[]): Approver => ({
  id,
  communityId: 'c',
  name: id.toUpperCase(),
  accounts,
});

const ana = approver('ana', telegram('1'), discord('11'));
const ben = approver('ben', telegram('2'));
const cyd = approver('cyd', discord('13'));

let decisions = 0;
const said = (by: Approver, more: Partial<Decision> = {}): Decision => ({
  id: (decisions += 1),
  withdrawalId: 'w',
  revision: 1,
  approverId: by.id,
  kind: 'approve',
  hash: 'h',
  txHash: null,
  reason: null,
  account: by.accounts[0] ?? telegram('0'),
  decidedAt: 0,
  ...more,
});

const wanted = { revision: 1, kind: 'approve' as const, hash: 'h' };
const names = (all: readonly Decision[], team: readonly Approver[], known = team, what = wanted) =>
  whoSays(all, what, team, known).map(({ id }) => id);

describe('who says so', () => {
  test('B-18: one person counts once, through whichever of their accounts they say it', () => {
    const both = [said(ana), said(ana, { account: discord('11') })];
    expect(names(both, [ana, ben])).toEqual(['ana']);
  });

  test('B-17, B-18: two approvers who are one human by an account of either count once', () => {
    const twin = approver('twin', telegram('9'));
    const operator = { accounts: [telegram('9'), discord('11')] };
    const all = [said(ana), said(twin)];
    expect(names(all, [ana, twin])).toEqual(['ana', 'twin']);
    expect(names(all, [ana, twin], [ana, twin, { ...operator, id: '', communityId: '', name: '' }])).toEqual([
      'ana',
    ]);
  });

  test('B-20: who is no approver any more, or is the one who asked, has said nothing', () => {
    expect(names([said(ana), said(ben)], [ben])).toEqual(['ben']);
  });

  test('B-22: what was said of another revision or another content does not count', () => {
    const all = [said(ana, { revision: 0 }), said(ben, { hash: 'other' }), said(cyd)];
    expect(names(all, [ana, ben, cyd])).toEqual(['cyd']);
  });

  test('of one person the latest word counts', () => {
    const sent = { revision: 1, kind: 'sent' as const, hash: 'h', txHash: '0xa' };
    const verdict = (by: Approver, kind: Decision['kind'], txHash: string | null = null) =>
      said(by, { kind, txHash });
    const changed = [verdict(ana, 'sent', '0xa'), verdict(ben, 'sent', '0xa'), verdict(ana, 'not_sent')];
    expect(whoSays(changed, sent, [ana, ben], []).map(({ id }) => id)).toEqual(['ben']);
    const back = [...changed, verdict(ana, 'sent', '0xa')];
    expect(whoSays(back, sent, [ana, ben], []).map(({ id }) => id)).toEqual(['ana', 'ben']);
    const otherHash = [...back, verdict(ben, 'sent', '0xb')];
    expect(whoSays(otherHash, sent, [ana, ben], []).map(({ id }) => id)).toEqual(['ana']);
  });
});

describe('one human, several accounts', () => {
  test('B-19: accounts are followed over everybody who is known', () => {
    const known = [
      ana,
      { accounts: [discord('11'), telegram('5')] },
      { accounts: [telegram('5'), discord('6')] },
    ];
    expect(isSamePerson([telegram('1')], [discord('6')], known)).toBe(true);
    expect(isSamePerson([discord('6')], [telegram('1')], known)).toBe(true);
    expect(isSamePerson([telegram('1')], [telegram('2')], known)).toBe(false);
    // The same number on another platform is somebody else.
    expect(isSamePerson([telegram('6')], [discord('6')], known)).toBe(false);
  });

  test('whoever is whose person does not depend on the order in which people are known', () => {
    const one = fc.constantFrom(...[1, 2, 3, 4].flatMap((id) => [telegram(`${id}`), discord(`${id}`)]));
    const persons = fc.array(fc.record({ accounts: fc.array(one, { minLength: 1, maxLength: 3 }) }), {
      maxLength: 5,
    });
    const property = fc.property(persons, one, one, (known, a, b) => {
      expect(isSamePerson([a], [b], known)).toBe(isSamePerson([b], [a], known.toReversed()));
      expect(distinctPersons(known, known)).toHaveLength(distinctPersons(known.toReversed(), known).length);
      expect(accountsBehind([a], known)).toContainEqual(a);
    });
    fc.assert(property);
  });
});

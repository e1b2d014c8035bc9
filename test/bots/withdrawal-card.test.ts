import { describe, expect, test } from 'vitest';
import { encodePress } from '../../bots/shared/button.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { sayingCard } from '../../bots/shared/saying-card.ts';
import type { TextCard } from '../../bots/shared/text-card.ts';
import { withdrawalCard } from '../../bots/shared/withdrawal-card.ts';
import { withdrawalNews } from '../../bots/shared/withdrawal-news.ts';
import { withdrawalPreview } from '../../bots/shared/withdrawal-preview.ts';
import { discordContent } from '../../bots/discord/discord-text.ts';
import { inGroupsOfFour } from '../../src/domain/address.ts';
import type { WithdrawalAudience } from '../../src/domain/notification.ts';
import { languages } from '../../src/domain/platform.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { WithdrawalState } from '../../src/domain/withdrawal.ts';
import { riskMarks, withdrawalStates } from '../../src/domain/withdrawal.ts';
import { ADDRESS, NOW, USDT } from './payment-views.ts';
import {
  createDoubtfulView,
  createPreview,
  createWithdrawalView,
  WITHDRAWAL_ID,
  WITHDRAWAL_TX,
} from './withdrawal-views.ts';

const audiences: readonly WithdrawalAudience[] = ['requester', 'approvers'];
const LOOK_ALIKE = '0x5290AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9EE7';
const NASTY = '**@everyone** `x` <b>[y](https://e.vil)\nApproved ✅'.repeat(4);

function decided(name: string, kind: WithdrawalView['decisions'][number]['kind'], revision = 1) {
  return {
    ...{ id: 1, withdrawalId: WITHDRAWAL_ID, revision, approverId: 'a1', kind, hash: 'h', name },
    ...{ txHash: null, reason: null, account: { platform: 'telegram' as const, accountId: '7' } },
    decidedAt: NOW,
  };
}

/** Everything on it that can be, and all of it as long as people can make it. */
function longestView(state: WithdrawalState): WithdrawalView {
  const names = ['Olga '.repeat(6), 'Paul '.repeat(6), 'Quin '.repeat(6)];
  const base = state === 'unknown' ? createDoubtfulView() : createWithdrawalView();
  return {
    ...base,
    communityName: NASTY,
    requester: { platform: 'discord', accountId: '9'.repeat(19), displayName: NASTY },
    withdrawal: {
      ...base.withdrawal,
      state,
      amount: 999_999_999_999_999_999n,
      fee: 123_456_789n,
      marks: [...riskMarks],
      waitsUntil: NOW + 2 * DAY_MS,
      reason: NASTY.slice(0, 200),
      txHash: state === 'sent' ? WITHDRAWAL_TX : null,
    },
    decisions: names.map((name) => decided(name, state === 'rejected' ? 'reject' : 'approve')),
    place: state === 'approved' ? 12 : null,
    isPaused: true,
    lookAlikes: [LOOK_ALIKE, LOOK_ALIKE],
    standing: {
      ...base.standing,
      agreed:
        state === 'unknown'
          ? [
              { kind: 'sent', txHash: WITHDRAWAL_TX, names },
              { kind: 'not_sent', txHash: null, names },
            ]
          : [{ kind: 'approve', txHash: null, names }],
    },
  };
}

const viewIn = (state: WithdrawalState): WithdrawalView =>
  state === 'unknown'
    ? createDoubtfulView()
    : createWithdrawalView({
        withdrawal: { state, txHash: state === 'sent' ? WITHDRAWAL_TX : null, reason: 'wrong person' },
        place: state === 'approved' ? 2 : null,
      });

const textOf = (card: TextCard) => plainTextOf(card.text);
const pressesOf = (card: TextCard) =>
  card.buttons.flat().flatMap((button) => (button.kind === 'press' ? [button.press.verb] : []));
const linksOf = (card: TextCard) =>
  card.buttons.flat().flatMap((button) => (button.kind === 'link' ? [button.url] : []));

describe.each(languages)('in %s', (language) => {
  describe.each(audiences)('for %s', (audience) => {
    test.each(withdrawalStates)('a card that is %s fits both platforms, however long its facts', (state) => {
      const card = withdrawalCard(longestView(state), audience, language);
      expect(textOf(card).length).toBeLessThanOrEqual(4_096);
      const onDiscord = discordContent(card.text, card.buttons, new Map());
      expect(onDiscord.length).toBeLessThanOrEqual(2_000);
      // What doesn't fit is cut off with an ellipsis at the very end.
      expect(onDiscord.endsWith('…')).toBe(false);
      for (const button of card.buttons.flat()) {
        if (button.kind === 'press') expect(encodePress(button.press).length).toBeLessThanOrEqual(64);
      }
    });

    test.each(withdrawalStates)(
      'H-07: a card that is %s has no line and no markup of anybody else',
      (state) => {
        const tame = withdrawalCard({ ...longestView(state), communityName: 'x' }, audience, language);
        const nasty = withdrawalCard(longestView(state), audience, language);
        const lines = (card: TextCard) => textOf(card).split('\n').length;
        expect(lines(nasty)).toBe(lines(tame));
        expect(textOf(nasty)).not.toMatch(/^Approved ✅/m);
        const onDiscord = discordContent(nasty.text, nasty.buttons, new Map());
        expect(onDiscord).not.toMatch(/(?<!\\)@everyone|(?<!\\)\]\(https/);
      },
    );

    test.each(withdrawalStates)('a card that is %s shows the full address unless it is given up', (state) => {
      const text = textOf(withdrawalCard(viewIn(state), audience, language));
      const isGivenUp = ['rejected', 'cancelled', 'lapsed'].includes(state);
      expect(text.includes(ADDRESS)).toBe(!isGivenUp);
      expect(text.includes(inGroupsOfFour(ADDRESS))).toBe(!isGivenUp);
      expect(text.includes(USDT.contract)).toBe(!isGivenUp);
      expect(text).toContain('600 USDT');
      expect(text).toContain('Arbitrum One');
    });
  });

  test.each(withdrawalStates)('a canary that is %s fits and says what it is', (state) => {
    const view = longestView(state);
    const canary = { ...view, withdrawal: { ...view.withdrawal, kind: 'canary' as const, memberId: null } };
    for (const audience of audiences) {
      const card = withdrawalCard(canary, audience, language);
      expect(discordContent(card.text, card.buttons, new Map()).length).toBeLessThanOrEqual(2_000);
      expect(textOf(card)).toContain('W4TQ9');
    }
  });

  test.each(['sent', 'failed', 'unknown', 'rejected', 'lapsed', 'quarantine_over'] as const)(
    'news of %s is one line',
    (news) => {
      const text = textOf(withdrawalNews(viewIn('requested'), news, language));
      expect(text).toContain('W4TQ9');
      expect(text).not.toContain('\n');
      expect(text).not.toContain(ADDRESS);
    },
  );

  test('a preview with every warning fits', () => {
    const preview = createPreview();
    const draft = { ...preview.draft, isChecksummed: false, amount: 999_999_999_999_999_999n };
    const card = withdrawalPreview(
      { ...preview, draft, communityName: NASTY, lookAlikes: [LOOK_ALIKE, LOOK_ALIKE] },
      language,
    );
    expect(discordContent(card.text, card.buttons, new Map()).length).toBeLessThanOrEqual(2_000);
  });
});

test('a preview says what leaves, what arrives, where to, and that nothing happens by itself', () => {
  const preview = createPreview();
  const waitsUntil = NOW + DAY_MS;
  const card = withdrawalPreview(
    { ...preview, draft: { ...preview.draft, fee: 500_000n }, answer: { ...preview.answer, waitsUntil } },
    'en',
  );
  const text = textOf(card);
  expect(text).toContain('Amount to arrive: 600 USDT on Arbitrum One');
  expect(text).toContain('Leaves the balance: 600.5 USDT (fee 0.5 USDT)');
  expect(text).toContain('299.5 USDT');
  expect(text).toContain(USDT.contract);
  expect(text).toContain(`To: ${inGroupsOfFour(ADDRESS)}`);
  expect(text).toContain('2 of the community');
  expect(text).toContain('Not sent before 2026-11-24 12:00 UTC');
  expect(pressesOf(card)).toEqual(['wd_confirm', 'wd_drop']);
});

test('H-04: a look-alike is shown beside the address that is known, with where they differ', () => {
  const asked = textOf(withdrawalPreview({ ...createPreview(), lookAlikes: [LOOK_ALIKE] }, 'en'));
  const shown = textOf(withdrawalCard(createWithdrawalView({ lookAlikes: [LOOK_ALIKE] }), 'approvers', 'en'));
  for (const text of [asked, shown]) {
    expect(text).toContain('DANGER');
    expect(text).toContain(`Used before: ${inGroupsOfFour(LOOK_ALIKE)}`);
    expect(text).toContain(`This one: ${inGroupsOfFour(ADDRESS)}`);
    expect(text).toContain('groups of four: 2, 3, 4, 5, 6, 7, 8, 9.');
  }
});

test('an approver sees who asks, their past, the age of the address and every risk', () => {
  const view = createWithdrawalView({
    withdrawal: { marks: ['no_checksum', 'shared_address', 'staff'] },
    addressUse: { since: Date.UTC(2026, 8, 1), times: 3 },
  });
  const text = textOf(withdrawalCard(view, 'approvers', 'en'));
  expect(text).toContain('Ana (discord:4242) asks in Night Market');
  expect(text).toContain('Withdrawals before: 3, 120 USDT in all');
  expect(text).toContain('Withdrawals to it: 3, the first on 2026-09-01');
  expect(text.match(/⚠️/gu)).toHaveLength(3);
  expect(textOf(withdrawalCard(createWithdrawalView(), 'approvers', 'en'))).toContain('never used by this');
});

test('who has agreed and who has decided is named to approvers, and counted to the member', () => {
  const agreed = [{ kind: 'approve' as const, txHash: null, names: ['Olga'] }];
  const view = createWithdrawalView({
    standing: { needed: 2, persons: 3, agreed, quarantineEndsAt: null },
  });
  expect(textOf(withdrawalCard(view, 'approvers', 'en'))).toContain('Approvals: 1 of 2 (Olga)');
  const own = textOf(withdrawalCard(view, 'requester', 'en'));
  expect(own).toContain('Approvals: 1 of 2');
  expect(own).not.toContain('Olga');
  const rejected = { ...viewIn('rejected'), decisions: [decided('Paul', 'reject')] };
  expect(textOf(withdrawalCard(rejected, 'approvers', 'en'))).toContain('Rejected by: Paul');
  expect(textOf(withdrawalCard(rejected, 'requester', 'en'))).toContain('Reason: “wrong person”');
});

test.each([
  ['requested', ['wd_cancel'], ['approve', 'reject']],
  ['approved', ['wd_cancel'], ['reject']],
  ['sending', [], []],
  ['sent', [], ['not_sent']],
  ['failed', [], ['sent']],
  ['rejected', [], []],
  ['cancelled', [], []],
  ['lapsed', [], []],
] as const)('of one that is %s the member can press %j and approvers %j', (state, own, theirs) => {
  expect(pressesOf(withdrawalCard(viewIn(state), 'requester', 'en'))).toEqual(own);
  expect(pressesOf(withdrawalCard(viewIn(state), 'approvers', 'en'))).toEqual(theirs);
});

test('W4: "it was not sent" is offered only when nothing can go out any more', () => {
  const early = withdrawalCard(createDoubtfulView(), 'approvers', 'en');
  expect(pressesOf(early)).toEqual(['sent_late', 'sent']);
  expect(textOf(early)).toContain('From 2026-11-24 08:00 UTC on');
  const late = withdrawalCard(createDoubtfulView({ now: NOW + 20 * HOUR_MS }), 'approvers', 'en');
  expect(pressesOf(late)).toEqual(['sent_late', 'sent', 'not_sent', 'send_again']);
  const silent = withdrawalCard(createDoubtfulView({ attempt: null }), 'approvers', 'en');
  expect(pressesOf(silent)).toEqual(['sent']);
});

test('who has said what of a doubtful one is named, with how many more are needed', () => {
  const agreed = [{ kind: 'sent' as const, txHash: WITHDRAWAL_TX, names: ['Olga'] }];
  const view = createDoubtfulView({ standing: { needed: 2, persons: 3, agreed, quarantineEndsAt: null } });
  expect(textOf(withdrawalCard(view, 'approvers', 'en'))).toContain(
    `Olga: it was sent, ${WITHDRAWAL_TX}. Still needed: 1`,
  );
});

test('W5: the canary in doubt of an operator who is the only approver has the buttons to settle it', () => {
  const withdrawal = { kind: 'canary' as const, memberId: null };
  const standing = { needed: 1, persons: 0, agreed: [], quarantineEndsAt: NOW + HOUR_MS };
  const early = withdrawalCard(
    createDoubtfulView({ withdrawal, standing, attempt: null }),
    'requester',
    'en',
  );
  expect(textOf(early)).toContain('from 2026-11-23 13:00 UTC on');
  expect(pressesOf(early)).toEqual(['sent']);
  const late = createDoubtfulView({ withdrawal, standing, attempt: null, now: NOW + HOUR_MS });
  expect(pressesOf(withdrawalCard(late, 'requester', 'en'))).toEqual(['sent', 'not_sent']);
  const others = createDoubtfulView({ withdrawal, standing: { ...standing, persons: 1 } });
  expect(pressesOf(withdrawalCard(others, 'requester', 'en'))).toEqual([]);
});

test('the guide of a doubtful one says what was sent, what came back, and what to look up', () => {
  const card = withdrawalCard(createDoubtfulView(), 'approvers', 'en');
  const text = textOf(card);
  expect(text).toContain('2026-11-23 08:00 UTC (try 1; for operators: instance 0190a000-0000).');
  expect(text).toContain("KryptoGO's answer: http 500\n");
  expect(text).toContain('reject it there');
  expect(text).toContain(`answered late: sent, transaction ${WITHDRAWAL_TX}`);
  expect(text).toContain('KryptoGO Studio');
  expect(text).toContain('Persons who have to say the same: 2');
  expect(linksOf(card)).toEqual([
    'https://studio.kryptogo.com',
    `https://arbiscan.io/address/${ADDRESS}`,
    `https://arbiscan.io/tx/${WITHDRAWAL_TX}`,
  ]);
});

test.each(languages)(
  'whoever is named as an approver reads in %s what they are and what will come',
  (language) => {
    const said = (hasChat: boolean) => {
      const saying = { kind: 'approver_welcome', communityName: NASTY, name: 'Olga', hasChat } as const;
      return plainTextOf(sayingCard(saying, language)?.text ?? []);
    };
    expect(said(true)).toContain('Olga');
    expect(said(true)).toContain('/withdrawals');
    expect(said(true)).not.toBe(said(false));
    expect(said(true).split('\n')).toHaveLength(3);
  },
);

test('the member of a doubtful one reads that the funds are reserved', () => {
  const text = textOf(withdrawalCard(createDoubtfulView(), 'requester', 'en'));
  expect(text).toContain('Being checked, your funds are reserved');
  expect(text).not.toContain('HTTP');
});

test('the end has the transaction, to be copied and to be looked at', () => {
  for (const audience of audiences) {
    const card = withdrawalCard(viewIn('sent'), audience, 'en');
    expect(card.text).toContainEqual({ code: WITHDRAWAL_TX });
    expect(linksOf(card)).toEqual([`https://arbiscan.io/tx/${WITHDRAWAL_TX}`]);
  }
});

test('a member always reads their place, a wait and a pause', () => {
  const queued = textOf(withdrawalCard(viewIn('approved'), 'requester', 'en'));
  expect(queued).toContain('Place in the queue: 2');
  const held = createWithdrawalView({ withdrawal: { waitsUntil: NOW + DAY_MS }, isPaused: true });
  const text = textOf(withdrawalCard(held, 'requester', 'en'));
  expect(text).toContain('Not sent before 2026-11-24 12:00 UTC');
  expect(text).toContain('paused');
});

test('a machine’s reason is said in our words, never in codes', () => {
  const failed = createWithdrawalView({ withdrawal: { state: 'failed', reason: 'balance_not_enough' } });
  const text = textOf(withdrawalCard(failed, 'requester', 'en'));
  expect(text).toContain('did not hold enough');
  expect(text).not.toContain('balance_not_enough');
});

test('a canary that was sent asks what arrived, and once confirmed no more', () => {
  const canary = { kind: 'canary' as const, memberId: null, state: 'sent' as const, txHash: WITHDRAWAL_TX };
  const asked = withdrawalCard(createWithdrawalView({ withdrawal: canary }), 'requester', 'en');
  expect(pressesOf(asked)).toEqual(['canary_ok', 'canary_no']);
  const known = createWithdrawalView({ withdrawal: { ...canary, confirmedAt: NOW } });
  expect(pressesOf(withdrawalCard(known, 'requester', 'en'))).toEqual([]);
});

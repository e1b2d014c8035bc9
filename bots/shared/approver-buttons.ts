import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { decisionSubject } from './approver-scene.ts';
import type { Button, ButtonRows, Verb } from './button.ts';
import { pressButton } from './button.ts';
import { transactionUrl } from './payment-link.ts';
import { addressUrl } from './withdrawal-facts.ts';
import { say } from './words.ts';

/** Where people see what KryptoGO has sent. */
const STUDIO = 'https://studio.kryptogo.com';

/** What an approver can do about a withdrawal as it stands. */
export function approverButtons(view: WithdrawalView, language: Language): ButtonRows {
  const { withdrawal, asset } = view;
  const button = (verb: Verb, label = `button-${verb}`) =>
    pressButton(say(language, label), verb, decisionSubject(withdrawal));
  const link = (label: string, url: string | null) => linkButton(say(language, label), url);
  const rows: Button[][] = [];
  switch (withdrawal.state) {
    case 'requested':
      rows.push([button('approve'), button('reject')]);
      break;
    case 'approved':
      rows.push([button('reject')]);
      break;
    case 'unknown':
      rows.push(...doubtButtons(view, language));
      break;
    case 'sent':
      rows.push(link('button-transaction', transactionUrl(asset, withdrawal.txHash)), [
        button('not_sent', 'button-correct-not_sent'),
      ]);
      break;
    case 'failed':
      rows.push([button('sent', 'button-correct-sent')]);
      break;
    case 'sending':
    case 'rejected':
    case 'cancelled':
    case 'lapsed':
      break;
  }
  return rows.filter((row) => row.length > 0);
}

/** Where to look a doubtful one up, and what can be said of it by now. */
export function doubtButtons(view: WithdrawalView, language: Language): Button[][] {
  const { withdrawal, asset, attempt, standing } = view;
  const button = (verb: Verb) =>
    pressButton(say(language, `button-${verb}`), verb, decisionSubject(withdrawal));
  const lateHash = attempt?.end?.txHash ?? null;
  // A canary is not sent again: a new one can be asked for.
  const isLeftToOperators = withdrawal.kind === 'canary' && standing.persons === 0;
  const later = isLeftToOperators ? [button('not_sent')] : [button('not_sent'), button('send_again')];
  return [
    [
      ...linkButton(say(language, 'button-studio'), STUDIO),
      ...linkButton(say(language, 'button-explorer'), addressUrl(asset, withdrawal.address)),
      ...linkButton(say(language, 'button-transaction'), transactionUrl(asset, lateHash)),
    ],
    lateHash === null ? [button('sent')] : [button('sent_late'), button('sent')],
    isQuarantineOver(view) ? later : [],
  ];
}

function linkButton(label: string, url: string | null): Button[] {
  return url === null ? [] : [{ kind: 'link', label, url }];
}

/** Whether people may say by now that it was not sent. */
export function isQuarantineOver({ standing, now }: WithdrawalView): boolean {
  return standing.quarantineEndsAt !== null && standing.quarantineEndsAt <= now;
}

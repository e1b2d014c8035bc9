import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { decisionSubject } from './approver-scene.ts';
import type { Button, ButtonRows, Verb } from './button.ts';
import { pressButton } from './button.ts';
import { transactionUrl } from './payment-link.ts';
import { addressUrl } from './withdrawal-facts.ts';
import { say } from './words.ts';

/** What an approver can do about a withdrawal as it stands. */
export function approverButtons(view: WithdrawalView, language: Language): ButtonRows {
  const { withdrawal, asset } = view;
  const button = (verb: Verb, label = `button-${verb}`) =>
    pressButton(say(language, label), verb, decisionSubject(withdrawal));
  const link = (label: string, url: string | null): Button[] =>
    url === null ? [] : [{ kind: 'link', label: say(language, label), url }];
  const rows: Button[][] = [];
  switch (withdrawal.state) {
    case 'requested':
      rows.push([button('approve'), button('reject')]);
      break;
    case 'approved':
      rows.push([button('reject')]);
      break;
    case 'unknown':
      rows.push(
        link('button-explorer', addressUrl(asset, withdrawal.address)),
        [button('sent')],
        isQuarantineOver(view) ? [button('not_sent'), button('send_again')] : [],
      );
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

/** Whether people may say by now that it was not sent. */
export function isQuarantineOver({ standing, now }: WithdrawalView): boolean {
  return standing.quarantineEndsAt !== null && standing.quarantineEndsAt <= now;
}

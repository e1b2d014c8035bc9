import type { CommunityState } from '../../src/domain/community.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { PolicyName } from '../../src/domain/policy.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { readAccount } from './account-words.ts';
import { readSetting } from './policy-words.ts';
import { readWithdrawWords } from './withdraw-words.ts';

/** What an operator typed behind `/till` about money that goes out, and who decides about it. */
export type OperatorWords =
  | { readonly kind: 'approver_list' }
  | { readonly kind: 'approver_add'; readonly name: string; readonly accounts: readonly Account[] }
  | { readonly kind: 'approver_remove'; readonly name: string }
  | { readonly kind: 'approver_link'; readonly name: string; readonly account: Account }
  | { readonly kind: 'approvals_here' }
  | { readonly kind: 'community_state'; readonly state: CommunityState }
  | { readonly kind: 'policy' }
  /** `value` is read when it is known of which token: `1000`, `24h`, `1, 2 from 500`. */
  | { readonly kind: 'policy_set'; readonly rule: PolicyName; readonly value: string }
  | { readonly kind: 'policy_simulate'; readonly amount: string; readonly address: string }
  | { readonly kind: 'pause'; readonly reason: string | null }
  | { readonly kind: 'resume' }
  | { readonly kind: 'canary'; readonly address: string }
  | { readonly kind: 'treasury' }
  | { readonly kind: 'treasury_move'; readonly move: 'fund' | 'draw'; readonly amount: string }
  | { readonly kind: 'review' };

const notUnderstood = refuse('command_not_understood');

/** Reads the words of `/till <verb> …` for these verbs; `null` for a verb of something else. */
export function readOperatorWords(verb: string, rest: readonly string[]): OperatorWords | Refusal | null {
  const words = rest.join(' ');
  switch (verb) {
    case 'approver':
    case 'approvers':
      return readApproverWords(rest);
    case 'approvals':
      return rest[0]?.toLowerCase() === 'here' ? { kind: 'approvals_here' } : notUnderstood;
    case 'wind-down':
      return { kind: 'community_state', state: 'winding_down' };
    case 'freeze':
      return { kind: 'community_state', state: 'frozen' };
    case 'reopen':
      return { kind: 'community_state', state: 'active' };
    case 'policy':
      return readPolicyWords(rest);
    case 'pause':
      return { kind: 'pause', reason: words === '' ? null : words };
    case 'resume':
      return { kind: 'resume' };
    case 'canary':
      return { kind: 'canary', address: words };
    case 'treasury':
      return readTreasuryWords(rest);
    case 'review':
      return { kind: 'review' };
    default:
      return null;
  }
}

/** `add Olga telegram:1 discord:2`, `remove Olga`, `link Olga discord:2`: a name may have several words. */
function readApproverWords([verb = 'list', ...rest]: readonly string[]): OperatorWords | Refusal {
  const asked = verb.toLowerCase();
  if (asked === 'list') return { kind: 'approver_list' };
  const accounts = rest.map(readAccount);
  const first = accounts.findIndex((account) => account !== null);
  const named = accounts.slice(first < 0 ? accounts.length : first);
  const name = rest.slice(0, first < 0 ? rest.length : first).join(' ');
  const known = named.filter((account) => account !== null);
  if (name === '' || known.length < named.length) return notUnderstood;
  const [account] = known;
  if (asked === 'remove' && !account) return { kind: 'approver_remove', name };
  if (asked === 'add' && account) return { kind: 'approver_add', name, accounts: known };
  if (asked === 'link' && account && known.length === 1) return { kind: 'approver_link', name, account };
  return notUnderstood;
}

function readPolicyWords([verb = '', ...rest]: readonly string[]): OperatorWords | Refusal {
  const asked = verb.toLowerCase();
  if (asked === '') return { kind: 'policy' };
  if (asked === 'simulate') {
    const { amount, address } = readWithdrawWords(rest.join(' '));
    return amount === null || address === null ? notUnderstood : { kind: 'policy_simulate', amount, address };
  }
  const rule = readSetting(rest[0] ?? '');
  const value = rest.slice(1).join(' ');
  if (asked !== 'set' || value === '') return notUnderstood;
  return rule === null ? refuse('policy_not_understood') : { kind: 'policy_set', rule, value };
}

function readTreasuryWords([verb = '', ...rest]: readonly string[]): OperatorWords | Refusal {
  const asked = verb.toLowerCase();
  const amount = rest.join(' ');
  if (asked === '') return { kind: 'treasury' };
  const isMove = asked === 'fund' || asked === 'draw';
  if (!isMove) return notUnderstood;
  return amount === '' ? refuse('amount_missing') : { kind: 'treasury_move', move: asked, amount };
}

import { inGroupsOfFour } from '../../src/domain/address.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { chainOf } from '../../src/domain/asset.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { Withdrawal } from '../../src/domain/withdrawal.ts';
import { totalOf } from '../../src/domain/withdrawal.ts';
import { chainName, NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { sayRich } from './words.ts';

/** What somebody typed as their reason stands in our own sentence, so it is kept short. */
const REASON_UNITS_MAX = 200;

/** What goes where: the same for a preview and for a request. */
type Wanted = Pick<Withdrawal, 'amount' | 'fee' | 'address'> & { readonly asset: Asset };

/** What the sentences about a withdrawal may mention, all of it already text. */
export function withdrawalFacts(view: WithdrawalView): Readonly<Record<string, string>> {
  const { withdrawal, asset, communityName } = view;
  return {
    ...wantedFacts({ ...withdrawal, asset }),
    code: withdrawal.code,
    community: plainName(communityName, NAME_UNITS_MAX),
    reason: plainName(withdrawal.reason ?? '', REASON_UNITS_MAX, ''),
    back: tokenAmount(asset, view.returned),
  };
}

/**
 * The end of the key for what is said of one that failed: `-kept` where a correction had less than all to
 * give back, because less, or nothing, had been taken from the balance.
 */
export function keptSuffix({ withdrawal, returned }: WithdrawalView): '-kept' | '' {
  return withdrawal.state === 'failed' && returned < totalOf(withdrawal) ? '-kept' : '';
}

/** Amounts, token and chain. */
export function wantedFacts({ asset, ...wanted }: Wanted): Readonly<Record<string, string>> {
  return {
    amount: tokenAmount(asset, wanted.amount),
    fee: tokenAmount(asset, wanted.fee),
    total: tokenAmount(asset, totalOf(wanted)),
    token: asset.symbol,
    chain: chainName(asset),
  };
}

/** The contract, and the address twice: in groups to be compared by eye, and whole to be copied. */
export function destinationText({ asset, address }: Wanted, language: Language): RichText {
  const facts = { token: asset.symbol, chain: chainName(asset), contract: { code: asset.contract } };
  return stack(
    [
      sayRich(language, 'wd-token', facts),
      sayRich(language, 'wd-to', { address: { bold: inGroupsOfFour(address) } }),
      sayRich(language, 'wd-to-copy', { address: { code: address } }),
    ],
    '\n',
  );
}

/** First and last digits, for what is over: nobody should copy an address from there. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** Where everything about an address can be looked up; `null` for a chain that we don't know. */
export function addressUrl(asset: Asset, address: string): string | null {
  const chain = chainOf(asset.chain);
  return chain ? `${chain.explorer}/address/${address}` : null;
}

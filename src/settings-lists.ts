import { addr } from 'micro-eth-signer';
import { assetId, chainOf, chainSlugs, type Asset } from './domain/asset.ts';
import type { Person } from './domain/community.ts';
import type { Account } from './domain/platform.ts';

/**
 * A parsed list, or what is wrong with it (each a sentence's second half). Entries are named by their
 * place: somebody may have put a secret into the wrong line.
 */
export type ListVerdict<T> =
  | { readonly ok: true; readonly list: readonly T[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Telegram accounts behind which many people stand: anonymous group admins, Telegram itself, and
 * senders in the name of a channel. Whoever named one an operator would name them all.
 */
const SHARED_TELEGRAM_IDS = ['1087968824', '777000', '136817688'];

/** `telegram:123+discord:456,telegram:777` → persons, each with all their accounts. */
export function readOperators(text: string): ListVerdict<Person> {
  const faults: string[] = [];
  const seen = new Set<string>();
  const readAccount = (word: string, person: number): Account[] => {
    const match = /^(telegram|discord):([1-9]\d{0,19})$/.exec(word);
    const platform = match?.[1];
    const accountId = match?.[2];
    if (!accountId || (platform !== 'telegram' && platform !== 'discord')) {
      faults.push(
        `has in entry ${person} something that is not telegram: or discord: and an account's number.`,
      );
      return [];
    }
    if (platform === 'telegram' && SHARED_TELEGRAM_IDS.includes(accountId)) {
      faults.push(`names ${word}, an account that many people share; use the person's own.`);
    }
    if (seen.has(word)) faults.push(`names ${word} twice; join one person's accounts with +.`);
    seen.add(word);
    return [{ platform, accountId }];
  };
  const list = split(text, ',').map((person, index) => ({
    accounts: split(person, '+').flatMap((word) => readAccount(word, index + 1)),
  }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, list };
}

/** `arb:0xFd08…Cbb9:USDT:6,…` → assets; chain, contract, symbol and decimals of each. */
export function readAssets(text: string): ListVerdict<Asset> {
  const faults: string[] = [];
  const list = split(text, ',').flatMap((entry, index): Asset[] => {
    const [chain = '', contract = '', symbol = '', decimals = '', ...rest] = entry.split(':');
    const problem = faultOfAsset(chain, contract, symbol, decimals, rest.length > 0);
    if (problem) {
      faults.push(`has an entry ${index + 1} ${problem}`);
      return [];
    }
    const id = assetId(chain, contract);
    return [{ id, chain, contract: addr.addChecksum(contract), symbol, decimals: Number(decimals) }];
  });
  const ids = list.map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    faults.push(`lists ${id} twice.`);
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, list };
}

function faultOfAsset(chain: string, contract: string, symbol: string, decimals: string, tooLong: boolean) {
  if (tooLong || decimals === '') return 'which is not chain:contract:symbol:decimals.';
  if (!chainOf(chain)) return `whose chain is not one of ${chainSlugs.join(', ')}.`;
  if (!addr.isValid(contract)) return 'whose contract is not an address with a right checksum (EIP-55).';
  if (!/^[0-9A-Za-z._-]{1,16}$/.test(symbol)) return 'whose symbol is not 1 to 16 letters and digits.';
  if (!/^(\d|[12]\d|3[0-6])$/.test(decimals)) return 'whose decimals are not a whole number from 0 to 36.';
  return null;
}

function split(text: string, by: string): string[] {
  return text.split(by).map((part) => part.trim());
}

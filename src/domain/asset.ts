/** The tokens in which balances are kept, and the chains that they live on. */

/** One token on one chain. `id` is `chain:contract` in lower case and is what rows refer to. */
export type Asset = {
  readonly id: string;
  readonly chain: string;
  /** EIP-55 spelling of the token's contract. */
  readonly contract: string;
  readonly symbol: string;
  readonly decimals: number;
};

/** What people and wallets need to know of a chain. */
export type Chain = {
  readonly name: string;
  /** The number in an EIP-681 link. */
  readonly numericId: number;
  readonly explorer: string;
};

const chains: Readonly<Record<string, Chain>> = {
  arb: { name: 'Arbitrum One', numericId: 42161, explorer: 'https://arbiscan.io' },
  eth: { name: 'Ethereum', numericId: 1, explorer: 'https://etherscan.io' },
  matic: { name: 'Polygon', numericId: 137, explorer: 'https://polygonscan.com' },
  bsc: { name: 'BNB Smart Chain', numericId: 56, explorer: 'https://bscscan.com' },
};

/** The chain behind a provider's slug such as `arb`; `undefined` for one that we don't serve. */
export function chainOf(slug: string): Chain | undefined {
  return Object.hasOwn(chains, slug) ? chains[slug] : undefined;
}

/** The slugs that `chainOf` knows, for messages about settings. */
export const chainSlugs: readonly string[] = Object.keys(chains);

/** The id under which a token is kept, whatever the spelling of its contract. */
export function assetId(chain: string, contract: string): string {
  return `${chain}:${contract.toLowerCase()}`;
}

import type { Asset } from '../../src/domain/asset.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import { chainOf } from '../../src/domain/asset.ts';
import { excessOf } from '../../src/domain/ledger.ts';
import { formatExact, formatFiat } from '../../src/domain/money.ts';
import { plainName } from './plain-text.ts';
import { say } from './words.ts';

/** Longest that a name may be inside our sentences, so that a caption with all of them still fits. */
export const NAME_UNITS_MAX = 64;

/** Networks on which people have lost tokens by sending them to an address of another one. */
const MISTAKEN_NETWORKS = ['Ethereum', 'Tron', 'BNB Smart Chain'];

/** An exact amount with its token: `9.23 USDC`. */
export function tokenAmount(asset: Asset, amount: bigint): string {
  return `${formatExact(amount, asset.decimals)} ${asset.symbol}`;
}

/** The chain's name for people. */
export function chainName(asset: Asset): string {
  return chainOf(asset.chain)?.name ?? asset.chain;
}

/** What the order is for: `Early Bird Ticket (300 TWD)` or `top-up of 300 TWD`. */
function whatOf(view: Pick<PaymentView, 'order'>, language: Language): string {
  const { order } = view;
  const fiat = formatFiat(order.fiat);
  if (order.kind === 'top_up') return say(language, 'what-top-up', { fiat });
  return say(language, 'what-item', { name: plainName(order.itemName ?? '', NAME_UNITS_MAX), fiat });
}

/** What the sentences about a payment may mention, all of it already text. */
export function paymentFacts(view: PaymentView, language: Language): Readonly<Record<string, string>> {
  const { asset, intent, order } = view;
  const amount = (value: bigint | null | undefined) =>
    asset && value !== null && value !== undefined
      ? tokenAmount(asset, value)
      : say(language, 'amount-unknown');
  const { received, net } = intent;
  const quoted = intent.quote?.amount ?? null;
  const excess =
    quoted !== null && received !== null && net !== null ? excessOf({ quoted, received, net }) : null;
  return {
    code: order.code,
    what: whatOf(view, language),
    community: plainName(view.communityName, NAME_UNITS_MAX),
    amount: amount(quoted),
    received: amount(received),
    net: amount(net),
    refunded: amount(intent.refunded),
    back: amount(view.refund?.amount),
    fee: amount(received !== null && net !== null ? received - net : null),
    excess: amount(excess),
    token: asset?.symbol ?? '',
    chain: asset ? chainName(asset) : '',
    contract: asset ? abbreviated(asset.contract) : '',
    others: MISTAKEN_NETWORKS.filter((name) => !asset || name !== chainName(asset)).join(
      say(language, 'list-gap'),
    ),
  };
}

/** First and last digits, as people compare them: `0xaf88…5831`. */
function abbreviated(address: string): string {
  return address.length <= 12 ? address : `${address.slice(0, 6)}…${address.slice(-4)}`;
}

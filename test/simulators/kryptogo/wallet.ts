// A person's wallet app on the simulated chain. It has all the money it needs.

import type { Agenda } from './agenda.ts';
import type { Chain } from './chain.ts';
import { toUnits } from './decimals.ts';
import type { IntentBook } from './intent-book.ts';
import type { Knobs } from './knobs.ts';
import { parsePaymentUri } from './payment-uri.ts';
import type { ChainTransaction, Clock, Intent, Token } from './types.ts';

export interface Payment {
  readonly address: string;
  /** Decimal string. */
  readonly amount: string;
  /** Default: the token that the simulator's intents ask for. */
  readonly token?: Token;
  /** Another chain than the token's own, such as 'eth' or 'bsc'. */
  readonly chainId?: string;
}

export interface Sent {
  readonly txHash: string;
  readonly amount: string;
}

/** An intent's id or its payment address. */
export type PaymentTarget = string;

export interface Wallet {
  readonly name: string;
  readonly address: string;
  readonly pays: (payment: Payment) => Sent;
  /** Exactly what the intent asks for, or what is still missing. */
  paysExactly(target: PaymentTarget): Sent;
  /** Less than asked, by a decimal amount (default '0.01'). */
  paysShort(target: PaymentTarget, by?: string): Sent;
  /** More than asked, by a decimal amount (default '0.01'). */
  paysTooMuch(target: PaymentTarget, by?: string): Sent;
  /** The exact amount, `afterMs` past the deadline: at once if that has passed, else when the clock gets there. */
  paysLate(target: PaymentTarget, afterMs?: number): void;
  /** Scans a QR code's content. The person types the amount only when the code carries none. */
  scansAndPays(content: string, typed?: { amount?: string; token?: Token }): Sent;
  /** Everything that this address sent or got back. */
  history(): readonly ChainTransaction[];
}

interface WalletDeps {
  readonly name: string;
  readonly address: string;
  readonly clock: Clock;
  readonly chain: Chain;
  readonly agenda: Agenda;
  readonly knobs: Knobs;
  readonly book: IntentBook;
  readonly advance: () => void;
}

export function openWallet({
  name,
  address,
  clock,
  chain,
  agenda,
  knobs,
  book,
  advance,
}: WalletDeps): Wallet {
  const send = (to: string, token: Token, units: bigint, at: number): Sent => {
    if (units <= 0n) throw new Error('a wallet cannot send nothing');
    const transaction = chain.send({ kind: 'payment', from: address, to, token, units, at });
    return { txHash: transaction.hash, amount: transaction.amount };
  };
  const sendNow = (to: string, token: Token, units: bigint): Sent => {
    // What is due before this payment has happened before it; with no status delay it is noticed at once.
    advance();
    const sent = send(to, token, units, clock.now());
    advance();
    return sent;
  };
  const find = (target: PaymentTarget): Intent => {
    const intent = book.get(target) ?? book.byAddress(target);
    if (intent === undefined) throw new Error(`no intent with id or address ${target}`);
    return intent;
  };
  const missing = ({ cryptoAmount, received }: Intent): bigint => cryptoAmount - (received ?? 0n);
  const shifted = (target: PaymentTarget, by: string, sign: 1n | -1n): Sent => {
    const intent = find(target);
    return sendNow(intent.address, intent.token, missing(intent) + sign * toUnits(by, intent.token.decimals));
  };

  return {
    name,
    address,
    pays({ address: to, amount, token = knobs.paymentToken, chainId = token.chainId }) {
      return sendNow(to, { ...token, chainId }, toUnits(amount, token.decimals));
    },
    paysExactly: (target) => shifted(target, '0', 1n),
    paysShort: (target, by = '0.01') => shifted(target, by, -1n),
    paysTooMuch: (target, by = '0.01') => shifted(target, by, 1n),
    paysLate(target, afterMs = 1000) {
      const intent = find(target);
      const due = Math.max(clock.now(), intent.deadline * 1000 + afterMs);
      agenda.schedule(due, (at) => void send(intent.address, intent.token, missing(intent), at));
      advance();
    },
    scansAndPays(content, typed = {}) {
      const uri = parsePaymentUri(content);
      const token = tokenOf(uri.chainNumber, uri.tokenAddress, typed.token ?? knobs.paymentToken, knobs);
      const units = uri.units ?? (typed.amount === undefined ? null : toUnits(typed.amount, token.decimals));
      if (units === null) throw new Error('the code carries no amount: the person has to type one');
      return sendNow(uri.address, token, units);
    },
    history: () => chain.transactions().filter(({ from, to }) => from === address || to === address),
  };
}

/** The token that a scanned code selects; a contract or chain that we do not know is paid all the same. */
function tokenOf(
  chainNumber: number | null,
  tokenAddress: string | null,
  chosen: Token,
  knobs: Knobs,
): Token {
  if (chainNumber === null) return chosen;
  const contract = tokenAddress?.toLowerCase() ?? null;
  const known = knobs.tokens.find(
    (token) => token.chainNumber === chainNumber && token.address.toLowerCase() === contract,
  );
  if (known !== undefined) return known;
  const chainId =
    knobs.tokens.find((token) => token.chainNumber === chainNumber)?.chainId ?? `chain-${chainNumber}`;
  if (tokenAddress === null) return { chainId, chainNumber, symbol: 'coin', address: 'native', decimals: 18 };
  return { chainId, chainNumber, symbol: 'unknown token', address: tokenAddress, decimals: chosen.decimals };
}

// The transfer endpoint's rules: takes from the treasury at once, remembers everything, knows no idempotency.

import { addr } from 'micro-eth-signer';
import type { Chain } from './chain.ts';
import { refuse, type Checked, type TransferFields } from './contract.ts';
import { fromUnits, isPlainDecimal, toUnits } from './decimals.ts';
import type { Knobs } from './knobs.ts';
import type { Picked } from './mischief.ts';
import type { Treasury } from './treasury.ts';
import type { Clock, Emit, Token, TransferRecord } from './types.ts';

export interface Transfers {
  readonly execute: (fields: TransferFields, mischief: Picked | null) => Checked<Record<string, unknown>>;
  /** Lets a parked transfer move its money. */
  approve(id: string): boolean;
  list(): readonly TransferRecord[];
}

interface TransferDeps {
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly chain: Chain;
  readonly treasury: Treasury;
  readonly orgId: number;
  readonly emit: Emit;
}

interface Wanted {
  readonly token: Token;
  readonly units: bigint;
  readonly to: string;
}

const DAY_MS = 86_400_000;

export function startTransfers({ clock, knobs, chain, treasury, orgId, emit }: TransferDeps): Transfers {
  const transfers: TransferRecord[] = [];

  const sentToday = (token: Token): bigint => {
    const today = Math.floor(clock.now() / DAY_MS);
    return transfers
      .filter((other) => Math.floor(other.at / DAY_MS) === today && other.tokenAddress === token.address)
      .reduce((sum, other) => sum + other.units, 0n);
  };

  const exceedsCap = ({ token, units }: Wanted): boolean => {
    const { perTransaction, daily } = knobs.transferCaps;
    if (perTransaction !== undefined && units > toUnits(perTransaction, token.decimals)) return true;
    return daily !== undefined && sentToday(token) + units > toUnits(daily, token.decimals);
  };

  const balanceError = ({ token, units }: Wanted): Checked<never> => {
    const missing = units - treasury.units(token);
    const stated = knobs.insufficientMeans === 'asked' || missing <= 0n ? units : missing;
    const data = { insufficient_amount: fromUnits(stated, token.decimals) };
    return { refusal: { code: 4015, httpStatus: 400, message: 'Balance not enough', data } };
  };

  const book = ({ token, units, to }: Wanted, parked: boolean): TransferRecord => {
    const at = clock.now();
    const from = 'treasury';
    const hash = parked ? null : chain.send({ kind: 'payout', from, to, token, units, at }).hash;
    if (!parked) treasury.add(token, -units);
    const transfer: TransferRecord = {
      id: `${orgId}-${Math.floor(at / 1000)}-${transfers.length + 1}`,
      at,
      chainId: token.chainId,
      tokenAddress: token.address,
      symbol: token.symbol,
      to,
      units,
      amount: fromUnits(units, token.decimals),
      txHash: hash,
      state: parked ? 'parked' : 'executed',
    };
    transfers.push(transfer);
    emit({ type: 'transfer', at, transfer });
    return transfer;
  };

  const execute: Transfers['execute'] = (fields, mischief) => {
    const checked = checkWanted(fields, knobs);
    if ('refusal' in checked) return checked;
    const wanted = checked.value;
    if (mischief?.kind === 'cap exceeded' || exceedsCap(wanted)) {
      return { refusal: refuse('capExceeded', 'transfer limit exceeded') };
    }
    if (mischief?.kind === 'balance not enough' || treasury.units(wanted.token) < wanted.units) {
      return balanceError(wanted);
    }
    const isHashless = mischief?.kind === 'no hash';
    const previous = transfers.findLast((other) => other.txHash !== null)?.txHash;
    const transfer = book(wanted, isHashless && mischief.options.parked === true);
    const shown = mischief?.kind === 'duplicate hash' ? (previous ?? transfer.txHash) : transfer.txHash;
    const time = Math.floor(transfer.at / 1000);
    return { value: { id: transfer.id, tx_hash: isHashless ? null : shown, transfer_time: time } };
  };

  const approve: Transfers['approve'] = (id) => {
    const transfer = transfers.find((candidate) => candidate.id === id && candidate.state === 'parked');
    const token = knobs.tokens.find((candidate) => candidate.address === transfer?.tokenAddress);
    if (transfer === undefined || token === undefined) return false;
    const { to, units } = transfer;
    transfer.txHash = chain.send({
      kind: 'payout',
      from: 'treasury',
      to,
      token,
      units,
      at: clock.now(),
    }).hash;
    treasury.add(token, -units);
    transfer.state = 'executed';
    emit({ type: 'transfer', at: clock.now(), transfer });
    return true;
  };

  return { execute, approve, list: () => [...transfers] };
}

function checkWanted(fields: TransferFields, knobs: Knobs): Checked<Wanted> {
  const contract = fields.contract_address.toLowerCase();
  const token = knobs.tokens.find(
    (one) => one.chainId === fields.chain_id && one.address.toLowerCase() === contract,
  );
  if (token === undefined) return { refusal: refuse('transferToken', 'unsupported chain or token') };
  if (!/^0x[0-9a-fA-F]{40}$/.test(fields.wallet_address) || !addr.isValid(fields.wallet_address)) {
    return { refusal: refuse('transferAddress', 'wallet_address is not an address') };
  }
  const fraction = fields.amount.split('.')[1] ?? '';
  if (!isPlainDecimal(fields.amount) || fraction.length > token.decimals) {
    return {
      refusal: refuse(
        'transferAmount',
        `amount must be a decimal string of at most ${token.decimals} decimals`,
      ),
    };
  }
  const units = toUnits(fields.amount, token.decimals);
  if (units === 0n) return { refusal: refuse('transferAmount', 'amount must be above zero') };
  return { value: { token, units, to: fields.wallet_address } };
}

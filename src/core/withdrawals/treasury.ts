import type { Asset } from '../../domain/asset.ts';
import { isAmong } from '../../domain/community.ts';
import type { EntryKind, LedgerAccount, LedgerEntry } from '../../domain/ledger.ts';
import { equityOf } from '../../domain/ledger.ts';
import { isSamePerson } from '../../domain/approver.ts';
import { formatExact } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { TreasuryMove, TreasuryView } from '../../domain/treasury.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import { tellOperators } from '../tell-operators.ts';
import { nameOf } from './named-account.ts';
import type { Staged } from './note-change.ts';
import { accountOf, hasSecondOperator, textOf } from './outflow.ts';

/** What a community has, by account. */
export type TreasuryStatus = {
  readonly asset: Asset;
  readonly treasury: bigint;
  /** To members; what is kept apart of payments in review is `aside`. */
  readonly owed: bigint;
  readonly aside: bigint;
  readonly equity: bigint;
  readonly reserved: bigint;
};

/**
 * `/till treasury fund|draw`: what the owner moves in KryptoGO Studio. Funding counts once a second
 * operator has seen it there, where there is one; a draw is reserved first and made after that.
 */
export async function moveTreasury(
  deps: CoreDeps,
  input: Staged & { assetId: string; kind: 'fund' | 'draw'; amount: bigint; requestKey: string },
): Promise<TreasuryView | Refusal> {
  const { by, communityId, assetId, kind, amount } = input;
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  const asset = deps.assets.find(({ id }) => id === assetId);
  if (!asset || amount <= 0n) return refuse('policy_not_understood');
  return deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    const known = await stores.treasury.moveByRequestKey(input.requestKey);
    if (known) return viewMove(stores, known, asset);
    const frozen = kind === 'draw' ? refuseFrozen(await stores.communities.byId(communityId)) : null;
    if (frozen) return frozen;
    const equity = equityOf(await stores.ledger.sums(communityId, assetId));
    if (kind === 'draw' && equity < amount) {
      const limit = formatExact(equity > 0n ? equity : 0n, asset.decimals);
      return refuse('draw_too_large', { limit, symbol: asset.symbol });
    }
    const move: TreasuryMove = {
      id: deps.identifiers.id(),
      communityId,
      assetId,
      kind,
      amount,
      state: 'asked',
      askedBy: textOf(by),
      askedAt: deps.clock.now(),
    };
    await stores.treasury.insertMove({ ...move, requestKey: input.requestKey });
    await noteMove(deps, stores, { by, from: input.from ?? null }, 'treasury_moved', move, asset);
    if (kind === 'draw')
      await book(deps, stores, move, 'treasury_draw_reserved', 'operator_funds', 'reserved');
    else if (!hasSecondOperator(deps)) return end(deps, stores, move, 'booked', by, asset);
    await tellOperators(deps, stores, `treasury:${move.id}`, { kind: 'treasury_card', moveId: move.id });
    return viewMove(stores, move, asset);
  });
}

/** *It is done* or *it is not*: books a movement, or gives back what was reserved. */
export async function endTreasuryMove(
  deps: CoreDeps,
  by: Account,
  id: string,
  state: 'booked' | 'cancelled',
  from: string | null = null,
): Promise<TreasuryView | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const found = await stores.treasury.move(id);
    const asset = deps.assets.find((one) => one.id === found?.assetId);
    if (!found || !asset) return refuse('treasury_move_over');
    await stores.withdrawals.lockCommunity(found.communityId);
    const move = await stores.treasury.move(id);
    if (move?.state !== 'asked') return refuse('treasury_move_over');
    const asker = accountOf(move.askedBy);
    const isOwn = asker !== null && isSamePerson([asker], [by], deps.operators);
    // Money that nobody else has seen arrive would be equity out of nothing.
    if (move.kind === 'fund' && state === 'booked' && isOwn && hasSecondOperator(deps)) {
      return refuse('second_person_needed');
    }
    await noteMove(deps, stores, { by, from }, 'treasury_move_ended', { ...move, state }, asset);
    return end(deps, stores, move, state, by, asset);
  });
}

/** `/till treasury`: what is there, what is owed, and what is the owner's. */
export async function readTreasury(
  deps: CoreDeps,
  { by, communityId }: { by: Account; communityId: string },
): Promise<{ readonly status: readonly TreasuryStatus[]; readonly open: readonly TreasuryView[] } | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const status = await Promise.all(
      deps.assets.map(async (asset) => {
        const sums = await stores.ledger.sums(communityId, asset.id);
        const owed = [...sums].reduce(
          (sum, [account, amount]) => (/^(?:available:|held:)/.test(account) ? sum + amount : sum),
          0n,
        );
        const treasury = -(sums.get('treasury') ?? 0n);
        const aside = sums.get('suspense') ?? 0n;
        const reserved = sums.get('reserved') ?? 0n;
        return { asset, treasury, owed, aside, equity: equityOf(sums), reserved };
      }),
    );
    const open: TreasuryView[] = [];
    for (const move of await stores.treasury.openMoves(communityId)) {
      const asset = deps.assets.find(({ id }) => id === move.assetId);
      if (asset) open.push(await viewMove(stores, move, asset));
    }
    return { status, open };
  });
}

/** A movement as its card shows it. */
export async function viewTreasuryMove(
  deps: CoreDeps,
  stores: Stores,
  id: string,
): Promise<TreasuryView | null> {
  const move = await stores.treasury.move(id);
  const asset = deps.assets.find((one) => one.id === move?.assetId);
  return move && asset ? viewMove(stores, move, asset) : null;
}

async function end(
  deps: CoreDeps,
  stores: Stores,
  move: TreasuryMove,
  state: 'booked' | 'cancelled',
  by: Account,
  asset: Asset,
): Promise<TreasuryView | Refusal> {
  const isFirst = await stores.treasury.endMove(move.id, state, textOf(by), deps.clock.now());
  if (!isFirst) return refuse('treasury_move_over');
  if (move.kind === 'fund' && state === 'booked') {
    await book(deps, stores, move, 'treasury_fund', 'treasury', 'operator_funds');
  }
  if (move.kind === 'draw' && state === 'booked') {
    await book(deps, stores, move, 'treasury_draw', 'reserved', 'treasury');
  }
  if (move.kind === 'draw' && state === 'cancelled') {
    await book(deps, stores, move, 'treasury_draw_void', 'reserved', 'operator_funds');
  }
  await tellOperators(deps, stores, `treasury:${move.id}:${state}`, {
    kind: 'treasury_card',
    moveId: move.id,
  });
  return viewMove(stores, { ...move, state }, asset);
}

async function noteMove(
  deps: CoreDeps,
  stores: Stores,
  who: { readonly by: Account; readonly from: string | null },
  action: 'treasury_moved' | 'treasury_move_ended',
  { communityId, kind, amount, state }: TreasuryMove,
  { symbol, decimals }: Asset,
): Promise<void> {
  const detail = `${formatExact(amount, decimals)} ${symbol}, ${state}`;
  await recordAudit(deps, stores, { ...who, communityId, action, subject: kind, detail });
}

async function book(
  deps: CoreDeps,
  stores: Stores,
  { id, communityId, assetId, amount }: TreasuryMove,
  kind: EntryKind,
  debit: LedgerAccount,
  credit: LedgerAccount,
): Promise<void> {
  const entry: LedgerEntry = {
    communityId,
    assetId,
    kind,
    debit,
    credit,
    amount,
    reference: `treasury:${id}`,
  };
  await stores.ledger.post([entry], deps.clock.now());
}

async function viewMove(stores: Stores, move: TreasuryMove, asset: Asset): Promise<TreasuryView> {
  const community = await stores.communities.byId(move.communityId);
  const askedByName = await nameOf(stores, move.askedBy);
  return { move, asset, communityName: community?.name ?? '', askedByName };
}

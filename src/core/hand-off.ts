import type { Account } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import { HOUR_MS } from '../domain/time.ts';
import type { Handoff } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

const HANDOFF_LIFE_MS = HOUR_MS;

/** Keeps a command that was begun where others can read, so that its author goes on in private. */
export async function startHandoff(
  deps: CoreDeps,
  input: { account: Account; communityId: string; command: string },
): Promise<Handoff> {
  const handoff: Handoff = { ...input, token: deps.identifiers.token(), createdAt: deps.clock.now() };
  await deps.inTransaction(({ communities }) => communities.putHandoff(handoff));
  return handoff;
}

/**
 * Goes on with it. Only the account that began can; a second time gets the first one's answer,
 * since the token is then also the key of the request.
 */
export async function takeHandoff(
  deps: CoreDeps,
  input: { account: Account; token: string },
): Promise<Handoff | Refusal> {
  const handoff = await deps.inTransaction(({ communities }) => communities.handoff(input.token));
  if (!handoff) return refuse('handoff_expired');
  const { platform, accountId } = handoff.account;
  if (platform !== input.account.platform || accountId !== input.account.accountId)
    return refuse('handoff_not_yours');
  return deps.clock.now() - handoff.createdAt > HANDOFF_LIFE_MS ? refuse('handoff_expired') : handoff;
}

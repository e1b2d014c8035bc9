import type { Community } from '../domain/community.ts';
import { isAmong } from '../domain/community.ts';
import type { Account, PlaceKey, Platform } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import type { Stores } from '../ports/stores.ts';
import { recordAudit } from './audit/record-audit.ts';
import type { CoreDeps } from './deps.ts';

const NAME_LENGTH_MAX = 64;

/** `/till enable`: the place becomes a community of its own. Only an operator can do that. */
export async function enableCommunity(
  deps: CoreDeps,
  input: { place: PlaceKey; name: string; by: Account },
): Promise<Community | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  const name = input.name.trim().slice(0, NAME_LENGTH_MAX);
  const community: Community = { id: deps.identifiers.id(), name, state: 'active', timeZone: 'UTC' };
  return deps.inTransaction(async (stores) => {
    const { communities } = stores;
    const by = `${input.by.platform}:${input.by.accountId}`;
    const isNew = await communities.enable(community, input.place, by, deps.clock.now());
    if (!isNew) return refuse('place_enabled_already');
    await communities.forgetStrange(input.place);
    await notePlace(deps, stores, input, 'community_enabled', community);
    return community;
  });
}

/** `/till join`: a further place for a community that exists, on the same platform or another. */
export async function joinPlace(
  deps: CoreDeps,
  input: { place: PlaceKey; community: string; by: Account },
): Promise<Community | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const { communities } = stores;
    const found = await communities.named(input.community);
    const [community] = found;
    if (!community || found.length > 1) return refuse('community_not_found', { words: input.community });
    const by = `${input.by.platform}:${input.by.accountId}`;
    const isNew = await communities.join(community.id, input.place, by, deps.clock.now());
    if (!isNew) return refuse('place_enabled_already');
    await communities.forgetStrange(input.place);
    await notePlace(deps, stores, input, 'place_joined', community);
    return community;
  });
}

async function notePlace(
  deps: CoreDeps,
  stores: Stores,
  { place, by }: { readonly place: PlaceKey; readonly by: Account },
  action: 'community_enabled' | 'place_joined',
  { id, name }: Community,
): Promise<void> {
  const where = { communityId: id, from: place.placeId };
  await recordAudit(deps, stores, { ...where, by, action, subject: name, detail: place.platform });
}

/** The platform gave a place a new id: the community and what waits to be told move with it. */
export async function movePlace(deps: CoreDeps, platform: Platform, from: string, to: string): Promise<void> {
  const moved = await deps.inTransaction(async ({ approvals, communities, deliveries, outbox, rights }) => {
    await communities.moveStrange(platform, from, to);
    await approvals.moveChat(platform, from, to);
    await rights.moveThanksChat(platform, from, to);
    if (platform === 'telegram') await deliveries.moveChat(from, to);
    await outbox.redirect(platform, from, to);
    return communities.move(platform, from, to);
  });
  if (moved) deps.log.info({ platform, from, to }, 'a place has a new id');
}

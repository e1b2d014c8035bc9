import type { Member } from '../domain/community.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import type { Stores } from '../ports/stores.ts';
import type { Caller } from './caller.ts';
import type { CoreDeps } from './deps.ts';

/** The caller as a member of the community, which must be open for sales. */
export async function enrolCaller(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  caller: Caller,
): Promise<Member | Refusal> {
  const community = await stores.communities.byId(communityId);
  if (!community) return refuse('place_unknown');
  if (community.state !== 'active') return refuse('community_not_active', { community: community.name });
  const { account, displayName, language } = caller;
  return stores.communities.enrol(
    { ...account, id: deps.identifiers.id(), communityId, displayName, language },
    deps.clock.now(),
  );
}

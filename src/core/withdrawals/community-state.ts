import type { CommunityState } from '../../domain/community.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CoreDeps } from '../deps.ts';
import type { Changed } from './changes.ts';
import { makeChange } from './changes.ts';
import type { Staged } from './note-change.ts';

/**
 * `/till wind-down`, `/till freeze`, `/till reopen`. Towards the stricter at once, back only after the
 * wait of everything that loosens, so that one stolen account can't open what others have closed.
 */
export async function changeCommunityState(
  deps: CoreDeps,
  { state, ...staged }: Staged & { state: CommunityState },
): Promise<Changed | Refusal> {
  return makeChange(deps, staged, async (stores) => {
    const community = await stores.communities.byId(staged.communityId);
    return community ? { kind: 'community_state', from: community.state, state } : refuse('place_unknown');
  });
}

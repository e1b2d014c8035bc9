import type { Community } from '../domain/community.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';

/** Why nothing of the owner's or the members' money moves here, if so. What arrives is booked all the same. */
export function refuseFrozen(community: Pick<Community, 'name' | 'state'> | null): Refusal | null {
  if (community && community.state !== 'frozen') return null;
  return refuse('community_frozen', { community: community?.name ?? '' });
}

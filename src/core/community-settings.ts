import { isAmong } from '../domain/community.ts';
import type { Account, Language, Platform } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import type { ThanksChat } from '../ports/shop-stores.ts';
import type { Stores } from '../ports/stores.ts';
import { recordAudit } from './audit/record-audit.ts';
import type { CoreDeps } from './deps.ts';

/** An operator, a community, and the chat of the command; `null` in private. */
type Staged = { readonly by: Account; readonly communityId: string; readonly from: string | null };

/** `/till timezone`: where the days of a community begin, in reports. Answers with the zone as it is called. */
export async function setTimeZone(
  deps: CoreDeps,
  { timeZone, ...staged }: Staged & { readonly timeZone: string },
): Promise<string | Refusal> {
  return asOperator(deps, staged, async (stores) => {
    const known = zoneCalled(timeZone.trim());
    if (known === null) return refuse('time_zone_unknown', { words: timeZone.trim() });
    await stores.rights.setTimeZone(staged.communityId, known);
    await recordAudit(deps, stores, { ...staged, action: 'time_zone_set', subject: known });
    return known;
  });
}

/** `/till thanks`: in which chat of a platform buyers are thanked; `null` for in none. */
export async function setThanks(
  deps: CoreDeps,
  {
    platform,
    chat,
    ...staged
  }: Staged & {
    readonly platform: Platform;
    readonly chat: { readonly chatId: string; readonly language: Language } | null;
  },
): Promise<readonly ThanksChat[] | Refusal> {
  return asOperator(deps, staged, async (stores) => {
    const { communityId } = staged;
    if (chat) await stores.rights.setThanksChat({ communityId, platform, ...chat }, deps.clock.now());
    else await stores.rights.dropThanksChat(communityId, platform);
    const detail = chat ? `in ${chat.chatId}` : 'off';
    await recordAudit(deps, stores, { ...staged, action: 'thanks_set', subject: platform, detail });
    return stores.rights.thanksChats(communityId);
  });
}

async function asOperator<T>(
  deps: CoreDeps,
  { by, communityId }: Staged,
  work: (stores: Stores) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const community = await stores.communities.byId(communityId);
    return community ? work(stores) : refuse('place_unknown');
  });
}

/** The zone's own name; `null` for what is none. An offset is no zone: it knows no summer time. */
function zoneCalled(typed: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(typed)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

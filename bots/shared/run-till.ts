import type { CommunityStatus } from '../../src/core/withdrawals/read-status.ts';
import type { Community } from '../../src/domain/community.ts';
import { formatFiat } from '../../src/domain/money.ts';
import type { PlaceKey } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import { operatorHelp } from './help-text.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import type { OperatorScene } from './run-operator.ts';
import { pause, resume, runOperator, showReviews } from './run-operator.ts';
import { runStaff } from './run-staff.ts';
import { statusText } from './status-text.ts';
import type { TillWords } from './till-words.ts';
import { say, sayBold, sayRich } from './words.ts';

/** A message holds 4,096 UTF-16 units in Telegram and 2,000 in Discord. */
const ITEMS_LISTED_MAX = 20;
/** Of a community's id: its moment to the millisecond. */
const CODE_UNITS = 13;

/** Where a `/till` was typed: a place with its name on the platform, and the community it is about. */
export type TillScene = {
  readonly place: (PlaceKey & { readonly title: string }) | null;
  readonly community: Community | null;
  /** The chat that it was typed in, and whether only invited people read it; `null` in private with the bot. */
  readonly chat: { readonly id: string; readonly isPrivate: boolean } | null;
  /** The outside event: the same key gets the first answer. */
  readonly requestKey: string;
};

/** `/till …`: setting a community up. The core checks again that an operator asks. */
export async function runTill(asker: Asker, scene: TillScene, wish: TillWords | Refusal): Promise<Answer> {
  const { core, caller, language } = asker;
  // The one of them that is for approvers.
  if (!isRefusal(wish) && wish.kind === 'review') return showReviews(asker);
  // Codes are for shop managers too.
  const isOfShop = !isRefusal(wish) && wish.kind.startsWith('discount_');
  if (!isOfShop && !core.isOperator(caller.account)) return replyRefusal(asker, refuse('not_operator'));
  if (isRefusal(wish)) return replyRefusal(asker, wish);
  if (wish.kind === 'help') return replyText(operatorHelp(language));
  if (wish.kind === 'enable') return enable(asker, scene, wish.name);
  if (wish.kind === 'join') return join(asker, scene, wish.community);
  if (wish.kind === 'pause') return pause(asker, wish.reason);
  if (wish.kind === 'resume') return resume(asker);
  if (scene.community) return runForCommunity(asker, { ...scene, community: scene.community }, wish);
  return replyRefusal(asker, refuse(scene.place ? 'place_unknown' : 'no_community'));
}

/** Whether the words can be run without knowing which community they are about. */
export function tillNeedsNoCommunity(wish: TillWords | Refusal): boolean {
  const general = ['help', 'enable', 'join', 'pause', 'resume', 'review'] as const;
  return isRefusal(wish) || general.some((kind) => kind === wish.kind);
}

async function enable(asker: Asker, { place }: TillScene, name: string | null): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!place) return replyRefusal(asker, refuse('only_in_group'));
  const { platform, placeId } = place;
  const enabled = await core.enableCommunity({
    place: { platform, placeId },
    name: plainName(name ?? place.title, NAME_UNITS_MAX),
    by: caller.account,
  });
  if (isRefusal(enabled)) return replyRefusal(asker, enabled);
  // As a member, the operator can go on in private, where nobody reads along.
  await core.enrol(enabled.id, caller);
  const facts = { community: plainName(enabled.name, NAME_UNITS_MAX) };
  return replyText(
    stack([sayRich(language, 'till-enabled', facts), sayRich(language, 'till-defaults')], '\n\n'),
  );
}

async function join(asker: Asker, { place }: TillScene, community: string): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!place) return replyRefusal(asker, refuse('only_in_group'));
  const { platform, placeId } = place;
  const joined = await core.joinPlace({ place: { platform, placeId }, community, by: caller.account });
  if (isRefusal(joined)) return replyRefusal(asker, joined);
  await core.enrol(joined.id, caller);
  return replyText(sayRich(language, 'till-joined', { community: plainName(joined.name, NAME_UNITS_MAX) }));
}

async function runForCommunity(
  asker: Asker,
  scene: OperatorScene,
  wish: Exclude<TillWords, { kind: 'help' | 'enable' | 'join' | 'pause' | 'resume' | 'review' }>,
): Promise<Answer> {
  const { core, caller, language } = asker;
  const { community } = scene;
  const by = caller.account;
  const name = plainName(community.name, NAME_UNITS_MAX);
  switch (wish.kind) {
    case 'status': {
      const count = String((await core.listItems(community.id)).length);
      const code = { code: community.id.slice(0, CODE_UNITS) };
      const state = say(language, `till-state-${community.state}`);
      const head = sayRich(language, 'till-status', { community: name, state, count, code });
      const status = await core.readStatus({ by, communityId: community.id });
      return replyText(isRefusal(status) ? head : stack([head, statusHere(asker, scene, status)], '\n'));
    }
    case 'item_list':
      return itemList(asker, community.id, name);
    case 'item_hide': {
      const hidden = await core.hideItem({ communityId: community.id, by, slug: wish.slug });
      if (isRefusal(hidden)) return replyRefusal(asker, hidden);
      return replyText(sayRich(language, 'till-item-hidden', { slug: wish.slug }));
    }
    case 'item_add': {
      const { slug, price } = wish;
      const item = await core.addItem({ communityId: community.id, by, slug, price, name: wish.name });
      if (isRefusal(item)) return replyRefusal(asker, item);
      const facts = {
        name: plainName(item.name, NAME_UNITS_MAX),
        price: formatFiat(item.price),
        slug: item.slug,
      };
      return replyText(sayRich(language, 'till-item-added', facts));
    }
    case 'approver_list':
    case 'approver_add':
    case 'approver_remove':
    case 'approver_link':
    case 'approvals_here':
    case 'community_state':
    case 'policy':
    case 'policy_set':
    case 'policy_simulate':
    case 'canary':
    case 'treasury':
    case 'treasury_move':
      return runOperator(asker, scene, wish);
    case 'manager_list':
    case 'manager_add':
    case 'manager_remove':
    case 'thanks':
    case 'timezone':
    case 'audit':
    case 'discount_list':
    case 'discount_end':
    case 'discount_add':
      return runStaff(asker, { ...scene, communityId: community.id }, wish);
  }
}

/** What is going on with money is for no group to read but the approvers' own. */
function statusHere({ caller, language }: Asker, { chat }: OperatorScene, status: CommunityStatus): RichText {
  const { platform } = caller.account;
  const isApprovals = status.chats.some((one) => one.platform === platform && one.chatId === chat?.id);
  // In Discord the author alone reads the answer.
  const isClosed = chat === null || platform === 'discord' || isApprovals;
  return isClosed ? statusText(status, language) : sayRich(language, 'till-now-private');
}

async function itemList({ core, language }: Asker, communityId: string, community: string): Promise<Answer> {
  const items = await core.listItems(communityId);
  if (items.length === 0) return replyText(sayRich(language, 'till-items-none', { community }));
  const lines: RichText[] = items.slice(0, ITEMS_LISTED_MAX).map((item) =>
    sayRich(language, 'till-items-line', {
      slug: item.slug,
      name: plainName(item.name, NAME_UNITS_MAX),
      price: formatFiat(item.price),
    }),
  );
  if (items.length > ITEMS_LISTED_MAX) lines.push([`… (${items.length})`]);
  return replyText(stack([sayBold(language, 'till-items-title', { community }), ...lines], '\n'));
}

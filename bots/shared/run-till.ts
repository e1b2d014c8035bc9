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
};

/** `/till …`: setting a community up. The core checks again that an operator asks. */
export async function runTill(asker: Asker, scene: TillScene, wish: TillWords | Refusal): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!core.isOperator(caller.account)) return replyRefusal(asker, refuse('not_operator'));
  if (isRefusal(wish)) return replyRefusal(asker, wish);
  if (wish.kind === 'help') return replyText(operatorHelp(language));
  if (wish.kind === 'enable') return enable(asker, scene, wish.name);
  if (wish.kind === 'join') return join(asker, scene, wish.community);
  if (scene.community) return runForCommunity(asker, scene.community, wish);
  return replyRefusal(asker, refuse(scene.place ? 'place_unknown' : 'no_community'));
}

/** Whether the words can be run without knowing which community they are about. */
export function tillNeedsNoCommunity(wish: TillWords | Refusal): boolean {
  return isRefusal(wish) || wish.kind === 'help' || wish.kind === 'enable' || wish.kind === 'join';
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
  return replyText(sayRich(language, 'till-enabled', { community: plainName(enabled.name, NAME_UNITS_MAX) }));
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
  community: Community,
  wish: Exclude<TillWords, { kind: 'help' | 'enable' | 'join' }>,
): Promise<Answer> {
  const { core, caller, language } = asker;
  const by = caller.account;
  const name = plainName(community.name, NAME_UNITS_MAX);
  switch (wish.kind) {
    case 'status': {
      const count = String((await core.listItems(community.id)).length);
      const code = { code: community.id.slice(0, CODE_UNITS) };
      const state = say(language, `till-state-${community.state}`);
      return replyText(sayRich(language, 'till-status', { community: name, state, count, code }));
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
  }
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

import type { Community, Item } from '../domain/community.ts';
import { isAmong } from '../domain/community.ts';
import type { Fiat } from '../domain/money.ts';
import { FIAT_HUNDREDTHS_MIN } from '../domain/money.ts';
import type { Account, PlaceKey, Platform } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import type { CoreDeps } from './deps.ts';

/** Begins with a letter, and is no amount with its currency in front: `/pay` would read that as a top-up. */
const SLUG = /^(?!(?:twd|usd)[\d.]*$)[a-z][a-z0-9_-]{0,31}$/;
const NAME_LENGTH_MAX = 64;

/** `/till enable`: the place becomes a community of its own. Only an operator can do that. */
export async function enableCommunity(
  deps: CoreDeps,
  input: { place: PlaceKey; name: string; by: Account },
): Promise<Community | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  const name = input.name.trim().slice(0, NAME_LENGTH_MAX);
  const community: Community = { id: deps.identifiers.id(), name, state: 'active' };
  return deps.inTransaction(async ({ communities }) => {
    const by = `${input.by.platform}:${input.by.accountId}`;
    const isNew = await communities.enable(community, input.place, by, deps.clock.now());
    if (!isNew) return refuse('place_enabled_already');
    await communities.forgetStrange(input.place);
    return community;
  });
}

/** `/till join`: a further place for a community that exists, on the same platform or another. */
export async function joinPlace(
  deps: CoreDeps,
  input: { place: PlaceKey; community: string; by: Account },
): Promise<Community | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  return deps.inTransaction(async ({ communities }) => {
    const found = await communities.named(input.community);
    const [community] = found;
    if (!community || found.length > 1) return refuse('community_not_found', { words: input.community });
    const by = `${input.by.platform}:${input.by.accountId}`;
    const isNew = await communities.join(community.id, input.place, by, deps.clock.now());
    if (!isNew) return refuse('place_enabled_already');
    await communities.forgetStrange(input.place);
    return community;
  });
}

/** The platform gave a place a new id: the community and what waits to be told move with it. */
export async function movePlace(deps: CoreDeps, platform: Platform, from: string, to: string): Promise<void> {
  const moved = await deps.inTransaction(async ({ approvals, communities, outbox }) => {
    await communities.moveStrange(platform, from, to);
    await approvals.moveChat(platform, from, to);
    await outbox.redirect(platform, from, to);
    return communities.move(platform, from, to);
  });
  if (moved) deps.log.info({ platform, from, to }, 'a place has a new id');
}

/** Puts an item on sale. The slug is what members type. */
export async function addItem(
  deps: CoreDeps,
  input: { communityId: string; by: Account; slug: string; name: string; price: Fiat },
): Promise<Item | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  const slug = input.slug.toLowerCase();
  const name = input.name.trim();
  if (!SLUG.test(slug) || name === '' || name.length > NAME_LENGTH_MAX) {
    return refuse('item_name_not_usable', { slug: input.slug });
  }
  if (input.price.hundredths < FIAT_HUNDREDTHS_MIN) return refuse('price_not_understood');
  const { communityId, price } = input;
  return deps.inTransaction(async ({ communities }) => {
    const item: Item = { id: deps.identifiers.id(), communityId, slug, name, price, hidden: false };
    const isNew = await communities.addItem(item, deps.clock.now());
    return isNew ? item : refuse('item_exists', { slug });
  });
}

/** Takes an item off sale. Orders that exist are not touched. */
export async function hideItem(
  deps: CoreDeps,
  input: { communityId: string; by: Account; slug: string },
): Promise<true | Refusal> {
  if (!isAmong(deps.operators, input.by)) return refuse('not_operator');
  const slug = input.slug.toLowerCase();
  const hidden = await deps.inTransaction(({ communities }) => communities.hideItem(input.communityId, slug));
  return hidden || refuse('item_not_found', { words: input.slug });
}

import { Routes } from 'discord.js';
import type { Language, Recipient } from '../../src/domain/platform.ts';
import type { DeliveryOutcome, Saying } from '../../src/ports/chat-messenger.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CardStatus } from '../shared/card-status.ts';
import { lookHash } from '../shared/look-hash.ts';
import type { PaymentCard } from '../shared/payment-card.ts';
import { knock, movedCard, paymentCard } from '../shared/payment-card.ts';
import type { DiscordApi } from './discord-api.ts';
import { bodyOf, editCard, looksLike, sendCard } from './discord-card.ts';
import { isAnswerLost, isClosedToUs, troubleOf } from './discord-errors.ts';
import type { CardRef, TokenRef } from './discord-ref.ts';
import type { CommandIds } from './discord-text.ts';
import { isFresh, moveTime, readRef, writeRef } from './discord-ref.ts';

export type MessengerDeps = {
  readonly api: DiscordApi;
  readonly clock: Clock;
  /** Known once the commands are registered. */
  readonly commands: () => CommandIds;
};

/** One thing to tell somebody, and what makes its messages recognisable when it has to be told again. */
export type Telling = {
  readonly to: Recipient;
  readonly language: Language;
  readonly nonce: string;
};

type CardSaying = Extract<Saying, { kind: 'payment_card' }>;

/** What may still change soon, or shows an address: it must not be frozen where nobody can edit it. */
const unsettled: readonly CardStatus[] = ['preparing', 'delayed', 'waiting', 'received', 'overdue', 'unsure'];

/**
 * Brings a card to its member (design.md 7): into the answer to their command while its token lives,
 * before that ends into their direct messages, and where these are closed behind a button in the
 * channel in which they asked.
 */
export async function bringCard(
  deps: MessengerDeps,
  saying: CardSaying,
  telling: Telling,
): Promise<DeliveryOutcome> {
  const card = paymentCard(saying.view, telling.language);
  const ref = readRef(saying.previous);
  switch (ref?.kind) {
    case undefined:
      return standsIn(await sendToMember(deps, card, telling), card);
    case 'knock':
      // Whoever presses the button sees how things stand then.
      return { kind: 'delivered', ref: saying.previous };
    case 'message':
      return standsIn(await editCard(deps.api, ref, card, deps.commands()), card);
    case 'token':
      return bringByToken(deps, saying, card, ref, telling);
  }
}

async function bringByToken(
  deps: MessengerDeps,
  saying: CardSaying,
  card: PaymentCard,
  ref: TokenRef,
  telling: Telling,
): Promise<DeliveryOutcome> {
  const { api, clock, commands } = deps;
  const now = clock.now();
  const isSettled = !unsettled.includes(card.status);
  if (isSettled && looksLike(ref, card, commands())) return { kind: 'delivered', ref: writeRef(ref) };
  if (isFresh(ref, now) && (isSettled || now < moveTime(ref))) {
    try {
      return standsIn(await editCard(api, ref, card, commands()), card);
    } catch (error) {
      if (!isAnswerLost(error)) throw error;
    }
  }
  return moveCard(deps, saying, card, ref, telling);
}

/** The new place first, so that the card is never nowhere; then the old one shows no address any more. */
async function moveCard(
  deps: MessengerDeps,
  saying: CardSaying,
  card: PaymentCard,
  ref: TokenRef,
  telling: Telling,
): Promise<DeliveryOutcome> {
  const place = await placeFor(deps, saying, card, ref, telling);
  const retired = await retire(deps, saying, ref, telling, place);
  if (place) return standsIn(place, card);
  // Nobody can be written to, neither in private nor here; the old message leads to the card itself.
  if (retired) return { kind: 'delivered', ref: writeRef(retired) };
  return { kind: 'unreachable', reason: 'direct messages are closed, and so is the channel' };
}

/** In private, or else behind a button in the channel; `null` where neither is possible. */
async function placeFor(
  deps: MessengerDeps,
  saying: CardSaying,
  card: PaymentCard,
  { isDirect, channel }: TokenRef,
  telling: Telling,
): Promise<CardRef | null> {
  try {
    return await sendToMember(deps, card, telling);
  } catch (error) {
    if (!isClosedToUs(error)) throw error;
  }
  if (isDirect || channel === null) return null;
  try {
    return await knockAt(deps, channel, saying, telling);
  } catch (error) {
    if (troubleOf(error)?.kind !== 'unreachable') throw error;
    return null;
  }
}

/** What can't be edited now never can be: the token ends within a minute. `null` if it has ended. */
async function retire(
  { api, clock, commands }: MessengerDeps,
  { view }: CardSaying,
  ref: TokenRef,
  { language }: Telling,
  place: CardRef | null,
): Promise<CardRef | null> {
  if (!isFresh(ref, clock.now())) return null;
  const look = movedCard(view, language, place?.kind === 'message' ? 'private' : 'knock');
  return editCard(api, ref, look, commands()).catch(() => null);
}

async function sendToMember(
  { api, commands }: MessengerDeps,
  card: PaymentCard,
  { to, nonce }: Telling,
): Promise<CardRef> {
  return sendCard(api, await directChannel(api, to), card, nonce, commands());
}

/** A button for all to see that only its buyer can use. It says no name and no amount. */
async function knockAt(
  { api, commands }: MessengerDeps,
  channel: string,
  { view }: CardSaying,
  { language, nonce }: Telling,
): Promise<CardRef> {
  const body = bodyOf(knock(view, language), commands());
  const sent = await api.post(Routes.channelMessages(channel), {
    body: { ...body, nonce: lookHash([nonce, 'knock']), enforce_nonce: true },
  });
  return { kind: 'knock', channel, message: (sent as { id: string }).id };
}

/** Channels that were opened already: Discord minds when a bot opens them again and again (40003). */
const opened = new WeakMap<DiscordApi, Map<string, string>>();
const OPENED_MAX = 5_000;

/** The channel of the direct messages between an account and us: the same one each time. */
export async function directChannel(api: DiscordApi, to: Recipient): Promise<string> {
  const channels = opened.get(api) ?? new Map<string, string>();
  const known = channels.get(to.id);
  if (known !== undefined) return known;
  const body = { recipient_id: to.id };
  const { id } = (await api.post(Routes.userChannels(), { body })) as { id: string };
  if (channels.size >= OPENED_MAX) channels.clear();
  opened.set(api, channels.set(to.id, id));
  return id;
}

function standsIn(ref: CardRef, { status }: PaymentCard): DeliveryOutcome {
  const mustMove = ref.kind === 'token' && unsettled.includes(status);
  const lookAgain = mustMove ? { lookAgainAt: moveTime(ref) } : {};
  return { kind: 'delivered', ref: writeRef(ref), ...lookAgain };
}

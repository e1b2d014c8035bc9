import { MessageFlags, Routes } from 'discord.js';
import type { Language, Recipient } from '../../src/domain/platform.ts';
import type { DeliveryOutcome, MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import { alarmText } from '../shared/alarm-text.ts';
import type { Reply } from '../shared/button.ts';
import { textReply } from '../shared/button.ts';
import { lookHash } from '../shared/look-hash.ts';
import { newsText } from '../shared/news.ts';
import { movedCard } from '../shared/payment-card.ts';
import { sayingCard } from '../shared/saying-card.ts';
import { outcomeOfTrouble } from '../shared/trouble.ts';
import { bodyOf, editCard, keepWhole, sendCard, withUploads } from './discord-card.ts';
import type { MessengerDeps, Telling } from './discord-card-place.ts';
import { bringCard, directChannel } from './discord-card-place.ts';
import { isAnswerLost, safeError, troubleOf } from './discord-errors.ts';
import { isFresh, readRef, writeRef } from './discord-ref.ts';

export type DiscordMessenger = {
  /** `key` names the notification: the same one gets the same nonce. */
  deliver(saying: Saying, to: Recipient, language: Language, key?: string): Promise<DeliveryOutcome>;
};

/**
 * Tells people things in Discord. Whether and when to try again is for the outbox; a message of our
 * own carries a nonce, so that one whose answer was lost is not there twice after the next try.
 */
export function createDiscordMessenger(deps: MessengerDeps): DiscordMessenger {
  return {
    async deliver(saying, to, language, key) {
      const nonce = lookHash(key ?? factsOf(saying));
      try {
        return await tell(deps, saying, { to, language, nonce });
      } catch (error) {
        return outcomeOf(error, saying);
      }
    },
  };
}

async function tell(deps: MessengerDeps, saying: Saying, telling: Telling): Promise<DeliveryOutcome> {
  const { to, language } = telling;
  switch (saying.kind) {
    case 'payment_card':
      return bringCard(deps, saying, telling);
    case 'card_moved':
      return retire(deps, saying, telling);
    case 'payment_news':
      await tellNews(deps, saying.card, textReply(newsText(saying.view, saying.news, language)), telling);
      return delivered;
    case 'goods':
    case 'delivery_news':
      await sendDirect(deps, sayingCard(saying, language) ?? textReply([]), telling);
      return delivered;
    case 'alarm':
      await sendDirect(deps, textReply(alarmText(saying, language)), telling);
      return delivered;
    case 'leave_place':
      await deps.api.delete(Routes.userGuild(to.id));
      return delivered;
    case 'thanks':
    case 'delivery_card':
    case 'withdrawal_card':
    case 'withdrawal_news':
    case 'approver_welcome':
    case 'change_card':
    case 'treasury_card':
    case 'review_card':
    case 'outflow_card':
      return tellInWords(deps, saying, telling);
  }
}

const delivered: DeliveryOutcome = { kind: 'delivered', ref: null };

/** What is words and buttons alone: news, or a card of our own that is edited as its subject goes on. */
async function tellInWords(deps: MessengerDeps, saying: Saying, telling: Telling): Promise<DeliveryOutcome> {
  const { api, commands } = deps;
  const { to, language, nonce } = telling;
  const card = sayingCard(saying, language);
  if (!card) return { kind: 'rejected', reason: `no words for ${saying.kind}` };
  if (saying.kind === 'withdrawal_news') {
    await tellNews(deps, saying.card, card, telling);
    return delivered;
  }
  const ref = readRef('previous' in saying ? saying.previous : null);
  const channel = async () => (to.kind === 'chat' ? to.id : directChannel(api, to));
  const stands =
    ref?.kind === 'message'
      ? await editCard(api, ref, card, commands())
      : await sendCard(api, await channel(), card, nonce, commands());
  return { kind: 'delivered', ref: writeRef(stands) };
}

/** Where the card stands, and the phone buzzes: beside an answer that only they see, or in private. */
async function tellNews(
  deps: MessengerDeps,
  card: MessageRef | null,
  news: Reply,
  telling: Telling,
): Promise<void> {
  const ref = readRef(card);
  if (ref?.kind === 'message') return send(deps, ref.channel, news, telling, ref.message);
  const isOpen = ref?.kind === 'token' && isFresh(ref, deps.clock.now());
  const isTold = isOpen && (await sayBesideCard(deps, Routes.webhook(ref.application, ref.token), news));
  if (!isTold) await sendDirect(deps, news, telling);
}

/** False when that can't be done any more. */
async function sayBesideCard(
  { api, commands }: MessengerDeps,
  route: ReturnType<typeof Routes.webhook>,
  news: Reply,
): Promise<boolean> {
  const body = bodyOf(news, commands());
  const flags = body.flags | MessageFlags.Ephemeral;
  try {
    await api.post(route, { ...withUploads({ ...body, flags }, news), auth: false });
    return true;
  } catch (error) {
    if (isAnswerLost(error)) return false;
    throw error;
  }
}

async function sendDirect(deps: MessengerDeps, reply: Reply, telling: Telling): Promise<void> {
  await send(deps, await directChannel(deps.api, telling.to), reply, telling, null);
}

async function send(
  { api, commands }: MessengerDeps,
  channel: string,
  reply: Reply,
  { nonce }: Telling,
  answered: string | null,
): Promise<void> {
  const reference = answered === null ? {} : { message_reference: replyTo(channel, answered) };
  const body = { ...bodyOf(reply, commands()), ...reference, nonce, enforce_nonce: true };
  await api.post(Routes.channelMessages(channel), withUploads(body, keepWhole(reply, commands())));
}

function replyTo(channel: string, message: string): object {
  return { channel_id: channel, message_id: message, fail_if_not_exists: false };
}

/** An older message of a card says that it has moved, as far as it can still be edited. */
async function retire(
  { api, clock, commands }: MessengerDeps,
  { view, previous }: Extract<Saying, { kind: 'card_moved' }>,
  { language }: Telling,
): Promise<DeliveryOutcome> {
  const ref = readRef(previous);
  try {
    if (ref?.kind === 'knock') await api.delete(Routes.channelMessage(ref.channel, ref.message));
    else if (ref?.kind === 'message' || (ref && isFresh(ref, clock.now()))) {
      await editCard(api, ref, movedCard(view, language), commands());
    }
  } catch (error) {
    const kind = troubleOf(error)?.kind;
    if (kind !== 'message_gone' && kind !== 'interaction_over' && kind !== 'unreachable') throw error;
  }
  return delivered;
}

/** What a notification is about, for as long as nobody tells its name. */
function factsOf(saying: Saying): unknown {
  switch (saying.kind) {
    case 'payment_card':
      return [saying.kind, saying.view.order.id, saying.view.order.version, saying.previous];
    case 'payment_news':
      return [saying.kind, saying.view.intent.id, saying.news];
    case 'card_moved':
      return [saying.kind, saying.previous];
    case 'goods':
    case 'delivery_news':
    case 'delivery_card':
      return [saying.kind, saying.view.delivery.id, 'previous' in saying ? saying.previous : null];
    case 'thanks':
      return [saying.kind, saying.code];
    case 'alarm':
      return [saying.kind, saying.code, saying.reference];
    case 'withdrawal_card':
    case 'withdrawal_news':
    case 'approver_welcome':
    case 'change_card':
    case 'treasury_card':
    case 'review_card':
    case 'outflow_card':
    case 'leave_place':
      return [saying.kind, 'previous' in saying ? saying.previous : null];
  }
}

function outcomeOf(error: unknown, saying: Saying): DeliveryOutcome {
  const trouble = troubleOf(error);
  if (!trouble || trouble.kind === 'interaction_over' || trouble.kind === 'acknowledged_already') {
    return { kind: 'rejected', reason: safeError(error).message };
  }
  return outcomeOfTrouble(trouble, saying);
}

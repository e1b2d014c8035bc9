import type { Api } from 'grammy';
import type { Language } from '../../src/domain/platform.ts';
import type { ChatMessenger, DeliveryOutcome, MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import { alarmText } from '../shared/alarm-text.ts';
import { newsText } from '../shared/news.ts';
import { movedCard, paymentCard } from '../shared/payment-card.ts';
import type { RichText } from '../shared/rich-text.ts';
import { previousOf, sayingCard } from '../shared/saying-card.ts';
import type { TextCard } from '../shared/text-card.ts';
import { outcomeOfTrouble } from '../shared/trouble.ts';
import { editCard, readRef, sendCard, writeRef } from './telegram-card.ts';
import { safeError, troubleOf } from './telegram-errors.ts';
import { editTextCard, sendTextCard } from './telegram-text-card.ts';

/**
 * Tells people things in Telegram. Each delivery is at most one call, never repeated here: whether
 * and when to try again is for the outbox, which knows what else waits for that chat.
 */
export function createTelegramMessenger(api: Api): ChatMessenger {
  return {
    async deliver(saying, to, language) {
      try {
        return { kind: 'delivered', ref: await tell(api, saying, to.id, language) };
      } catch (error) {
        return outcomeOf(error, saying);
      }
    },
  };
}

async function tell(api: Api, saying: Saying, chat: string, language: Language): Promise<MessageRef | null> {
  switch (saying.kind) {
    case 'payment_card': {
      const card = paymentCard(saying.view, language);
      const previous = readRef(saying.previous);
      return writeRef(previous ? await editCard(api, previous, card) : await sendCard(api, chat, card));
    }
    case 'card_moved': {
      const previous = readRef(saying.previous);
      if (previous) await editCard(api, previous, movedCard(saying.view, language));
      return null;
    }
    case 'payment_news':
      await sendText(api, chat, newsText(saying.view, saying.news, language), replyTo(saying.card, chat));
      return null;
    case 'thanks':
    case 'goods':
    case 'delivery_news':
      await sendTextCard(api, chat, wordsOf(saying, language));
      return null;
    case 'alarm':
      await sendText(api, chat, alarmText(saying, language));
      return null;
    case 'leave_place':
      await api.leaveChat(chat);
      return null;
    case 'withdrawal_news':
      await sendTextCard(api, chat, wordsOf(saying, language), replyTo(saying.card, chat));
      return null;
    case 'delivery_card':
    case 'withdrawal_card':
    case 'approver_welcome':
    case 'change_card':
    case 'treasury_card':
    case 'review_card':
    case 'outflow_card': {
      const card = wordsOf(saying, language);
      const previous = readRef(previousOf(saying));
      return writeRef(
        previous ? await editTextCard(api, previous, card) : await sendTextCard(api, chat, card),
      );
    }
  }
}

function wordsOf(saying: Saying, language: Language): TextCard {
  const card = sayingCard(saying, language);
  if (!card) throw new Error(`no words for ${saying.kind}`);
  return card;
}

async function sendText(api: Api, chat: string, text: RichText, extra: object = {}): Promise<void> {
  await sendTextCard(api, chat, { text, buttons: [] }, extra);
}

function replyTo(card: MessageRef | null, chat: string): object {
  const ref = readRef(card);
  if (ref?.chat !== chat) return {};
  return { reply_parameters: { message_id: ref.message, allow_sending_without_reply: true } };
}

function outcomeOf(error: unknown, saying: Saying): DeliveryOutcome {
  const trouble = troubleOf(error);
  if (!trouble || trouble.kind === 'not_modified' || trouble.kind === 'query_too_old') {
    return { kind: 'rejected', reason: safeError(error).message };
  }
  return outcomeOfTrouble(trouble, saying);
}

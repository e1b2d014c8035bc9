import type { Api } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker, BotCore } from '../shared/asker.ts';
import { askerOf } from '../shared/asker.ts';
import { decodePress } from '../shared/button.ts';
import type { QrChoice } from '../shared/card-text.ts';
import { paymentCard } from '../shared/payment-card.ts';
import { shorten } from '../shared/plain-text.ts';
import type { PressOutcome } from '../shared/run-press.ts';
import { runPress, unknownPress } from '../shared/run-press.ts';
import { callerOf } from './telegram-actor.ts';
import { editCard, unknownLook } from './telegram-card.ts';
import { troubleOf } from './telegram-errors.ts';
import { sendAnswer } from './telegram-replies.ts';
import { TOAST_UNITS_MAX } from './telegram-text.ts';

export type ButtonScene = {
  readonly api: Api;
  readonly core: BotCore;
  readonly requestKey: string;
};

/** A card that changes while it is brought up to date is looked at again, but not for ever. */
const CARD_LOOKS_MAX = 3;

/**
 * Acts on a pressed button. Who pressed it is in the query itself and is all the authority there
 * is; the data in the button may be old or forged. Buttons of ours stand in private chats only.
 */
export async function handleButton(scene: ButtonScene, query: CallbackQuery): Promise<void> {
  const asker = await askerOf(scene.core, callerOf(query.from));
  const press = decodePress(query.data ?? '');
  const isPrivate = query.message?.chat.type === 'private' && query.message.chat.id === query.from.id;
  const outcome = press && isPrivate ? await runPress(asker, press, scene.requestKey) : unknownPress(asker);
  await answerQuery(scene.api, query, outcome);
  if (!press || !query.message) return;
  const { chat, message_id: messageId } = query.message;
  if (outcome.card)
    await showOnCard(scene.api, asker, press.id, unknownLook(chat.id, messageId), outcome.card.qr);
  if (outcome.answer) await sendAnswer(scene.api, asker, outcome.answer, { chat, message: null });
}

async function answerQuery(api: Api, query: CallbackQuery, { toast, alert }: PressOutcome): Promise<void> {
  const options = toast === null ? {} : { text: shorten(toast, TOAST_UNITS_MAX), show_alert: alert };
  try {
    await api.answerCallbackQuery(query.id, options);
  } catch (error) {
    // After an outage nobody looks at that button any more, and what it did is done.
    if (troubleOf(error)?.kind !== 'query_too_old') throw error;
  }
}

/**
 * Brings the pressed message up to date. The outbox may be editing it at the same time, so the
 * payment is read again afterwards: what was shown last is how it stood last.
 */
async function showOnCard(
  api: Api,
  { core, caller, language }: Asker,
  orderId: string,
  pressed: ReturnType<typeof unknownLook>,
  qr: QrChoice,
): Promise<void> {
  let ref = pressed;
  for (let look = 0; look < CARD_LOOKS_MAX; look += 1) {
    const view = await core.readPayment(caller.account, orderId);
    if (isRefusal(view)) return;
    const shown = ref;
    ref = await editCard(api, shown, paymentCard(view, language, qr));
    if (ref.hash === shown.hash && ref.pictureHash === shown.pictureHash) return;
  }
}

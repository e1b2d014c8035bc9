import type { Api } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker, BotCore } from '../shared/asker.ts';
import { askerOf, replyText } from '../shared/asker.ts';
import type { Press, Verb } from '../shared/button.ts';
import { decodePress } from '../shared/button.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { shorten } from '../shared/plain-text.ts';
import type { PressOutcome } from '../shared/run-press.ts';
import { runPress, unknownPress } from '../shared/run-press.ts';
import { showOnCard } from '../shared/show-on-card.ts';
import { say } from '../shared/words.ts';
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

/**
 * Acts on a pressed button. Who pressed it is in the query itself and is all the authority there
 * is; the data in the button may be old or forged. Buttons of ours stand in private chats only.
 */
export async function handleButton(scene: ButtonScene, query: CallbackQuery): Promise<void> {
  const asker = await askerOf(scene.core, callerOf(query.from));
  const press = decodePress(query.data ?? '');
  const isPrivate = query.message?.chat.type === 'private' && query.message.chat.id === query.from.id;
  const outcome = press && isPrivate ? await actOn(scene, asker, query, press) : null;
  if (!press || !isPrivate) await answerQuery(scene.api, query, unknownPress(asker));
  if (!press || !outcome || !query.message) return;
  const { chat, message_id: messageId } = query.message;
  if (outcome.card) {
    let ref = unknownLook(chat.id, messageId);
    await showOnCard(asker, press.id, outcome.card.qr, async (card) => {
      const shown = ref;
      ref = await editCard(scene.api, shown, card);
      return ref.hash !== shown.hash || ref.pictureHash !== shown.pictureHash;
    });
  }
  if (outcome.answer) await sendAnswer(scene.api, asker, outcome.answer, { chat, message: null });
}

/** Runs what the button says, and answers the press; `null` when there is nothing more to show. */
async function actOn(
  scene: ButtonScene,
  asker: Asker,
  query: CallbackQuery,
  press: Press,
): Promise<PressOutcome | null> {
  if (!beginsPayment(press.verb)) {
    const outcome = await runPress(asker, press, scene.requestKey);
    await answerQuery(scene.api, query, outcome);
    return outcome;
  }
  const own = press.verb === 'fresh' ? await asker.core.readPayment(asker.caller.account, press.id) : null;
  if (isRefusal(own)) {
    await answerQuery(scene.api, query, { toast: refusalText(own, asker.language), alert: true });
    return null;
  }
  if (!(await answerQuery(scene.api, query, begunPress(asker, press.verb)))) return null;
  const outcome = await runPress(asker, press, scene.requestKey);
  // The press is answered already: a refusal is said in the chat.
  return outcome.alert ? { ...outcome, answer: replyText([outcome.toast ?? '']) } : outcome;
}

/**
 * These ask the provider for something new, which may take a while: the button is answered first.
 * Where Telegram says that it is too late for that, nobody waits any more, and nothing is begun
 * that was asked for before an outage (faults.md D-13).
 */
function beginsPayment(verb: Verb): boolean {
  return verb === 'buy' || verb === 'go' || verb === 'fresh';
}

function begunPress({ language }: Asker, verb: Verb): Pick<PressOutcome, 'toast' | 'alert'> {
  return { toast: verb === 'fresh' ? say(language, 'press-fresh-later') : null, alert: false };
}

/** False when the press is so old that its answer can no longer be shown. */
async function answerQuery(
  api: Api,
  query: CallbackQuery,
  { toast, alert }: Pick<PressOutcome, 'toast' | 'alert'>,
): Promise<boolean> {
  const options = toast === null ? {} : { text: shorten(toast, TOAST_UNITS_MAX), show_alert: alert };
  try {
    await api.answerCallbackQuery(query.id, options);
    return true;
  } catch (error) {
    if (troubleOf(error)?.kind !== 'query_too_old') throw error;
    return false;
  }
}

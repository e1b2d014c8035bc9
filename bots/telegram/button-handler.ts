import type { Api } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker, BotCore } from '../shared/asker.ts';
import { askerOf, replyText } from '../shared/asker.ts';
import type { Press, Verb } from '../shared/button.ts';
import { decodePress, worksInApprovalsChat } from '../shared/button.ts';
import type { FormAsk } from '../shared/form.ts';
import { answersInPress, formOfVerb } from '../shared/form.ts';
import { shorten } from '../shared/plain-text.ts';
import type { PressOutcome } from '../shared/press-outcome.ts';
import { refusedPress, unknownPress } from '../shared/press-outcome.ts';
import { readFormSubject } from '../shared/run-form.ts';
import { runPress } from '../shared/run-press.ts';
import { communityOf, runWithdraw } from '../shared/run-withdraw.ts';
import { showOnCard } from '../shared/show-on-card.ts';
import type { TextCard } from '../shared/text-card.ts';
import { say } from '../shared/words.ts';
import { callerOf } from './telegram-actor.ts';
import type { CardRef } from './telegram-card.ts';
import { editCard, unknownLook } from './telegram-card.ts';
import { askForm, goOn, skipField } from './telegram-dialogue.ts';
import { troubleOf } from './telegram-errors.ts';
import { sendAnswer } from './telegram-replies.ts';
import { editTextCard } from './telegram-text-card.ts';
import { TOAST_UNITS_MAX } from './telegram-text.ts';

export type ButtonScene = {
  readonly api: Api;
  readonly core: BotCore;
  readonly requestKey: string;
  readonly linkTo: (payload: string) => string;
};

/**
 * Acts on a pressed button. Who pressed it is in the query itself and is all the authority there
 * is; the data in the button may be old or forged. Buttons of ours stand in private chats, and those
 * of approvers also where they decide together.
 */
export async function handleButton(scene: ButtonScene, query: CallbackQuery): Promise<void> {
  const asker = { ...(await askerOf(scene.core, callerOf(query.from))), linkTo: scene.linkTo };
  const press = decodePress(query.data ?? '');
  const chatId = chatOf(query);
  const isForUs = press !== null && (chatId === null || worksInApprovalsChat(press.verb));
  if (!isForUs || !query.message) return void (await answerQuery(scene.api, query, unknownPress(asker)));
  if (press.verb === 'skip') return skipQuestion(scene, asker, query, press.id);
  const form = formOfVerb(press.verb);
  if (form)
    return askInPrivate(scene, asker, query, { form, subject: press.id, answers: answersInPress(press) });
  const outcome = await actOn(scene, asker, query, press);
  if (outcome) await showOutcome(scene, asker, query.message, press, outcome);
}

/** Where others read along; `null` in private. */
function chatOf({ message, from }: CallbackQuery): string | null {
  const isPrivate = message?.chat.type === 'private' && message.chat.id === from.id;
  return isPrivate ? null : String(message?.chat.id);
}

/** What comes of a press beside the line at the button. */
async function showOutcome(
  { api }: ButtonScene,
  asker: Asker,
  message: NonNullable<CallbackQuery['message']>,
  press: Press,
  outcome: PressOutcome,
): Promise<void> {
  const { chat, message_id: messageId } = message;
  const hasPicture = 'photo' in message && message.photo !== undefined;
  if (outcome.card) {
    let ref = unknownLook(chat.id, messageId);
    await showOnCard(asker, press.id, outcome.card.qr, async (card) => {
      const shown = ref;
      ref = await editCard(api, shown, card);
      return ref.hash !== shown.hash || ref.pictureHash !== shown.pictureHash;
    });
  }
  if (outcome.replace)
    await replaceMessage(api, unknownLook(chat.id, messageId, hasPicture), outcome.replace);
  if (outcome.answer) await sendAnswer(api, asker, outcome.answer, { chat, message: null });
}

/** The press has been acted upon: a message that can't be edited any more changes nothing. */
async function replaceMessage(api: Api, ref: CardRef, card: TextCard): Promise<void> {
  try {
    await editTextCard(api, ref, card);
  } catch (error) {
    if (troubleOf(error)?.kind !== 'message_gone') throw error;
  }
}

/**
 * A button that needs words first: they are asked for in private, wherever it was pressed, so that
 * nobody else's words in a group are taken for the answer.
 */
async function askInPrivate(
  { api, core, requestKey }: ButtonScene,
  asker: Asker,
  query: CallbackQuery,
  pressed: FormAsk,
): Promise<void> {
  const { account } = asker.caller;
  const about = await readFormSubject(asker, pressed, chatOf(query));
  if (isRefusal(about)) return void (await answerQuery(api, query, refusedPress(asker, about)));
  const dialogue = await core.readDialogue(account);
  // A saved address that is pressed answers what is being asked.
  const isGoingOn = dialogue?.form === 'withdraw' && pressed.answers['address'] !== undefined;
  const { subject, answers } = isGoingOn ? dialogue : { subject: pressed.subject, answers: {} };
  const ask = { form: pressed.form, subject, answers: { ...answers, ...pressed.answers } };
  const answer = isGoingOn ? await goOn(asker, ask, requestKey) : await firstQuestion(asker, ask, about.code);
  try {
    await sendAnswer(api, asker, answer, { chat: query.from, message: null });
  } catch (error) {
    if (troubleOf(error)?.kind !== 'unreachable') throw error;
    const toast = say(asker.language, 'press-start-first');
    return void (await answerQuery(api, query, { toast, alert: true }));
  }
  const asksOn = answer.kind === 'reply' && answer.asks !== undefined;
  if (dialogue && !asksOn) await core.endDialogue(account);
  const toast = chatOf(query) === null ? null : say(asker.language, 'press-asked-private');
  await answerQuery(api, query, { toast, alert: false });
}

/** A question that need not be answered: the next one follows, or what comes of the whole. */
async function skipQuestion(
  { api, core, requestKey }: ButtonScene,
  asker: Asker,
  query: CallbackQuery,
  field: string,
): Promise<void> {
  const dialogue = await core.readDialogue(asker.caller.account);
  const answer = dialogue && (await skipField(asker, dialogue, field, requestKey));
  if (!answer) return void (await answerQuery(api, query, unknownPress(asker)));
  await sendAnswer(api, asker, answer, { chat: query.from, message: null });
  const asksOn = answer.kind === 'reply' && answer.asks !== undefined;
  if (!asksOn) await core.endDialogue(asker.caller.account);
  await answerQuery(api, query, { toast: null, alert: false });
}

/** With what there is to withdraw, where that is asked about; else with what it is about. */
function firstQuestion(asker: Asker, ask: FormAsk, code: string): Promise<Answer> | Answer {
  const isBlank = ask.form === 'withdraw' && ask.answers['address'] === undefined;
  return isBlank ? runWithdraw(asker, communityOf(ask.subject), '') : askForm(asker, ask, code);
}

/** Runs what the button says, and answers the press; `null` when there is nothing more to show. */
async function actOn(
  scene: ButtonScene,
  asker: Asker,
  query: CallbackQuery,
  press: Press,
): Promise<PressOutcome | null> {
  if (!beginsPayment(press.verb)) {
    const outcome = await runPress(asker, press, scene.requestKey, chatOf(query));
    await answerQuery(scene.api, query, outcome);
    return outcome;
  }
  const own = press.verb === 'fresh' ? await asker.core.readPayment(asker.caller.account, press.id) : null;
  if (isRefusal(own)) {
    await answerQuery(scene.api, query, refusedPress(asker, own));
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
  return verb === 'buy' || verb === 'gift' || verb === 'go' || verb === 'fresh';
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

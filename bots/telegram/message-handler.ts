import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { Clock } from '../../src/ports/clock.ts';
import type { Dialogue } from '../../src/ports/withdrawal-stores.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker, BotCore } from '../shared/asker.ts';
import { askerOf, replyText } from '../shared/asker.ts';
import { textReply } from '../shared/button.ts';
import { commandNames } from '../shared/commands.ts';
import { welcomeText } from '../shared/help-text.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { giftTokenIn, openGift } from '../shared/run-buy.ts';
import { continueHandoff, runPrivateCommand } from '../shared/run-command.ts';
import { sayRich } from '../shared/words.ts';
import { runPlaceCommand, saysTooMuch } from './place-command.ts';
import { actorOf, callerOf } from './telegram-actor.ts';
import type { TypedCommand } from './telegram-command.ts';
import { commandOf } from './telegram-command.ts';
import { answerDialogue, answerWithFile, fileFieldOf } from './telegram-dialogue.ts';
import type { SentFile } from '../shared/given.ts';
import type { TelegramFiles } from './telegram-files.ts';
import { sendAnswer, sendReply } from './telegram-replies.ts';

export type MessageScene = {
  readonly api: Api;
  readonly core: BotCore;
  readonly clock: Clock;
  readonly botUsername: string;
  readonly files: TelegramFiles;
  /** Names the update, for the request that it may cause. */
  readonly requestKey: string;
};

/** A token as `/start` carries it: what `t.me/<bot>?start=` allows. */
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/** Leads into private with the bot, and brings a token along. */
export function linkTo(botUsername: string): (payload: string) => string {
  return (payload) => `https://t.me/${botUsername}?start=${payload}`;
}

/** Acts on one message: a command by a person, or Telegram's word that a group has moved. */
export async function handleMessage(scene: MessageScene, message: Message): Promise<void> {
  if (message.migrate_to_chat_id !== undefined) {
    return scene.core.movePlace('telegram', String(message.chat.id), String(message.migrate_to_chat_id));
  }
  if (message.migrate_from_chat_id !== undefined) {
    return scene.core.movePlace('telegram', String(message.migrate_from_chat_id), String(message.chat.id));
  }
  // Telegram also writes messages of its own: a pin, a new member, a timer.
  if (!says(message)) return;
  const command = commandOf(message, scene.botUsername);
  if (message.chat.type === 'private') return handlePrivate(scene, message, command);
  if (message.chat.type === 'group' || message.chat.type === 'supergroup') {
    return handleInPlace(scene, message, command);
  }
}

const media = ['photo', 'document', 'video', 'video_note', 'animation', 'audio', 'voice', 'sticker'] as const;

/** Whether somebody said or showed something; in a place only words count. */
function says(message: Message): boolean {
  if (message.text !== undefined) return true;
  return message.chat.type === 'private' && media.some((kind) => message[kind] !== undefined);
}

async function handlePrivate(
  scene: MessageScene,
  message: Message,
  command: TypedCommand | null,
): Promise<void> {
  const { api, core } = scene;
  const actor = actorOf(message);
  if (actor.kind !== 'person') return sayNotTyped(scene, message);
  const asker = { ...(await askerOf(core, actor.caller)), linkTo: linkTo(scene.botUsername) };
  const { account } = actor.caller;
  const dialogue = await core.readDialogue(account);
  const answer = await answerToPrivate(scene, asker, message, command, dialogue);
  if (!answer) return sayNotTyped(scene, message);
  await sendAnswer(api, asker, answer, { chat: message.chat, message: null });
  const asksOn = answer.kind === 'reply' && answer.asks !== undefined;
  if (dialogue && !asksOn) await core.endDialogue(account);
}

/** A picture as a proof of payment, something passed on: nothing is done with it, and that is said. */
async function sayNotTyped(scene: MessageScene, { from, chat }: Message): Promise<void> {
  if (!from || from.is_bot) return;
  const { language } = await askerOf(scene.core, callerOf(from));
  const reply = textReply(sayRich(language, 'help-not-typed'));
  return sendReply(scene.api, scene, reply, { chat, message: null });
}

/** `null` for a file that nobody has asked for and that comes with no command. */
async function answerToPrivate(
  scene: MessageScene,
  asker: Asker,
  message: Message,
  command: TypedCommand | null,
  dialogue: Dialogue | null,
): Promise<Answer | null> {
  const sent = scene.files.sentIn(message);
  const isReadable = message.text !== undefined || sent !== null;
  if (command && isReadable) return answerInPrivate(scene, asker, message, command, sent, dialogue !== null);
  const field = fileFieldOf(dialogue);
  if (dialogue && field && sent) {
    showTyping(scene, message);
    return answerWithFile(asker, dialogue, field, sent, scene.requestKey);
  }
  if (message.text === undefined) return null;
  if (dialogue) return answerDialogue(asker, dialogue, message.text, scene.requestKey);
  return replyText(sayRich(asker.language, 'help-unknown'));
}

async function answerInPrivate(
  scene: MessageScene,
  asker: Asker,
  message: Message,
  command: TypedCommand,
  sent: SentFile | null,
  wasAsked: boolean,
): Promise<Answer> {
  const age = ageOf(scene, message);
  if (command.name === 'cancel') {
    return replyText(sayRich(asker.language, wasAsked ? 'press-dropped' : 'cancel-nothing'));
  }
  if (command.name === 'start') {
    if (!PAYLOAD.test(command.words)) return replyText(await welcome(asker));
    const gift = giftTokenIn(command.words);
    if (gift !== null) return openGift(asker, gift);
    showTyping(scene, message);
    return continueHandoff(asker, command.words, age);
  }
  const name = commandNames.find((one) => one === command.name);
  if (!name) return replyText(sayRich(asker.language, 'help-unknown'));
  if (name === 'pay') showTyping(scene, message);
  const { requestKey } = scene;
  const wish = { name, words: command.words, communityId: null, requestKey, age };
  return runPrivateCommand(asker, { ...wish, ...(sent && { sent }) });
}

async function welcome({ core, caller, language }: Asker) {
  const memberships = await core.membershipsOf(caller.account);
  return welcomeText(caller.displayName, memberships.length > 0, language);
}

async function handleInPlace(
  scene: MessageScene,
  message: Message,
  command: TypedCommand | null,
): Promise<void> {
  const name = commandNames.find((one) => one === command?.name);
  // In a group an unknown command may be meant for another bot: silence is right.
  if (!command || (!name && !command.isAddressed)) return;
  const { api, core } = scene;
  const target = { chat: message.chat, message: message.message_id };
  const actor = actorOf(message);
  if (actor.kind === 'nobody') return;
  if (actor.kind === 'anonymous') {
    const text = refusalText(refuse('anonymous_actor'), 'en');
    return sendReply(api, scene, textReply([text]), target);
  }
  const asker = await askerOf(core, actor.caller);
  if (!name) return sendReply(api, scene, textReply(sayRich(asker.language, 'help-unknown')), target);
  const wish = { name, words: command.words };
  const answer = await runPlaceCommand(asker, {
    ...wish,
    place: { platform: 'telegram', placeId: String(message.chat.id), title: message.chat.title ?? '' },
    age: ageOf(scene, message),
    botUsername: scene.botUsername,
    isPrivate: await isCircle(scene, message, command),
    requestKey: scene.requestKey,
  });
  if (!saysTooMuch(wish)) return sendAnswer(api, asker, answer, target);
  await sendAnswer(api, asker, answer, { ...target, message: null });
  // Only where the bot is an administrator; elsewhere the answer says what not to do again.
  await api.deleteMessage(message.chat.id, message.message_id).catch(() => undefined);
}

/** More people than that are no circle of approvers. */
const CIRCLE_MAX = 50;

/** Whether only few who were invited read along. Asked of Telegram only where that matters. */
async function isCircle({ api }: MessageScene, { chat }: Message, command: TypedCommand): Promise<boolean> {
  if (chat.type !== 'private' && 'username' in chat && chat.username !== undefined) return false;
  if (command.name !== 'till' || !/^approvals\b/i.test(command.words)) return true;
  return (await api.getChatMemberCount(chat.id)) <= CIRCLE_MAX;
}

/** Telegram dates messages in seconds. */
function ageOf({ clock }: MessageScene, message: Message): number {
  return clock.now() - message.date * 1_000;
}

/** A sign of life while the provider is asked. Nothing depends on it, so nobody waits for it. */
function showTyping({ api }: MessageScene, message: Message): void {
  void api.sendChatAction(message.chat.id, 'typing').catch(() => undefined);
}

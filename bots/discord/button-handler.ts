import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from '../shared/asker.ts';
import { askerOf } from '../shared/asker.ts';
import type { Reply, Verb } from '../shared/button.ts';
import { textReply, worksInApprovalsChat } from '../shared/button.ts';
import type { QrChoice } from '../shared/card-text.ts';
import type { MovedTo } from '../shared/payment-card.ts';
import { movedCard } from '../shared/payment-card.ts';
import type { PressOutcome } from '../shared/press-outcome.ts';
import { unknownPress } from '../shared/press-outcome.ts';
import { stack } from '../shared/rich-text.ts';
import { runPress } from '../shared/run-press.ts';
import { showOnCard } from '../shared/show-on-card.ts';
import { withdrawalCard } from '../shared/withdrawal-card.ts';
import { answersInPlace } from './acknowledge.ts';
import type { HandlerScene } from './command-handler.ts';
import { editCard } from './discord-card.ts';
import type { Interaction } from './discord-interaction.ts';
import { answerRef, chatOf, requestKeyOf } from './discord-interaction.ts';
import type { CardRef, OwnRef, TokenRef } from './discord-ref.ts';
import { readRef, writeRef } from './discord-ref.ts';
import { sayAnswer, sayBeside, sayReply } from './discord-replies.ts';

type Press = Extract<Interaction, { kind: 'press' }>;

/**
 * Acts on a pressed button. Who pressed it is in the interaction itself and is all the authority
 * there is; what the button carries may be old or forged.
 */
export async function handleButton(scene: HandlerScene, pressed: Press): Promise<void> {
  const asker = await askerOf(scene.core, pressed.caller);
  const place = answersInPlace(pressed);
  if (place === 'card') await pressOnCard(scene, asker, pressed);
  else if (place === 'note') await pressOnNote(scene, asker, pressed);
  else await pressForMore(scene, asker, pressed);
}

/**
 * A button whose answer is a message of its own. In public only the one that leads to a card counts, and
 * those of approvers, for which the core knows the right chat.
 */
async function pressForMore(scene: HandlerScene, asker: Asker, pressed: Press): Promise<void> {
  const { press } = pressed;
  const isForUs = press !== null && (pressed.pressed.isPrivate || worksInPublic(press.verb));
  const here = scene.isAnswerable ? { ...asker, card: writeRef(answerRef(pressed)) } : asker;
  const outcome = isForUs
    ? await runPress(here, press, requestKeyOf(pressed), chatOf(pressed))
    : unknownPress(asker);
  if (!scene.isAnswerable) return;
  if (outcome.answer) return sayAnswer(scene, here, outcome.answer, pressed);
  // The card itself comes here through the outbox.
  const comesByItself = press?.verb === 'show' && !outcome.alert;
  if (!comesByItself && outcome.toast !== null) await sayReply(scene, textReply([outcome.toast]), pressed);
}

function worksInPublic(verb: Verb): boolean {
  return verb === 'show' || worksInApprovalsChat(verb);
}

/** A button of a preview, or of a card of words: how things stand then takes the place of what it said. */
async function pressOnNote(scene: HandlerScene, asker: Asker, pressed: Press): Promise<void> {
  const { press } = pressed;
  if (press === null) return;
  const outcome = await runPress(asker, press, requestKeyOf(pressed), chatOf(pressed));
  if (!scene.isAnswerable) return;
  const { replace, toast, alert, answer } = outcome;
  if (replace) await sayReply(scene, withMade(replace, outcome, asker, pressed), pressed);
  if (answer?.kind === 'reply') await sayBeside(scene, answer.reply, pressed);
  else if (toast !== null && (alert || !replace)) await sayBeside(scene, textReply([toast]), pressed);
}

/** Their own card comes into our direct messages; who takes none has it here, as it is now. */
function withMade(note: Reply, { made }: PressOutcome, { language }: Asker, { isDirect }: Press): Reply {
  if (!made || isDirect) return note;
  const card = withdrawalCard(made, 'requester', language);
  return { text: stack([note.text, card.text], '\n\n'), buttons: card.buttons };
}

/** A button that is about the card it stands on. The press brings a new leave to edit that card. */
async function pressOnCard(
  scene: HandlerScene,
  asker: Asker & Pick<HandlerScene, 'core'>,
  pressed: Press,
): Promise<void> {
  const { press } = pressed;
  if (press === null) return;
  const isLive = await renewLeave(scene, asker, pressed, press.id);
  const outcome = await runPress(asker, press, requestKeyOf(pressed));
  if (!scene.isAnswerable) return;
  // What the card is about to show by itself needs no words beside it.
  if (outcome.toast !== null && (outcome.alert || press.verb === 'check')) {
    await sayBeside(scene, textReply([outcome.toast]), pressed);
  }
  if (isLive && outcome.card) await bringUpToDate(scene, asker, pressed, press.id, outcome.card.qr);
  // It may have moved while we worked.
  const elsewhere = isLive === null ? null : await placeElsewhere(asker, pressed, press.id);
  if (elsewhere) await retirePressed(scene, asker, pressed, press.id, elsewhere);
}

/** False when the card lives elsewhere by now; `null` when that can't be known. */
async function renewLeave(
  { isAnswerable }: HandlerScene,
  { core, caller }: Asker & Pick<HandlerScene, 'core'>,
  pressed: Press,
  orderId: string,
): Promise<boolean | null> {
  const found = await core.changeCardRef(caller.account, orderId, (kept) => {
    const ref = readRef(kept);
    if (!isAnswerable || ref?.kind !== 'token' || !standsIn(ref, pressed)) return kept;
    return writeRef({ ...ref, ...pressed.leave });
  });
  if (isRefusal(found)) return null;
  return standsIn(readRef(found.ref), pressed);
}

/** Where the card stands, if that isn't the pressed message. */
async function placeElsewhere(
  { core, caller }: Asker & Pick<HandlerScene, 'core'>,
  pressed: Press,
  orderId: string,
): Promise<MovedTo | null> {
  const found = await core.changeCardRef(caller.account, orderId, (kept) => kept);
  if (isRefusal(found)) return null;
  const ref = readRef(found.ref);
  if (standsIn(ref, pressed)) return null;
  if (ref?.kind === 'knock') return 'knock';
  return ref?.kind === 'message' && !pressed.isDirect ? 'private' : 'chat';
}

function standsIn(ref: CardRef | null, { pressed }: Press): boolean {
  return ref !== null && ref.kind !== 'knock' && ref.message === pressed.id;
}

async function bringUpToDate(
  scene: HandlerScene,
  asker: Asker,
  pressed: Press,
  orderId: string,
  qr: QrChoice,
): Promise<void> {
  let ref: TokenRef | OwnRef = answerRef(pressed, pressed.pressed.id);
  await showOnCard(asker, orderId, qr, async (card) => {
    const shown = ref;
    const edited = await editCard(scene.api, shown, card, scene.commands);
    // Edited through this press, whatever else it may be called.
    ref = { ...shown, ...lookOf(edited) };
    return ref.hash !== shown.hash || ref.pictureHash !== shown.pictureHash;
  });
}

function lookOf(ref: CardRef) {
  return ref.kind === 'knock' ? {} : { hash: ref.hash, pictureHash: ref.pictureHash };
}

/** An older message of a card that stands elsewhere shall show nothing to pay. */
async function retirePressed(
  { api, core, commands }: HandlerScene,
  { caller, language }: Asker,
  pressed: Press,
  orderId: string,
  elsewhere: MovedTo,
): Promise<void> {
  const view = await core.readPayment(caller.account, orderId);
  if (isRefusal(view)) return;
  const card = movedCard(view, language, elsewhere);
  await editCard(api, answerRef(pressed, pressed.pressed.id), card, commands);
}

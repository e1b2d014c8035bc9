import { Routes } from 'discord.js';
import type { Community } from '../../src/domain/community.ts';
import type { PlaceKey } from '../../src/domain/platform.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from '../shared/asker.ts';
import { askerOf, replyRefusal, replyText } from '../shared/asker.ts';
import type { CommandName } from '../shared/commands.ts';
import { runPrivateCommand } from '../shared/run-command.ts';
import { runForm } from '../shared/run-form.ts';
import { runTill } from '../shared/run-till.ts';
import { answerInStrangePlace } from '../shared/strange-place.ts';
import type { TillWords } from '../shared/till-words.ts';
import { sayRich } from '../shared/words.ts';
import { approvalsChannelText, readApprovalsChannel } from './approvals-channel.ts';
import { tillWish, wordsOf } from './discord-command.ts';
import type { DiscordCore } from './discord-core.ts';
import type { Interaction } from './discord-interaction.ts';
import { withdrawForm } from './discord-form.ts';
import { givenOf } from './discord-files.ts';
import { answerRef, chatOf, formSceneOf, requestKeyOf } from './discord-interaction.ts';
import { writeRef } from './discord-ref.ts';
import type { ReplyScene } from './discord-replies.ts';
import { sayAnswer } from './discord-replies.ts';

export type HandlerScene = ReplyScene & {
  readonly cdnRoot: string;
  readonly core: DiscordCore;
  readonly clock: Clock;
  /** False when Discord's three seconds were over: then there is no place for an answer. */
  readonly isAnswerable: boolean;
};

type Command = Extract<Interaction, { kind: 'command' }>;

/** Acts on a slash command. Its author alone reads the answer, so everything is said right there. */
export async function handleCommand(scene: HandlerScene, command: Command): Promise<void> {
  const here = scene.isAnswerable ? { card: writeRef(answerRef(command)) } : {};
  const asker = { ...(await askerOf(scene.core, command.caller)), ...here };
  const answer = await answerCommand(scene, asker, command);
  if (scene.isAnswerable) await sayAnswer(scene, asker, answer, command);
}

async function answerCommand(scene: HandlerScene, asker: Asker, command: Command): Promise<Answer> {
  const { name, guild, isDirect } = command;
  // A group chat, or a server into which somebody brings us along: no place that could be ours.
  if (guild === null && !isDirect) return replyRefusal(asker, refuse('only_in_private'));
  if (name === null) return replyText(sayRich(asker.language, 'help-unknown'));
  // The options are its form, filled in; where members ask makes no difference to their balances.
  if (name === 'withdraw') return runForm(asker, withdrawForm(command.options.values), formSceneOf(command));
  if (guild === null) return runHere(scene, asker, command, name, null);
  const place = { platform: 'discord', placeId: guild } as const;
  const community = await asker.core.communityAt(place);
  if (name === 'till' && (community !== null || asker.core.isOperator(asker.caller.account))) {
    const wish = tillWish(command.options);
    return runTillHere(scene, asker, command, place, community, wish);
  }
  if (!community) return answerInStrangePlace(asker, place);
  return runHere(scene, asker, command, name, community.id);
}

function runHere(
  { clock, cdnRoot }: HandlerScene,
  asker: Asker,
  command: Command,
  name: CommandName,
  communityId: string | null,
): Promise<Answer> | Answer {
  const words = wordsOf(name, command.options);
  if (isRefusal(words)) return replyRefusal(asker, words);
  const age = clock.now() - command.leave.issuedAt;
  const given = givenOf(command.options, cdnRoot);
  const from = chatOf(command);
  const requestKey = requestKeyOf(command);
  return runPrivateCommand(asker, { name, words, communityId, requestKey, age, given, from });
}

async function runTillHere(
  scene: HandlerScene,
  asker: Asker,
  command: Command,
  place: PlaceKey,
  community: Community | null,
  wish: TillWords | Refusal,
): Promise<Answer> {
  const needsTitle = !isRefusal(wish) && wish.kind === 'enable' && wish.name === null;
  const title = needsTitle ? await titleOf(scene, place.placeId) : '';
  const isAsked =
    !isRefusal(wish) && wish.kind === 'approvals_here' && asker.core.isOperator(asker.caller.account);
  const found = isAsked ? await readApprovalsChannel(scene.api, command) : null;
  const hint = found && approvalsChannelText(found, asker.language);
  if (hint) return replyText(hint);
  const chat = { id: command.channel ?? '', isPrivate: found?.kind === 'private' };
  const requestKey = requestKeyOf(command);
  return runTill(asker, { place: { ...place, title }, community, chat, requestKey }, wish);
}

/** What the server is called; Discord doesn't say it along with a command. */
async function titleOf({ api }: HandlerScene, guild: string): Promise<string> {
  const found = await api.get(Routes.guild(guild));
  return typeof found === 'object' && found !== null && 'name' in found ? String(found.name) : '';
}

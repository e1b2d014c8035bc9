import type { Change } from './patch.ts';
import { discordMessage } from './discord-message.ts';
import type { Html } from './html.ts';
import { telegramMessage } from './telegram-message.ts';
import type { Session } from './session.ts';
import { onDiscord, onTelegram } from './session.ts';
import type { Stage } from './stage.ts';

/** Something in a list that is shown, and when it last changed. */
export type Shown = { readonly key: string; readonly revision: string; readonly draw: () => Html };

/** What stands in the Telegram chat that is open. */
export function telegramMessages(session: Session, stage: Stage): Shown[] {
  const { person, chat, isPrivate } = onTelegram(session, stage);
  const messages = chat.messages().filter((one) => !one.deleted);
  const looks = { stage: stage.number, viewer: person.id, isPrivate };
  const byId = new Map(messages.map((one) => [one.id, one]));
  return messages.map((message) => ({
    key: `t${message.chatId}.${message.id}`,
    revision: String(message.revision),
    draw: () =>
      telegramMessage(message, {
        ...looks,
        repliesTo: message.replyTo === undefined ? undefined : byId.get(message.replyTo),
      }),
  }));
}

/** What somebody sees in the Discord channel that is open. */
export function discordMessages(session: Session, stage: Stage): Shown[] {
  const { person, channel } = onDiscord(session, stage);
  const nameOf = (id: string) =>
    stage.town.discord.residents.find((one) => one.person.id === id)?.person.name ?? 'somebody';
  return person.sees(channel).map((message) => {
    const roles = message.fromBot ? [] : channel.rolesOf(message.raw.author.id);
    const draw = () =>
      discordMessage(message, { stage: stage.number, nameOf, roles, usedBy: usedBy(stage, message.raw) });
    return { key: `d${message.id}`, revision: [message.revision, ...roles].join(), draw };
  });
}

/** Discord names the command above its answer; the message itself carries only the interaction's id. */
function usedBy({ traffic }: Stage, raw: Readonly<Record<string, unknown>>) {
  const metadata = raw['interaction_metadata'] as
    { readonly id?: string; readonly type?: number } | undefined;
  const passage = metadata?.type === 2 ? traffic.find(`i${metadata.id}`) : undefined;
  const [, name, command] = /^([^:]+): (.*)$/.exec(passage?.what ?? '') ?? [];
  return name === undefined || command === undefined ? undefined : { name, command };
}

/** What passed between the parts. */
export function passages(
  stage: Stage,
  draw: (passage: ReturnType<Stage['traffic']['latest']>[number]) => Html,
): Shown[] {
  const latest = stage.traffic.latest().slice(-150);
  return latest.map((one) => ({ key: one.key, revision: one.outcome(), draw: () => draw(one) }));
}

/** What has changed in a list since it was last sent. `sent` is brought up to date. */
export function changesIn(shown: readonly Shown[], sent: Map<string, string>): Change[] {
  const present = new Set(shown.map(({ key }) => key));
  const gone = [...sent.keys()].filter((key) => !present.has(key));
  for (const key of gone) sent.delete(key);
  const fresh = shown.filter(({ key, revision }) => sent.get(key) !== revision);
  for (const { key, revision } of fresh) sent.set(key, revision);
  return [...gone.map((key): Change => [key]), ...fresh.map(({ key, draw }): Change => [key, draw().html])];
}

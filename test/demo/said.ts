import type {
  ChannelView as DiscordChannel,
  MessageView as DiscordMessage,
} from '../simulators/discord/message-view.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { ChatView, MessageView } from '../simulators/telegram/chat-view.ts';

/** A message as the terminal prints it, whatever platform it is on. */
export type Said = {
  readonly author: string;
  readonly fromBot: boolean;
  readonly where: string;
  readonly words: string;
  readonly picture: Uint8Array | undefined;
  readonly buttons: readonly string[];
  readonly revision: number;
  readonly wasEdited: boolean;
};

/** Service messages, such as that a group was made, say nothing that a person would read. */
export function saidOnTelegram(chat: ChatView): Said[] {
  const where = chat.type === 'private' ? 'in private' : chat.title;
  const isShown = (message: MessageView) => !message.deleted && message.words !== '';
  return chat
    .messages()
    .filter(isShown)
    .map(({ author, fromBot, words, photo: picture, buttons, revision, history }) => {
      return { author, fromBot, where, words, picture, buttons, revision, wasEdited: history.length > 0 };
    });
}

/** What this person reads in a channel, as the app draws it at that moment. */
export function saidOnDiscord(viewer: DiscordPerson, channel: DiscordChannel, now: number): Said[] {
  const isShown = (message: DiscordMessage) => !message.isThinking && message.words !== '';
  return viewer
    .sees(channel)
    .filter(isShown)
    .map(({ author, fromBot, words, files, buttons, revision, history, isEphemeral }) => ({
      author,
      fromBot,
      where: placeOf(channel, isEphemeral ? viewer.name : null),
      words: drawn(words, now),
      picture: files[0]?.bytes,
      buttons,
      revision,
      wasEdited: history.length > 0,
    }));
}

/** A channel in the app's own way, and who alone sees it. */
export function placeOf({ kind, name }: DiscordChannel, viewer: string | null): string {
  const place = kind === 'dm' ? 'in private' : `Discord, #${name}`;
  return viewer === null ? place : `${place}, only ${viewer} sees this`;
}

/** Discord's markdown without its marks: commands, countdowns, blocks to copy, bold. */
function drawn(words: string, now: number): string {
  return words
    .replace(/<(\/[^:>]+):\d+>/g, '$1')
    .replace(/<t:(\d+):R>/g, (_, seconds: string) => fromNow(Number(seconds) * 1_000 - now))
    .replace(/```\n?([^`]*?)\n?```/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/\\(?=\S)/g, '');
}

function fromNow(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  return ms < 0 ? `${minutes} minutes ago` : `in ${minutes} minutes`;
}

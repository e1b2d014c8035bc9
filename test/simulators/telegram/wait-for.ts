/** Waiting for something to be said, without polling. */
import { clearTimeout, setTimeout } from 'node:timers';
import { viewMessage } from './chat-view.ts';
import type { ChatView, MessageView } from './chat-view.ts';
import type { Change, World } from './world.ts';

/** Text or pattern that the words must contain, or any question about a message. */
export type MessageMatcher = string | RegExp | ((message: MessageView) => boolean);

export interface WaitOptions {
  /** Only messages that appeared or changed later than this one. */
  readonly after?: MessageView;
  /** Whose messages count; the bot's by default, since a person's own words are no answer. */
  readonly from?: 'bot' | 'anyone';
}

const WAIT_MS_DEFAULT = 2000;

function messageMatches(message: MessageView, matcher: MessageMatcher): boolean {
  if (typeof matcher === 'function') return matcher(message);
  return typeof matcher === 'string' ? message.words.includes(matcher) : matcher.test(message.words);
}

function transcript(messages: readonly MessageView[]): string {
  const lines = messages.slice(-8).map((message) => {
    const state = message.deleted ? ' (deleted)' : '';
    return `  ${message.author}${state}: ${JSON.stringify(message.words)} ${JSON.stringify(message.buttons)}`;
  });
  return lines.length === 0 ? '  (nothing was said)' : lines.join('\n');
}

/** Resolves with the newest matching message of the chat, at once or when one is sent or edited. */
export async function waitForMessage(
  world: World,
  chat: ChatView,
  matcher: MessageMatcher,
  timeoutMs: number = WAIT_MS_DEFAULT,
  options: WaitOptions = {},
): Promise<MessageView> {
  const counts = (message: MessageView) =>
    !message.deleted &&
    (options.from === 'anyone' || message.fromBot) &&
    (options.after === undefined || message.revision > options.after.revision) &&
    messageMatches(message, matcher);
  const present = chat.messages().findLast(counts);
  if (present !== undefined) return present;
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      world.changes.off('change', look);
    };
    const look = (change: Change) => {
      if (change.chat.id !== chat.id || change.message === undefined) return;
      const message = viewMessage(world, change.message);
      if (!counts(message)) return;
      stop();
      resolve(message);
    };
    const timer = setTimeout(() => {
      stop();
      const said = transcript(chat.messages());
      reject(
        new Error(
          `nothing matching ${String(matcher)} in "${chat.title}" within ${timeoutMs} ms; it shows:\n${said}`,
        ),
      );
    }, timeoutMs);
    world.changes.on('change', look);
  });
}

/** Waiting for something to happen, without polling. */
import { clearTimeout, setTimeout } from 'node:timers';
import { channelBehind, visibleMessages, type ChannelView, type MessageView } from './message-view.ts';
import type { World } from './world.ts';

/** Text or pattern that the words must contain, or any question about a message. */
export type MessageMatcher = string | RegExp | ((message: MessageView) => boolean);

export interface WaitOptions {
  /** Only messages that appeared or changed later than this one. */
  readonly after?: MessageView;
  /** Whose messages count; the bot's by default, since a person's own words are no answer. */
  readonly from?: 'bot' | 'anyone';
}

export const WAIT_MS_DEFAULT = 2000;

/** Resolves with what the probe finds, now or after a change; rejects when it throws or time is up. */
export function waitUntil<T>(
  world: World,
  probe: () => T | undefined,
  timeoutMs: number,
  explain: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      world.changes.off('change', look);
    };
    const look = () => {
      try {
        const found = probe();
        if (found === undefined) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(explain()));
    }, timeoutMs);
    world.changes.on('change', look);
    look();
  });
}

function messageMatches(message: MessageView, matcher: MessageMatcher): boolean {
  if (typeof matcher === 'function') return matcher(message);
  return typeof matcher === 'string' ? message.words.includes(matcher) : matcher.test(message.words);
}

function transcript(messages: readonly MessageView[]): string {
  const lines = messages.slice(-8).map((message) => {
    const state = message.isThinking ? ' (thinking)' : message.isEphemeral ? ' (only for them)' : '';
    return `  ${message.author}${state}: ${JSON.stringify(message.words)} ${JSON.stringify(message.buttons)}`;
  });
  return lines.length === 0 ? '  (nothing)' : lines.join('\n');
}

interface Viewer {
  readonly id: string;
  readonly name: string;
}

/** Resolves with the newest matching message that the viewer sees in the channel. */
export function waitForMessage(
  world: World,
  viewer: Viewer,
  view: ChannelView,
  matcher: MessageMatcher,
  timeoutMs: number = WAIT_MS_DEFAULT,
  options: WaitOptions = {},
): Promise<MessageView> {
  const channel = channelBehind(world, view);
  const seen = () => visibleMessages(world, channel, viewer.id);
  const counts = (message: MessageView) =>
    !message.isThinking &&
    (options.from === 'anyone' || message.fromBot) &&
    (options.after === undefined || message.revision > options.after.revision) &&
    messageMatches(message, matcher);
  const explain = () =>
    `${viewer.name} sees nothing matching ${String(matcher)} in "${view.name}" within ${timeoutMs} ms, but:\n` +
    transcript(seen());
  return waitUntil(world, () => seen().findLast(counts), timeoutMs, explain);
}

/** What happens when somebody taps an inline button. */
import { clearTimeout, setTimeout } from 'node:timers';
import { storedMessage } from './chat-view.ts';
import type { MessageView } from './chat-view.ts';
import { chatInstance } from './deliver-incoming.ts';
import type { CallbackAnswer, InlineButton, Person, StoredMessage } from './model.ts';
import type { UpdateQueue } from './update-queue.ts';
import { wireChat } from './wire-shapes.ts';
import { isInside } from './world.ts';
import type { Change, World } from './world.ts';

/** A label, part of a label by pattern, or the data behind the button. */
export type ButtonChoice = string | RegExp | { readonly data: string };

/** What a tap led to. */
export interface Press {
  readonly kind: 'callback' | 'url' | 'start' | 'copied';
  /** Of the callback query. */
  readonly id: string | undefined;
  /** What landed on the clipboard. */
  readonly copied: string | undefined;
  /** Where a URL button leads. */
  readonly url: string | undefined;
  /** The /start message that a deep link into the bot sent. */
  readonly message: MessageView | undefined;
  /** The bot's answer to the press so far. */
  answer(): CallbackAnswer | undefined;
  /** Waits for the bot's answer; Telegram shows a spinner until then. */
  answered(timeoutMs?: number): Promise<CallbackAnswer>;
  /** Opens the t.me/<bot>?start= link of the answer: sends /start with its payload in private. */
  follow(): MessageView;
}

export interface PressDeps {
  readonly world: World;
  readonly queue: UpdateQueue;
  /** Says /start with a payload in the person's private chat. */
  readonly start: (payload: string) => MessageView;
}

function findButton(message: MessageView, choice: ButtonChoice): InlineButton {
  const fits = (button: InlineButton) => {
    if (typeof choice === 'string') return button.text === choice;
    return choice instanceof RegExp ? choice.test(button.text) : button.callback_data === choice.data;
  };
  const buttons = message.keyboard.flat();
  const partly = (button: InlineButton) => typeof choice === 'string' && button.text.includes(choice);
  const button = buttons.find(fits) ?? buttons.find(partly);
  if (message.deleted) throw new Error(`message ${message.id} is deleted, nobody can press its buttons`);
  if (button === undefined) {
    const wanted =
      typeof choice === 'object' && 'data' in choice ? `with data ${choice.data}` : String(choice);
    const offered =
      message.buttons.length === 0 ? 'it has none' : `it offers: ${message.buttons.join(' | ')}`;
    throw new Error(
      `message ${message.id} "${message.words.slice(0, 60)}" has no button ${wanted}; ${offered}`,
    );
  }
  return button;
}

function startPayload(world: World, url: string | undefined): string | undefined {
  const link = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([A-Za-z0-9_]+)\?start=([A-Za-z0-9_-]*)$/.exec(
    url ?? '',
  );
  const tgLink = /^tg:\/\/resolve\?domain=([A-Za-z0-9_]+)&start=([A-Za-z0-9_-]*)$/.exec(url ?? '');
  const [, username, payload] = link ?? tgLink ?? [];
  return username?.toLowerCase() === world.bot.username?.toLowerCase() ? payload : undefined;
}

/** Sends a callback query with any data: what a button does, and what a forger can do without one. */
export function sendCallback(deps: PressDeps, person: Person, view: MessageView, data: string): Press {
  const { world, queue } = deps;
  const message = storedMessage(view);
  requirePresence(person, message);
  const id = String(BigInt(person.user.id) * 4_294_967_296n + BigInt(world.random(4_294_967_295)));
  const { chat } = message;
  const visible = message.deleted ? { chat: wireChat(chat), message_id: view.id, date: 0 } : message.wire;
  world.callbacks.set(id, { id, at: world.clock.now(), chat, answers: [] });
  person.known = true;
  queue.push(
    'callback_query',
    { id, from: person.user, message: visible, chat_instance: chatInstance(chat), data },
    chat.id,
  );
  return press(deps, { kind: 'callback', id });
}

function requirePresence(person: Person, message: StoredMessage): void {
  const { chat } = message;
  const isTheirs = chat.person === person || isInside(chat.members.get(person.user.id)?.status);
  if (!isTheirs)
    throw new Error(`${person.user.first_name} is not in the chat of this message and cannot see it`);
}

function press(deps: PressDeps, made: Pick<Press, 'kind'> & Partial<Press>): Press {
  const { world } = deps;
  const answer = () => (made.id === undefined ? undefined : world.callbacks.get(made.id)?.answers[0]);
  return {
    kind: made.kind,
    id: made.id,
    copied: made.copied,
    url: made.url,
    message: made.message,
    answer,
    answered: (timeoutMs = 2000) => waitForAnswer(world, made.id, answer, timeoutMs),
    follow: () => {
      const payload = startPayload(world, answer()?.url ?? made.url);
      if (payload === undefined) throw new Error('the answer to this press opens no link into the bot');
      return deps.start(payload);
    },
  };
}

function waitForAnswer(
  world: World,
  id: string | undefined,
  answer: () => CallbackAnswer | undefined,
  timeoutMs: number,
): Promise<CallbackAnswer> {
  const present = answer();
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      world.changes.off('change', look);
    };
    const look = (change: Change) => {
      const given = answer();
      if (change.detail !== id || given === undefined) return;
      stop();
      resolve(given);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`the bot did not answer the press within ${timeoutMs} ms: the button still spins`));
    }, timeoutMs);
    world.changes.on('change', look);
  });
}

/** Taps a button. */
export function pressButton(
  deps: PressDeps,
  person: Person,
  message: MessageView,
  choice: ButtonChoice,
): Press {
  requirePresence(person, storedMessage(message));
  const button = findButton(message, choice);
  if (button.disabled !== undefined) throw new Error(`the button "${button.text}" is disabled`);
  if (button.callback_data !== undefined) return sendCallback(deps, person, message, button.callback_data);
  if (button.copy_text !== undefined) return press(deps, { kind: 'copied', copied: button.copy_text.text });
  if (button.url === undefined) throw new Error(`the simulator cannot press "${button.text}" yet`);
  const payload = startPayload(deps.world, button.url);
  if (payload === undefined) return press(deps, { kind: 'url', url: button.url });
  return press(deps, { kind: 'start', url: button.url, message: deps.start(payload) });
}

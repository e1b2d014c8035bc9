/** Answers to pressed buttons. */
import { fault, refusal } from '../api-error.ts';
import type { MethodContext, Methods } from './method.ts';

/** How long Telegram waits for the answer to a press. */
const CALLBACK_LIFETIME_MS = 10 * 60 * 1000;

const ANSWER_UNITS_MAX = 200;

/** Without a game only links that start this very bot may be opened. */
function checkUrl(context: MethodContext, url: string | undefined): void {
  if (url === undefined || url === '') return;
  const username = context.world.bot.username ?? '';
  const link = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([A-Za-z0-9_]+)\?start=[A-Za-z0-9_-]{0,64}$/.exec(url);
  if (link?.[1]?.toLowerCase() !== username.toLowerCase()) throw fault('URL_INVALID');
}

function answerCallbackQuery(context: MethodContext): boolean {
  const { world, params } = context;
  const query = world.callbacks.get(String(params['callback_query_id']));
  const text = params['text'] as string | undefined;
  const url = params['url'] as string | undefined;
  if (text !== undefined && text.length > ANSWER_UNITS_MAX) throw fault('MESSAGE_TOO_LONG');
  checkUrl(context, url);
  if (query === undefined || world.clock.now() - query.at > CALLBACK_LIFETIME_MS) {
    throw refusal('query is too old and response timeout expired or query ID is invalid');
  }
  query.answers.push({
    text: text === '' ? undefined : text,
    alert: params['show_alert'] === true,
    url: url === '' ? undefined : url,
    at: world.clock.now(),
  });
  world.announce({ kind: 'callback-answer', chat: query.chat, detail: query.id });
  return true;
}

export const callbackMethods: Methods = { answerCallbackQuery };

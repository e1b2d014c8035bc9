import type { Transformer } from 'grammy';
import { Api } from 'grammy';

/** A call that takes longer is as good as lost; whoever made it tries again. */
export const CALL_SECONDS_MAX = 20;

/** The Bot API as we call it. */
export type TelegramApi = Api;

/** The Bot API for calls that belong to no update. */
export function createTelegramApi(access: { readonly token: string; readonly apiRoot: string }): TelegramApi {
  const api = new Api(access.token, { apiRoot: access.apiRoot, timeoutSeconds: CALL_SECONDS_MAX });
  api.config.use(numericChatIds);
  return api;
}

/** We keep ids as text, since platforms differ; Telegram's documents want a chat's as an integer. */
export const numericChatIds: Transformer = (call, method, payload, signal) => {
  if (!('chat_id' in payload) || !/^-?\d{1,16}$/.test(String(payload.chat_id)))
    return call(method, payload, signal);
  return call(method, { ...payload, chat_id: Number(payload.chat_id) }, signal);
};

/** The bot's own account: its token begins with it. */
export function botIdOf(token: string): number {
  return Number(token.split(':')[0]);
}

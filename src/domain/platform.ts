/** The chat platforms, and how a person or a chat on one of them is named. */

export type Platform = 'telegram' | 'discord';

/** An account is named by the platform's own numeric id, never by a name that can change hands. */
export type Account = { readonly platform: Platform; readonly accountId: string };

/** A Telegram group or a Discord server, by the platform's own id. */
export type PlaceKey = { readonly platform: Platform; readonly placeId: string };

/**
 * Where a notification goes: to one account in private, into a place where all can read it, or into one
 * chat of it, which on Discord is a channel and on Telegram the place itself.
 */
export type Recipient = {
  readonly platform: Platform;
  readonly kind: 'account' | 'place' | 'chat';
  readonly id: string;
};

export type Language = 'en' | 'zh-TW';

/** The languages that every sentence exists in. The first is the fallback. */
export const languages: readonly Language[] = ['en', 'zh-TW'];

/** A platform's locale (`zh-hant`, `zh-TW`, `en-US`, absent) → the nearest language we speak. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('zh') ? 'zh-TW' : 'en';
}

/** One line of the order of things per chat: what goes to one recipient goes in order. */
export function laneOf(recipient: Recipient): string {
  return `${recipient.platform}:${recipient.kind}:${recipient.id}`;
}

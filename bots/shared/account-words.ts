import type { Account } from '../../src/domain/platform.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';

/** An account as people tell it to each other: `telegram:123`. */
export function accountText({ platform, accountId }: Account): string {
  return `${platform}:${accountId}`;
}

/** Reads `telegram:123` or `discord:456`; `null` for anything else. */
export function readAccount(words: string): Account | null {
  const [, platform, accountId] = /^(telegram|discord):(\d{1,20})$/i.exec(words) ?? [];
  if (platform === undefined || accountId === undefined) return null;
  return { platform: platform.toLowerCase() === 'telegram' ? 'telegram' : 'discord', accountId };
}

/** `Olga (telegram:123)`: the name first where there is one, and what can't change hands behind it. */
export function byText(account: string, name: string | null | undefined): string {
  const id = plainName(account, NAME_UNITS_MAX);
  return name ? `${plainName(name, NAME_UNITS_MAX)} (${id})` : id;
}

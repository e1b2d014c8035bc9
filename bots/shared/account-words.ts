import type { Account } from '../../src/domain/platform.ts';

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

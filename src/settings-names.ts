import type { Environment } from './environment.ts';

/** Every variable that Till reads. `.env.example` explains each. */
export const settingNames = [
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_MODE',
  'TELEGRAM_WEBHOOK_SECRET',
  'TELEGRAM_API_ROOT',
  'DISCORD_BOT_TOKEN',
  'DISCORD_API_ROOT',
  'DISCORD_CDN_ROOT',
  'KRYPTOGO_CLIENT_ID',
  'KRYPTOGO_ORIGIN',
  'KRYPTOGO_API_KEY',
  'KRYPTOGO_TRANSFER_API_KEY',
  'KRYPTOGO_READS_PER_SECOND',
  'KRYPTOGO_API_ROOT',
  'PUBLIC_URL',
  'HOST',
  'PORT',
  'DATABASE_URL',
  'DATA_DIR',
  'SECRET_KEY',
  'SECRET_KEY_PREVIOUS',
  'OPERATORS',
  'ASSETS',
  'LOG_LEVEL',
  'WEBHOOKS_TO_PRIVATE',
] as const;

export type SettingName = (typeof settingNames)[number];

const OUR_PREFIXES = /^(KRYPTOGO|TELEGRAM|DISCORD|WEBHOOKS)_/;

/** One sentence for each variable that looks like ours and is none: most likely misspelled. */
export function faultsOfUnknownNames(env: Environment): string[] {
  const known: readonly string[] = settingNames;
  return Object.keys(env)
    .filter((name) => OUR_PREFIXES.test(name) && !known.includes(name) && env[name]?.trim())
    .map((name) => `${name} is not a setting of Till; perhaps ${nearest(name)} is meant.`);
}

function nearest(name: string): SettingName {
  const distances = settingNames.map((known) => ({ known, distance: editDistance(name, known) }));
  return distances.reduce((best, one) => (one.distance < best.distance ? one : best)).known;
}

/** How many letters have to be put in, taken out or exchanged (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, its] of [...other].entries()) {
      const exchanged = (row[column] ?? 0) + (letter === its ? 0 : 1);
      next.push(Math.min(exchanged, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

import type { Asset } from './domain/asset.ts';
import type { Person } from './domain/community.ts';
import type { Environment } from './environment.ts';
import { isKnownProvider, isLoopback, readApiRoot, readPublicUrl } from './settings-address.ts';
import { readAssets, readOperators } from './settings-lists.ts';
import { faultsOfUnknownNames, type SettingName } from './settings-names.ts';
import { createSettingsReader, type SettingsReader } from './settings-reader.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How the Telegram bot hears of things. Absent: Telegram is switched off. */
export type TelegramSettings = { readonly token: string; readonly apiRoot: string } & (
  { readonly mode: 'polling' } | { readonly mode: 'webhook'; readonly webhookSecret: string }
);

/** Everything that an operator decides, checked and frozen. */
export type Settings = {
  readonly telegram: TelegramSettings | null;
  readonly discord: { readonly token: string; readonly apiRoot: string; readonly cdnRoot: string } | null;
  readonly kryptogo: {
    readonly apiRoot: string;
    readonly clientId: string;
    readonly origin: string;
    readonly apiKey: string;
    readonly transferApiKey: string | null;
    readonly readsPerSecond: number;
  };
  /** Without a slash at the end; `null` where the internet can't reach us: polling only. */
  readonly publicUrl: string | null;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** `null`: an own Postgres under `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly secretKey: string;
  readonly secretKeyPrevious: string | null;
  readonly operators: readonly Person[];
  readonly assets: readonly Asset[];
  readonly logLevel: (typeof logLevels)[number];
  /** Items may be handed over by webhooks to private addresses, and by http. */
  readonly webhooksToPrivate: boolean;
  /** Values that must never be written anywhere. */
  readonly secrets: readonly string[];
};

export type SettingsVerdict =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly string[] };

const TETHER_ON_ARBITRUM = 'arb:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9:USDT:6';
const MAKE_A_KEY =
  'at least 32 random characters, for example from "openssl rand -hex 32" or ' +
  `node -p "require('crypto').randomBytes(32).toString('hex')"`;
const LONG_ENOUGH = /^\S{32,}$/;
/** What can stand in a header, and is long enough to be found again in a log line. */
const KEY = /^[\x21-\x7e]{6,512}$/;

/**
 * The environment → one frozen value, or one sentence per fault. Each sentence names its variable;
 * none repeats the value of a secret one. An empty variable counts as absent.
 */
export function readSettings(env: Environment): SettingsVerdict {
  const reader = createSettingsReader(env);
  reader.faults.push(...faultsOfUnknownNames(env));
  reader.faults.push(...faultsOfNode(env));
  const kryptogo = readKryptogo(reader);
  const publicUrl = readOwnAddress(reader, kryptogo.apiRoot);
  const telegram = readTelegram(reader, publicUrl !== null);
  const discord = readDiscord(reader, telegram !== null);
  const settings: Settings = {
    telegram,
    discord,
    kryptogo,
    publicUrl,
    host: reader.shaped('HOST', /^[0-9A-Za-z.:_-]{1,253}$/, 'a host name or an IP address') ?? '127.0.0.1',
    port: readPort(reader),
    databaseUrl: readDatabaseUrl(reader),
    dataDir: reader.text('DATA_DIR') ?? '.data',
    ...readSecretKeys(reader),
    operators: readPersons(reader),
    assets: reader.list('ASSETS', reader.text('ASSETS') ?? TETHER_ON_ARBITRUM, readAssets),
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'info'),
    webhooksToPrivate: reader.oneOf('WEBHOOKS_TO_PRIVATE', ['off', 'on'], 'off') === 'on',
    secrets: secretsIn(reader),
  };
  return reader.faults.length > 0
    ? { ok: false, faults: reader.faults }
    : { ok: true, settings: deepFreeze(settings) };
}

function readKryptogo(reader: SettingsReader): Settings['kryptogo'] {
  const apiRoot = reader.address('KRYPTOGO_API_ROOT', 'https://wallet.kryptogo.app', readApiRoot);
  if (!isKnownProvider(apiRoot)) {
    reader.fault('KRYPTOGO_API_ROOT', 'must be a host of kryptogo.app, or one on this machine.');
  }
  const origin = /^(https?:\/\/)?[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*(:\d{1,5})?$/;
  const reads = reader.shaped(
    'KRYPTOGO_READS_PER_SECOND',
    /^\d{1,4}(\.\d{1,3})?$/,
    'a number such as 5 or 0.5',
  );
  if (reads !== null && Number(reads) === 0)
    reader.fault('KRYPTOGO_READS_PER_SECOND', 'must be more than 0.');
  return {
    apiRoot,
    clientId: reader.required(
      'KRYPTOGO_CLIENT_ID',
      /^[\x21-\x7e]{1,200}$/,
      'the client id from KryptoGO Studio',
    ),
    origin: reader.required(
      'KRYPTOGO_ORIGIN',
      origin,
      'your domain as KryptoGO knows it, such as https://shop.example',
    ),
    apiKey: reader.required('KRYPTOGO_API_KEY', KEY, 'the API key from KryptoGO Studio'),
    transferApiKey: reader.shaped('KRYPTOGO_TRANSFER_API_KEY', KEY, 'an API key from KryptoGO Studio'),
    readsPerSecond: Number(reads ?? 5),
  };
}

function readOwnAddress(reader: SettingsReader, providerRoot: string): string | null {
  if (reader.text('PUBLIC_URL') === null) return null;
  const providerIsLocal = isLoopback(new URL(providerRoot).hostname);
  return reader.address('PUBLIC_URL', '', (text) => readPublicUrl(text, providerIsLocal));
}

function readTelegram(reader: SettingsReader, hasPublicUrl: boolean): TelegramSettings | null {
  const apiRoot = reader.address('TELEGRAM_API_ROOT', 'https://api.telegram.org', readApiRoot);
  const mode = reader.oneOf('TELEGRAM_MODE', ['polling', 'webhook'], 'polling');
  const secretForm = /^[A-Za-z0-9_-]{16,256}$/;
  const what = '16 to 256 of A-Z, a-z, 0-9, _ and -';
  const webhookSecret = reader.shaped('TELEGRAM_WEBHOOK_SECRET', secretForm, what);
  const token = reader.shaped('TELEGRAM_BOT_TOKEN', /^\d{1,20}:[\w-]{5,200}$/, 'the token from @BotFather');
  if (token === null) return null;
  if (mode === 'polling') return { token, apiRoot, mode };
  if (!hasPublicUrl) reader.fault('PUBLIC_URL', 'is missing: TELEGRAM_MODE webhook needs it.');
  if (reader.text('TELEGRAM_WEBHOOK_SECRET') === null) {
    reader.fault('TELEGRAM_WEBHOOK_SECRET', `is missing: TELEGRAM_MODE webhook needs ${what}.`);
  }
  return { token, apiRoot, mode, webhookSecret: webhookSecret ?? '' };
}

function readDiscord(reader: SettingsReader, hasTelegram: boolean): Settings['discord'] {
  const apiRoot = reader.address('DISCORD_API_ROOT', 'https://discord.com/api', readApiRoot);
  const cdnRoot = reader.address('DISCORD_CDN_ROOT', 'https://cdn.discordapp.com', readApiRoot);
  const token = reader.shaped('DISCORD_BOT_TOKEN', KEY, 'the bot token from Discord’s developer portal');
  if (
    !hasTelegram &&
    reader.text('TELEGRAM_BOT_TOKEN') === null &&
    reader.text('DISCORD_BOT_TOKEN') === null
  ) {
    const missing = 'is missing: without it or DISCORD_BOT_TOKEN there is nobody to talk to.';
    reader.fault('TELEGRAM_BOT_TOKEN', missing);
  }
  return token === null ? null : { token, apiRoot, cdnRoot };
}

function readPort(reader: SettingsReader): number {
  const port = Number(reader.shaped('PORT', /^\d{1,5}$/, 'a number from 0 to 65535') ?? 8080);
  if (port > 65535) reader.fault('PORT', 'must be a number from 0 to 65535.');
  return port;
}

function readDatabaseUrl(reader: SettingsReader): string | null {
  const text = reader.text('DATABASE_URL');
  if (text !== null && !(/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text))) {
    reader.fault('DATABASE_URL', 'must be an address such as postgres://user:password@host:5432/till.');
  }
  return text;
}

function readSecretKeys(reader: SettingsReader): Pick<Settings, 'secretKey' | 'secretKeyPrevious'> {
  const secretKey = reader.required('SECRET_KEY', LONG_ENOUGH, MAKE_A_KEY);
  const secretKeyPrevious = reader.shaped('SECRET_KEY_PREVIOUS', LONG_ENOUGH, MAKE_A_KEY);
  return { secretKey, secretKeyPrevious };
}

function readPersons(reader: SettingsReader): readonly Person[] {
  const text = reader.text('OPERATORS');
  if (text !== null) return reader.list('OPERATORS', text, readOperators);
  reader.fault('OPERATORS', 'is missing: who runs Till, for example telegram:123456+discord:987654321.');
  return [];
}

function secretsIn(reader: SettingsReader): readonly string[] {
  const names: readonly SettingName[] = [
    'TELEGRAM_BOT_TOKEN',
    'TELEGRAM_WEBHOOK_SECRET',
    'DISCORD_BOT_TOKEN',
    'KRYPTOGO_API_KEY',
    'KRYPTOGO_TRANSFER_API_KEY',
    'SECRET_KEY',
    'SECRET_KEY_PREVIOUS',
    'DATABASE_URL',
  ];
  return [
    ...names.flatMap((name) => reader.text(name) ?? []),
    ...passwordsIn(reader.text('DATABASE_URL') ?? ''),
  ];
}

/** The password of an address as it is written there, and as it is meant. */
function passwordsIn(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)].filter((form) => form !== '');
  } catch {
    return [password];
  }
}

/** What must not be asked of Node while it handles money (faults.md F-09). */
function faultsOfNode(env: Environment): string[] {
  const faults: string[] = [];
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED must not be 0: it lets anybody pose as KryptoGO.');
  }
  if (/--inspect(-brk|-wait)?(=|\s|$)/.test(env['NODE_OPTIONS'] ?? '')) {
    faults.push('NODE_OPTIONS must not open the debugger (--inspect): it hands out every secret.');
  }
  return faults;
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  }
  return Object.freeze(value);
}

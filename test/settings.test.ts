import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadEnvironment } from '../src/environment.ts';
import { settingNames } from '../src/settings-names.ts';
import { readSettings } from '../src/settings.ts';

const CANARY = 'canary-4f1c9a';
const SECRETS = {
  TELEGRAM_BOT_TOKEN: `123456:${CANARY}`,
  KRYPTOGO_API_KEY: `${CANARY}-studio`,
  SECRET_KEY: `${CANARY}-`.padEnd(32, 'x'),
};
const ENOUGH = {
  ...SECRETS,
  KRYPTOGO_CLIENT_ID: '9c5a79fc1117310f976b53752659b61d',
  KRYPTOGO_ORIGIN: 'https://till.example',
  OPERATORS: 'telegram:123456+discord:987654321,telegram:777',
};
const LOCAL_PROVIDER = { KRYPTOGO_API_ROOT: 'http://127.0.0.1:4000' };

type Change = Record<string, string | undefined>;

function read(change: Change = {}) {
  const verdict = readSettings({ ...ENOUGH, ...change });
  if (!verdict.ok) throw new Error(verdict.faults.join('\n'));
  return verdict.settings;
}

function faults(change: Change): readonly string[] {
  const verdict = readSettings({ ...ENOUGH, ...change });
  return verdict.ok ? [] : verdict.faults;
}

describe('settings', () => {
  it('need little, and are complete and frozen', () => {
    const settings = read();
    expect(settings).toEqual({
      telegram: { token: SECRETS.TELEGRAM_BOT_TOKEN, apiRoot: 'https://api.telegram.org', mode: 'polling' },
      discord: null,
      kryptogo: {
        apiRoot: 'https://wallet.kryptogo.app',
        clientId: '9c5a79fc1117310f976b53752659b61d',
        origin: 'https://till.example',
        apiKey: SECRETS.KRYPTOGO_API_KEY,
        transferApiKey: null,
        readsPerSecond: 5,
      },
      publicUrl: null,
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: null,
      dataDir: '.data',
      secretKey: SECRETS.SECRET_KEY,
      secretKeyPrevious: null,
      operators: [
        {
          accounts: [
            { platform: 'telegram', accountId: '123456' },
            { platform: 'discord', accountId: '987654321' },
          ],
        },
        { accounts: [{ platform: 'telegram', accountId: '777' }] },
      ],
      assets: [
        {
          id: 'arb:0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9',
          chain: 'arb',
          contract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
          symbol: 'USDT',
          decimals: 6,
        },
      ],
      logLevel: 'info',
      webhooksToPrivate: false,
      secrets: Object.values(SECRETS),
    });
    expect(Object.isFrozen(settings.kryptogo)).toBe(true);
    expect(Object.isFrozen(settings.operators[0]?.accounts[0])).toBe(true);
  });

  it('take an empty variable as absent, and know nothing of other people’s', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, ' ']));
    expect(read({ ...empty, ...ENOUGH, DISCORD_TOKEN: '', PATH: '/bin', TELEGRAMS: 'x' })).toEqual(read());
  });

  it('hand out what the operator chose', () => {
    const settings = read({
      KRYPTOGO_READS_PER_SECOND: '0.5',
      KRYPTOGO_TRANSFER_API_KEY: 'transfer-key',
      PUBLIC_URL: 'https://pay.example.org/till/',
      HOST: '::1',
      PORT: '0',
      DATABASE_URL: 'postgres://till:p%40ssw%C3%B6rd@db.example/till',
      LOG_LEVEL: 'warn',
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'sixteen_letters-',
      DISCORD_BOT_TOKEN: 'discord.bot.token',
      ASSETS:
        'arb:0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9:USDT:6, bsc:0x55d398326f99059fF775485246999027B3197955:USDT:18',
    });
    expect(settings).toMatchObject({
      kryptogo: { readsPerSecond: 0.5, transferApiKey: 'transfer-key' },
      publicUrl: 'https://pay.example.org/till',
      host: '::1',
      port: 0,
      logLevel: 'warn',
      telegram: { mode: 'webhook', webhookSecret: 'sixteen_letters-' },
      discord: {
        token: 'discord.bot.token',
        apiRoot: 'https://discord.com/api',
        cdnRoot: 'https://cdn.discordapp.com',
      },
    });
    expect(settings.assets.map(({ id, decimals }) => [id, decimals])).toEqual([
      ['arb:0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9', 6],
      ['bsc:0x55d398326f99059ff775485246999027b3197955', 18],
    ]);
    for (const secret of [
      'sixteen_letters-',
      'transfer-key',
      'discord.bot.token',
      'p%40ssw%C3%B6rd',
      'p@sswörd',
    ]) {
      expect(settings.secrets).toContain(secret);
    }
  });

  it('let a provider on this machine call back to this machine', () => {
    const change = { ...LOCAL_PROVIDER, PUBLIC_URL: 'http://127.0.0.1:8080/' };
    expect(read(change).publicUrl).toBe('http://127.0.0.1:8080');
    expect(read({ ...LOCAL_PROVIDER, PUBLIC_URL: 'https://pay.example.org' }).publicUrl).toBe(
      'https://pay.example.org',
    );
  });
});

describe('faulty settings (F-09)', () => {
  it.each<[string, Change, RegExp]>([
    ['no platform', { TELEGRAM_BOT_TOKEN: '' }, /^TELEGRAM_BOT_TOKEN is missing: .*nobody to talk to/],
    [
      'a token without its number',
      { TELEGRAM_BOT_TOKEN: CANARY },
      /^TELEGRAM_BOT_TOKEN must be the token from @BotFather/,
    ],
    ['no client id', { KRYPTOGO_CLIENT_ID: '' }, /^KRYPTOGO_CLIENT_ID is missing/],
    ['no origin', { KRYPTOGO_ORIGIN: '' }, /^KRYPTOGO_ORIGIN is missing/],
    [
      'an origin with a path',
      { KRYPTOGO_ORIGIN: 'https://a.example/x' },
      /^KRYPTOGO_ORIGIN must be your domain/,
    ],
    ['no key', { KRYPTOGO_API_KEY: undefined }, /^KRYPTOGO_API_KEY is missing/],
    ['a key with a line break', { KRYPTOGO_API_KEY: `${CANARY}\r\nX: y` }, /^KRYPTOGO_API_KEY must be/],
    ['a transfer key that is none', { KRYPTOGO_TRANSFER_API_KEY: 'ü' }, /^KRYPTOGO_TRANSFER_API_KEY must be/],
    ['no reads', { KRYPTOGO_READS_PER_SECOND: '0.0' }, /^KRYPTOGO_READS_PER_SECOND must be more than 0/],
    [
      'reads that are no number',
      { KRYPTOGO_READS_PER_SECOND: '1e3' },
      /^KRYPTOGO_READS_PER_SECOND must be a number/,
    ],
    [
      'a provider in plain text',
      { KRYPTOGO_API_ROOT: 'http://wallet.kryptogo.app' },
      /^KRYPTOGO_API_ROOT must begin with https/,
    ],
    [
      'an unknown provider',
      { KRYPTOGO_API_ROOT: 'https://kryptogo.app.evil.example' },
      /^KRYPTOGO_API_ROOT must be a host of/,
    ],
    [
      'a Bot API in plain text',
      { TELEGRAM_API_ROOT: 'http://api.telegram.org' },
      /^TELEGRAM_API_ROOT must begin with/,
    ],
    [
      'a Discord root that is no address',
      { DISCORD_API_ROOT: 'discord' },
      /^DISCORD_API_ROOT is not an address/,
    ],
    [
      'files of Discord in plain text',
      { DISCORD_CDN_ROOT: 'http://cdn.discordapp.com' },
      /^DISCORD_CDN_ROOT must begin with/,
    ],
    [
      'a public address in plain text',
      { PUBLIC_URL: 'http://pay.example.org' },
      /^PUBLIC_URL must begin with https/,
    ],
    [
      'a private public address',
      { PUBLIC_URL: 'https://10.1.2.3' },
      /^PUBLIC_URL must name a host that the internet/,
    ],
    ['a loopback public address', { PUBLIC_URL: 'https://localhost:8080' }, /^PUBLIC_URL must name a host/],
    [
      'a name of this network',
      { ...LOCAL_PROVIDER, PUBLIC_URL: 'https://till.local' },
      /^PUBLIC_URL must name a host/,
    ],
    [
      'a public address with a user',
      { PUBLIC_URL: 'https://u:p@pay.example.org' },
      /^PUBLIC_URL is not an address/,
    ],
    [
      'a public address with a query',
      { PUBLIC_URL: 'https://pay.example.org/?a=b' },
      /^PUBLIC_URL is not an address/,
    ],
    ['a host that is none', { HOST: 'a b' }, /^HOST must be/],
    ['a port that is none', { PORT: 'http' }, /^PORT must be a number/],
    ['a port beyond all ports', { PORT: '65536' }, /^PORT must be a number from 0 to 65535/],
    [
      'another database',
      { DATABASE_URL: `mysql://u:${CANARY}@h/d` },
      /^DATABASE_URL must be an address such as postgres/,
    ],
    ['no secret key', { SECRET_KEY: '' }, /^SECRET_KEY is missing: at least 32 .*openssl rand -hex 32/],
    ['a short secret key', { SECRET_KEY: CANARY }, /^SECRET_KEY must be at least 32/],
    ['a short previous key', { SECRET_KEY_PREVIOUS: CANARY }, /^SECRET_KEY_PREVIOUS must be at least 32/],
    ['no operator', { OPERATORS: '' }, /^OPERATORS is missing/],
    [
      'an operator by name',
      { OPERATORS: 'telegram:@anna' },
      /^OPERATORS has in entry 1 something that is not/,
    ],
    ['an empty operator', { OPERATORS: 'telegram:5,' }, /^OPERATORS has in entry 2/],
    ['an unknown platform', { OPERATORS: 'slack:5' }, /^OPERATORS has in entry 1/],
    [
      'an operator twice',
      { OPERATORS: 'telegram:5,telegram:6+telegram:5' },
      /^OPERATORS names telegram:5 twice/,
    ],
    [
      'the anonymous admin',
      { OPERATORS: 'telegram:1087968824' },
      /^OPERATORS names telegram:1087968824, an account that many/,
    ],
    ['Telegram itself', { OPERATORS: 'telegram:777000' }, /an account that many people share/],
    ['the channel sender', { OPERATORS: 'telegram:136817688' }, /an account that many people share/],
    [
      'an asset cut short',
      { ASSETS: 'arb:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9:USDT' },
      /^ASSETS has an entry 1 which is not/,
    ],
    [
      'an unknown chain',
      { ASSETS: 'tron:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9:USDT:6' },
      /whose chain is not one of arb, eth/,
    ],
    [
      'a contract with a typing error',
      { ASSETS: 'arb:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbB9:USDT:6' },
      /right checksum/,
    ],
    [
      'decimals beyond 36',
      { ASSETS: 'arb:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9:USDT:37' },
      /whole number from 0 to 36/,
    ],
    ['a symbol of blanks', { ASSETS: 'arb:0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9: :6' }, /whose symbol/],
    ['an unknown mode', { TELEGRAM_MODE: 'push' }, /^TELEGRAM_MODE must be one of polling, webhook/],
    [
      'a webhook without its secret',
      { TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://pay.example.org' },
      /^TELEGRAM_WEBHOOK_SECRET is missing/,
    ],
    [
      'a webhook with a weak secret',
      { TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://pay.example.org', TELEGRAM_WEBHOOK_SECRET: 'short' },
      /^TELEGRAM_WEBHOOK_SECRET must be 16 to 256/,
    ],
    [
      'a webhook without an address',
      { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'sixteen_letters-' },
      /^PUBLIC_URL is missing: TELEGRAM_MODE webhook needs it/,
    ],
    ['an unknown level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of trace/],
    [
      'a misspelled variable',
      { KRYPTOGO_APIKEY: CANARY },
      /^KRYPTOGO_APIKEY is not a setting of Till; perhaps KRYPTOGO_API_KEY is meant/,
    ],
    ['another misspelled one', { DISCORD_TOKEN: CANARY }, /perhaps DISCORD_BOT_TOKEN is meant/],
    [
      'no verification of certificates',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      /^NODE_TLS_REJECT_UNAUTHORIZED must not/,
    ],
    [
      'an open debugger',
      { NODE_OPTIONS: '--max-old-space-size=100 --inspect=0.0.0.0' },
      /^NODE_OPTIONS must not open/,
    ],
  ])('%s', (_name, change, sentence) => {
    const found = faults(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
    expect(found[0]).toMatch(/\.$/);
    expect(found.join()).not.toContain(CANARY);
  });

  it('are all told at once, and none of them tells a secret (J-05)', () => {
    const everything = Object.fromEntries(settingNames.map((name) => [name, `ü ${CANARY} \n`]));
    const verdict = readSettings({ ...everything, KRYPTOGO_SECRET: CANARY });
    const found = verdict.ok ? [] : verdict.faults;
    expect(found.length).toBeGreaterThan(15);
    expect(found.join('\n')).not.toContain(CANARY);
  });

  it('name every required variable when there is none', () => {
    const verdict = readSettings({});
    const named = verdict.ok ? [] : verdict.faults.map((sentence) => sentence.split(' ')[0]);
    expect(named.sort()).toEqual([
      'KRYPTOGO_API_KEY',
      'KRYPTOGO_CLIENT_ID',
      'KRYPTOGO_ORIGIN',
      'OPERATORS',
      'SECRET_KEY',
      'TELEGRAM_BOT_TOKEN',
    ]);
  });
});

describe('the environment', () => {
  it('is the file under the process, which wins', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'till-env-'));
    expect(loadEnvironment(folder, { PORT: '1' })).toEqual({ PORT: '1' });
    writeFileSync(path.join(folder, '.env'), '# words\nPORT=2\nHOST="0.0.0.0"\n');
    expect(loadEnvironment(folder, { PORT: '1' })).toEqual({ PORT: '1', HOST: '0.0.0.0' });
    rmSync(folder, { recursive: true });
  });

  it('has an example that explains every variable, and needs only what is missing there', () => {
    const text = readFileSync(path.join(import.meta.dirname, '../.env.example'), 'utf8');
    const example = parseEnv(text) as Change;
    expect(Object.keys(example).sort()).toEqual([...settingNames].sort());
    const filled = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''));
    expect(readSettings({ ...filled, ...ENOUGH }).ok).toBe(true);
  });
});

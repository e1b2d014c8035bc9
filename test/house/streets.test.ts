import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rulesFile = path.join(root, 'test/house/dependency-rules.cjs');
const rules = (
  createRequire(import.meta.url)(rulesFile) as { forbidden: { name: string; comment: string }[] }
).forbidden;

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** What depcruise finds below a folder, as "rule: file". */
async function walk(folder: string, places: readonly string[]): Promise<string[]> {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', rulesFile, '--output-type', 'json', ...places];
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 100_000_000 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(stdout); // it ends with the number of violations
    });
  });
  const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`).sort();
}

/** A tree in which every import is allowed; each line is a file and what it imports. */
const honest: Record<string, string[]> = {
  'src/main.ts': ['./till.ts', './settings.ts'],
  'src/till.ts': [
    './core/pay.ts',
    './kryptogo/provider.ts',
    './http/server.ts',
    './worker/loop.ts',
    '../db/store.ts',
    '../bots/telegram/bot.ts',
    '../bots/discord/bot.ts',
  ],
  'src/settings.ts': ['./domain/money.ts', 'listed'],
  'src/domain/money.ts': [],
  'src/domain/order.ts': ['./money.ts'],
  'src/ports/store.ts': ['../domain/order.ts'],
  'src/core/pay.ts': ['../ports/store.ts', '../domain/order.ts', './refuse.ts'],
  'src/core/refuse.ts': ['../domain/money.ts'],
  'src/kryptogo/provider.ts': ['../ports/store.ts', 'listed', 'node:crypto'],
  'src/http/server.ts': ['../core/pay.ts', '../ports/store.ts', 'listed'],
  'src/worker/loop.ts': ['../core/pay.ts', 'node:timers/promises'],
  'db/store.ts': ['../src/ports/store.ts', '../src/domain/order.ts', './schema.ts', 'listed'],
  'db/schema.ts': ['listed'],
  'bots/shared/words.ts': ['../../src/core/pay.ts', '../../src/domain/money.ts', 'listed'],
  'bots/telegram/bot.ts': ['../shared/words.ts', '../../src/core/pay.ts', 'listed'],
  'bots/discord/bot.ts': ['../shared/words.ts', '../../src/ports/store.ts', 'listed'],
  'test/simulators/shared/server.ts': ['node:http'],
  'test/simulators/telegram/telegram.ts': ['../shared/server.ts', 'listed'],
  'test/simulators/kryptogo/kryptogo.ts': ['../shared/server.ts'],
  'test/flows/pay.test.ts': [
    '../../src/till.ts',
    '../simulators/telegram/telegram.ts',
    '../../db/store.ts',
    'tool',
  ],
};

/** One file that breaks one rule, or the same rule in another way; an import of types alone breaks it too. */
const trespasses: { rule: string; file: string; imports: string[] }[] = [
  { rule: 'domain-is-pure', file: 'src/domain/t1.ts', imports: ['type ../ports/store.ts'] },
  { rule: 'domain-is-pure', file: 'src/domain/t2.ts', imports: ['listed'] },
  { rule: 'domain-is-pure', file: 'src/domain/t3.ts', imports: ['node:crypto'] },
  { rule: 'ports-speak-domain', file: 'src/ports/t1.ts', imports: ['listed'] },
  { rule: 'ports-speak-domain', file: 'src/ports/t2.ts', imports: ['../core/pay.ts'] },
  { rule: 'core-knows-only-ports', file: 'src/core/t1.ts', imports: ['../../db/store.ts'] },
  { rule: 'core-knows-only-ports', file: 'src/core/t2.ts', imports: ['listed'] },
  { rule: 'core-knows-only-ports', file: 'src/core/t3.ts', imports: ['node:fs'] },
  { rule: 'core-knows-only-ports', file: 'src/core/t4.ts', imports: ['../kryptogo/provider.ts'] },
  { rule: 'edges-call-the-core', file: 'src/http/t1.ts', imports: ['../../db/store.ts'] },
  { rule: 'edges-call-the-core', file: 'src/http/t2.ts', imports: ['../kryptogo/provider.ts'] },
  { rule: 'edges-call-the-core', file: 'src/worker/t1.ts', imports: ['../http/server.ts'] },
  { rule: 'edges-call-the-core', file: 'src/worker/t2.ts', imports: ['../../bots/shared/words.ts'] },
  { rule: 'adapters-implement-ports', file: 'db/t1.ts', imports: ['../src/core/pay.ts'] },
  { rule: 'adapters-implement-ports', file: 'db/t2.ts', imports: ['../src/kryptogo/provider.ts'] },
  { rule: 'adapters-implement-ports', file: 'src/kryptogo/t1.ts', imports: ['../../db/store.ts'] },
  { rule: 'platforms-stay-apart', file: 'bots/telegram/t1.ts', imports: ['../discord/bot.ts'] },
  { rule: 'platforms-stay-apart', file: 'bots/telegram/t3.ts', imports: ['type ../discord/bot.ts'] },
  { rule: 'platforms-stay-apart', file: 'bots/discord/t1.ts', imports: ['../../db/store.ts'] },
  { rule: 'platforms-stay-apart', file: 'bots/discord/t2.ts', imports: ['../../src/kryptogo/provider.ts'] },
  { rule: 'shared-bot-code-has-no-platform', file: 'bots/shared/t1.ts', imports: ['../telegram/bot.ts'] },
  { rule: 'settings-are-values', file: 'src/t1.ts', imports: ['./core/pay.ts'] },
  { rule: 'only-wiring-reads-settings', file: 'bots/telegram/t2.ts', imports: ['../../src/settings.ts'] },
  { rule: 'only-wiring-reads-settings', file: 'src/core/t5.ts', imports: ['../settings.ts'] },
  { rule: 'nobody-imports-main', file: 'test/flows/t1.ts', imports: ['../../src/main.ts'] },
  { rule: 'wiring-is-for-main', file: 'src/http/t3.ts', imports: ['../till.ts'] },
  { rule: 'product-knows-no-test', file: 'src/t2.ts', imports: ['../test/simulators/shared/server.ts'] },
  {
    rule: 'product-knows-no-test',
    file: 'bots/discord/t3.ts',
    imports: ['../../test/simulators/shared/server.ts'],
  },
  {
    rule: 'simulators-stand-alone',
    file: 'test/simulators/telegram/t1.ts',
    imports: ['../kryptogo/kryptogo.ts'],
  },
  {
    rule: 'simulators-stand-alone',
    file: 'test/simulators/kryptogo/t1.ts',
    imports: ['../../../src/domain/money.ts'],
  },
  { rule: 'product-ships-no-tools', file: 'db/t3.ts', imports: ['tool'] },
  { rule: 'product-ships-no-tools', file: 'db/t4.ts', imports: ['unlisted'] },
  { rule: 'no-circles', file: 'src/domain/t4.ts', imports: ['./t9.ts'] },
  { rule: 'no-orphans', file: 'src/domain/t6.ts', imports: [] },
  { rule: 'nothing-unresolved', file: 'db/t5.ts', imports: ['./gone.ts'] },
];

async function plant(folder: string, files: Record<string, string[]>): Promise<void> {
  for (const [file, imports] of Object.entries(files)) {
    const lines = imports.map((name, index) => {
      const [target, keyword] = name.startsWith('type ') ? [name.slice(5), 'import type'] : [name, 'import'];
      return `${keyword} * as i${index} from '${target}';\nexport type T${index} = typeof i${index};`;
    });
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), [...lines, 'export const here = 1;', ''].join('\n'));
  }
}

describe('the streets', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'till-streets-')));
    const manifest = {
      type: 'module',
      dependencies: { listed: '1.0.0' },
      devDependencies: { tool: '1.0.0' },
    };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { module: 'nodenext' } }),
    );
    for (const name of ['listed', 'tool', 'unlisted']) {
      await mkdir(path.join(folder, 'node_modules', name), { recursive: true });
      const own = { name, version: '1.0.0', type: 'module', exports: './index.js' };
      await writeFile(path.join(folder, 'node_modules', name, 'package.json'), JSON.stringify(own));
      await writeFile(path.join(folder, 'node_modules', name, 'index.js'), 'export const here = 1;\n');
    }
    await plant(folder, honest);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('let every honest import pass', async () => {
    expect(await walk(folder, ['src', 'bots', 'db', 'test'])).toEqual([]);
  });

  it('catch each planted trespass, in the file that commits it', async () => {
    await plant(folder, { 'src/domain/t9.ts': ['type ./t4.ts'] });
    await plant(folder, Object.fromEntries(trespasses.map(({ file, imports }) => [file, imports])));
    const caught = await walk(folder, ['src', 'bots', 'db', 'test']);
    const planted = trespasses.map(({ rule, file }) => `${rule}: ${file}`);
    expect(planted.filter((trespass) => !caught.includes(trespass))).toEqual([]);
  });

  it('have no rule that nobody ever broke here, and none without advice', () => {
    expect(new Set(trespasses.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
    expect(rules.filter(({ comment }) => comment.length < 40)).toEqual([]);
  });

  it('are kept by the real tree', async () => {
    expect(await walk(root, ['src', 'bots', 'db', 'test', 'drizzle.config.ts'])).toEqual([]);
    // Some 800 files: a loaded machine takes its time.
  }, 120_000);
});

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', '.git', '.data', '.env', 'coverage']);

const topLevel = readdirSync(root).filter((name) => !notOurs.has(name) && !name.endsWith('.log'));
const files = topLevel.flatMap(filesBelow);
const sources = files.filter((file) => /\.(?:ts|tsx|js|cjs)$/.test(file));
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
const scripts = manifest['scripts'] ?? {};

function filesBelow(name: string): string[] {
  if (!statSync(path.join(root, name)).isDirectory()) return [name];
  return readdirSync(path.join(root, name)).flatMap((entry) => filesBelow(`${name}/${entry}`));
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The lines that a pattern finds in some files, each as "file:line text". */
function linesWith(pattern: RegExp, among: readonly string[]): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}

describe('the tree', () => {
  it('has the fixed top level and nothing else', () => {
    const known = [
      '.ci',
      '.env.example',
      '.gitignore',
      '.npmrc',
      '.prettierignore',
      'README.md',
      'bots',
      'db',
      'drizzle.config.ts',
    ];
    known.push('package-lock.json', 'package.json', 'src', 'test', 'tsconfig.json');
    expect(topLevel.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names its source files in kebab-case', () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config))?\.[a-z]+$/;
    expect(sources.filter((file) => !kebab.test(path.basename(file)))).toEqual([]);
  });

  it('names no path of somebody’s machine', () => {
    expect(linesWith(/(?<![\w.])\/(?:work|farm|root|Users|home\/\w+)\//, files)).toEqual([]);
  });

  it('runs all its tests: none is picked out, none left out', () => {
    expect(linesWith(/\b(?:it|test|describe)\.(?:only|skip|todo)\b/, sources)).toEqual([]);
  });

  it('gives a reason wherever it silences the linter or the compiler', () => {
    expect(
      linesWith(
        /eslint-disable(?!.* -- )|@ts-(?:ignore|nocheck)|@ts-expect-error\s*$/,
        sources.filter((file) => file !== 'test/house/tidy.test.ts'),
      ),
    ).toEqual([]);
  });
});

describe('what npm installs', () => {
  it('comes from whatever registry the machine uses: the lock names none', () => {
    expect(linesWith(/"resolved":/, ['package-lock.json'])).toEqual([]);
    expect(linesWith(/^\s*(?:@[\w-]+:)?registry\b/, ['.npmrc'])).toEqual([]);
  });

  it('is pinned exactly', () => {
    const listed = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    expect(listed.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

describe('the scripts', () => {
  it('run files that exist', () => {
    const named = Object.values(scripts).flatMap(
      (script) => script.match(/(?:src|bots|db|test)\/[\w./-]+/g) ?? [],
    );
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('exist where the README or the CI calls them', () => {
    const callers = files.filter((file) => file.endsWith('.md') || file.startsWith('.ci/'));
    const called = callers.flatMap((file) => [
      ...read(file).matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g),
    ]);
    const names = called.map(([, run, direct]) => run ?? direct ?? '');
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });
});

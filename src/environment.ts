import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of the file `.env` in a folder, under those of the process, which win. */
export function loadEnvironment(folder: string, own: Environment = process.env): Environment {
  return { ...readEnvFile(path.join(folder, '.env')), ...own };
}

function readEnvFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return {};
    throw error;
  }
}

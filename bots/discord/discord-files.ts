import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { Attachment } from '../shared/button.ts';
import type { FileUse, Given } from '../shared/given.ts';
import { fileUses } from '../shared/given.ts';
import type { GivenFile, GivenOptions } from './discord-command.ts';

const FETCH_MS_MAX = 15_000;

/** What was filled in, with its files as far as somebody asks for them. */
export function givenOf({ path, values, people, files }: GivenOptions, cdnRoot: string): Given {
  return {
    path,
    values,
    person: (part) => people[values[part] ?? ''] ?? null,
    file(part, use) {
      const file = files[values[part] ?? ''];
      return file ? fetchGiven(file, use, cdnRoot) : Promise.resolve(null);
    },
  };
}

/**
 * Fetches what somebody attached, from Discord's own host alone: an address that leads elsewhere is not
 * called at all. Nothing is fetched that says it is too large, and no more is read than it may
 * have. Where it can't be had, nothing has been done yet, and whoever sent it can send it again.
 */
async function fetchGiven(file: GivenFile, use: FileUse, cdnRoot: string): Promise<Attachment | Refusal> {
  const { bytesMax, tooLarge } = fileUses[use];
  if (!isOnHost(file.url, cdnRoot)) return refuse('file_not_usable');
  if (file.size > bytesMax) return tooLarge;
  const bytes = await readAtMost(file.url, bytesMax);
  if (bytes === 'too_large') return tooLarge;
  return bytes ? { name: file.name, contentType: file.contentType, bytes } : refuse('file_not_found');
}

function isOnHost(url: string, cdnRoot: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  return origin === new URL(cdnRoot).origin && username === '' && password === '';
}

/** `null` where nothing can be read: gone, a redirect, no answer, broken off. */
async function readAtMost(url: string, bytesMax: number): Promise<Uint8Array | 'too_large' | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const signal = AbortSignal.timeout(FETCH_MS_MAX);
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok || response.body === null) return null;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > bytesMax) return 'too_large';
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

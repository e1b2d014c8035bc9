import type { Api } from 'grammy';
import type { Message } from 'grammy/types';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { SentFile } from '../shared/given.ts';
import { fileUses } from '../shared/given.ts';

export type TelegramFiles = {
  /** The file in a message, to be fetched by whoever wants it; `null` where there is none. */
  sentIn(message: Message): SentFile | null;
};

/** What Telegram says of a file. Its name and type are what the sender's app says. */
type TelegramFile = {
  readonly file_id: string;
  readonly file_name?: string | undefined;
  readonly mime_type?: string | undefined;
  readonly file_size?: number | undefined;
};

const FETCH_MS_MAX = 15_000;

/**
 * Files that people send. Nothing is fetched that says it is too large. Where the bytes can't be had,
 * nothing has been done yet, and whoever sent them can send them again. The address has the
 * bot's token in it, so nothing of it is ever repeated.
 */
export function createTelegramFiles(deps: {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string;
}): TelegramFiles {
  const { api, token, apiRoot } = deps;

  async function fetchBytes(file: TelegramFile, bytesMax: number): Promise<Uint8Array | Refusal | null> {
    if ((file.file_size ?? 0) > bytesMax) return null;
    const { file_path: path, file_size: size = 0 } = await api.getFile(file.file_id);
    if (size > bytesMax) return null;
    return path === undefined
      ? refuse('file_not_found')
      : download(`${apiRoot}/file/bot${token}/${path}`, bytesMax);
  }

  return {
    sentIn(message) {
      if (!fileIn(message, Number.POSITIVE_INFINITY)) return null;
      return async (use) => {
        const { bytesMax, tooLarge } = fileUses[use];
        const file = fileIn(message, bytesMax);
        const bytes = file && (await fetchBytes(file, bytesMax));
        if (!file || bytes === null) return tooLarge;
        if (isRefusal(bytes)) return bytes;
        const { file_name: name = 'file', mime_type: contentType = 'application/octet-stream' } = file;
        return { name, contentType, bytes };
      };
    },
  };
}

/** Of a photo, the biggest copy of those that Telegram keeps that is small enough. */
function fileIn({ photo, document, audio, video }: Message, bytesMax: number): TelegramFile | null {
  const copy = photo?.findLast(({ file_size: size = 0 }) => size <= bytesMax) ?? photo?.[0];
  if (copy) return { ...copy, file_name: 'photo.jpg', mime_type: 'image/jpeg' };
  return document ?? audio ?? video ?? null;
}

/** Stops at the first byte too many, whatever was said about the size: `null`. */
async function download(address: string, bytesMax: number): Promise<Uint8Array | Refusal | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MS_MAX) });
    if (!answer.ok || !answer.body) return refuse('file_not_found');
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > bytesMax) return null;
      chunks.push(chunk);
    }
  } catch {
    return refuse('file_not_found');
  }
  return new Uint8Array(Buffer.concat(chunks));
}

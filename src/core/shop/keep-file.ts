import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { StoredFile } from '../../ports/shop-stores.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { ShopScene } from './manager.ts';
import { asManager } from './manager.ts';

const PICTURE_BYTES_MAX = 1_048_576;
const GOODS_BYTES_MAX = 8_388_608;
const NAME_LENGTH_MAX = 120;

const CONTENT_TYPE = /^[a-z]+\/[a-z0-9.+-]{1,80}$/;

/** Bytes that a manager sends: an item's picture, or goods. */
export type FileInput = Omit<ShopScene, 'from'> &
  Omit<StoredFile, 'id'> & {
    /** What it is for; goods where nothing is said. */
    readonly use?: 'picture' | 'goods';
  };

/** Keeps a file of the community's and answers with its id. */
export async function keepFile(deps: CoreDeps, input: FileInput): Promise<string | Refusal> {
  const { communityId, bytes } = input;
  const isForPicture = input.use === 'picture';
  const picture = pictureType(bytes);
  if (isForPicture && picture === null) return refuse('picture_not_usable');
  if (bytes.length === 0 || bytes.length > GOODS_BYTES_MAX) return refuse('file_not_usable');
  const name = fileName(input.name);
  const type = input.contentType.toLowerCase();
  // What a platform says about a file is what its sender says; a picture is known by its bytes.
  const contentType = picture ?? (CONTENT_TYPE.test(type) ? type : 'application/octet-stream');
  return asManager(deps, input, async ({ catalogue }) => {
    const id = deps.identifiers.id();
    await catalogue.keepFile({ id, communityId, name, contentType, bytes }, deps.clock.now());
    return id;
  });
}

/** Why a file can't stand on an item as its picture, if so. */
export async function refusePicture(
  { catalogue }: Stores,
  communityId: string,
  fileId: string,
): Promise<Refusal | null> {
  const file = await catalogue.file(fileId);
  if (file?.communityId !== communityId) return refuse('file_not_found');
  return pictureType(file.bytes) === null ? refuse('picture_not_usable') : null;
}

/** What kind of picture it is by its first bytes; `null` for no picture that every client shows, or one too big. */
function pictureType(bytes: Uint8Array): string | null {
  if (bytes.length > PICTURE_BYTES_MAX) return null;
  const begins = (at: number, ...wanted: number[]) =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  const isWebp = begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50);
  return isWebp ? 'image/webp' : null;
}

/** The last part of a path, without what could mislead about where it ends. */
function fileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '').trim();
  return plain.slice(-NAME_LENGTH_MAX) || 'file';
}

/** Uploaded files and the identifiers under which Telegram keeps them. */
import { fault, refusal } from '../api-error.ts';
import type { StoredFile, UploadedFile, WireMessage, WirePhotoSize } from '../model.ts';
import { readImage, requirePhoto } from '../read-image.ts';
import type { World } from '../world.ts';
import type { MethodContext, Methods } from './method.ts';

/** Longest sides of the smaller copies that Telegram makes; a photo above the last one is scaled down. */
const PHOTO_SIDES = [90, 320, 800, 1280, 2560];

/** Bots download up to 20 MB. */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;

type Kind = StoredFile['kind'];

/** Resolves an InputFile parameter: attach://name, a file_id, or a URL (which the simulator never fetches). */
export function fileFrom(context: MethodContext, value: unknown, kind: Kind): StoredFile {
  const text = String(value);
  if (text.startsWith('attach://')) {
    const upload = context.files.get(text.slice('attach://'.length));
    if (upload === undefined) throw fault(`wrong file identifier/HTTP URL specified: no part named ${text}`);
    return storeFile(context.world, upload, kind);
  }
  if (/^https?:\/\//.test(text)) throw refusal('failed to get HTTP URL content');
  const known = context.world.files.get(text);
  if (known === undefined) throw fault('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind) throw fault(`can't use file of type ${known.kind} as ${kind}`);
  return known;
}

/** Keeps the bytes of an upload; a photo has to be one. */
export function storeFile(
  world: World,
  upload: Omit<UploadedFile, 'field'>,
  kind: Kind,
  claimedSize?: number,
): StoredFile {
  if (upload.bytes.byteLength === 0) throw fault('file must be non-empty');
  const size = kind === 'photo' ? requirePhoto(upload.bytes) : readImage(upload.bytes);
  const extension = size?.mimeType === 'image/png' && kind === 'document' ? 'png' : 'jpg';
  const fileId = `${kind === 'photo' ? 'AgACAgIAAxkB' : 'BQACAgIAAxkB'}${world.randomText(60)}`;
  const name = kind === 'photo' ? undefined : upload.name;
  const file: StoredFile = {
    fileId,
    uniqueId: `AQAD${world.randomText(12)}`,
    bytes: upload.bytes,
    size: claimedSize ?? upload.bytes.byteLength,
    path: `${kind}s/file_${world.files.size}.${name?.split('.').at(-1) ?? extension}`,
    kind,
    name,
    mimeType: size?.mimeType ?? (upload.type || undefined),
    width: size?.width ?? 0,
    height: size?.height ?? 0,
  };
  world.files.set(fileId, file);
  return file;
}

/** The sizes array of a photo. All sizes download the same bytes: nobody here looks at thumbnails. */
function photoSizes(world: World, file: StoredFile): WirePhotoSize[] {
  const longest = Math.max(file.width, file.height);
  const sides = PHOTO_SIDES.filter((side) => side < longest);
  const scales =
    longest > 2560 ? sides.map((side) => side / longest) : [...sides.map((side) => side / longest), 1];
  return scales.map((scale, index) => {
    const isLargest = index === scales.length - 1;
    const fileId = isLargest ? file.fileId : `${file.fileId}-${index}`;
    if (!isLargest) world.files.set(fileId, { ...file, fileId });
    return {
      file_id: fileId,
      file_unique_id: isLargest ? file.uniqueId : `${file.uniqueId}${index}`,
      file_size: isLargest ? file.size : Math.ceil(file.size * scale),
      width: Math.max(1, Math.round(file.width * scale)),
      height: Math.max(1, Math.round(file.height * scale)),
    };
  });
}

/** The fields that a photo or document adds to a Message. */
export function mediaFields(world: World, file: StoredFile): Partial<WireMessage> {
  if (file.kind === 'photo') return { photo: photoSizes(world, file) };
  return {
    document: {
      ...(file.name === undefined ? {} : { file_name: file.name }),
      ...(file.mimeType === undefined ? {} : { mime_type: file.mimeType }),
      file_id: file.fileId,
      file_unique_id: file.uniqueId,
      file_size: file.size,
    },
  };
}

export const fileMethods: Methods = {
  getFile: ({ world, params }) => {
    const file = world.files.get(String(params['file_id']));
    if (file === undefined) throw fault('invalid file_id');
    if (file.size > DOWNLOAD_BYTES_MAX) throw refusal('file is too big');
    return {
      file_id: file.fileId,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      file_path: file.path,
    };
  },
};

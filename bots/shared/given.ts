import type { Caller } from '../../src/core/caller.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { Attachment } from './button.ts';

/**
 * A command as it was filled in part by part, on a platform that asks for the parts (Discord's options).
 * Everything in it was typed by somebody or may be forged: it is read like words.
 */
export type Given = {
  /** Which part of the command: `add`, `discount end`; empty where it has no parts. */
  readonly path: string;
  /** What was filled in, by the names of the parts. */
  readonly values: Readonly<Record<string, string>>;
  /** Whoever is named in a part. */
  person(part: string): Caller | null;
  /**
   * The file in a part, fetched only now; `null` where none was given. A picture may have 1 MB, goods and
   * lists 8 MB. What kind of bytes they are is for the core to say.
   */
  file(part: string, use: FileUse): Promise<Attachment | Refusal | null>;
};

/** A file that came along with a message, fetched only when somebody wants it. */
export type SentFile = (use: FileUse) => Promise<Attachment | Refusal>;

export type FileUse = 'picture' | 'goods';

/** How big a file may be, so that nothing bigger is fetched. The core checks again, and looks into it. */
export const fileUses = {
  picture: { bytesMax: 1_048_576, tooLarge: refuse('picture_not_usable') },
  goods: { bytesMax: 8_388_608, tooLarge: refuse('file_not_usable') },
} as const satisfies Record<FileUse, object>;

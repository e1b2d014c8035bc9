import type { ButtonRows } from './button.ts';
import type { RichText } from './rich-text.ts';

/** A message of words and buttons that is edited as its subject goes on. Without a picture. */
export type TextCard = { readonly text: RichText; readonly buttons: ButtonRows };

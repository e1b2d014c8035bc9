import type { Instant } from '../../src/domain/time.ts';
import { dayAndTime } from '../../src/domain/time.ts';

/**
 * Text with a little emphasis that no platform's markup has touched. What people typed travels as
 * plain strings, so it can never become markup; each platform renders the parts its own way.
 */
export type RichPart =
  | string
  | { readonly bold: string }
  /** Something to copy: it stands alone, so that one tap takes exactly it. */
  | { readonly code: string }
  /** A moment that the app itself counts down to; `fallback` is for apps that can't. */
  | { readonly countdown: Instant; readonly fallback: string };

export type RichText = readonly RichPart[];

/** What the part reads like without any emphasis. */
export function partText(part: RichPart): string {
  if (typeof part === 'string') return part;
  if ('bold' in part) return part.bold;
  return 'code' in part ? part.code : part.fallback;
}

/** What the text reads like without any emphasis. */
export function plainTextOf(text: RichText): string {
  return text.map(partText).join('');
}

/** Puts texts one below the other; `null` ones are left out. */
export function stack(texts: readonly (RichText | null)[], gap: '\n' | '\n\n'): RichText {
  const kept = texts.filter((text) => text !== null);
  return kept.flatMap((text, index) => (index === 0 ? text : [gap, ...text]));
}

/** A moment that the app counts down to, where it may be days away. */
export function countdownTo(at: Instant): RichPart {
  return { countdown: at, fallback: dayAndTime(at) };
}

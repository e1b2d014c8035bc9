/** Names that people chose, made harmless: one line, nothing invisible, not too long. */

/** Controls, bidi and zero-width characters, private use, half pairs: all that could fake a layout. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const WHITE_SPACE = /[\s\p{Z}]+/gu;
/** Three marks on one letter are enough for every script in use; more climb over the lines around. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * A display, item or community name as it may stand inside our own sentences. At most `unitsMax`
 * UTF-16 units; what is left of a name made of nothing visible is `fallback`.
 */
export function plainName(name: string, unitsMax: number, fallback = '?'): string {
  const clean = name
    .replace(WHITE_SPACE, ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  return clean === '' ? fallback : shorten(clean, unitsMax);
}

/** Several lines that somebody wrote, each made harmless; empty when nothing visible is left. */
export function plainLines(text: string, unitsMax: number): string {
  const lines = text.split('\n').map((line) => plainName(line, unitsMax, ''));
  return shorten(lines.join('\n').trim(), unitsMax);
}

/** Cuts between characters, never inside one, and says so with an ellipsis. */
export function shorten(text: string, unitsMax: number): string {
  if (text.length <= unitsMax) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > unitsMax - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A label with a name in it, of which only the name is shortened: what stands behind it matters more. */
export function withinLabel(name: string, unitsMax: number, label: (name: string) => string): string {
  const beside = label('').length;
  return shorten(label(shorten(name, Math.max(1, unitsMax - beside))), unitsMax);
}

/**
 * Letters of 5 by 7 dots for the label under a QR code, so that a picture sent on by itself still
 * says which token and which chain. Each character is seven rows, written as one base-32 digit each.
 */
// prettier-ignore
const glyphs: Readonly<Record<string, string>> = {
  A: 'ehhvhhh', B: 'uhhuhhu', C: 'ehggghe', D: 'uhhhhhu', E: 'vgguggv', F: 'vgguggg', G: 'ehgnhhf',
  H: 'hhhvhhh', I: 'e44444e', J: '72222ic', K: 'hikokih', L: 'ggggggv', M: 'hrllhhh', N: 'hhpljhh',
  O: 'ehhhhhe', P: 'uhhuggg', Q: 'ehhhlid', R: 'uhhukih', S: 'fgge11u', T: 'v444444', U: 'hhhhhhe',
  V: 'hhhhha4', W: 'hhhllla', X: 'hha4ahh', Y: 'hhha444', Z: 'v1248gv', 0: 'ehjlphe', 1: '4c4444e',
  2: 'eh1248v', 3: 'v2421he', 4: '26aiv22', 5: 'vgu11he', 6: '68guhhe', 7: 'v124888', 8: 'ehhehhe',
  9: 'ehhf12c', '.': '00000cc', '-': '000e000',
};

const COLUMNS = 5;
const ROWS = 7;
const GAP = 1;

export type DotText = {
  readonly width: number;
  readonly height: number;
  readonly isInk: (x: number, y: number) => boolean;
};

/** The words in dots. A character that has no letter here is a blank. */
export function dotText(words: string): DotText {
  const letters = [...words.toUpperCase()].map((character) => glyphs[character] ?? '0000000');
  const pitch = COLUMNS + GAP;
  return {
    width: Math.max(letters.length * pitch - GAP, 0),
    height: ROWS,
    isInk(x, y) {
      const row = Number.parseInt(letters[Math.floor(x / pitch)]?.[y] ?? '0', 32);
      const column = x % pitch;
      return column < COLUMNS && ((row >> (COLUMNS - 1 - column)) & 1) === 1;
    },
  };
}

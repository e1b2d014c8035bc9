/** Pieces of a drawing. */

export const ink = {
  text: '#16202b',
  quiet: '#66727f',
  sales: '#1f7a5c',
  owed: '#d9962b',
  warning: '#c0392b',
  line: '#e3e6e9',
  card: '#f3f4f1',
  paper: '#fcfcfa',
} as const;

export type TextLook = {
  readonly fill?: string;
  readonly bold?: true;
  readonly anchor?: 'middle' | 'end';
  /** Not wider than that: longer words are drawn smaller. */
  readonly room?: number;
};

/** The width of an average letter or digit of the font, in parts of its size; bold is wider. */
const LETTER = { plain: 0.64, bold: 0.7 };

/** Words whose baseline is at `y`. */
export function text(x: number, y: number, size: number, words: string, look: TextLook = {}): string {
  const { fill = ink.text, bold, anchor = 'start', room } = look;
  const natural = words.length * size * (bold ? LETTER.bold : LETTER.plain);
  const fitting = room === undefined || natural <= room ? size : Math.floor((size * room) / natural);
  const weight = bold ? ' font-weight="700"' : '';
  const font = `font-family="DejaVu Sans" font-size="${fitting}"${weight}`;
  return `<text x="${round(x)}" y="${round(y)}" ${font} fill="${fill}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export function rect({ x, y, width, height }: Box, fill: string, radius = 0): string {
  const size = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return `<rect ${size} rx="${Math.min(radius, width / 2)}" fill="${fill}"/>`;
}

/** The whole drawing on paper. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  const paper = rect({ x: 0, y: 0, width, height }, ink.paper);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${paper}${parts.join('')}</svg>`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

function escaped(words: string): string {
  return words.replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

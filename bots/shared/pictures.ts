import { create } from 'qrcode';
import { dotText } from './pixel-letters.ts';
import type { PaletteImage } from './png.ts';
import { encodePng } from './png.ts';
import type { StatusSymbol } from './status-art.ts';
import { statusArt } from './status-art.ts';

export type { StatusSymbol } from './status-art.ts';

/** The picture of a card: something to scan, or how it stands. A photo can't turn back into text. */
export type Picture =
  | { readonly kind: 'qr'; readonly content: string; readonly label: string }
  | { readonly kind: 'status'; readonly symbol: StatusSymbol };

/** Blank modules round the code: the standard asks for four. */
const QUIET_MODULES = 4;
/** A module is four dots wide; the label is written in dots, so that one grid holds both. */
const MODULE_DOTS = 4;
/** A module of eight pixels is read without trouble, also after Telegram has made a JPEG of it. */
const SCALE_MIN = 2;
/** What stays blank on either side of a label that is wider than its code. */
const LABEL_MARGIN_DOTS = 4;
/** A short code is drawn larger, so that all pictures are about this wide. */
const WIDTH_AIMED = 500;

const drawn = new Map<StatusSymbol, Uint8Array>();

/** The picture as a PNG. */
export function drawPicture(picture: Picture): Uint8Array {
  if (picture.kind === 'qr') return encodePng(qrImage(picture.content, picture.label));
  const known = drawn.get(picture.symbol) ?? encodePng(statusArt(picture.symbol));
  drawn.set(picture.symbol, known);
  return known;
}

/** The code in black on white with its label below, clear of the quiet zone. */
function qrImage(content: string, label: string): PaletteImage {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const words = dotText(label);
  const side = (modules.size + 2 * QUIET_MODULES) * MODULE_DOTS;
  const width = Math.max(side, words.width + 2 * LABEL_MARGIN_DOTS);
  const codeLeft = Math.floor((width - side) / 2);
  const labelLeft = Math.floor((width - words.width) / 2);
  const isInk = (x: number, y: number) => {
    if (y >= side) return x >= labelLeft && words.isInk(x - labelLeft, y - side);
    const column = Math.floor((x - codeLeft) / MODULE_DOTS) - QUIET_MODULES;
    const row = Math.floor(y / MODULE_DOTS) - QUIET_MODULES;
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
    return isInside && modules.get(row, column) === 1;
  };
  return {
    width,
    height: side + words.height + 2 * MODULE_DOTS,
    scale: Math.max(SCALE_MIN, Math.floor(WIDTH_AIMED / width)),
    palette: [
      [255, 255, 255],
      [0, 0, 0],
    ],
    colourAt: (x, y) => (isInk(x, y) ? 1 : 0),
  };
}

import type { PaletteImage, Rgb } from './png.ts';

/** What a picture says when there is nothing to scan (any more). */
export const statusSymbols = [
  'tick',
  'clock',
  'hourglass',
  'exclamation',
  'return',
  'cross',
  'person',
] as const;

export type StatusSymbol = (typeof statusSymbols)[number];

type Point = readonly [x: number, y: number];

/** Strokes on a disc of radius 100 round the origin; x to the right, y downwards. */
type Drawing = { readonly colour: Rgb; readonly strokes: readonly (readonly Point[])[] };

const GREEN: Rgb = [46, 160, 103];
const BLUE: Rgb = [66, 133, 214];
const AMBER: Rgb = [226, 148, 38];
const GREY: Rgb = [128, 138, 150];

const drawings: Readonly<Record<StatusSymbol, Drawing>> = {
  tick: { colour: GREEN, strokes: [[[-46, 4], [-14, 36], [48, -34]]] }, // prettier-ignore
  clock: { colour: BLUE, strokes: [arc(0, 0, 54, 0, 360), [[0, -32], [0, 0], [24, 16]]] }, // prettier-ignore
  hourglass: {
    colour: BLUE,
    strokes: [[[-32, -50], [32, -50], [0, 0], [32, 50], [-32, 50], [0, 0], [-32, -50]]], // prettier-ignore
  },
  exclamation: { colour: AMBER, strokes: [[[0, -52], [0, 12]], [[0, 46], [0, 47]]] }, // prettier-ignore
  return: { colour: AMBER, strokes: [[[-16, -46], [-48, -14], [-16, 18]], [[-48, -14], ...arc(16, 14, 28, -90, 90), [-12, 42]]] }, // prettier-ignore
  cross: { colour: GREY, strokes: [[[-36, -36], [36, 36]], [[36, -36], [-36, 36]]] }, // prettier-ignore
  person: { colour: AMBER, strokes: [arc(0, -28, 22, 0, 360), arc(0, 52, 46, 180, 360)] },
};

const SIDE = 360;
const DISC_RADIUS = 100;
const PEN_RADIUS = 8;
const SHADES = 8;
const GROUND: Rgb = [246, 247, 249];
const WHITE: Rgb = [255, 255, 255];

/** A plain symbol on a coloured disc, with soft edges. */
export function statusArt(symbol: StatusSymbol): PaletteImage {
  const { colour, strokes } = drawings[symbol];
  const segments = strokes.flatMap(segmentsOf);
  const palette = [
    ...Array.from({ length: SHADES + 1 }, (_, step) => mix(GROUND, colour, step / SHADES)),
    ...Array.from({ length: SHADES }, (_, step) => mix(colour, WHITE, (step + 1) / SHADES)),
  ];
  return {
    width: SIDE,
    height: SIDE,
    scale: 1,
    palette,
    colourAt(column, row) {
      const x = column + 0.5 - SIDE / 2;
      const y = row + 0.5 - SIDE / 2;
      const disc = shade(DISC_RADIUS - Math.hypot(x, y));
      const ink = disc < SHADES ? 0 : shade(PEN_RADIUS - distance(segments, x, y));
      return ink > 0 ? SHADES + ink : disc;
    },
  };
}

/** How deep a point lies inside an edge, in shades over the width of one pixel. */
function shade(depth: number): number {
  return Math.round(Math.min(Math.max(depth + 0.5, 0), 1) * SHADES);
}

function mix(one: Rgb, other: Rgb, part: number): Rgb {
  const between = (index: 0 | 1 | 2) => Math.round(one[index] + (other[index] - one[index]) * part);
  return [between(0), between(1), between(2)];
}

type Segment = {
  readonly start: Point;
  readonly way: Point;
  readonly length2: number;
  readonly reach: number;
};

function segmentsOf(stroke: readonly Point[]): Segment[] {
  return stroke.slice(1).map((end, index) => {
    const start = stroke[index] ?? end;
    const way = [end[0] - start[0], end[1] - start[1]] as const;
    const length2 = way[0] ** 2 + way[1] ** 2;
    return { start, way, length2, reach: Math.sqrt(length2) + PEN_RADIUS + 1 };
  });
}

/** To the nearest segment; what is out of every pen's reach counts as infinitely far. */
function distance(segments: readonly Segment[], x: number, y: number): number {
  let nearest = Infinity;
  for (const { start, way, length2, reach } of segments) {
    const [fromX, fromY] = [x - start[0], y - start[1]];
    if (Math.abs(fromX) > reach || Math.abs(fromY) > reach) continue;
    // A segment without length is a dot.
    const along = length2 === 0 ? 0 : Math.min(Math.max((fromX * way[0] + fromY * way[1]) / length2, 0), 1);
    nearest = Math.min(nearest, Math.hypot(fromX - along * way[0], fromY - along * way[1]));
  }
  return nearest;
}

function arc(x: number, y: number, radius: number, from: number, to: number): Point[] {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  });
}

import Papa from 'papaparse';
import { PNG } from 'pngjs';
import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { Options, PersonHandle } from '../simulators/discord/people.ts';
import { PATIENCE_MS } from '../support/story.ts';

type Shop = {
  readonly olga: PersonHandle;
  /** Where she minds the catalogue. */
  readonly desk: ChannelView;
  /** The role on sale. */
  readonly role: { readonly guildId: string; readonly roleId: string };
  /** The Telegram chat that people can buy their way into. */
  readonly lounge: { readonly id: number };
};

/** What the demo town sells, of each kind of delivery one; twelve, so that the shop has a second page. */
export async function fillShelves({ olga, desk, role, lounge }: Shop): Promise<void> {
  const uses = async (command: string, options: Options) => {
    const { words } = await olga.uses(desk, command, options).answered(PATIENCE_MS);
    if (!words.includes('✅')) throw new Error(`${command}: ${words}`);
  };
  const rows = catalogue(`${role.guildId}/${role.roleId}`, String(lounge.id));
  const table = new TextEncoder().encode(Papa.unparse([COLUMNS, ...rows]));
  await uses('/item import', { file: { filename: 'catalogue.csv', bytes: table, contentType: 'text/csv' } });
  await uses('/item keys', { item: 'almanac', keys: KEYS.join(' ') });
  const picture = { filename: 'oolong.png', bytes: drawBowl(), contentType: 'image/png' };
  await uses('/item edit', { item: 'oolong', picture });
}

const COLUMNS = ['slug', 'name', 'price', 'currency', 'stock', 'delivery', 'delivery_to', 'description'];

const KEYS = Array.from({ length: 20 }, (_, index) => `LEAF-${1000 + 37 * index}-TEA`);

function catalogue(role: string, lounge: string): readonly (readonly string[])[] {
  const byHand = (slug: string, name: string, price: string, stock: string, about: string) =>
    [slug, name, price, 'TWD', stock, 'task', '', about] as const;
  return [
    byHand('vip', 'VIP table', '300', '', 'The table by the window, kept free for you tonight.'),
    byHand('oolong', 'High mountain oolong', '480', '12', 'Picked by hand at 1,600 m. 75 g in a tin.'),
    byHand('sencha', 'Green sencha', '260', '30', 'Fresh and light, 50 g.'),
    byHand('puer', 'Old pu’er cake', '1200', '2', 'Twelve years in the cellar.'),
    byHand('teapot', 'Red clay teapot', '880', '5', 'Holds 180 ml.'),
    byHand('cups', 'Two celadon cups', '360', '8', 'Thin, pale green, and made next door.'),
    byHand('mooncake', 'Box of moon cakes', '420', '0', 'Back in autumn.'),
    byHand('class', 'Tea class', '650', '6', 'Two hours on Sunday, for beginners.'),
    ['lantern', 'Lantern Keeper', '150', 'TWD', '', 'role', role, 'Your name glows in the Night Market.'],
    ['lounge', 'Seat in the VIP Lounge', '200', 'TWD', '', 'invite', lounge, 'A quiet chat for regulars.'],
    ['almanac', 'Tea almanac', '90', 'TWD', '', 'key', '', 'A key for the app, one year.'],
    ['brewing', 'Brewing guide', '60', 'TWD', '', 'text', GUIDE, 'The whole craft in four lines.'],
  ];
}

const GUIDE =
  'Water at 95 °C.\nFive grams for each 100 ml.\nThe first pour wakes the leaves: away with it.\nThen 20 seconds, and 5 more each time.';

const SIDE = 320;
type Colour = readonly [number, number, number];
const [WALL, TABLE, BOWL, RIM, TEA]: readonly Colour[] = [
  [240, 226, 200],
  [186, 140, 98],
  [58, 110, 106],
  [88, 148, 142],
  [212, 150, 62],
];

/** A bowl of tea on a table, seen from the side; two points in each direction are one of the picture's. */
function drawBowl(): Uint8Array {
  const png = new PNG({ width: SIDE, height: SIDE });
  for (let at = 0; at < SIDE * SIDE; at += 1) {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const seen = [0.25, 0.75].flatMap((dx) =>
      [0.25, 0.75].map((dy) => colourAt((x + dx) / SIDE, (y + dy) / SIDE)),
    );
    const mixed = [0, 1, 2].map((part) =>
      Math.round(seen.reduce((sum, one) => sum + (one?.[part] ?? 0), 0) / 4),
    );
    png.data.set([...mixed, 255], 4 * at);
  }
  return new Uint8Array(PNG.sync.write(png));
}

function colourAt(x: number, y: number): Colour | undefined {
  const inEllipse = (left: number, top: number, wide: number, high: number) =>
    ((x - left) / wide) ** 2 + ((y - top) / high) ** 2 < 1;
  if (inEllipse(0.5, 0.46, 0.29, 0.065)) return TEA;
  if (inEllipse(0.5, 0.45, 0.33, 0.09)) return RIM;
  const isBowl = y > 0.45 && inEllipse(0.5, 0.45, 0.33, 0.33);
  const isFoot = y > 0.45 && y < 0.82 && Math.abs(x - 0.5) < 0.12;
  if (isBowl || isFoot) return BOWL;
  return y > 0.7 ? TABLE : WALL;
}

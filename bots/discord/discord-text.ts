import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIStringSelectComponent,
} from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Button, ButtonRows } from '../shared/button.ts';
import { encodePress } from '../shared/button.ts';
import { shorten } from '../shared/plain-text.ts';
import type { RichPart, RichText } from '../shared/rich-text.ts';

/** The ids of our commands: with them a command in a sentence can be pressed, under its local name. */
export type CommandIds = ReadonlyMap<string, string>;

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;

const CONTENT_UNITS_MAX = 2_000;
const LABEL_UNITS_MAX = 80;
const ROWS_MAX = 5;
const ROW_BUTTONS_MAX = 5;
const OPTIONS_MAX = 25;
const OPTION_UNITS_MAX = 100;

/** What could become markup, a mention or a link, wherever it stands. */
const MARKUP = /[\\*_~|`<>[\]@]|:(?=\/\/)|\.(?=\p{L})/gu;
/** What makes a heading, a quote or a list at the beginning of a line. */
const LINE_MARKUP = /^(\s*)(-#|#{1,3}|[-+]|\d+\.)(?=\s)/gmu;
/** A command of ours in a sentence, and what stands behind it. */
const COMMAND = /(?<![\w/<])\/([a-z]+)((?: [a-z-]+){0,2})(?![\w/])/g;
/** The parts of those that can be mentioned only with them. */
const PARTS: Readonly<Record<string, RegExp>> = {
  till: /^ (?:item (?:add|hide|list)|approver (?:add|remove|link|list)|approvals here|policy(?: (?:set|simulate))?|treasury(?: (?:fund|draw))?|manager (?:add|remove|list)|thanks (?:here|off)|discount (?:add|end|list)|timezone|audit|enable|join|status|pause|resume|wind-down|freeze|reopen|canary|review)(?![\w-])/,
  item: /^ (?:add|edit|hide|show|stock|keys|list|import|export)(?![\w-])/,
};
/** Parts that have parts of their own in Discord, and so can't be used by themselves. */
const SHOWN_BY = / (?:policy|treasury)$/;

/** Words and what stands among the buttons to be copied, as one text that Discord takes. */
export function discordContent(rich: RichText, rows: ButtonRows, commands: CommandIds): string {
  const blocks = copyBlocks(rows);
  return cut(discordText(rich, commands), CONTENT_UNITS_MAX - blocks.length) + blocks;
}

/** Whether a message would not hold it all. */
export function isTooLong(rich: RichText, rows: ButtonRows, commands: CommandIds): boolean {
  return discordText(rich, commands).length > CONTENT_UNITS_MAX - copyBlocks(rows).length;
}

/** Rich text in Discord's markdown. What people typed shows as they typed it. */
function discordText(rich: RichText, commands: CommandIds): string {
  const pieces = join(rich).map((piece) => {
    if (piece.isMarkup) return piece.text;
    const plain = piece.text.replace(MARKUP, '\\$&').replace(LINE_MARKUP, escapeLineMarkup);
    return withMentions(plain, commands);
  });
  return pieces.join('');
}

/** Values to copy, each alone in a block: Discord has no button for that. */
function copyBlocks(rows: ButtonRows): string {
  return rows
    .flat()
    .flatMap((button) =>
      button.kind === 'copy' ? [`\n\n${button.label}\n\`\`\`\n${button.copy}\n\`\`\``] : [],
    )
    .join('');
}

/** Buttons under a message: five rows of five at most, so that many short rows become full ones. */
export function actionRows(rows: ButtonRows): ActionRow[] {
  const lists = rows.flat().flatMap(selectOf);
  const kept = rows.map((row) => row.flatMap(componentOf)).filter((row) => row.length > 0);
  const left = ROWS_MAX - lists.length;
  const fits = kept.length <= left && kept.every((row) => row.length <= ROW_BUTTONS_MAX);
  const full = fits ? kept : inRowsOf(ROW_BUTTONS_MAX, kept.flat()).slice(0, left);
  // What was chosen says itself what it is; the id only names the list.
  const named = lists.map((list, index) => [{ ...list, custom_id: `list:${index}` }]);
  return [...named, ...full].map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

type Piece = { text: string; readonly isMarkup: boolean };

/** Neighbours of plain text become one piece, since a command's name may be a fact of its own. */
function join(rich: RichText): Piece[] {
  const pieces: Piece[] = [];
  for (const part of rich) {
    const last = pieces.at(-1);
    if (typeof part === 'string' && last?.isMarkup === false) last.text += part;
    else pieces.push({ text: markupOf(part), isMarkup: typeof part !== 'string' });
  }
  return pieces;
}

function markupOf(part: RichPart): string {
  if (typeof part === 'string') return part;
  if ('bold' in part) return part.bold === '' ? '' : `**${part.bold.replace(MARKUP, '\\$&')}**`;
  // Between backticks nothing is escaped, and nothing but a backtick has a meaning.
  if ('code' in part) return part.code === '' ? '' : `\`${part.code.replaceAll('`', "'")}\``;
  // Drawn by the app as "in 14 minutes", and counts down there without any edit of ours.
  return `<t:${Math.floor(part.countdown / 1_000)}:R>`;
}

function escapeLineMarkup(_: string, indent: string, mark: string): string {
  return mark.endsWith('.') ? `${indent}${mark.slice(0, -1)}\\.` : `${indent}\\${mark}`;
}

function withMentions(text: string, commands: CommandIds): string {
  return text.replace(COMMAND, (written: string, name: string, behind: string) => {
    const id = commands.get(name);
    const known = PARTS[name];
    const parts = known ? known.exec(behind)?.[0] : '';
    if (id === undefined || parts === undefined) return written;
    return `</${name}${parts.replace(SHOWN_BY, '$& show')}:${id}>${behind.slice(parts.length)}`;
  });
}

/** Cuts after a whole line. Only lists of many very long names are ever that long. */
function cut(text: string, unitsMax: number): string {
  if (text.length <= unitsMax) return text;
  const kept = text.slice(0, text.lastIndexOf('\n', unitsMax - 2) + 1);
  return kept === '' ? shorten(text, unitsMax) : `${kept}…`;
}

function componentOf(button: Button): APIButtonComponent[] {
  const label = shorten(button.label, LABEL_UNITS_MAX);
  const type = ComponentType.Button as const;
  switch (button.kind) {
    case 'press':
      return [{ type, style: ButtonStyle.Secondary, label, custom_id: encodePress(button.press) }];
    case 'link':
      return [{ type, style: ButtonStyle.Link, label, url: button.url }];
    case 'copy':
    case 'select':
      return [];
  }
}

/** A list to choose from, which takes a row by itself. */
function selectOf(button: Button): Omit<APIStringSelectComponent, 'custom_id'>[] {
  if (button.kind !== 'select' || button.options.length === 0) return [];
  const options = button.options.slice(0, OPTIONS_MAX).map(({ label, hint, press }) => ({
    label: shorten(label, OPTION_UNITS_MAX),
    value: encodePress(press),
    ...(hint === '' ? {} : { description: shorten(hint, OPTION_UNITS_MAX) }),
  }));
  const placeholder = shorten(button.label, OPTION_UNITS_MAX);
  return [{ type: ComponentType.StringSelect, placeholder, options }];
}

function inRowsOf<T>(size: number, all: readonly T[]): T[][] {
  return all.length === 0 ? [] : [all.slice(0, size), ...inRowsOf(size, all.slice(size))];
}

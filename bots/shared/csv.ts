import Papa from 'papaparse';
import type { Attachment } from './button.ts';

/** Spreadsheets take a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet begins to calculate at, also in full width. No number of ours begins so: none is negative. */
const MARK = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]$/;
/** What it may skip before that. */
const SKIPPED = /^[\s\p{Z}\p{Cc}\p{Cf}'"]$/u;
/** Half of Europe's spreadsheets part a table by semicolons: then these begin a cell too. */
const PARTS = /^[;\n]$/;
/** Begins with nothing of that, and has no second beginning: most cells of a long table. */
const HARMLESS = /^[A-Za-z0-9#][^;\n]*$/;
const CONTROLS = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}]/gu;

export type Cell = string | null;

/** A table as a file that is safe to open in a spreadsheet (RFC 4180). */
export function writeCsv(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Attachment {
  const fields = [...columns];
  const data = rows.map((row) => row.map((cell) => plainCell(cell ?? '')));
  const text = Papa.unparse({ fields, data }, { newline: '\r\n' });
  const bytes = new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\r\n`);
  return { name: `${name}.csv`, contentType: 'text/csv', bytes };
}

/** Rows by the names of their columns, in small letters; `null` for what is no table in UTF-8. */
export function readCsv(bytes: Uint8Array): { columns: string[]; rows: Record<string, string>[] } | null {
  const text = textOf(bytes);
  if (text === null) return null;
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
    transform: (cell) => rearm(cell).trim(),
  });
  const isBroken = errors.some(({ type }) => type === 'Quotes');
  return isBroken ? null : { columns: meta.fields ?? [], rows: data };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Words that stay words: lines of a cell may be several, and an apostrophe in front disarms. */
function plainCell(cell: string): string {
  const plain = cell.replaceAll('\r\n', '\n').replaceAll(CONTROLS, ' ');
  return disarm(plain);
}

/** An apostrophe stands before each beginning that could be taken for a formula's (faults.md H-08). */
function disarm(text: string): string {
  if (HARMLESS.test(text)) return text;
  const letters = [...text];
  const leads = leadsToMark(letters);
  return letters.map((letter, at) => (begins(letters, at) && leads[at] ? `'${letter}` : letter)).join('');
}

/** Takes away the apostrophes that `disarm` puts in. */
function rearm(text: string): string {
  const letters = [...text];
  const leads = leadsToMark(letters);
  return letters
    .filter((letter, at) => !(letter === "'" && begins(letters, at) && leads[at + 1] === true))
    .join('');
}

/** For each letter whether a mark comes from there on, behind nothing but what is skipped. */
function leadsToMark(letters: readonly string[]): boolean[] {
  const leads: boolean[] = [];
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at] ?? '';
    leads[at] = MARK.test(letter) || (SKIPPED.test(letter) && leads[at + 1] === true);
  }
  return leads;
}

function begins(letters: readonly string[], at: number): boolean {
  return at === 0 || PARTS.test(letters[at - 1] ?? '');
}

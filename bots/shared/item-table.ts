import type { ImportFault } from '../../src/core/shop/import-items.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import type { Attachment } from './button.ts';
import { pressButton } from './button.ts';
import type { ItemScene } from './item-facts.ts';
import { readItemsCsv, writeItemsCsv } from './items-csv.ts';
import { refusalText } from './refusal-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What is told of a table that was not taken: its first faults. */
const FAULTS_TOLD_MAX = 10;

/** A row is called as a spreadsheet calls it. */
const HEADING_ROWS = 1;

/** `/item import`: all rows of the table or none of them, with what is wrong by row. */
export async function importTable(
  asker: Asker,
  { communityId, from }: ItemScene,
  file: Attachment | Refusal | null,
): Promise<Answer> {
  const { core, caller, language } = asker;
  if (file === null) return replyText(sayRich(language, 'item-import-how'));
  if (isRefusal(file)) return replyRefusal(asker, file);
  const table = readItemsCsv(file.bytes);
  if (isRefusal(table)) return replyRefusal(asker, table);
  if (table.faults.length > 0) return replyText(faultsText(asker, table.faults));
  const imported = await core.importItems({ communityId, from, by: caller.account, rows: table.rows });
  if (isRefusal(imported)) return replyRefusal(asker, imported);
  const { saved, faults } = imported;
  if (faults.length > 0) return replyText(faultsText(asker, faults));
  const list = pressButton(say(language, 'button-items'), 'items', `${communityId}_0`);
  const text = sayRich(language, 'item-imported', { count: String(saved) });
  return replyWith({ text, buttons: [[list]] });
}

function faultsText({ language }: Asker, faults: readonly ImportFault[]): RichText {
  const lines = faults.slice(0, FAULTS_TOLD_MAX).map(({ row, refusal }) => {
    const why = refusalText(refusal, language);
    return sayRich(language, 'item-import-fault', { row: String(row + HEADING_ROWS), why });
  });
  const more = faults.length - lines.length;
  return stack(
    [
      sayBold(language, 'item-import-nothing'),
      stack(lines, '\n'),
      more > 0 ? sayRich(language, 'item-import-more', { count: String(more) }) : null,
      sayRich(language, 'item-import-again'),
    ],
    '\n\n',
  );
}

/** `/item export`: everything as a table that import takes back. */
export async function exportTable(asker: Asker, { communityId, from }: ItemScene): Promise<Answer> {
  const { core, caller, language } = asker;
  const items = await core.exportItems({ communityId, from, by: caller.account });
  if (isRefusal(items)) return replyRefusal(asker, items);
  const text = sayRich(language, 'item-exported', { count: String(items.length) });
  return replyWith({ text, buttons: [], files: [writeItemsCsv(items)] });
}

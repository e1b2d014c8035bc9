import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { ExportKind } from '../../src/domain/report.ts';
import { exportKinds } from '../../src/domain/report.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import { pressButton } from './button.ts';
import { writeCsv } from './csv.ts';
import { drawReport } from './report-picture.ts';
import { reportText } from './report-text.ts';
import { say, sayRich } from './words.ts';

const DAYS_USUAL = 30;

/** `/report`, `/report 7`: a picture of so many days, with the figures below. */
export async function runReport(asker: Asker, communityId: string, words: string): Promise<Answer> {
  const { core, caller, language } = asker;
  const days = words.trim() === '' ? DAYS_USUAL : readDays(words);
  const report = await core.report({ by: caller.account, communityId, days });
  if (isRefusal(report)) return replyRefusal(asker, report);
  const image = { name: 'report.png', contentType: 'image/png', bytes: await drawReport(report) };
  return replyWith({ text: reportText(report, language), buttons: [], image });
}

/** `/export orders`, `/export ledger 30`: a table as a file; without its name, which one it shall be. */
export async function runExport(
  asker: Asker,
  communityId: string,
  words: string,
  from: string | null,
): Promise<Answer> {
  const { core, caller, language } = asker;
  const [name = '', days = ''] = words.trim().toLowerCase().split(/\s+/);
  if (name === '') return chooseTable(asker, communityId);
  const what = tableCalled(name);
  if (!what) return replyRefusal(asker, refuse('command_not_understood'));
  const span = days === '' ? null : readDays(days);
  const table = await core.exportRows({ by: caller.account, from, communityId, what, days: span });
  if (isRefusal(table)) return replyRefusal(asker, table);
  const { columns, rows } = table;
  if (rows.length === 0) return replyText(sayRich(language, 'export-empty'));
  const key = what === 'orders' ? 'export-done' : 'export-done-valued';
  const text = sayRich(language, key, { count: String(rows.length) });
  return replyWith({ text, buttons: [], files: [writeCsv(what, columns, rows)] });
}

/** Whether they run the community, in one way or another. The core checks it again. */
export async function isStaff({ core, caller }: Asker, communityId: string): Promise<boolean> {
  const { isOperator, isManager, isApprover } = await core.rightsOf(caller.account, communityId);
  return isOperator || isManager || isApprover;
}

/** What is no whole number is left to the core to refuse. */
function readDays(words: string): number {
  return /^\s*\d{1,6}\s*$/.test(words) ? Number(words) : 0;
}

function tableCalled(name: string): ExportKind | undefined {
  if (name === 'books') return 'ledger';
  return exportKinds.find((one) => one === name);
}

/** A button for each table goes on with the command. */
async function chooseTable(asker: Asker, communityId: string): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!(await isStaff(asker, communityId))) return replyRefusal(asker, refuse('not_staff'));
  const buttons = [];
  for (const what of exportKinds) {
    const command = `export ${what}`;
    const { token } = await core.startHandoff({ account: caller.account, communityId, command });
    buttons.push(pressButton(say(language, `export-${what}`), 'go', token));
  }
  return replyWith({ text: sayRich(language, 'export-which'), buttons: [buttons] });
}

import type { Refusal } from '../../domain/refusal.ts';
import type { ExportTable, Report } from '../../domain/report.ts';
import type { CoreDeps } from '../deps.ts';
import type { ExportAsk } from './export-rows.ts';
import { exportRows } from './export-rows.ts';
import type { ReportAsk } from './report.ts';
import { report } from './report.ts';

/** For those who run a community: operators, shop managers, approvers. */
export type ReportCore = {
  report(ask: ReportAsk): Promise<Report | Refusal>;
  /** Kept in the audit log. */
  exportRows(ask: ExportAsk): Promise<ExportTable | Refusal>;
};

export function createReportCore(deps: CoreDeps): ReportCore {
  return {
    report: (ask) => report(deps, ask),
    exportRows: (ask) => exportRows(deps, ask),
  };
}

import type { AuditEntry } from '../../domain/audit.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

const SUBJECT_LENGTH_MAX = 80;
const DETAIL_LENGTH_MAX = 300;

/** What staff did, as a verb tells it. `from` is the chat that it was done in; `null` for in private. */
export type AuditNote = Pick<AuditEntry, 'communityId' | 'by' | 'action' | 'subject'> & {
  readonly from: string | null;
  /** Further facts and the reason that was given; never a secret. */
  readonly detail?: string;
};

/** Keeps what somebody of the staff did, in the transaction in which they did it. */
export async function recordAudit(
  deps: Pick<CoreDeps, 'clock'>,
  stores: Pick<Stores, 'audit'>,
  { from, subject, detail, ...note }: AuditNote,
): Promise<void> {
  await stores.audit.record({
    ...note,
    chatId: from,
    subject: oneLine(subject, SUBJECT_LENGTH_MAX),
    detail: oneLine(detail ?? '', DETAIL_LENGTH_MAX),
    at: deps.clock.now(),
  });
}

/** A record is one line: what somebody typed can't add another one to it. */
function oneLine(text: string, lengthMax: number): string {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [...flat].slice(0, lengthMax).join('');
}

import { and, eq } from 'drizzle-orm';
import type { Recipient } from '../src/domain/platform.ts';
import type { DialogueStore, NoticeStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { dialogues, noticeCards } from './schema.ts';

/** Where cards stand that are edited as their subject goes on. */
export function createNoticeStore(tx: Transaction): NoticeStore {
  const isIt = (subject: string, { platform, kind, id }: Recipient) =>
    and(
      eq(noticeCards.subject, subject),
      eq(noticeCards.platform, platform),
      eq(noticeCards.recipientKind, kind),
      eq(noticeCards.recipientId, id),
    );
  return {
    async refs(subject) {
      const rows = await tx.select().from(noticeCards).where(eq(noticeCards.subject, subject));
      return rows.map(({ platform, recipientKind, recipientId, ref }) => ({
        to: { platform, kind: recipientKind, id: recipientId },
        ref,
      }));
    },
    async ref(subject, to) {
      const [row] = await tx.select().from(noticeCards).where(isIt(subject, to));
      return row?.ref ?? null;
    },
    async keepRef(subject, to, ref) {
      await tx
        .insert(noticeCards)
        .values({ subject, platform: to.platform, recipientKind: to.kind, recipientId: to.id, ref })
        .onConflictDoUpdate({
          target: [
            noticeCards.subject,
            noticeCards.platform,
            noticeCards.recipientKind,
            noticeCards.recipientId,
          ],
          set: { ref },
        });
    },
  };
}

/** Questions that people were asked in private. One at a time. */
export function createDialogueStore(tx: Transaction): DialogueStore {
  const isOf = ({ platform, accountId }: { platform: Recipient['platform']; accountId: string }) =>
    and(eq(dialogues.platform, platform), eq(dialogues.accountId, accountId));
  return {
    async begin({ account, ...dialogue }) {
      await tx
        .insert(dialogues)
        .values({ ...account, ...dialogue })
        .onConflictDoUpdate({ target: [dialogues.platform, dialogues.accountId], set: dialogue });
    },
    async of(account) {
      const [row] = await tx.select().from(dialogues).where(isOf(account));
      if (!row) return null;
      const { form, subject, askedAt } = row;
      return { account, form, subject, askedAt, answers: row.answers as Record<string, string> };
    },
    async end(account) {
      await tx.delete(dialogues).where(isOf(account));
    },
  };
}

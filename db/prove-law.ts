import type { SQL } from 'drizzle-orm';
import type { BooksFault, BooksLaw } from '../src/ports/stores.ts';

/** One law: a statement that finds nothing while it holds. */
export type Law = {
  readonly law: BooksLaw;
  /** One statement sees one moment; two would see what was committed between them as a fault. */
  readonly broken: SQL;
  /** What each row that it finds is about, and what is wrong there. */
  say(row: Readonly<Record<string, string>>): Pick<BooksFault, 'reference' | 'detail'>;
};

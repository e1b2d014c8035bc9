import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { customType, numeric } from 'drizzle-orm/pg-core';

/** A moment: `timestamptz` in the database, milliseconds since 1970 in the program. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/** Bytes as they are. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Smallest units. Not int8: with 18 decimals that overflows at 9.22 tokens. */
export const amount = (name: string) => numeric(name, { precision: 78, scale: 0, mode: 'bigint' });

/** A check that a column holds one of these words. */
export const oneOf = (column: AnyPgColumn, words: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;

export const platforms = ['telegram', 'discord'];

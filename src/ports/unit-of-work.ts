import type { Stores } from './stores.ts';

/**
 * Runs a block in one transaction: all of it happens, or nothing. The block may be run again when
 * the database asks for it, so it must do nothing outside the stores; above all no network call.
 */
export type UnitOfWork = <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;

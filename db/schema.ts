/** All tables, with their constraints: the last line of defence. */
export * from './schema-communities.ts';
export * from './schema-operations.ts';
export * from './schema-payments.ts';

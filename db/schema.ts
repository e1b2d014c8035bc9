/** All tables, with their constraints: the last line of defence. */
export * from './schema-approvals.ts';
export * from './schema-communities.ts';
export * from './schema-operations.ts';
export * from './schema-payments.ts';
export * from './schema-reviews.ts';
export * from './schema-shop.ts';
export * from './schema-withdrawals.ts';

import { randomUUID } from 'node:crypto';
import type { Community } from '../../src/domain/community.ts';
import type { Account } from '../../src/domain/platform.ts';
import { usdt } from '../support/factories.ts';
import { account } from '../support/withdrawal-bench.ts';

/** Everybody who could ask for something of community A. */
export const actors = [
  'stranger',
  'member',
  'buyer',
  /** Manager and approver at once, of another community. */
  'elsewhere',
  'manager',
  'approver',
  'operator',
] as const;

export type Actor = (typeof actors)[number];

/** What the table's calls are about: all of it is of community A. */
export type Things = {
  readonly community: Community;
  /** Of the buyer: one that is open, one that is paid and to be handed over by a person. */
  readonly openOrder: string;
  readonly paidOrder: { readonly id: string; readonly code: string; readonly delivery: string };
  readonly withdrawal: { readonly id: string; readonly revision: number };
  readonly draft: string;
  readonly canary: string;
  readonly move: string;
  readonly change: string;
  readonly review: string;
  readonly handoff: string;
  readonly gift: string;
};

/** How calls name what they are about. */
export const price = { hundredths: 10_000n, currency: 'TWD' as const };
export const caller = (account: Account) => ({ account, displayName: 'Somebody', language: 'en' as const });
export const at = (by: Account, { community }: Things) => ({ by, communityId: community.id, from: null });
export const place = (by: Account) => ({ platform: by.platform, placeId: `9${randomUUID()}` });
export const scene = (by: Account, { withdrawal }: Things) => ({
  by,
  withdrawalId: withdrawal.id,
  revision: withdrawal.revision,
  chatId: null,
});
export const key = (by: Account) => ({ assetId: usdt.id, requestKey: `${by.accountId}:${randomUUID()}` });
export const person = () => account();

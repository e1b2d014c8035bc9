import type { Fiat } from './money.ts';
import type { Platform } from './platform.ts';

/**
 * How an item is handed over. A role and an invite belong to one platform: they are sold to those who are
 * there; everything else reaches a buyer anywhere.
 */
export type DeliveryPlan =
  /** A person does it, and says so with *done*. */
  | { readonly kind: 'task' }
  /** A Discord role. `guildId` is a place of the community. */
  | { readonly kind: 'role'; readonly guildId: string; readonly roleId: string; readonly roleName: string }
  /** A Telegram group or channel that the buyer asks to join; only their request is approved. */
  | { readonly kind: 'invite'; readonly chatId: string; readonly chatTitle: string }
  /** One licence key out of a pool. */
  | { readonly kind: 'key' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly fileId: string; readonly fileName: string }
  /** A signed request to the owner's own server (Standard Webhooks). Its secret is kept apart. */
  | { readonly kind: 'webhook'; readonly url: string };

export type DeliveryKind = DeliveryPlan['kind'];

export const deliveryKinds: readonly DeliveryKind[] = [
  'task',
  'role',
  'invite',
  'key',
  'text',
  'file',
  'webhook',
];

/** A thing that a community sells. `slug` is what a member types. */
export type Item = {
  readonly id: string;
  readonly communityId: string;
  readonly slug: string;
  readonly name: string;
  /** Plain text; empty for none. */
  readonly description: string;
  readonly price: Fiat;
  readonly hidden: boolean;
  /** Pieces that can still be reserved; `null` for as many as anybody wants. */
  readonly stock: number | null;
  /** How many of it one member may have bought; `null` for any number. */
  readonly memberLimit: number | null;
  /** Access ends by itself after so many days; `null` for never. */
  readonly accessDays: number | null;
  readonly plan: DeliveryPlan;
  /** A stored file with its picture. */
  readonly pictureId: string | null;
};

/** What an item is as long as nobody has said more about it than its name and price. */
export function plainItem(
  item: Pick<Item, 'id' | 'communityId' | 'slug' | 'name' | 'price'> & Partial<Item>,
): Item {
  return {
    description: '',
    hidden: false,
    stock: null,
    memberLimit: null,
    accessDays: null,
    plan: { kind: 'task' },
    pictureId: null,
    ...item,
  };
}

/** The platform that a buyer has to be on to get it; `null` where it reaches them anywhere. */
export function platformOfPlan({ kind }: DeliveryPlan): Platform | null {
  if (kind === 'role') return 'discord';
  return kind === 'invite' ? 'telegram' : null;
}

/** Whether it can be taken back once it was handed over. What somebody has read can't be. */
export function isRevocable({ kind }: DeliveryPlan): boolean {
  return kind === 'role' || kind === 'invite' || kind === 'webhook';
}

/** Something off the price, typed as a code. Exactly one of `percent` and `off`. */
export type Discount = {
  readonly id: string;
  readonly communityId: string;
  /** Capital letters and digits, as it is typed. */
  readonly code: string;
  /** 1 to 99. */
  readonly percent: number | null;
  readonly off: Fiat | null;
  /** Only for this item; `null` for all. */
  readonly itemId: string | null;
  /** How many orders may use it that are not closed; `null` for any number. Each member may once. */
  readonly usesMax: number | null;
  readonly endsAt: number | null;
};

import type { Delivery, DeliveryTrouble } from './delivery.ts';
import type { Order } from './order.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';

/** What somebody gets to see of what was bought. Secret: shown to its holder alone, never logged. */
export type Goods =
  | { readonly kind: 'task'; readonly isDone: boolean }
  | { readonly kind: 'role'; readonly roleName: string }
  /** `link` leads to a request to join that only its holder is let in by; `null` when they are in already. */
  | { readonly kind: 'invite'; readonly chatTitle: string; readonly link: string | null }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: GoodsFile }
  /** The owner's own server sees to it. */
  | { readonly kind: 'webhook' }
  /** Not handed over yet, for this reason if there is one. */
  | { readonly kind: 'waiting'; readonly trouble: DeliveryTrouble | null };

export type GoodsFile = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/** Everything that a card about a delivery may show. Without the goods themselves. */
export type DeliveryView = {
  readonly delivery: Delivery;
  readonly order: Order;
  readonly communityName: string;
  /** Who paid. */
  readonly buyer: Account & { readonly displayName: string };
  /** Who gets it: the buyer, or whom they gave it to. */
  readonly holder: Account & { readonly displayName: string };
  readonly isGift: boolean;
  /** Who did the task, by name. */
  readonly doneBy: string | null;
  /** What an owner's server said to the last requests, the newest last. */
  readonly log: readonly {
    readonly at: Instant;
    readonly event: string;
    /** `null` when no answer came. */
    readonly status: number | null;
    readonly detail: string;
  }[];
  readonly now: Instant;
};

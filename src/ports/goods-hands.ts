import type { DeliveryTrouble } from '../domain/delivery.ts';

/** What came of something that was asked of a platform for goods. */
export type HandsOutcome<T = null> =
  | { readonly kind: 'done'; readonly value: T }
  /** Not now; `afterMs` is what the platform asked for. */
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly trouble: DeliveryTrouble }
  /** Not before somebody does something about it. */
  | { readonly kind: 'blocked'; readonly trouble: DeliveryTrouble };

/** Roles of a Discord server. Each may be repeated: giving what somebody has changes nothing. */
export type RoleHands = {
  /** The roles of a server that the bot could give now, and those that it could not. */
  roles(
    guildId: string,
  ): Promise<
    HandsOutcome<
      readonly { readonly id: string; readonly name: string; readonly trouble: DeliveryTrouble | null }[]
    >
  >;
  /** `reason` stands in the server's own audit log. */
  give(guildId: string, roleId: string, accountId: string, reason: string): Promise<HandsOutcome>;
  take(guildId: string, roleId: string, accountId: string, reason: string): Promise<HandsOutcome>;
  /** Whether the member has it; `away` when they are not in the server. */
  look(guildId: string, roleId: string, accountId: string): Promise<HandsOutcome<'has' | 'lost' | 'away'>>;
};

/** Telegram chats that people are let into. */
export type InviteHands = {
  /** The chat by id or @name, with whether the bot may invite and let in there. */
  chat(idOrName: string): Promise<
    HandsOutcome<{
      readonly chatId: string;
      readonly title: string;
      readonly trouble: DeliveryTrouble | null;
    }>
  >;
  /** A link of our own that leads to a request to join. */
  invite(chatId: string, name: string): Promise<HandsOutcome<string>>;
  revokeInvite(chatId: string, link: string): Promise<HandsOutcome>;
  letIn(chatId: string, accountId: string): Promise<HandsOutcome>;
  turnAway(chatId: string, accountId: string): Promise<HandsOutcome>;
  /** Out of the chat, without a ban: they may ask again. */
  remove(chatId: string, accountId: string): Promise<HandsOutcome>;
  look(chatId: string, accountId: string): Promise<HandsOutcome<'in' | 'out'>>;
};

/** One signed request to an owner's server. */
export type WebhookSender = {
  send(request: {
    readonly url: string;
    readonly secret: string;
    /** The same for each try of one event. */
    readonly id: string;
    readonly body: string;
  }): Promise<{ readonly status: number | null; readonly detail: string; readonly tookMs: number }>;
  /** Why we would not send there: no https, a private address; `null` when we would. */
  refuses(url: string): Promise<'not_https' | 'private' | 'not_url' | null>;
};

/** The platforms' hands, as far as they are switched on. */
export type GoodsHands = {
  readonly roles: RoleHands | null;
  readonly invites: InviteHands | null;
  readonly webhooks: WebhookSender;
};

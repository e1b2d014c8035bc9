import type { DeliveryTrouble } from '../../src/domain/delivery.ts';
import type { GoodsHands, HandsOutcome, InviteHands, RoleHands } from '../../src/ports/goods-hands.ts';

type Sent = Parameters<GoodsHands['webhooks']['send']>[0];

/** Platforms and an owner's server that do what the test tells them to, and keep what was done. */
export type ScriptedHands = GoodsHands & {
  /** Who has which role: `role of account`. */
  readonly roleHolders: Set<string>;
  /** Who is in which chat: `account in chat`. */
  readonly inside: Set<string>;
  /** Accounts that are not in the server at present. */
  readonly away: Set<string>;
  /** Links that still lead somewhere. */
  readonly links: Set<string>;
  readonly sent: Sent[];
  /** Each call, in order: `give vip 7`. */
  readonly calls: string[];
  /** While it is set, every call answers so, and does nothing. */
  trouble: {
    readonly kind: 'later' | 'blocked';
    readonly trouble: DeliveryTrouble;
    readonly afterMs?: number;
  } | null;
  /** What the owner's server answers. */
  status: number | null;
  /** Runs in the middle of the next call, after it has had its effect. */
  during: (() => Promise<void>) | null;
};

export function createScriptedHands(): ScriptedHands {
  const act = async <T>(call: string, effect: () => T): Promise<HandsOutcome<T>> => {
    hands.calls.push(call);
    if (hands.trouble) return { afterMs: null, ...hands.trouble };
    const value = effect();
    await interrupt();
    return { kind: 'done', value };
  };
  const interrupt = async () => {
    const { during } = hands;
    hands.during = null;
    await during?.();
  };
  const noValue = (effect: () => unknown) => () => {
    effect();
    return null;
  };
  const roles: RoleHands = {
    roles: () => Promise.resolve({ kind: 'done', value: [{ id: 'vip', name: 'VIP', trouble: null }] }),
    async give(_guild, role, account) {
      if (hands.away.has(account)) return { kind: 'blocked', trouble: 'member_gone' };
      return act(
        `give ${role} ${account}`,
        noValue(() => hands.roleHolders.add(`${role} of ${account}`)),
      );
    },
    take: (_guild, role, account) =>
      act(
        `take ${role} ${account}`,
        noValue(() => hands.roleHolders.delete(`${role} of ${account}`)),
      ),
    look: (_guild, role, account) =>
      act(`look ${role} ${account}`, () => {
        if (hands.away.has(account)) return 'away' as const;
        return hands.roleHolders.has(`${role} of ${account}`) ? ('has' as const) : ('lost' as const);
      }),
  };
  let made = 0;
  const invites: InviteHands = {
    chat: (chatId) =>
      Promise.resolve({ kind: 'done', value: { chatId, title: 'Inner circle', trouble: null } }),
    invite: (chat) =>
      act(`invite ${chat}`, () => {
        const link = `https://t.me/+link${(made += 1)}`;
        hands.links.add(link);
        return link;
      }),
    revokeInvite: (_chat, link) =>
      act(
        `revoke ${link}`,
        noValue(() => hands.links.delete(link)),
      ),
    letIn: (chat, account) =>
      act(
        `let in ${account}`,
        noValue(() => hands.inside.add(`${account} in ${chat}`)),
      ),
    turnAway: (_chat, account) => act(`turn away ${account}`, () => null),
    remove: (chat, account) =>
      act(
        `remove ${account}`,
        noValue(() => hands.inside.delete(`${account} in ${chat}`)),
      ),
    look: (chat, account) =>
      act(`look ${account}`, () =>
        hands.inside.has(`${account} in ${chat}`) ? ('in' as const) : ('out' as const),
      ),
  };
  const hands: ScriptedHands = {
    roles,
    invites,
    webhooks: {
      refuses: () => Promise.resolve(null),
      async send(request) {
        hands.sent.push(request);
        const { status } = hands;
        await interrupt();
        return { status, detail: status === null ? 'no answer' : 'answered', tookMs: 3 };
      },
    },
    roleHolders: new Set(),
    inside: new Set(),
    away: new Set(),
    links: new Set(),
    sent: [],
    calls: [],
    trouble: null,
    status: 204,
    during: null,
  };
  return hands;
}

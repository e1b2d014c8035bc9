import { expect } from 'vitest';
import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { RecordedRequest } from '../simulators/discord/request-record.ts';
import { usdt } from './factories.ts';

/** Addresses, transactions, amounts in tokens and in fiat, balances: for their own member alone. */
const PRIVATE = /0x[0-9a-f]|\d\.\d|USDT|\b(TWD|USD)\b|balance|餘額/i;
/** News of a payment, by its first sign; the order's code in it makes it one of a kind. */
const NEWS =
  /^\{"content":"(✅ Order|👀 [\d.]+ |💰 (More|[\d.]+ )|⚠️ (Too|[\d.]+ )|↩️ KryptoGO|🙋 Something|🛒)/u;
const ADDRESS = /0x[0-9a-fA-F]{40}/g;
const SUPPRESS_EMBEDS = 1 << 2;

/** Whoever is let into a limited channel: there is none but for approvals. */
const APPROVERS = 'approvers';

/** Remembers every look that a message of the bot's ever had, and who could see it then. */
export type DiscordWitness = {
  /** Messages of the bot's, in any of their looks, that others than one person could read. */
  shownToAll(): string[];
  /** Nobody saw what is not theirs, nobody was pinged or told a thing twice, and all was sent with care. */
  expectGoodManners(): void;
};

type Look = {
  readonly text: string;
  /** `null` where whoever is in the channel reads it. */
  readonly viewer: string | null;
  readonly files: number;
  readonly pings: readonly string[];
  /** Whether it came as a message of its own, and not as an edit of one. */
  readonly isNew: boolean;
};

export function watchDiscord(discord: DiscordSimulator): DiscordWitness {
  const looks: Look[] = [];
  discord.onChange(({ kind, message }) => {
    if (!message?.fromBot || (kind !== 'message' && kind !== 'edit')) return;
    const { wire, channel, onlyFor, pings } = message;
    const inPrivate = channel.kind === 'dm' ? [...channel.people][0] : undefined;
    const { content, embeds, components, attachments } = wire;
    const text = JSON.stringify({ content, embeds, components });
    const viewer = onlyFor ?? inPrivate ?? (channel.isLimited ? APPROVERS : null);
    looks.push({ text, viewer, files: attachments.length, pings: [...pings], isNew: kind === 'message' });
  });
  const open = () => looks.filter(({ viewer }) => viewer === null);
  return {
    shownToAll: () => open().map(({ text }) => text),
    expectGoodManners() {
      expect(open().filter(({ text, files }) => PRIVATE.test(text) || files > 0)).toEqual([]);
      const viewers = new Map<string, Set<string>>();
      for (const { text, viewer } of looks.filter((look) => look.viewer !== APPROVERS)) {
        for (const [address] of text.matchAll(ADDRESS)) {
          // Which token it is concerns everybody.
          if (address === usdt.contract) continue;
          viewers.set(address, (viewers.get(address) ?? new Set()).add(viewer ?? 'everybody'));
        }
      }
      expect([...viewers].filter(([, people]) => people.size > 1)).toEqual([]);
      expect(looks.filter(({ pings }) => pings.length > 0)).toEqual([]);
      const news = looks.filter(({ text, isNew }) => isNew && NEWS.test(text));
      const told = news.map(({ text, viewer }) => `${viewer ?? ''} ${text}`);
      expect(told.filter((one, index) => told.indexOf(one) !== index)).toEqual([]);
      const careless = discord.requests.filter((one) => 'content' in one.body && !isCareful(one));
      expect(careless.map(({ name, body }) => ({ name, body }))).toEqual([]);
    },
  };
}

/** Mentions nobody, unfolds no link, and a message in a channel can't come twice. */
function isCareful({ name, body }: RecordedRequest): boolean {
  const mentionsNobody = JSON.stringify(body['allowed_mentions']) === '{"parse":[]}';
  const unfoldsNothing = (Number(body['flags'] ?? 0) & SUPPRESS_EMBEDS) !== 0;
  const comesOnce = name !== 'createMessage' || (body['enforce_nonce'] === true && Boolean(body['nonce']));
  return mentionsNobody && unfoldsNothing && comesOnce;
}

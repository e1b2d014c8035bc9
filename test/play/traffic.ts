import type { RecordedRequest as DiscordRequest } from '../simulators/discord/request-record.ts';
import type { CallbackRecord, RequestRecord } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { RecordedRequest as TelegramRequest } from '../simulators/telegram/request-record.ts';
import type { World } from '../support/world.ts';

type Party = 'Till' | 'Telegram' | 'Discord' | 'KryptoGO' | 'a forger';

/** One message between two parts, as it passed. */
export type Passage = {
  readonly key: string;
  readonly from: Party;
  readonly to: Party;
  readonly what: string;
  /** By the world's clock. */
  readonly at: number;
  /** How it was answered; '…' while it is under way. */
  readonly outcome: () => string;
  /** What was said, in full. */
  readonly detail: () => unknown;
};

/** What passes between the parts, in the order in which it was noticed. */
export type Traffic = {
  /** The latest passages, oldest first. */
  latest(): readonly Passage[];
  find(key: string): Passage | undefined;
  stop(): void;
};

const KEPT_MAX = 400;

export function watchTraffic(world: World): Traffic {
  const { telegram, discord, kryptogo } = world;
  const passages: Passage[] = [];
  const seen = { telegram: 0, updates: 0, discord: 0, kryptogo: 0, callbacks: 0 };
  let made = 0;
  const add = (passage: Passage) => passages.push(passage);
  const news = <T>(all: readonly T[], which: keyof typeof seen): readonly T[] => {
    const fresh = all.slice(seen[which]);
    seen[which] = all.length;
    return fresh;
  };
  const stopInteractions = discord.onChange(({ kind, detail, interaction }) => {
    if (kind !== 'interaction' || detail !== 'opened' || !interaction) return;
    const outcome = () =>
      interaction.failed ? 'no answer' : interaction.acknowledgement === undefined ? '…' : 'acknowledged';
    const { id, what, createdAt: at, person } = interaction;
    const who = person.user.global_name ?? person.user.username;
    const said = () => ({ interaction: interaction.kind, what, by: who, id });
    add({ key: `i${id}`, from: 'Discord', to: 'Till', what: `${who}: ${what}`, at, outcome, detail: said });
  });
  const catchUp = () => {
    for (const update of news(telegram.updates(), 'updates')) {
      const at = world.clock.now();
      const key = `u${update.update_id}`;
      const outcome = () => '';
      add({
        key,
        from: 'Telegram',
        to: 'Till',
        what: updateWords(update),
        at,
        outcome,
        detail: () => update,
      });
    }
    for (const one of news(telegram.requests, 'telegram')) if (!isPoll(one)) add(telegramPassage(one));
    for (const one of news(discord.requests, 'discord')) add(discordPassage(one));
    news(kryptogo.requests, 'kryptogo').forEach((one) => add(kryptogoPassage(one, `k${(made += 1)}`)));
    news(kryptogo.callbacks, 'callbacks').forEach((one) => add(callbackPassage(one, `c${(made += 1)}`)));
    if (passages.length > 2 * KEPT_MAX) passages.splice(0, passages.length - KEPT_MAX);
  };
  const stops = [stopInteractions, ...[telegram, discord, kryptogo].map((one) => one.onChange(catchUp))];
  return {
    latest: () => {
      catchUp();
      return passages.slice(-KEPT_MAX);
    },
    find: (key) => passages.find((one) => one.key === key),
    stop: () => stops.forEach((end) => end()),
  };
}

function isPoll({ method }: TelegramRequest): boolean {
  return method === 'getUpdates';
}

function updateWords(update: object): string {
  const { message, callback_query: press } = update as {
    readonly message?: { readonly text?: string; readonly from?: { readonly first_name?: string } };
    readonly callback_query?: { readonly data?: string; readonly from?: { readonly first_name?: string } };
  };
  if (message) return `${message.from?.first_name ?? '?'}: ${message.text ?? '(no text)'}`;
  if (press) return `${press.from?.first_name ?? '?'} pressed ${press.data ?? ''}`;
  return Object.keys(update).find((name) => name !== 'update_id') ?? 'update';
}

function statusWord(status: number | undefined): string {
  return status === undefined ? '…' : status === 0 ? 'cut' : String(status);
}

function telegramPassage(one: TelegramRequest): Passage {
  return {
    key: `t${one.number}`,
    from: 'Till',
    to: 'Telegram',
    what: one.method,
    at: one.at,
    outcome: () => statusWord(one.status),
    detail: () => ({ params: one.params, status: one.status, error: one.error, result: one.result }),
  };
}

function discordPassage(one: DiscordRequest): Passage {
  return {
    key: `d${one.number}`,
    from: 'Till',
    to: 'Discord',
    what: one.name,
    at: one.at,
    outcome: () => statusWord(one.status),
    detail: () => ({
      path: one.path,
      body: one.body,
      status: one.status,
      error: one.error,
      result: one.result,
    }),
  };
}

function kryptogoPassage(one: RequestRecord, key: string): Passage {
  return {
    key,
    from: 'Till',
    to: 'KryptoGO',
    what: `${one.method} ${one.operation}`,
    at: one.at,
    outcome: () => (one.answered === null ? '…' : String(one.answered)),
    detail: () => ({
      path: one.path,
      query: one.query,
      body: one.body,
      answer: one.answer,
      spoiled: one.mischief,
    }),
  };
}

function callbackPassage(one: CallbackRecord, key: string): Passage {
  const status = /"status":\s*"(\w+)"/.exec(one.body)?.[1] ?? '';
  return {
    key,
    from: one.kind === 'forged' ? 'a forger' : 'KryptoGO',
    to: 'Till',
    what: `callback ${status}`,
    at: one.at,
    outcome: () => (one.answered === null ? '…' : String(one.answered)),
    detail: () => ({ url: one.url, body: one.body, answered: one.answered, spoiled: one.mischief }),
  };
}

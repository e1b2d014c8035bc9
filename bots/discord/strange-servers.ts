import { Routes } from 'discord.js';
import type { Log } from '../../src/ports/log.ts';
import type { DiscordApi } from './discord-api.ts';
import type { DiscordCore } from './discord-core.ts';
import { safeError } from './discord-errors.ts';

/** The most that Discord lists at once. */
const PAGE = 200;

/**
 * Notes the servers that belong to no community, to be left after a day like those where somebody
 * commands us (faults.md E-11). One that is noted already keeps its date. What fails is left for
 * whoever takes over next.
 */
export async function noteStrangeServers(
  { api, core, log }: { readonly api: DiscordApi; readonly core: DiscordCore; readonly log: Log },
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const { id } of listServers(api)) {
      if (signal.aborted) return;
      const place = { platform: 'discord', placeId: id } as const;
      if (!(await core.communityAt(place))) await core.noteStrangePlace(place);
    }
  } catch (error) {
    log.warn({ reason: safeError(error).message }, 'the servers that we are in could not be looked through');
  }
}

async function* listServers(api: DiscordApi): AsyncGenerator<{ readonly id: string }> {
  for (let after = '0'; ;) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const page = (await api.get(Routes.userGuilds(), { query })) as readonly { readonly id: string }[];
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

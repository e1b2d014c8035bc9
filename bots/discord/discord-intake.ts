import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from '../../src/domain/refusal.ts';
import type { Log } from '../../src/ports/log.ts';
import { textReply } from '../shared/button.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { acknowledge, askForm, formAskedBy } from './acknowledge.ts';
import { answerAutocomplete } from './autocomplete.ts';
import { safeError } from './discord-errors.ts';
import type { Interaction } from './discord-interaction.ts';
import { readInteraction } from './discord-interaction.ts';
import type { DiscordCore } from './discord-core.ts';
import type { ReplyScene } from './discord-replies.ts';
import { sayReply } from './discord-replies.ts';

/** What is stored of an interaction: what Discord sent, and whether it can be answered. */
export type StoredInteraction = { readonly interaction: unknown; readonly isAnswerable: boolean };

export type Put = (stored: StoredInteraction) => Promise<void>;

export type Intake = {
  /** Resolves, and never rejects, once nothing more has to be done about it here. */
  take(raw: unknown): Promise<void>;
  /** Waits for what was taken and isn't stored yet. */
  finish(): Promise<void>;
};

/** How long after each failed try to store an interaction the next one comes. */
const STORE_AGAIN_MS = [200, 1_000, 3_000];

/** A resume brings only what is newest once more. */
const REMEMBERED_MAX = 1_000;

/**
 * Takes interactions in: acknowledged within Discord's three seconds, then stored, and only after
 * that acted upon. What somebody types is answered right here, since it is of no use later; so is what
 * asks for a form, of which nothing has been done until it comes back filled in.
 */
export function createIntake(
  deps: ReplyScene & { readonly core: DiscordCore; readonly put: Put; readonly log: Log },
): Intake {
  const { api, core, put, log } = deps;
  const underWay = new Set<Promise<void>>();
  const taken = new Set<string>();

  async function takeOne(raw: unknown): Promise<void> {
    const interaction = readInteraction(raw);
    if (!interaction || taken.has(interaction.id)) return;
    remember(interaction.id);
    if (interaction.kind === 'autocomplete') return answerAutocomplete(api, core, interaction);
    const form = formAskedBy(interaction);
    if (form) return askForm(api, interaction, form);
    const isAnswerable = await acknowledge(api, interaction);
    await store({ interaction: raw, isAnswerable }, interaction);
  }

  function remember(id: string): void {
    taken.add(id);
    for (const oldest of taken) {
      if (taken.size <= REMEMBERED_MAX) return;
      taken.delete(oldest);
    }
  }

  async function store(stored: StoredInteraction, interaction: Interaction): Promise<void> {
    for (const waitMs of [...STORE_AGAIN_MS, null]) {
      try {
        return await put(stored);
      } catch (error) {
        log.warn({ interaction: interaction.id, err: error }, 'an interaction could not be stored');
        if (waitMs !== null) await sleep(waitMs);
      }
    }
    // Nothing has been done, and nobody should be left looking at "thinking".
    const text = refusalText(refuse('command_too_old'), interaction.caller.language);
    if (stored.isAnswerable) await sayReply(deps, textReply([text]), interaction);
  }

  return {
    take(raw) {
      const taking: Promise<void> = takeOne(raw)
        .catch((error: unknown) => {
          log.warn({ reason: safeError(error).message }, 'an interaction could not be taken in');
        })
        .finally(() => underWay.delete(taking));
      underWay.add(taking);
      return taking;
    },
    async finish() {
      await Promise.all(underWay);
    },
  };
}

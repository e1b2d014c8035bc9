import type { Account } from '../../domain/platform.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { Dialogue } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';

/** Words that come later than this are about something else. */
const DIALOGUE_LIFE_MS = 30 * MINUTE_MS;

/** Asks somebody something in private. A new question takes the place of the one before. */
export async function beginDialogue(deps: CoreDeps, dialogue: Omit<Dialogue, 'askedAt'>): Promise<void> {
  await deps.inTransaction(({ dialogues }) => dialogues.begin({ ...dialogue, askedAt: deps.clock.now() }));
}

/** The question that waits for this account's words, if one does. */
export async function readDialogue(deps: CoreDeps, account: Account): Promise<Dialogue | null> {
  const dialogue = await deps.inTransaction(({ dialogues }) => dialogues.of(account));
  if (!dialogue || deps.clock.now() - dialogue.askedAt > DIALOGUE_LIFE_MS) return null;
  return dialogue;
}

import type { Log } from '../../src/ports/log.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { createPlayDatabases } from './play-databases.ts';
import type { Stage, Step } from './stage.ts';
import { raiseStage, STEPS } from './stage.ts';

/** The stage over time: raised, played on, reset, taken down. */
export type Theatre = {
  /** `null` while it is being raised. */
  stage(): Stage | null;
  /** How far the raising is. */
  progress(): Html;
  /** Raises the first stage, or another one in place of the present one. */
  raise(): Promise<void>;
  /** Told of everything that somebody who looks would notice. */
  onChange(listener: () => void): () => void;
  /** Something was done that no vendor tells of. */
  nudge(): void;
  stop(): Promise<void>;
};

export function createTheatre(log: Log): Theatre {
  const listeners = new Set<() => void>();
  const databases = createPlayDatabases();
  let stage: Stage | null = null;
  let raised = 0;
  let done = new Set<Step>();
  let failure: string | null = null;
  let work: Promise<void> = Promise.resolve();

  const tell = () => listeners.forEach((listener) => listener());
  const takeDown = async () => {
    const before = stage;
    stage = null;
    tell();
    await before?.stop();
  };
  const build = async () => {
    done = new Set();
    failure = null;
    await takeDown();
    const onStep = (step: Step) => {
      done.add(step);
      tell();
    };
    const next = await raiseStage({ number: (raised += 1), log, databases, onStep });
    for (const vendor of [next.world.telegram, next.world.discord, next.world.kryptogo])
      vendor.onChange(tell);
    stage = next;
    tell();
  };
  return {
    stage: () => stage,
    progress: () => progressPiece(done, failure),
    raise() {
      work = work.then(build).catch((error: unknown) => {
        failure = error instanceof Error ? error.message : String(error);
        tell();
        throw error;
      });
      return work;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    nudge: tell,
    async stop() {
      await work.catch(() => undefined);
      await takeDown();
      await databases.stop();
    },
  };
}

function progressPiece(done: ReadonlySet<Step>, failure: string | null): Html {
  const now = STEPS.find(([step]) => !done.has(step))?.[0];
  return html`<ul>
      ${STEPS.map(([step, words]) => {
        const mark = done.has(step) ? 'done' : step === now ? 'now' : '';
        return html`<li class="${mark}">
          ${words}<span class="unseen">${mark === 'done' && ': ready'}</span>
        </li>`;
      })}
    </ul>
    ${failure !== null && html`<p class="failure">It did not start: ${failure}</p>`}`;
}

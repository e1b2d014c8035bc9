import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Patch } from './patch.ts';
import type { Session } from './session.ts';
import type { Stage } from './stage.ts';
import type { Theatre } from './theatre.ts';
import { createViewer } from './viewer.ts';

/** Changes that come together are shown together. */
const TOGETHER_MS = 40;
/** What no vendor tells of, such as a row in the database, is looked for so often. */
const LOOK_MS = 500;

/** Tells one page what changes, until it goes. */
export function streamPatches(c: Context, theatre: Theatre, session: Session): Response {
  return streamSSE(c, async (stream) => {
    const viewer = createViewer(session);
    let wake: () => void = () => undefined;
    let isDirty = true;
    let isOpen = true;
    let lastInside = 0;
    let startup: string | null = null;
    const stopListening = theatre.onChange(() => {
      isDirty = true;
      wake();
    });
    stream.onAbort(() => {
      isOpen = false;
      wake();
    });
    const rest = (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const patches = async (): Promise<Patch[]> => {
      const stage = theatre.stage();
      const progress = stage ? '' : theatre.progress().html;
      const changed: Patch[] = progress === startup ? [] : [{ piece: 'startup', html: progress }];
      startup = progress;
      if (!stage) return changed;
      isDirty = false;
      changed.push(...viewer.look(stage));
      if (performance.now() - lastInside < LOOK_MS) return changed;
      changed.push(...(await inside(viewer.lookInside, stage)));
      lastInside = performance.now();
      return changed;
    };
    while (isOpen) {
      // A stage can be taken down while it is looked at.
      const changed = await patches().catch((): Patch[] => []);
      if (changed.length > 0) await stream.writeSSE({ data: JSON.stringify(changed) });
      if (!isDirty) await rest(LOOK_MS);
      else wake = () => undefined;
      await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
    }
    stopListening();
  });
}

/** A stage that is being taken down has no database any more. */
async function inside(look: (stage: Stage) => Promise<Patch[]>, stage: Stage): Promise<Patch[]> {
  return look(stage).catch(() => []);
}

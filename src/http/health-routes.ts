import type { Hono } from 'hono';
import { refuse, within, type Env } from './refuse.ts';

/** Whether work can be done, and if not, what is missing: `['database']`. No ids, no amounts. */
export type Readiness = { readonly ready: boolean; readonly waitingFor: readonly string[] };

/** An answer is reused for this long, so that whoever asks often does not ask the database. */
const FRESH_MS = 1_000;
const ANSWER_WITHIN_MS = 3_000;

/** `/healthz`: the process answers. `/readyz`: it can also do its work. */
export function addHealthRoutes(app: Hono<Env>, isReady: () => Promise<Readiness>): void {
  const look = createLook(isReady);

  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const { ready, waitingFor } = await look();
    return ready ? c.json({ ready }) : c.json({ ready, waitingFor }, 503);
  });
  for (const path of ['/healthz', '/readyz']) {
    app.all(path, (c) => {
      c.header('allow', 'GET, HEAD');
      return refuse(c, 405, 'GET only');
    });
  }
}

function createLook(isReady: () => Promise<Readiness>): () => Promise<Readiness> {
  let latest: Promise<Readiness> | null = null;
  let askedAt = 0;
  return () => {
    if (latest === null || performance.now() - askedAt > FRESH_MS) {
      askedAt = performance.now();
      latest = within(ANSWER_WITHIN_MS, isReady()).catch(() => ({ ready: false, waitingFor: ['answer'] }));
    }
    return latest;
  };
}

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Log } from '../../src/ports/log.ts';
import { act, acts } from './acts.ts';
import { streamPatches } from './patch-stream.ts';
import { fileOf, isPicture } from './picture.ts';
import type { Session } from './session.ts';
import { createSession, settle } from './session.ts';
import type { Theatre } from './theatre.ts';
import { createTheatre } from './theatre.ts';

/** The page, and everything behind it. */
export type Play = {
  readonly url: string;
  readonly theatre: Theatre;
  /** Resolves when one can play. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
};

/** The page's own files, beside the document. They are served as they lie there. */
const FILES = new Map([
  ['main.js', new URL('./page/main.js', import.meta.url)],
  ['patches.js', new URL('./page/patches.js', import.meta.url)],
  ['acts.js', new URL('./page/acts.js', import.meta.url)],
  ['composer.js', new URL('./page/composer.js', import.meta.url)],
  ['slash.js', new URL('./page/slash.js', import.meta.url)],
  ['choices.js', new URL('./page/choices.js', import.meta.url)],
  ['tour.js', new URL('./page/tour.js', import.meta.url)],
  ['time.js', new URL('./page/time.js', import.meta.url)],
  ['emoji.js', new URL('./page/emoji.js', import.meta.url)],
  ['base.css', new URL('./page/base.css', import.meta.url)],
  ['dialogs.css', new URL('./page/dialogs.css', import.meta.url)],
  ['chats.css', new URL('./page/chats.css', import.meta.url)],
  ['telegram.css', new URL('./page/telegram.css', import.meta.url)],
  ['discord.css', new URL('./page/discord.css', import.meta.url)],
  ['composer.css', new URL('./page/composer.css', import.meta.url)],
  ['world.css', new URL('./page/world.css', import.meta.url)],
  ['inside.css', new URL('./page/inside.css', import.meta.url)],
  ['phone.css', new URL('./page/phone.css', import.meta.url)],
  ['icon.svg', new URL('./page/icon.svg', import.meta.url)],
]);
const DOCUMENT = new URL('./page/index.html', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

const wish = z.looseObject({ page: z.string().max(64), act: z.unknown() });

/** Opens the page at once and raises the stage behind it. Port 0 is any free one. */
export async function startPlay({ port, log }: { readonly port: number; readonly log: Log }): Promise<Play> {
  const theatre = createTheatre(log);
  const sessions = new Map<string, Session>();
  const sessionOf = (page: string): Session => {
    const known = sessions.get(page);
    if (known) return known;
    const session = createSession();
    sessions.set(page, session);
    return session;
  };
  const app = createApp(theatre, sessionOf);
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(opened as Server));
    opened.once('error', reject);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ready = theatre.raise();
  // Whoever waits for it hears of a failure; so does the page.
  ready.catch(() => undefined);
  return {
    url,
    theatre,
    ready,
    async stop() {
      server.close();
      server.closeAllConnections();
      await theatre.stop();
    },
  };
}

function createApp(theatre: Theatre, sessionOf: (page: string) => Session): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    // Another site that resolves to this machine is not let in, nor may another page write here.
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    const origin = c.req.header('origin');
    const isOurs = origin === undefined || origin === new URL(c.req.url).origin;
    if (!['127.0.0.1', 'localhost'].includes(host) || !isOurs) return c.text('only from this machine', 403);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.header(name, value);
    return undefined;
  });
  app.get('/', async (c) => c.html(await readFile(DOCUMENT, 'utf8')));
  app.get('/page/:file', async (c) => {
    const file = FILES.get(c.req.param('file'));
    if (!file) return c.notFound();
    const type = TYPES[file.pathname.split('.').at(-1) ?? ''] ?? 'text/plain';
    return c.body(await readFile(file, 'utf8'), 200, { 'content-type': `${type}; charset=utf-8` });
  });
  app.get('/events', (c) => streamPatches(c, theatre, sessionOf(c.req.query('page') ?? '')));
  app.get('/file/:platform/:chat/:message/:index', (c) => {
    const { platform, index, ...where } = c.req.param();
    if (platform !== 'telegram' && platform !== 'discord') return c.notFound();
    const stage = theatre.stage();
    const file = stage && fileOf(stage, { ...where, platform, index: Number(index) });
    if (!file) return c.notFound();
    // Only pictures are shown on our page; everything else is taken away as it is.
    const isShown = isPicture(file);
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': isShown ? file.type : 'application/octet-stream',
      'content-disposition': isShown ? 'inline' : 'attachment',
      'cache-control': 'max-age=3600',
    });
  });
  app.get('/passage/:key', (c) => {
    const passage = theatre.stage()?.traffic.find(c.req.param('key'));
    return passage ? c.json(passage.detail() as object) : c.notFound();
  });
  app.post('/act', async (c) => {
    const asked = wish.safeParse(await c.req.json().catch(() => null));
    const stage = theatre.stage();
    if (!asked.success) return c.json({ toast: 'That was not understood.' }, 400);
    if (isReset(asked.data.act)) {
      void theatre.raise().catch(() => undefined);
      return c.json({});
    }
    const known = acts.safeParse(asked.data.act);
    if (!known.success) return c.json({ toast: 'That was not understood.' }, 400);
    if (!stage) return c.json({ toast: 'One moment, it is still starting.' });
    const session = sessionOf(asked.data.page);
    settle(session, stage);
    // What a client would refuse is said as its client would: in a sentence.
    const outcome = await act(known.data, session, stage).catch((error: unknown) => ({
      toast: error instanceof Error ? error.message : String(error),
    }));
    theatre.nudge();
    return c.json(outcome);
  });
  return app;
}

function isReset(asked: unknown): boolean {
  return typeof asked === 'object' && asked !== null && 'kind' in asked && asked.kind === 'reset';
}

/** What every route is made of. */
import type { Gateway } from '../gateway.ts';
import type { InteractionBook } from '../interaction-book.ts';
import type { Json, UploadedFile } from '../model.ts';
import type { World } from '../world.ts';

export interface RouteContext {
  readonly world: World;
  readonly gateway: Gateway;
  readonly book: InteractionBook;
  /** Placeholders of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed and checked against the spec; an array for the two bulk routes of commands. */
  readonly body: Json;
  readonly files: readonly UploadedFile[];
  /** X-Audit-Log-Reason, decoded. */
  readonly reason: string | undefined;
  /** Number of the request in the record. */
  readonly request: number;
  /** True when mischief is about to spoil the answer. */
  readonly isSpoiled: boolean;
}

export interface RouteAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  /** Short name for mischief and records: "createMessage". */
  readonly name: string;
  readonly method: string;
  /** As the spec writes it. */
  readonly path: string;
  /** Who may call: the bot by its token, or whoever has the token that is part of the address. */
  readonly authorization: 'bot' | 'none';
  run(context: RouteContext): RouteAnswer | Promise<RouteAnswer>;
}

/** A route for the bot. */
export function botRoute(name: string, address: string, run: (context: RouteContext) => RouteAnswer): Route {
  const [method = '', path = ''] = address.split(' ');
  return { name, method, path, authorization: 'bot', run };
}

/** A route whose address carries its own token. */
export function openRoute(name: string, address: string, run: (context: RouteContext) => RouteAnswer): Route {
  return { ...botRoute(name, address, run), authorization: 'none' };
}

export function ok(body: unknown): RouteAnswer {
  return { status: 200, body };
}

export const noContent: RouteAnswer = { status: 204 };

/** A placeholder of the path; routes are only run when their path matched. */
export function param(context: RouteContext, name: string): string {
  return context.params[name] ?? '';
}

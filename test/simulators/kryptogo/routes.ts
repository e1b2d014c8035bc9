// The documented paths.

import type { Operation } from './types.ts';

export interface Route {
  readonly operation: Operation;
  readonly intentId: string | null;
}

const BASE = '/v1/studio/api';

export function routeOf(method: string, path: string): Route | null {
  if (method === 'POST' && path === `${BASE}/payment/intent`) return { operation: 'create', intentId: null };
  if (method === 'GET' && path === `${BASE}/payment/intents`) return { operation: 'list', intentId: null };
  if (method === 'POST' && path === `${BASE}/asset_pro/transfer`)
    return { operation: 'transfer', intentId: null };
  const one = /^\/v1\/studio\/api\/payment\/intent\/([^/]+)$/.exec(path);
  return method === 'GET' && one?.[1] !== undefined
    ? { operation: 'read', intentId: safeDecode(one[1]) }
    : null;
}

/** A malformed escape is simply an id that nobody has. */
function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { createHash } from 'node:crypto';

/** Names a look, so that an equal one is not sent again. */
export function lookHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16);
}

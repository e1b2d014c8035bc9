import type { Instant } from '../../src/domain/time.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';

/** An interaction's leave to write: fifteen minutes, for whoever holds its token. */
export type Leave = {
  readonly application: string;
  readonly token: string;
  readonly issuedAt: Instant;
};

/** What a message looked like when it was last sent; empty where we don't know. */
export type Look = { readonly hash: string; readonly pictureHash: string };

/** Where a card stands. */
export type CardRef =
  /** The answer to an interaction. Unless it stands in our direct messages, only the token can edit it. */
  | (Leave &
      Look & {
        readonly kind: 'token';
        /** Absent until it has been edited once. */
        readonly message: string | null;
        readonly channel: string | null;
        readonly isDirect: boolean;
      })
  /** A message of the bot's own in the member's direct messages. */
  | (Look & { readonly kind: 'message'; readonly channel: string; readonly message: string })
  /** Not the card, but a button in a server's channel that leads to it. */
  | { readonly kind: 'knock'; readonly channel: string; readonly message: string };

export type TokenRef = Extract<CardRef, { kind: 'token' }>;
export type OwnRef = Extract<CardRef, { kind: 'message' }>;

export const unknownLook: Look = { hash: '', pictureHash: '' };

/** A token runs out after fifteen minutes; one of this age is not relied upon any more. */
const TOKEN_LIFE_MS = 14 * MINUTE_MS;
/** From this age on a card that still changes moves to where it can stay. */
const TOKEN_STAY_MS = 13.5 * MINUTE_MS;

export function isFresh({ issuedAt }: Leave, now: Instant): boolean {
  return now - issuedAt < TOKEN_LIFE_MS;
}

/** When a card that stands by this leave has to move. */
export function moveTime({ issuedAt }: Leave): Instant {
  return issuedAt + TOKEN_STAY_MS;
}

/** The reference as the core keeps it. */
export function writeRef(ref: CardRef): MessageRef {
  return JSON.stringify(ref);
}

/** Reads a kept reference; one that can't be read counts as none. */
export function readRef(ref: MessageRef | null | undefined): CardRef | null {
  if (ref === null || ref === undefined) return null;
  try {
    const kept: unknown = JSON.parse(ref);
    return typeof kept === 'object' && kept !== null ? parseRef(kept as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function parseRef(kept: Record<string, unknown>): CardRef | null {
  const { kind, application, token, issuedAt, channel, message } = kept;
  const look = { hash: textOf(kept['hash']) ?? '', pictureHash: textOf(kept['pictureHash']) ?? '' };
  if (kind === 'token') {
    if (typeof application !== 'string' || typeof token !== 'string' || typeof issuedAt !== 'number') {
      return null;
    }
    const where = { message: textOf(message), channel: textOf(channel), isDirect: kept['isDirect'] === true };
    return { kind, application, token, issuedAt, ...where, ...look };
  }
  if (typeof channel !== 'string' || typeof message !== 'string') return null;
  if (kind === 'message') return { kind, channel, message, ...look };
  return kind === 'knock' ? { kind, channel, message } : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

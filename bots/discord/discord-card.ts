import { createHash } from 'node:crypto';
import type { RawFile } from 'discord.js';
import { MessageFlags, Routes } from 'discord.js';
import type { Reply } from '../shared/button.ts';
import { lookHash } from '../shared/look-hash.ts';
import type { CardLook } from '../shared/payment-card.ts';
import type { Picture } from '../shared/pictures.ts';
import { drawPicture } from '../shared/pictures.ts';
import { plainTextOf } from '../shared/rich-text.ts';
import type { TextCard } from '../shared/text-card.ts';
import type { DiscordApi } from './discord-api.ts';
import type { CardRef, Leave, Look, OwnRef, TokenRef } from './discord-ref.ts';
import type { ActionRow, CommandIds } from './discord-text.ts';
import { actionRows, discordContent, isTooLong } from './discord-text.ts';

/** A card of words, with or without a picture. */
type AnyCard = TextCard & { readonly picture?: Picture };

/** What is uploaded along with words: a picture that we draw, one that there is, and files. */
type Uploads = Pick<AnyCard, 'picture' | 'image' | 'files'>;

/** What a message of ours is made of. Nobody is ever notified by what stands in it. */
export type MessageBody = {
  readonly content: string;
  readonly components: ActionRow[];
  readonly flags: number;
  readonly allowed_mentions: { readonly parse: [] };
};

/** Where the answer of a call says that a message stands. */
type SentMessage = { readonly id: string; readonly channel_id?: string; readonly content?: string };

const PICTURE_NAME = 'payment.png';
const TEXT_NAME = 'message.txt';

/** Words and buttons as the body of a message. No link in it is unfolded. */
export function bodyOf(
  { text, buttons }: Pick<CardLook, 'text' | 'buttons'>,
  commands: CommandIds,
): MessageBody {
  return {
    content: discordContent(text, buttons, commands),
    components: actionRows(buttons),
    flags: MessageFlags.SuppressEmbeds,
    allowed_mentions: { parse: [] },
  };
}

/** The place of the answer that an interaction has been promised. */
export function originalOf({ application, token }: Leave) {
  return Routes.webhookMessage(application, token, '@original');
}

/**
 * Sends the card as a message of its own. With a nonce that was used before, Discord answers with
 * the message of that time, which is then brought up to date.
 */
export async function sendCard(
  api: DiscordApi,
  channel: string,
  card: AnyCard,
  nonce: string,
  commands: CommandIds,
): Promise<CardRef> {
  const body = bodyOf(card, commands);
  const { body: whole, files } = withUploads(body, card);
  const sent = (await api.post(Routes.channelMessages(channel), {
    files,
    body: { ...whole, nonce, enforce_nonce: true },
  })) as SentMessage;
  const ref: OwnRef = { kind: 'message', channel, message: sent.id, ...lookOf(body, card) };
  if (sent.content === undefined || sent.content === body.content) return ref;
  return editCard(api, { ...ref, hash: '', pictureHash: '' }, card, commands);
}

/** Brings a card up to date, with as little as it takes; nothing at all if it is. */
export async function editCard(
  api: DiscordApi,
  previous: TokenRef | OwnRef,
  card: AnyCard,
  commands: CommandIds,
): Promise<CardRef> {
  const body = bodyOf(card, commands);
  const look = lookOf(body, card);
  const isNewPicture = look.pictureHash !== previous.pictureHash;
  if (!isNewPicture && look.hash === previous.hash) return previous;
  const route =
    previous.kind === 'token'
      ? originalOf(previous)
      : Routes.channelMessage(previous.channel, previous.message);
  const edited = (await api.patch(route, isNewPicture ? withUploads(body, card) : { body })) as SentMessage;
  const message = edited.id;
  const channel = edited.channel_id ?? previous.channel;
  // In our direct messages a message can be edited without a token, for as long as it is there.
  if (channel !== null && (previous.kind === 'message' || previous.isDirect)) {
    return { kind: 'message', channel, message, ...look };
  }
  return { ...previous, channel, message, ...look } as TokenRef;
}

/** Whether the card looks like that already. */
export function looksLike(ref: CardRef, card: CardLook, commands: CommandIds): boolean {
  if (ref.kind === 'knock') return false;
  const look = lookOf(bodyOf(card, commands), card);
  return look.hash === ref.hash && look.pictureHash === ref.pictureHash;
}

function lookOf(body: MessageBody, { picture, image, files = [] }: AnyCard): Look {
  const given = [...(image ? [image] : []), ...files];
  const facts = [...(picture ? [picture] : []), ...given.map(({ name, bytes }) => [name, bytesHash(bytes)])];
  const pictureHash = facts.length === 0 ? '' : lookHash(facts);
  return { hash: lookHash([body.content, body.components]), pictureHash };
}

function bytesHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** A text that no message holds comes whole in a file along with it, where not a letter may be lost. */
export function keepWhole<C extends Reply>(card: C, commands: CommandIds): C {
  const { text, buttons, files = [] } = card;
  if (card.isProtected !== true || !isTooLong(text, buttons, commands)) return card;
  const bytes = Buffer.from(plainTextOf(text));
  return { ...card, files: [...files, { name: TEXT_NAME, contentType: 'text/plain; charset=utf-8', bytes }] };
}

/** The body with all that is uploaded along with it, in place of whatever the message had before. */
export function withUploads<B extends object>(body: B, card: Uploads): { body: object; files: RawFile[] } {
  const files = uploadsOf(card);
  const attachments = files.map(({ name }, index) => ({ id: String(index), filename: name }));
  return { body: { ...body, attachments }, files };
}

function uploadsOf({ picture, image, files = [] }: Uploads): RawFile[] {
  const drawn = picture
    ? [{ name: PICTURE_NAME, data: Buffer.from(drawPicture(picture)), contentType: 'image/png' }]
    : [];
  const given = [...(image ? [image] : []), ...files].map(({ name, contentType, bytes }) => ({
    name,
    data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    ...(contentType === '' ? {} : { contentType }),
  }));
  return [...drawn, ...given];
}

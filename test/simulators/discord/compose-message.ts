/** From the body of a request to what a message will show, refused where Discord refuses it. */
import { apiError, invalidForm, type FormError } from './api-error.ts';
import { addressName, pngSize } from './attach-file.ts';
import { checkComponents, numberComponents, allComponents } from './check-components.ts';
import {
  MESSAGE_FLAGS,
  type Channel,
  type Json,
  type UploadedFile,
  type WireAttachment,
  type WireMessage,
} from './model.ts';
import type { World } from './world.ts';

/** What a message shows: the part of it that a request decides. */
export interface Draft {
  readonly content: string;
  readonly embeds: Json[];
  readonly components: Json[];
  readonly attachments: WireAttachment[];
  readonly isV2: boolean;
}

export interface Composition {
  readonly channel: Channel;
  readonly body: Json;
  readonly files: readonly UploadedFile[];
  /** The message as it is, for an edit. */
  readonly previous: WireMessage | undefined;
}

const CONTENT_MAX = 2000;
const EMBEDS_TOTAL_MAX = 6000;
const ATTACHMENTS_MAX = 10;
const FILE_BYTES_MAX = 10 * 1024 * 1024;

function storeUpload(world: World, channel: Channel, file: UploadedFile, described: Json): WireAttachment {
  if (file.bytes.byteLength > FILE_BYTES_MAX)
    throw apiError(413, 40005, 'Request entity too large', { fault: true });
  const id = world.snowflake();
  const asked = typeof described['filename'] === 'string' ? described['filename'] : file.name;
  const filename = addressName(asked);
  const path = `/attachments/${channel.id}/${id}/${filename}`;
  const type = file.type === '' ? 'application/octet-stream' : file.type;
  world.files.set(id, { path, type, bytes: file.bytes });
  const size = pngSize(file.bytes);
  return {
    id,
    filename,
    size: file.bytes.byteLength,
    url: `${world.origin}${path}`,
    proxy_url: `${world.origin}${path}`,
    content_type: size === undefined ? type : 'image/png',
    ...size,
    ...(typeof described['description'] === 'string' ? { description: described['description'] } : {}),
  };
}

/** `attachments` says what stays and what the uploaded files become; without it everything stays and is added. */
function composeAttachments(world: World, from: Composition): WireAttachment[] {
  const kept = from.previous?.attachments ?? [];
  const listed = from.body['attachments'] as readonly Json[] | null | undefined;
  if (listed === undefined)
    return [...kept, ...from.files.map((file) => storeUpload(world, from.channel, file, {}))];
  return (listed ?? []).map((entry, index) => {
    const id = String(entry['id']);
    const file = from.files.find((upload) => upload.index === id);
    if (file !== undefined) return storeUpload(world, from.channel, file, entry);
    const existing = kept.find((attachment) => attachment.id === id);
    if (existing !== undefined) return existing;
    const message = 'There is no such attachment on the message and no such file in the request';
    throw invalidForm([
      { path: ['attachments', String(index), 'id'], code: 'ATTACHMENT_NOT_FOUND', message },
    ]);
  });
}

/** Media and embed pictures point to uploads by "attachment://name"; afterwards they have an address. */
function resolveAttachments<T>(value: T, attachments: readonly WireAttachment[]): T {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    const copy = Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
    const url = copy['url'];
    if (typeof url !== 'string' || !url.startsWith('attachment://')) return copy;
    const found = attachments.find((attachment) => url === `attachment://${attachment.filename}`);
    if (found === undefined) return copy;
    const { id, proxy_url, width = 0, height = 0, content_type } = found;
    return { ...copy, url: found.url, proxy_url, width, height, content_type, attachment_id: id };
  };
  return visit(value) as T;
}

function embedLength(embed: Json): number {
  const texts = [
    embed['title'],
    embed['description'],
    (embed['footer'] as Json | undefined)?.['text'],
    (embed['author'] as Json | undefined)?.['name'],
    ...((embed['fields'] ?? []) as readonly Json[]).flatMap((field) => [field['name'], field['value']]),
  ];
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? [...text].length : 0), 0);
}

function checkEmbeds(embeds: readonly Json[]): FormError[] {
  const errors: FormError[] = [];
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total > EMBEDS_TOTAL_MAX) {
    const message = `Embed size exceeds maximum size of ${EMBEDS_TOTAL_MAX}`;
    errors.push({ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message });
  }
  embeds.forEach((embed, index) => {
    const path = ['embeds', String(index)];
    const pictured = embed['image'] ?? embed['thumbnail'];
    if (embedLength(embed) === 0 && pictured == null)
      errors.push({
        path: [...path, 'description'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      });
    ((embed['fields'] ?? []) as readonly Json[]).forEach((field, at) => {
      for (const key of ['name', 'value']) {
        if (field[key] === '')
          errors.push({
            path: [...path, 'fields', String(at), key],
            code: 'BASE_TYPE_REQUIRED',
            message: 'This field is required',
          });
      }
    });
    const schemes = /^(https?|attachment):/i;
    for (const url of [embed['url'], (embed['image'] as Json | undefined)?.['url']]) {
      if (typeof url === 'string' && !schemes.test(url)) {
        const message = `Scheme "${url.split(':')[0]}" is not supported. Scheme must be one of ('http', 'https').`;
        errors.push({ path: [...path, 'url'], code: 'URL_TYPE_INVALID_SCHEME', message });
      }
    }
  });
  return errors;
}

/** With Components V2 everything is a component: nothing may stand beside them. */
function checkLegacyFields(draft: Draft): FormError[] {
  if (!draft.isV2) return [];
  const used = [
    ...(draft.content === '' ? [] : ['content']),
    ...(draft.embeds.length === 0 ? [] : ['embeds']),
  ];
  return used.map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function checkMentions(body: Json): FormError[] {
  const allowed = body['allowed_mentions'] as Json | null | undefined;
  const parse = (allowed?.['parse'] ?? []) as readonly unknown[];
  return ['users', 'roles'].flatMap((kind) => {
    const listed = (allowed?.[kind] ?? []) as readonly unknown[];
    if (!parse.includes(kind) || listed.length === 0) return [];
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    return [{ path: ['allowed_mentions'], code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message }];
  });
}

function isEmpty(draft: Draft): boolean {
  if (draft.isV2) return draft.components.length === 0;
  return draft.content.trim() === '' && draft.embeds.length === 0 && draft.attachments.length === 0;
}

/** What the message will show after this request; throws 50035 or 50006 where Discord would. */
export function composeMessage(world: World, from: Composition): Draft {
  const { body, previous } = from;
  const flags = typeof body['flags'] === 'number' ? body['flags'] : 0;
  const take = <T>(key: 'content' | 'embeds' | 'components', kept: T, empty: T): T =>
    body[key] === undefined ? kept : ((body[key] as T | null) ?? empty);
  const draft: Draft = {
    content: take('content', previous?.content ?? '', ''),
    embeds: take<Json[]>('embeds', previous?.embeds ?? [], []),
    components: take<Json[]>('components', previous?.components ?? [], []),
    attachments: composeAttachments(world, from),
    isV2: ((flags | (previous?.flags ?? 0)) & MESSAGE_FLAGS.componentsV2) !== 0,
  };
  const errors = [
    ...checkLegacyFields(draft),
    ...checkEmbeds(body['embeds'] == null ? [] : draft.embeds),
    ...checkComponents(
      draft.components,
      draft.isV2,
      draft.attachments.map((attachment) => attachment.filename),
    ),
    ...checkMentions(body),
  ];
  if ([...draft.content].length > CONTENT_MAX) {
    const message = `Must be ${CONTENT_MAX} or fewer in length.`;
    errors.push({ path: ['content'], code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  if (draft.attachments.length > ATTACHMENTS_MAX) {
    const message = `Must be ${ATTACHMENTS_MAX} or fewer in length.`;
    errors.push({ path: ['attachments'], code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  if (errors.length > 0) throw invalidForm(errors);
  if (isEmpty(draft)) throw apiError(400, 50006, 'Cannot send an empty message', { fault: true });
  const embeds = draft.embeds.map((embed) => ({ type: 'rich', ...embed }));
  return {
    ...draft,
    embeds: resolveAttachments(embeds, draft.attachments),
    components: resolveAttachments(numberComponents(draft.components), draft.attachments),
  };
}

/** Everything a person can read in a draft or message, part by part. */
export function textsOf(shown: Pick<Draft, 'content' | 'embeds' | 'components'>): string[] {
  const embedTexts = shown.embeds.flatMap((embed) => [
    (embed['author'] as Json | undefined)?.['name'],
    embed['title'],
    embed['description'],
    ...((embed['fields'] ?? []) as readonly Json[]).flatMap((field) => [field['name'], field['value']]),
    (embed['footer'] as Json | undefined)?.['text'],
  ]);
  const displays = allComponents(shown.components)
    .filter(({ component }) => component['type'] === 10)
    .map(({ component }) => component['content']);
  const texts = [shown.content, ...embedTexts, ...displays];
  return texts.filter((text): text is string => typeof text === 'string' && text !== '');
}

import type { MessageView } from '../simulators/discord/message-view.ts';
import type { Json } from '../simulators/discord/model.ts';
import type { NameOf } from './discord-text.ts';
import { discordText } from './discord-text.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Where } from './picture.ts';
import { fileCard, isPicture, pictureButton } from './picture.ts';

/** What the parts of a message have to know about the whole. */
export type Within = { readonly message: MessageView; readonly stage: number; readonly nameOf: NameOf };

const text = (json: Json, name: string) => (typeof json[name] === 'string' ? json[name] : '');

const USUAL_STRIPE = 0x8891a5;

export function embedOf(embed: Json, within: Within): Html {
  const { nameOf } = within;
  const colour = Number(embed['color'] ?? USUAL_STRIPE);
  const fields = (embed['fields'] ?? []) as Json[];
  const [author, footer] = [(embed['author'] ?? {}) as Json, (embed['footer'] ?? {}) as Json];
  const [title, about, small] = [text(embed, 'title'), text(embed, 'description'), text(footer, 'text')];
  return html`<div class="embed" style="--stripe:#${colour.toString(16).padStart(6, '0')}">
    ${'thumbnail' in embed && html`<div class="thumbnail">${mediaOf(embed['thumbnail'] as Json, title, within)}</div>`}
    ${text(author, 'name') !== '' && html`<small class="by">${text(author, 'name')}</small>`}
    ${title !== '' && html`<strong class="title">${discordText(title, nameOf)}</strong>`}
    ${about !== '' && html`<div class="words">${discordText(about, nameOf)}</div>`}
    ${fields.length > 0 && html`<div class="fields">${fields.map((field) => fieldOf(field, nameOf))}</div>`}
    ${'image' in embed && mediaOf(embed['image'] as Json, title, within)}
    ${small !== '' && html`<small class="end">${small}</small>`}
  </div>`;
}

function fieldOf(field: Json, nameOf: NameOf): Html {
  return html`<div class="field ${field['inline'] === true && 'inline'}">
    <b>${discordText(text(field, 'name'), nameOf)}</b>
    <div class="words">${discordText(text(field, 'value'), nameOf)}</div>
  </div>`;
}

/** A picture of the message's own; one from elsewhere is only named, since nothing here leaves this machine. */
export function mediaOf(media: Json, about: string, { message, stage }: Within): Html {
  const index = message.raw.attachments.findIndex(({ id }) => id === media['attachment_id']);
  if (index < 0) return html`<small class="elsewhere">a picture at ${hostOf(text(media, 'url'))}</small>`;
  const words = message.files[index]?.description ?? (about === '' ? undefined : about);
  return pictureButton(whereOf(message, index), versionOf(message, stage), words);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unknown address';
}

/** Files that nothing in the message shows already. */
export function attachmentsOf({ message, stage }: Within): Html[] {
  const used = JSON.stringify([message.embeds, message.components]);
  const version = versionOf(message, stage);
  return message.files.flatMap((file, index) => {
    if (used.includes(`"attachment_id":"${message.raw.attachments[index]?.id}"`)) return [];
    const where = whereOf(message, index);
    return [
      isPicture(file) ? pictureButton(where, version, file.description) : fileCard(file, where, version),
    ];
  });
}

/** A file that a component shows in its own place. */
export function fileOfComponent(component: Json, { message, stage }: Within): Html {
  const { attachment_id: id } = (component['file'] ?? {}) as Json;
  const index = message.raw.attachments.findIndex((one) => one.id === id);
  const file = message.files[index];
  return file ? fileCard(file, whereOf(message, index), versionOf(message, stage)) : html``;
}

function whereOf({ channelId, id }: MessageView, index: number): Where {
  return { platform: 'discord', chat: channelId, message: id, index };
}

function versionOf({ revision }: MessageView, stage: number): string {
  return `${stage}.${revision}`;
}

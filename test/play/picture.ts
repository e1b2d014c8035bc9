import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Stage } from './stage.ts';

/** Something that was sent along with a message. */
export type StoredFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** Where a file stands: in which message of which chat, and the how manieth there. */
export type Where = {
  readonly platform: 'telegram' | 'discord';
  readonly chat: string;
  readonly message: string;
  readonly index: number;
};

/** A file of a chat, as it was sent. */
export function fileOf({ world }: Stage, { platform, chat, message, index }: Where): StoredFile | undefined {
  if (platform === 'discord') {
    const found = world.discord.channel(chat)?.messages();
    return found?.find(({ id }) => id === message)?.files[index];
  }
  const found = world.telegram.chat(Number(chat))?.messages();
  const { photo, document, raw } = found?.find(({ id }) => id === Number(message)) ?? {};
  if (photo) return { name: 'photo', type: 'image/png', bytes: photo };
  if (!document) return undefined;
  const type = raw?.document?.mime_type ?? 'application/octet-stream';
  return { name: document.name ?? 'file', type, bytes: document.bytes };
}

/** The address of a file. `version` is another one when the message has changed. */
export function addressOf({ platform, chat, message, index }: Where, version: string): string {
  return `/file/${platform}/${chat}/${message}/${index}?v=${version}`;
}

export function isPicture({ type }: Pick<StoredFile, 'type'>): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(type);
}

/** A picture that the wallet tries to scan when it is pressed, and that is shown large where there is no code. */
export function pictureButton(where: Where, version: string, words: string | undefined): Html {
  const act = JSON.stringify({ kind: 'wallet.scan', ...where });
  return html`<button type="button" class="picture" data-act="${act}" title="Scan with the wallet">
    <img
      src="${addressOf(where, version)}"
      alt="${words ?? 'Picture of the card. Press to scan it with the wallet'}"
      loading="lazy"
    />
  </button>`;
}

const PREVIEW_LINES = 4;
const PREVIEW_UNITS = 400;

/** A file to be taken away, with its first lines if it can be read. */
export function fileCard({ name, type, bytes }: StoredFile, where: Where, version: string): Html {
  const isText = /^text\/|json|csv/.test(type) || /\.(?:csv|txt|json|md)$/i.test(name);
  const first = isText ? new TextDecoder().decode(bytes.subarray(0, 4 * PREVIEW_UNITS)) : '';
  const lines = first.slice(0, PREVIEW_UNITS).split('\n').slice(0, PREVIEW_LINES).join('\n').trim();
  return html`<div class="file">
    <a href="${addressOf(where, version)}" download="${name}"
      ><span class="paper" aria-hidden="true"></span><b>${name}</b>
      <small>${sizeOf(bytes.byteLength)}</small></a
    >
    ${lines !== '' && html`<pre tabindex="0" aria-label="The first lines of ${name}">${lines}</pre>`}
  </div>`;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
}

import type { MessageView } from '../simulators/discord/message-view.ts';
import type { Json } from '../simulators/discord/model.ts';
import { discordControl } from './discord-controls.ts';
import type { NameOf } from './discord-text.ts';
import { discordText } from './discord-text.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { avatar, clockTime } from './shapes.ts';

/** How a message is shown to somebody. */
export type DiscordLook = {
  readonly stage: number;
  /** "Ana used /pay", for the answer to a command. */
  readonly usedBy: { readonly name: string; readonly command: string } | undefined;
  readonly nameOf: NameOf;
};

export function discordMessage(message: MessageView, look: DiscordLook): Html {
  const { id, isEphemeral } = message;
  const dismiss = JSON.stringify({ kind: 'discord.dismiss', message: id });
  return html`<article class="entry ${isEphemeral && 'ephemeral'}">
    ${
      look.usedBy &&
      html`<p class="used">
        ${avatar(look.usedBy.name)}<b>${look.usedBy.name}</b> used
        <span class="mention">${look.usedBy.command}</span>
      </p>`
    }
    ${avatar(message.author, message.fromBot)}
    <div class="body">
      <header>
        <b>${message.fromBot ? 'Till' : message.author}</b
        >${message.fromBot && html`<span class="app">APP</span>`} ${clockTime(message.sentAt)}
      </header>
      ${message.isThinking ? thinking() : contentOf(message, look)}
      ${
        isEphemeral &&
        html`<footer>
          Only you can see this ·
          <button type="button" class="link" data-act="${dismiss}">Dismiss message</button>
        </footer>`
      }
    </div>
  </article>`;
}

function thinking(): Html {
  return html`<p class="thinking"><span></span><span></span><span></span> Till is thinking…</p>`;
}

function contentOf(message: MessageView, look: DiscordLook): Html {
  const edited = message.editedAt === undefined ? null : html`<small class="edited"> (edited)</small>`;
  return html`<div class="words">
      ${discordText(message.content, look.nameOf)}${message.content !== '' && edited}
    </div>
    ${message.embeds.map((embed) => embedOf(embed, look.nameOf))} ${pictures(message, look.stage)}
    ${message.components.map((component) => componentOf(message, component, look.nameOf))}`;
}

function pictures(message: MessageView, stage: number): Html[] {
  const act = JSON.stringify({ kind: 'wallet.scan', platform: 'discord', message: message.id });
  return message.files.map(
    (file, index) =>
      html`<button type="button" class="picture" data-act="${act}" title="Scan with the wallet">
        <img
          src="/picture/discord/${message.channelId}/${message.id}/${index}?v=${stage}.${message.revision}"
          alt="${file.description ?? 'Picture of the card. Press to scan it with the wallet'}"
          loading="lazy"
        />
      </button>`,
  );
}

const text = (json: Json, name: string) => (typeof json[name] === 'string' ? json[name] : '');

function embedOf(embed: Json, nameOf: NameOf): Html {
  const colour = Number(embed['color'] ?? 0x8891a5);
  const fields = (embed['fields'] ?? []) as Json[];
  const footer = (embed['footer'] ?? {}) as Json;
  return html`<div class="embed" style="--stripe:#${colour.toString(16).padStart(6, '0')}">
    ${text(embed, 'title') !== '' && html`<strong>${discordText(text(embed, 'title'), nameOf)}</strong>`}
    <div class="words">${discordText(text(embed, 'description'), nameOf)}</div>
    ${fields.map(
      (field) =>
        html`<div class="field ${field['inline'] === true && 'inline'}">
          <b>${discordText(text(field, 'name'), nameOf)}</b>${discordText(text(field, 'value'), nameOf)}
        </div>`,
    )}
    ${text(footer, 'text') !== '' && html`<small>${text(footer, 'text')}</small>`}
  </div>`;
}

/** Rows, texts and containers; a section, a gallery or a thumbnail only if somebody begins to use it. */
function componentOf(message: MessageView, component: Json, nameOf: NameOf): Html {
  const inner = (component['components'] ?? []) as Json[];
  switch (component['type']) {
    case 1:
      return html`<div class="controls">${inner.map((one) => discordControl(message, one))}</div>`;
    case 10:
      return html`<div class="words">${discordText(text(component, 'content'), nameOf)}</div>`;
    case 14:
      return html`<hr />`;
    default:
      return html`<div class="embed">${inner.map((one) => componentOf(message, one, nameOf))}</div>`;
  }
}

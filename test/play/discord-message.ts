import type { MessageView } from '../simulators/discord/message-view.ts';
import { textOf, type Json } from '../simulators/discord/model.ts';
import { discordControl } from './discord-controls.ts';
import type { Within } from './discord-embed.ts';
import { attachmentsOf, embedOf, fileOfComponent, mediaOf } from './discord-embed.ts';
import type { NameOf } from './discord-text.ts';
import { discordText } from './discord-text.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { avatar, clockTime, roleBadges } from './shapes.ts';

/** How a message is shown to somebody. */
export type DiscordLook = {
  readonly stage: number;
  /** "Ana used /pay", for the answer to a command. */
  readonly usedBy: { readonly name: string; readonly command: string } | undefined;
  readonly nameOf: NameOf;
  /** Roles of whoever wrote it. */
  readonly roles: readonly string[];
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
        >${message.fromBot ? html`<span class="app">APP</span>` : roleBadges(look.roles)}
        ${clockTime(message.sentAt)}
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

function contentOf(message: MessageView, { stage, nameOf }: DiscordLook): Html {
  const within = { message, stage, nameOf };
  const edited = message.editedAt === undefined ? null : html`<small class="edited"> (edited)</small>`;
  return html`<div class="words">
      ${discordText(message.content, nameOf)}${message.content !== '' && edited}
    </div>
    ${message.embeds.map((embed) => embedOf(embed, within))}
    <div class="attachments">${attachmentsOf(within)}</div>
    ${message.components.map((component) => componentOf(component, within))}`;
}

/** Discord's numbers of what a message can consist of, rows of controls and layout. */
const ROW = 1;
const SECTION = 9;
const TEXT = 10;
const THUMBNAIL = 11;
const GALLERY = 12;
const FILE = 13;
const SEPARATOR = 14;

function componentOf(component: Json, within: Within): Html {
  const inner = (component['components'] ?? []) as Json[];
  const media = (one: Json) => mediaOf((one['media'] ?? {}) as Json, textOf(one['description']), within);
  switch (component['type']) {
    case ROW:
      return html`<div class="controls">${inner.map((one) => discordControl(within.message, one))}</div>`;
    case SECTION:
      return html`<div class="section">
        <div>${inner.map((one) => componentOf(one, within))}</div>
        ${accessoryOf(component['accessory'] as Json, within)}
      </div>`;
    case TEXT:
      return html`<div class="words">${discordText(textOf(component['content']), within.nameOf)}</div>`;
    case THUMBNAIL:
      return html`<div class="thumbnail">${media(component)}</div>`;
    case GALLERY:
      return html`<div class="gallery">${((component['items'] ?? []) as Json[]).map(media)}</div>`;
    case FILE:
      return fileOfComponent(component, within);
    case SEPARATOR:
      return component['divider'] === false ? html`<br />` : html`<hr />`;
    default:
      return html`<div class="embed" style="--stripe:#${stripeOf(component)}">
        ${inner.map((one) => componentOf(one, within))}
      </div>`;
  }
}

function stripeOf(container: Json): string {
  return Number(container['accent_color'] ?? 0x8891a5)
    .toString(16)
    .padStart(6, '0');
}

/** Beside a section stands a picture or a button. */
function accessoryOf(accessory: Json, within: Within): Html {
  if (accessory['type'] === THUMBNAIL) return componentOf(accessory, within);
  return html`<div class="controls">${discordControl(within.message, accessory)}</div>`;
}

import type { MessageView } from '../simulators/discord/message-view.ts';
import type { FieldView, ModalView } from '../simulators/discord/modal-view.ts';
import type { Json } from '../simulators/discord/model.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

const BUTTON = 2;
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: '', 3: 'success', 4: 'danger', 5: 'out' };

/** A button or a menu below a message. */
export function discordControl(message: MessageView, component: Json): Html {
  const control = message.controls.find(({ id }) => id === Number(component['id']));
  if (!control) return html``;
  const target = { message: message.id, control: control.id };
  if (component['type'] !== BUTTON) {
    return html`<select
      data-choose="${JSON.stringify({ kind: 'discord.select', ...target })}"
      aria-label="${control.label}"
    >
      <option value="">${control.label}</option>
      ${control.options.map(({ label, value }) => html`<option value="${value}">${label}</option>`)}
    </select>`;
  }
  const act = JSON.stringify({ kind: 'discord.press', ...target });
  const style = STYLES[control.style ?? 2] ?? '';
  return html`<button type="button" class="${style}" data-act="${act}" ${control.disabled && html`disabled`}>
    ${control.label}${control.kind === 'link' && html`<i aria-hidden="true">↗</i>`}
  </button>`;
}

/** A modal as a form in a dialog; its act goes with the fields when it is sent. */
export function discordModal(modal: ModalView, token: string): Html {
  return html`<form
    method="dialog"
    class="modal"
    data-submit="${JSON.stringify({ kind: 'discord.submit', token })}"
  >
    <h2>${modal.title}</h2>
    ${modal.texts.map((words) => html`<p>${words}</p>`)}
    ${modal.fields.map((field, index) => fieldOf(field, index))}
    <menu>
      <button type="button" data-close>Cancel</button>
      <button type="submit" class="primary">Submit</button>
    </menu>
  </form>`;
}

/** Longer fields are shown as boxes. */
const LINE_UNITS_MAX = 120;

function fieldOf(
  { customId, label, kind, isRequired, value, maxLength, options }: FieldView,
  index: number,
): Html {
  const id = `modal-${index}`;
  const required = isRequired && html`required`;
  const name = html`<label for="${id}"
    >${label}${isRequired && html` <span aria-hidden="true">*</span>`}</label
  >`;
  if (kind === 'select') {
    const shown = options.map((one) => html`<option value="${one.value}">${one.label}</option>`);
    return html`${name}<select id="${id}" name="${customId}" ${required}>
        ${shown}
      </select>`;
  }
  if (maxLength > LINE_UNITS_MAX) {
    return html`${name}<textarea id="${id}" name="${customId}" maxlength="${maxLength}" rows="3" ${required}>
${value ?? ''}</textarea>`;
  }
  return html`${name}<input
      id="${id}"
      name="${customId}"
      maxlength="${maxLength}"
      value="${value ?? ''}"
      autocomplete="off"
      ${required}
    />`;
}

import type { ControlView, MessageView } from '../simulators/discord/message-view.ts';
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
  if (component['type'] !== BUTTON)
    return menuOf(control, optionsOf(component), { kind: 'discord.select', ...target });
  const act = JSON.stringify({ kind: 'discord.press', ...target });
  const style = STYLES[control.style ?? 2] ?? '';
  return html`<button type="button" class="${style}" data-act="${act}" ${control.disabled && html`disabled`}>
    ${control.label}${control.kind === 'link' && html`<i aria-hidden="true">↗</i>`}
  </button>`;
}

type Option = {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly isDefault?: boolean;
};

function optionsOf(component: Json): Option[] {
  return ((component['options'] ?? []) as Json[]).map((option) => ({
    label: String(option['label']),
    value: String(option['value']),
    description: option['description'] as string | undefined,
    isDefault: option['default'] === true,
  }));
}

/** One choice is sent at once; several are marked first. */
function menuOf({ label, most, disabled }: ControlView, options: readonly Option[], act: object): Html {
  const name = label === '' ? 'Make a selection' : label;
  if (most > 1) {
    return html`<form class="several" data-choose-several="${JSON.stringify(act)}">
      <fieldset ${disabled && html`disabled`}>
        <legend>${name}</legend>
        ${options.map(
          ({ label: words, value, isDefault }) =>
            html`<label
              ><input
                type="checkbox"
                name="value"
                value="${value}"
                ${isDefault && html`checked`}
              />${words}</label
            >`,
        )}
        <button type="submit">Choose</button>
      </fieldset>
    </form>`;
  }
  const isChosen = options.some(({ isDefault }) => isDefault);
  return html`<select data-choose="${JSON.stringify(act)}" aria-label="${name}" ${disabled && html`disabled`}>
    ${!isChosen && html`<option value="" selected>${name}</option>`} ${options.map(optionOf)}
  </select>`;
}

function optionOf({ label, value, description, isDefault = false }: Option): Html {
  const words = description === undefined ? label : `${label} · ${description}`;
  return html`<option value="${value}" ${isDefault && html`selected`}>${words}</option>`;
}

/** A modal as a form in a dialog; its act goes with the fields when it is sent. */
export function discordModal(modal: ModalView, token: string): Html {
  return html`<form
    method="dialog"
    class="modal"
    aria-labelledby="modal-title"
    data-submit="${JSON.stringify({ kind: 'discord.submit', token })}"
  >
    <h2 id="modal-title">${modal.title}</h2>
    <div class="fields">
      ${modal.texts.map((words) => html`<p>${words}</p>`)}
      ${modal.fields.map((field, index) => fieldOf(field, `modal-${index}`))}
    </div>
    <menu>
      <button type="button" data-close>Cancel</button>
      <button type="submit" class="primary">Submit</button>
    </menu>
  </form>`;
}

function fieldOf(field: FieldView, id: string): Html {
  const { customId, label, kind, isRequired, value, maxLength, options, description, placeholder } = field;
  const required = isRequired && html`required`;
  const head = html`<label for="${id}"
      >${label}${isRequired && html` <span aria-hidden="true">*</span>`}</label
    >${description !== undefined && html`<small id="${id}-about">${description}</small>`}`;
  const about = description !== undefined && html`aria-describedby="${id}-about"`;
  const hint = placeholder !== undefined && html`placeholder="${placeholder}"`;
  if (kind === 'select') {
    return html`${head}<select id="${id}" name="${customId}" ${required} ${about}>
        <option value="">${placeholder ?? '–'}</option>
        ${options.map(optionOf)}
      </select>`;
  }
  if (field.isLong) {
    return html`${head}<textarea
        id="${id}"
        name="${customId}"
        maxlength="${maxLength}"
        rows="4"
        ${required}
        ${about}
        ${hint}
      >
${value ?? ''}</textarea>`;
  }
  return html`${head}<input
      id="${id}"
      name="${customId}"
      maxlength="${maxLength}"
      value="${value ?? ''}"
      autocomplete="off"
      ${required}
      ${about}
      ${hint}
    />`;
}

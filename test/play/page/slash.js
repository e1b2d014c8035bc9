// @ts-check
import { perform } from './acts.js';
import { attachChoices } from './choices.js';

/** @typedef {import('./composer.js').Offer} Offer */
/** @typedef {import('./composer.js').Option} Option */

const TYPING_MS = 180;

/**
 * A slash command with its parts, in place of the line in which one types.
 * @param {HTMLElement} composer @param {Offer} offer @param {() => void} done
 */
export function openSlash(composer, offer, done) {
  const form = document.createElement('form');
  form.className = 'slash';
  form.setAttribute('aria-label', offer.command);
  const name = document.createElement('b');
  name.textContent = offer.command;
  const fields = offer.options.map((option) => fieldOf(offer, option, form));
  form.append(name, ...fields, buttonOf('Send', 'submit'), buttonOf('Cancel', 'button'));
  composer.hidden = true;
  composer.after(form);
  const close = () => {
    form.remove();
    composer.hidden = false;
    done();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const options = filled(form);
    close();
    void perform({ kind: 'discord.use', command: offer.command, options });
  });
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  form.querySelector('button[type=button]')?.addEventListener('click', close);
  /** @type {HTMLElement | null} */ (form.querySelector('input, select'))?.focus();
}

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
function filled(form) {
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** @param {Offer} offer @param {Option} option @param {HTMLFormElement} form */
function fieldOf(offer, option, form) {
  const label = document.createElement('label');
  const name = document.createElement('span');
  name.textContent = option.name;
  label.title = option.about;
  const holder = document.createElement('span');
  holder.className = 'holder';
  label.append(name, holder);
  if (option.choices.length > 0) {
    const select = document.createElement('select');
    select.name = option.name;
    select.required = option.isRequired;
    select.append(new Option('', ''), ...option.choices.map((one) => new Option(one.name, one.value)));
    holder.append(select);
    return label;
  }
  const input = document.createElement('input');
  input.name = option.name;
  input.required = option.isRequired;
  input.autocomplete = 'off';
  input.placeholder = option.isRequired ? '' : 'optional';
  holder.append(input);
  if (option.hasAutocomplete) completeAsTyped(offer, option, form, input);
  return label;
}

/** @param {Offer} offer @param {Option} option @param {HTMLFormElement} form @param {HTMLInputElement} input */
function completeAsTyped({ command }, { name }, form, input) {
  /** @type {number | undefined} */
  let timer;
  const list = attachChoices(input, ({ value }) => {
    input.value = value;
  });
  const ask = async () => {
    const asked = input.value;
    const { [name]: typed = '', ...others } = filled(form);
    const { choices = [] } = await perform({
      kind: 'discord.type',
      command,
      options: { ...others, [name]: typed },
    });
    // An answer to what is no longer there helps nobody.
    if (document.activeElement === input && input.value === asked)
      list.show(
        choices.map((one) => ({ value: one.value, label: one.name })),
        false,
      );
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), TYPING_MS);
  };
  input.addEventListener('input', soon);
  input.addEventListener('focus', soon);
}

/** @param {string} label @param {'submit' | 'button'} type */
function buttonOf(label, type) {
  const button = document.createElement('button');
  button.type = type;
  button.textContent = label;
  if (type === 'submit') button.className = 'primary';
  return button;
}

// @ts-check

/** @typedef {{ value: string, label: string, about?: string }} Choice */

let made = 0;

/**
 * A list of suggestions above a field, worked by arrow keys, Enter, Tab and Escape, or by a press.
 * @param {HTMLInputElement} input
 * @param {(choice: Choice) => void} onPick
 */
export function attachChoices(input, onPick) {
  const list = document.createElement('ul');
  list.className = 'choices';
  list.id = `choices-${(made += 1)}`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  list.hidden = true;
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  input.before(list);
  /** @type {Choice[]} */
  let choices = [];
  let chosen = -1;

  /** @param {number} index */
  function choose(index) {
    chosen = choices.length === 0 ? -1 : (index + choices.length) % choices.length;
    [...list.children].forEach((one, at) => one.setAttribute('aria-selected', String(at === chosen)));
    const element = list.children[chosen];
    if (element) input.setAttribute('aria-activedescendant', element.id);
    element?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Choice[]} next @param {boolean} hasFirst */
  function show(next, hasFirst = true) {
    choices = next;
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...choices.map((choice, index) => optionOf(choice, `${list.id}-${index}`)));
    choose(hasFirst ? 0 : -1);
    if (!hasFirst) chosen = -1;
  }

  /** @param {number} index */
  function pick(index) {
    const choice = choices[index];
    if (!choice) return;
    show([]);
    onPick(choice);
  }

  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = /** @type {HTMLElement} */ (event.target).closest('li');
    if (option) pick([...list.children].indexOf(option));
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) pick(chosen);
    else if (event.key === 'Escape') show([]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  input.addEventListener('blur', () => show([]));
  return { show, close: () => show([]) };
}

/** @param {Choice} choice @param {string} id */
function optionOf({ label, about }, id) {
  const option = document.createElement('li');
  option.id = id;
  option.setAttribute('role', 'option');
  const name = document.createElement('b');
  name.textContent = label;
  option.append(name);
  if (about) option.append(` ${about}`);
  return option;
}

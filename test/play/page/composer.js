// @ts-check
import { perform } from './acts.js';
import { attachChoices } from './choices.js';

/** @typedef {{ name: string, about: string, isRequired: boolean, hasAutocomplete: boolean, choices: { name: string, value: string }[] }} Option */
/** @typedef {{ command: string, about: string, options: Option[] }} Offer */

/** What somebody new may want to try, where the platform offers it. */
const TRIES = {
  telegram: ['/pay vip', '/shop', '/pay 10 USD', '/balance', '/withdraw', '/orders', '/help'],
  discord: ['/shop', '/pay', '/balance', '/withdraw', '/orders', '/help'],
};

/**
 * The line in which one types. `openForm` shows a command that has parts; without it commands are words.
 * @param {'telegram' | 'discord'} platform
 * @param {((composer: HTMLElement, offer: Offer, done: () => void) => void) | null} openForm
 */
export function openComposer(platform, openForm) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById(`${platform}-composer`));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('words'));
  const tries = /** @type {HTMLElement} */ (document.getElementById(`${platform}-tries`));
  /** @type {Offer[]} */
  let offers = [];
  const list = attachChoices(input, ({ value }) => pick(value));

  /** @param {string} command */
  function pick(command) {
    const offer = offers.find((one) => one.command === command);
    if (openForm && offer) {
      input.value = '';
      if (offer.options.length === 0) void perform({ kind: `${platform}.use`, command, options: {} });
      else openForm(form, offer, () => input.focus());
      return;
    }
    input.value = `${command} `;
    input.focus();
  }

  input.addEventListener('input', () => {
    const typed = input.value;
    const isCommand = typed.startsWith('/') && (openForm !== null || !typed.includes(' '));
    const fits = offers.filter(({ command }) => command.startsWith(typed));
    list.show(isCommand ? fits.map(({ command, about }) => ({ value: command, label: command, about })) : []);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    list.close();
    const offer = offers.find(({ command }) => command === text);
    if (openForm && offer) pick(text);
    else void perform({ kind: `${platform}.say`, text });
  });

  /** What is tried by a press: sent at once where it is whole. @param {string} words */
  function offer(words) {
    if (openForm)
      return pick(
        words.split(' ')[0] === words
          ? words
          : (offers.find((one) => words.startsWith(one.command))?.command ?? words),
      );
    void perform({ kind: `${platform}.say`, text: words });
  }

  tries.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) offer(target.textContent ?? '');
  });

  return {
    offer,
    /** @param {Offer[]} next */
    setOffers(next) {
      offers = next;
      showTries(tries, platform, new Set(offers.map(({ command }) => command)));
    },
  };
}

/** @param {HTMLElement} tries @param {'telegram' | 'discord'} platform @param {Set<string>} known */
function showTries(tries, platform, known) {
  const fits = TRIES[platform].filter((one) => known.has(one.split(' ')[0] ?? ''));
  tries.replaceChildren(
    ...fits.map((words) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words;
      return button;
    }),
  );
}

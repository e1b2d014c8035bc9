// @ts-check
import { PAGE } from './patches.js';

const TOAST_MS = 5_000;
const TOASTS_MAX = 2;

/** @typedef {{ toast?: string, alert?: string, modal?: string, picture?: string, choices?: { name: string, value: string }[] }} Outcome */

/** Has something done, and shows what came of it. @param {object} act @returns {Promise<Outcome>} */
export async function perform(act) {
  try {
    const answer = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ page: PAGE, act }),
    });
    const outcome = /** @type {Outcome} */ (await answer.json());
    if (outcome.toast) toast(outcome.toast);
    if (outcome.alert) alertDialog(outcome.alert);
    if (outcome.modal) openDialog(outcome.modal);
    if (outcome.picture) pictureDialog(outcome.picture);
    return outcome;
  } catch {
    toast('The play does not answer. Is it still running in the terminal?');
    return {};
  }
}

/** Everything that a press can mean, wherever on the page it happens. */
export function listenForActs() {
  document.addEventListener('click', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const pressed = target.closest('[data-act], [data-copy], [data-out], [data-close]');
    if (!(pressed instanceof HTMLElement)) return;
    const { act, copy, out } = pressed.dataset;
    if (act) void press(pressed, act);
    if (copy) void copyText(copy);
    if (out !== undefined) {
      event.preventDefault();
      alertDialog(`This leads out of the chat, to ${out}`);
    }
    if ('close' in pressed.dataset) dialog().close();
  });
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || !target.dataset.choose || target.value === '') return;
    void perform({ ...JSON.parse(target.dataset.choose), values: [target.value] });
    // The same can be chosen again.
    target.selectedIndex = 0;
  });
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.chooseSeveral) {
      event.preventDefault();
      const values = new FormData(form).getAll('value');
      if (values.length > 0) void perform({ ...JSON.parse(form.dataset.chooseSeveral), values });
    }
    if (!form.dataset.submit) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    dialog().close();
    void perform({ ...JSON.parse(form.dataset.submit), fields });
  });
  document.addEventListener('toggle', ({ target }) => void openPassage(target), true);
  dialog().addEventListener('click', ({ target }) => {
    if (target === dialog()) dialog().close();
  });
}

/** A button spins until it is answered. @param {HTMLElement} button @param {string} act */
async function press(button, act) {
  if (button.classList.contains('busy')) return;
  button.classList.add('busy');
  button.setAttribute('aria-busy', 'true');
  await perform(JSON.parse(act));
  button.classList.remove('busy');
  button.removeAttribute('aria-busy');
}

/** @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied: ${text}`);
  } catch {
    toast(text);
  }
}

/** @param {EventTarget | null} target */
async function openPassage(target) {
  if (!(target instanceof HTMLDetailsElement) || !target.open || !target.dataset.passage) return;
  const answer = await fetch(`/passage/${target.dataset.passage}`);
  const shown = answer.ok ? unfold(await answer.json()) : 'gone';
  const place = target.querySelector('pre');
  if (place) place.textContent = typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2);
}

/** JSON within JSON is shown as what it says. @param {any} value @returns {any} */
function unfold(value) {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unfold(inner)]));
}

/** Passes by; what is said again is counted, and only the latest few stay. @param {string} words */
export function toast(words) {
  const toasts = /** @type {HTMLElement} */ (document.getElementById('toasts'));
  const last = /** @type {HTMLElement | null} */ (toasts.lastElementChild);
  const times = last?.dataset.words === words ? Number(last.dataset.times) + 1 : 1;
  if (times > 1) last?.remove();
  const shown = document.createElement('p');
  shown.dataset.words = words;
  shown.dataset.times = String(times);
  shown.textContent = times > 1 ? `${words} ×${times}` : words;
  toasts.append(shown);
  while (toasts.childElementCount > TOASTS_MAX) toasts.firstElementChild?.remove();
  setTimeout(() => shown.remove(), TOAST_MS);
}

function dialog() {
  return /** @type {HTMLDialogElement} */ (document.getElementById('dialog'));
}

const OK = '<menu><button type="submit" class="primary" autofocus>OK</button></menu>';

/** @param {string} words */
function alertDialog(words) {
  const text = document.createElement('p');
  text.textContent = words;
  openDialog(`<form method="dialog">${OK}</form>`, text);
}

/** @param {string} address */
function pictureDialog(address) {
  const picture = document.createElement('img');
  picture.src = address;
  picture.alt = 'The picture, large';
  openDialog(`<form method="dialog">${OK}</form>`, picture);
}

/** @param {string} html @param {HTMLElement} [first] */
function openDialog(html, first) {
  const element = dialog();
  if (element.open) element.close();
  element.innerHTML = html;
  if (first) element.prepend(first);
  const title = element.querySelector('h2');
  element.setAttribute('aria-label', title?.textContent ?? first?.textContent ?? 'A picture');
  element.showModal();
}

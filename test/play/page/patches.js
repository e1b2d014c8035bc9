// @ts-check
import { setAhead } from './time.js';

/** Which page this is, among several that may be open. */
export const PAGE = crypto.randomUUID();

/** How far from its end somebody may be and still follow a list. */
const NEAR_PX = 120;

/** How long something new is seen to come in. */
const FRESH_MS = 400;

/** Nothing waits longer for somebody who presses and does not let go. */
const HELD_MS_MAX = 1_000;

/** @typedef {{ piece?: string, html?: string, list?: string, isWhole?: boolean, changes?: [string, string?][], data?: string, value?: any }} Patch */

/** Follows what the server tells, for as long as the page is open. @param {Record<string, (value: any) => void>} takers */
export function followPatches(takers) {
  const source = new EventSource(`/events?page=${PAGE}`);
  const whenFree = holdUnderPointer();
  source.addEventListener('message', ({ data }) => {
    const patches = /** @type {Patch[]} */ (JSON.parse(data));
    whenFree(() => patches.forEach((patch) => apply(patch, takers)));
  });
  source.addEventListener('error', () => document.body.classList.add('lost'));
  source.addEventListener('open', () => document.body.classList.remove('lost'));
  for (const log of document.querySelectorAll('.log')) watchScroll(/** @type {HTMLElement} */ (log));
}

/**
 * What somebody is pressing stays until they let go: a button that were replaced in between would not be pressed.
 * @returns {(change: () => void) => void}
 */
function holdUnderPointer() {
  /** @type {(() => void)[]} */
  let waiting = [];
  let isHeld = false;
  const free = () => {
    isHeld = false;
    const changes = waiting;
    waiting = [];
    for (const change of changes) change();
  };
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target instanceof Element) || !target.closest('button, a, summary, select, label')) return;
    isHeld = true;
    setTimeout(free, HELD_MS_MAX);
  });
  // The click comes right after the pointer has gone up.
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(free));
  return (change) => {
    if (isHeld) waiting.push(change);
    else change();
  };
}

/** @param {Patch} patch @param {Record<string, (value: any) => void>} takers */
function apply(patch, takers) {
  if (patch.piece) replacePiece(patch.piece, patch.html ?? '');
  if (patch.list) changeList(patch.list, patch.isWhole ?? false, patch.changes ?? []);
  if (patch.data === 'ahead') setAhead(patch.value * 1000);
  else if (patch.data) takers[patch.data]?.(patch.value);
}

/** Replaces a piece and gives the focus back to what stands in the same place. @param {string} id @param {string} html */
function replacePiece(id, html) {
  const element = document.getElementById(id);
  if (!element) return;
  if (id === 'startup') document.body.classList.toggle('starting', html !== '');
  const scrolled = [...element.querySelectorAll('*')].filter(
    (one) => one.scrollLeft > 0 || one.scrollTop > 0,
  );
  const offsets = scrolled.map((one) => [one.className, one.scrollLeft, one.scrollTop]);
  const controls = () => [...element.querySelectorAll('button, a, input, select')];
  const focused = controls().indexOf(/** @type {Element} */ (document.activeElement));
  const act = document.activeElement?.getAttribute('data-act');
  element.innerHTML = html;
  for (const [name, left, top] of offsets) {
    const same = name && element.getElementsByClassName(String(name))[0];
    if (same) same.scrollTo(Number(left), Number(top));
  }
  if (focused < 0) return;
  const again = controls().find((one) => one.getAttribute('data-act') === act) ?? controls()[focused];
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** @param {string} id @param {boolean} isWhole @param {[string, string?][]} changes */
function changeList(id, isWhole, changes) {
  const list = document.getElementById(id);
  if (!list) return;
  const isNearEnd = isWhole || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  if (isWhole) list.replaceChildren();
  // What is new is built at once, so that a long list is laid out once.
  const fresh = document.createDocumentFragment();
  for (const [key, html] of changes) {
    const known = document.getElementById(`e-${key}`);
    if (html === undefined) known?.remove();
    else if (known) swap(known, html, key);
    else fresh.append(entry(html, key, !isWhole));
  }
  const hasNew = fresh.childElementCount > 0;
  list.append(fresh);
  if (hasNew && !isWhole && list.classList.contains('log')) markTab(list);
  if (isNearEnd) toEnd(list);
  else if (hasNew) document.querySelector(`[data-down="${id}"]`)?.removeAttribute('hidden');
}

/** @param {string} html @param {string} key @param {boolean} isNew */
function entry(html, key, isNew) {
  const holder = document.createElement('div');
  holder.className = isNew ? 'item fresh' : 'item';
  holder.id = `e-${key}`;
  holder.innerHTML = html;
  if (isNew) setTimeout(() => holder.classList.remove('fresh'), FRESH_MS);
  return holder;
}

/** An edit: the same place, another look; the focus stays on the button with the same place. @param {HTMLElement} known @param {string} html @param {string} key */
function swap(known, html, key) {
  const details = known.querySelector('details[open]');
  if (details) {
    // Somebody reads it: only its head changes.
    const next = entry(html, key, false).querySelector('summary');
    if (next) details.querySelector('summary')?.replaceWith(next);
    return;
  }
  const buttons = () => [...known.querySelectorAll('button')];
  const focused = buttons().indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  known.innerHTML = html;
  known.classList.add('edited');
  setTimeout(() => known.classList.remove('edited'), 900);
  if (focused < 0) return;
  const again = buttons()[focused] ?? known.closest('.log');
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** Heights of what was not drawn yet are guesses: they are right a frame later. @param {HTMLElement} list @param {number} again */
function toEnd(list, again = 2) {
  list.scrollTop = list.scrollHeight;
  if (again > 0) requestAnimationFrame(() => toEnd(list, again - 1));
}

/** @param {HTMLElement} list */
function markTab(list) {
  const part = list.closest('section')?.id.replace('-part', '');
  if (part && document.body.dataset.tab !== part)
    document.querySelector(`[data-tab-to="${part}"]`)?.classList.add('news');
}

/** @param {HTMLElement} log */
function watchScroll(log) {
  const down = document.querySelector(`[data-down="${log.id}"]`);
  down?.addEventListener('click', () => toEnd(log));
  log.addEventListener(
    'scroll',
    () => {
      if (log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX) down?.setAttribute('hidden', '');
    },
    { passive: true },
  );
  // A picture that comes in makes the list longer under whoever reads its end.
  log.addEventListener(
    'load',
    ({ target }) => {
      if (target instanceof HTMLImageElement && down?.hasAttribute('hidden'))
        log.scrollTop = log.scrollHeight;
    },
    true,
  );
}

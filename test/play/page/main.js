// @ts-check
import { listenForActs, perform } from './acts.js';
import { openComposer } from './composer.js';
import { drawEmoji } from './emoji.js';
import { followPatches } from './patches.js';
import { openSlash } from './slash.js';
import { keepTime } from './time.js';
import { offerTour } from './tour.js';

const root = document.documentElement;
const theme = localStorage.getItem('till-theme');
if (theme) root.dataset.theme = theme;

/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ (document.getElementById(id));

button('theme-button').addEventListener('click', () => {
  const isDark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('till-theme', root.dataset.theme);
});
button('reset-button').addEventListener('click', () => void perform({ kind: 'reset' }));

/** On a phone one part is shown at a time. @param {string} tab */
function showTab(tab) {
  document.body.dataset.tab = tab;
  for (const one of document.querySelectorAll('[data-tab-to]')) {
    one.setAttribute('aria-current', String(one.getAttribute('data-tab-to') === tab));
    if (one.getAttribute('data-tab-to') === tab) one.classList.remove('news');
  }
}
document.querySelector('.tabs')?.addEventListener('click', (event) => {
  const tab = /** @type {HTMLElement} */ (event.target).dataset.tabTo;
  if (tab) showTab(tab);
});
showTab('telegram');

drawEmoji();
listenForActs();
keepTime();
const composers = {
  telegram: openComposer('telegram', null),
  discord: openComposer('discord', openSlash),
};
document.addEventListener('click', (event) => {
  const said = /** @type {HTMLElement} */ (event.target).closest('[data-say]');
  if (!(said instanceof HTMLElement)) return;
  const platform = said.dataset.say === 'discord' ? 'discord' : 'telegram';
  composers[platform].offer(said.dataset.words ?? '');
});
followPatches({
  'telegram-offers': composers.telegram.setOffers,
  'discord-offers': composers.discord.setOffers,
});
offerTour(showTab);

// @ts-check

/** @typedef {{ part: string, tab: string, title: string, words: string }} Stop */

/** @type {Stop[]} */
const STOPS = [
  {
    part: 'telegram-part',
    tab: 'telegram',
    title: 'A group in Telegram',
    words:
      'You are Ana. Press “/pay vip” below the chat, then the button that the bot answers with: it leads you into private, because nobody else should see an address. “/shop” shows everything that is on sale.',
  },
  {
    part: 'world-part',
    tab: 'world',
    title: 'The wallet',
    words:
      'What a card asks for appears here. Pay exactly and watch the card become a receipt, or pay short, too much, or late. Below, the world misbehaves: callbacks get lost, KryptoGO goes down, a process is killed.',
  },
  {
    part: 'discord-part',
    tab: 'discord',
    title: 'A server in Discord',
    words:
      'The same community, the same books. Type “/” for commands. What is for your eyes only is marked so; become Finn, and it is gone. In “/shop” there is a role that you can buy. Olga minds the shop with “/item”; she has a second server, Moon Pier, and may join it to the community.',
  },
  {
    part: 'inside-part',
    tab: 'inside',
    title: 'Inside',
    words:
      'The life of each order and withdrawal, what was booked, and every message between the parts. Nothing is faked: the bots behind this page are the real ones, on the wire.',
  },
];

const SEEN = 'till-tour-seen';

/** Offers the tour on the first visit, and whenever somebody asks. @param {(tab: string) => void} showTab */
export function offerTour(showTab) {
  const tour = /** @type {HTMLElement} */ (document.getElementById('tour'));
  const button = /** @type {HTMLButtonElement} */ (document.getElementById('tour-button'));
  let at = 0;

  function end() {
    tour.hidden = true;
    light(null);
    localStorage.setItem(SEEN, 'yes');
    button.focus();
  }

  function show() {
    const stop = STOPS[at];
    if (!stop) return end();
    showTab(stop.tab);
    light(stop.part);
    tour.dataset.part = stop.part;
    tour.hidden = false;
    const isLast = at === STOPS.length - 1;
    tour.innerHTML = `<p class="count">${at + 1} of ${STOPS.length}</p><h2></h2><p class="told"></p>
      <menu><button type="button" data-tour="skip">${isLast ? 'Again' : 'Skip'}</button>
      <button type="button" data-tour="next" class="primary">${isLast ? 'Play' : 'Next'}</button></menu>`;
    const [title, told] = [tour.querySelector('h2'), tour.querySelector('.told')];
    if (title) title.textContent = stop.title;
    if (told) told.textContent = stop.words;
  }

  /** @param {number} to */
  function go(to) {
    at = to;
    show();
    /** @type {HTMLElement | null} */ (tour.querySelector('.primary'))?.focus({ preventScroll: true });
  }

  tour.addEventListener('click', ({ target }) => {
    const asked = target instanceof HTMLElement ? target.dataset.tour : undefined;
    if (asked === 'next') go(at + 1);
    if (asked === 'skip' && at < STOPS.length - 1) end();
    else if (asked === 'skip') go(0);
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !tour.hidden) end();
  });
  button.addEventListener('click', () => go(0));
  if (!localStorage.getItem(SEEN)) show();
}

/** @param {string | null} part */
function light(part) {
  for (const one of document.querySelectorAll('.lit')) one.classList.remove('lit');
  if (!part) return;
  const element = document.getElementById(part);
  element?.classList.add('lit');
  element?.scrollIntoView({ block: 'nearest' });
}

// @ts-check

let aheadMs = 0;

/** How far the world is ahead of this machine. @param {number} ms */
export function setAhead(ms) {
  aheadMs = ms;
  show();
}

/** Shows the world's clock, and counts down to what is drawn as a countdown. */
export function keepTime() {
  setInterval(show, 1_000);
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
}

let isAsked = false;

function show() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    draw();
  });
}

function draw() {
  const now = Date.now() + aheadMs;
  set(document.getElementById('now'), clock(now, true));
  for (const element of document.querySelectorAll('time[data-until]')) {
    set(element, countdown(Number(element.getAttribute('data-until')) - now));
  }
  for (const element of document.querySelectorAll('time[data-at]:not([data-done])')) {
    set(element, clock(Number(element.getAttribute('data-at')), element.hasAttribute('data-seconds')));
    element.setAttribute('data-done', '');
  }
}

/** Only what has changed is written: writing wakes the observer. @param {Element | null} element @param {string} text */
function set(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** @param {number} at @param {boolean} hasSeconds */
function clock(at, hasSeconds) {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), ...(hasSeconds ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** In the way in which both platforms say it. @param {number} ms */
function countdown(ms) {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const [amount, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3_600
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.round(seconds / 3_600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  const words = `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return ms >= 0 ? `in ${words}` : `${words} ago`;
}

import type { Visit } from './check-browser.ts';
import type { Hands } from './check-hands.ts';
import { ALONE } from './check-moves.ts';

/** Names of all controls, for whoever can't see them. */
const NAMELESS = `[...document.querySelectorAll('button, input, select, textarea')]
  .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.querySelector('img[alt]') || one.labels?.length))
  .map((one) => one.outerHTML.slice(0, 80))`;
const STICKS_OUT = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** Texts whose contrast against what is behind them is below 4.5, or below 3 where they are large. */
const PALE = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => {
    const alpha = top[3] / 255;
    return [0, 1, 2].map((i) => top[i] * alpha + below[i] * (1 - alpha)).concat(255);
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
      if (layers.at(-1)[3] === 255) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Map();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === '' || !element.checkVisibility({ checkOpacity: true })) continue;
    if (element.closest('.unseen, .hidden-words, [disabled], #toasts, option')) continue;
    const style = getComputedStyle(element);
    const back = behind(element);
    const [one, other] = [light(over(rgba(style.color), back)), light(back)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) found.set(element.className + ' ' + walker.currentNode.data.slice(0, 24), ratio.toFixed(2));
  }
  return [...found].map(([what, ratio]) => ratio + ' ' + what);
})()`;

/** Every control has a name, and nothing sticks out to the side. */
export async function isUsable({ page }: Visit): Promise<void> {
  const nameless = await page.evaluate<string[]>(NAMELESS);
  if (nameless.length > 0) throw new Error(`without a name: ${nameless.join(' ')}`);
  const sticksOut = await page.evaluate<number>(STICKS_OUT);
  if (sticksOut > 0) throw new Error(`the page is ${sticksOut} pixels too wide`);
}

/** All that can be read now can be read well. */
export async function isLegible({ page }: Visit): Promise<void> {
  const pale = await page.evaluate<string[]>(PALE);
  if (pale.length > 0) throw new Error(`too pale: ${pale.slice(0, 8).join('; ')}`);
}

/** A form takes the focus, keeps it, gives it back, and goes at Escape. */
export async function formKeepsFocus(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.become('discord', 'Bea', 'member', ALONE.discord);
  await hands.usesSlash('/withdraw');
  await hands.sendsSlash();
  await page.locator('#dialog form.modal').waitFor();
  const isInside = `document.getElementById('dialog').contains(document.activeElement) || document.activeElement === document.body`;
  for (let steps = 0; steps < 12; steps += 1) {
    if (!(await page.evaluate<boolean>(isInside))) throw new Error('the focus left the form');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await page.locator('#dialog').waitFor({ state: 'hidden' });
  const back = `document.activeElement.closest('#discord-composer') !== null`;
  if (!(await page.evaluate<boolean>(back))) throw new Error('the focus did not come back');
}

const MOVING = `document.getAnimations().filter((one) => one.playState === 'running').length`;

/** Whoever wants no motion sees none. */
export async function keepsStill(hands: Hands): Promise<void> {
  const { page } = hands;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await hands.types('discord', 'Does anything move?');
  await hands.reads('discord', 'Does anything move?');
  const moving = await page.evaluate<number>(MOVING);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  if (moving > 0) throw new Error(`${moving} things move`);
}

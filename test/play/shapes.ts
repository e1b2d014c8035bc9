import type { Html } from './html.ts';
import { html } from './html.ts';

const HUES = 360;

/** A colour of one's own, from the name. */
function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (hash * 47) % HUES;
}

export function avatar(name: string, isBot = false): Html {
  if (isBot) return html`<span class="avatar bot" aria-hidden="true">T</span>`;
  return html`<span class="avatar" style="--hue:${hueOf(name)}" aria-hidden="true"
    >${[...name][0] ?? '?'}</span
  >`;
}

/** A moment of the world, as hours and minutes of the reader's own clock: filled in by the page. */
export function clockTime(at: number, hasSeconds = false): Html {
  const iso = new Date(at).toISOString();
  return html`<time class="moment" data-at="${at}" ${hasSeconds && html`data-seconds`} datetime="${iso}"
    >${iso.slice(11, hasSeconds ? 19 : 16)}</time
  >`;
}

/** `0x12ab…89ef`. */
export function short(address: string): string {
  return address.length <= 14 ? address : `${address.slice(0, 6)}…${address.slice(-4)}`;
}

export function act(of: object): string {
  return JSON.stringify(of);
}

/** The roles that somebody has been given, as marks beside the name. */
export function roleBadges(roles: readonly string[]): Html[] {
  return roles.map((role) => html`<span class="badge">${role}</span>`);
}

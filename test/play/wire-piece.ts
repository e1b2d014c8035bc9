import type { Html } from './html.ts';
import { html } from './html.ts';
import { clockTime } from './shapes.ts';
import type { Passage } from './traffic.ts';

/** One line of what passed; what was said is fetched when somebody opens it. */
export function passagePiece({ key, from, to, what, at, outcome }: Passage): Html {
  const end = outcome();
  const tone = /^(?:4|5)\d\d$|^(?:cut|hung|lost|failed|no answer)$/.test(end) ? 'bad' : '';
  return html`<details data-passage="${key}" class="${from === 'a forger' && 'forged'}">
    <summary>
      ${clockTime(at, true)}
      <span class="party ${from.replace(' ', '-')}">${from}</span><span aria-label="to">→</span
      ><span class="party ${to}">${to}</span> <span class="what">${what}</span>
      <span class="outcome ${tone}">${end}</span>
    </summary>
    <pre></pre>
  </details>`;
}

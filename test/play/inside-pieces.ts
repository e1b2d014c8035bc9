import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Balance, Inside, Life, Moment, Subject } from './inside.ts';
import { act, clockTime } from './shapes.ts';

/** The way that each life usually goes; what leaves it is shown in its place. */
const WAYS: Readonly<Record<Subject['kind'], readonly string[]>> = {
  order: ['open', 'settling', 'paid', 'delivered'],
  withdrawal: ['requested', 'approved', 'sending', 'sent'],
};

/** Where in that way a life has left it. */
const LEFT_AFTER: Readonly<Record<string, number>> = {
  closed: 1,
  refunded: 3,
  rejected: 1,
  cancelled: 1,
  lapsed: 1,
  failed: 3,
  unknown: 3,
};

export function lifePiece({ subjects, life }: Inside): Html {
  if (!life) {
    return html`<p class="empty">
      Each order and withdrawal has a life, written here as it happens: what was asked, what KryptoGO said,
      what was booked, who was told. Say <kbd>/pay vip</kbd> to begin one.
    </p>`;
  }
  return html`<div class="subjects" role="group" aria-label="Whose life">
      ${subjects.map((one) => subjectPiece(one, one.id === life.subject.id))}
    </div>
    ${way(life.subject)}
    <ol class="moments">
      ${merged(life.moments).map(momentPiece)}
    </ol>`;
}

function subjectPiece({ id, code, state, what, who, platform }: Subject, isChosen: boolean): Html {
  return html`<button
    type="button"
    aria-pressed="${String(isChosen)}"
    data-act="${act({ kind: 'look', subject: id })}"
  >
    <span class="spot ${platform}" aria-label="${platform}"></span><b>${code}</b> ${who}, ${what}
    <em class="state ${state}">${state}</em>
  </button>`;
}

function way({ kind, state }: Subject): Html {
  const usual = WAYS[kind];
  const left = LEFT_AFTER[state];
  const steps = left === undefined ? usual : [...usual.slice(0, left), state];
  const now = steps.indexOf(state);
  return html`<ol class="way" aria-label="${kind}: ${state}">
    ${steps.map((step, index) => {
      const mark = index < now ? 'done' : index === now ? 'now' : '';
      return html`<li class="${mark} ${step}" ${index === now && html`aria-current="step"`}>${step}</li>`;
    })}
  </ol>`;
}

const ACTORS: Readonly<Record<Moment['by'], string>> = {
  person: 'people',
  kryptogo: 'KryptoGO',
  till: 'Till',
  books: 'the books',
  chat: 'chat',
};

/** Moments in a row that say the same. */
type Repeated = Moment & { readonly times: number; readonly platforms: readonly string[] };

/** What happened several times in a row is one line. */
function merged(moments: readonly Moment[]): Repeated[] {
  const lines: Repeated[] = [];
  for (const moment of moments) {
    const before = lines.at(-1);
    const platforms = moment.platform === undefined ? [] : [moment.platform];
    if (before?.by === moment.by && before.what === moment.what)
      lines[lines.length - 1] = {
        ...before,
        times: before.times + 1,
        platforms: [...before.platforms, ...platforms],
      };
    else lines.push({ ...moment, times: 1, platforms });
  }
  return lines;
}

function momentPiece({ at, by, what, times, platforms }: Repeated): Html {
  const places = [...new Set(platforms)].map((one) => {
    const count = platforms.filter((other) => other === one).length;
    return count === 1 ? one : `${one} ×${count}`;
  });
  const more = platforms.length > 0 ? places.join(', ') : times > 1 ? `×${times}` : '';
  return html`<li class="by-${by}">
    ${clockTime(at, true)}<b>${ACTORS[by]}</b><span>${what}${more !== '' && html` <em>${more}</em>`}</span>
  </li>`;
}

export function booksPiece({ balances, life }: Inside): Html {
  if (balances.length === 0) return html`<p class="empty">Nothing has been booked yet.</p>`;
  return html`<div class="sums">${balances.map(sumPiece)}</div>
    ${life && life.entries.length > 0 && entriesPiece(life)}`;
}

function sumPiece({ account, amount, symbol }: Balance): Html {
  return html`<div><span>${account}</span><b>${amount}</b> <small>${symbol}</small></div>`;
}

function entriesPiece({ subject, entries }: Life): Html {
  return html`<table>
    <caption>
      Entries of ${subject.code}
    </caption>
    <thead>
      <tr>
        <th scope="col">what</th>
        <th scope="col">from</th>
        <th scope="col">to</th>
        <th scope="col">amount</th>
      </tr>
    </thead>
    <tbody>
      ${entries.map(
        ({ kind, debit, credit, amount, symbol }) =>
          html`<tr>
            <td>${kind.replaceAll('_', ' ')}</td>
            <td>${accountName(debit)}</td>
            <td>${accountName(credit)}</td>
            <td>${amount} ${symbol}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function accountName(account: string): string {
  const [kind = ''] = account.split(':');
  if (kind === 'available') return 'member';
  return kind === 'held' ? 'member, held' : kind.replaceAll('_', ' ');
}

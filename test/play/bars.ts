import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Session } from './session.ts';
import { placesOf, PRIVATE } from './session.ts';
import { act, avatar, roleBadges } from './shapes.ts';
import type { Stage } from './stage.ts';
import type { Resident } from './town.ts';

type Platform = 'telegram' | 'discord';

/** Who one can be and where one can go, with a dot where something waits to be read. */
export function bar(session: Session, stage: Stage, platform: Platform): Html {
  const spot = session[platform];
  const quarter = stage.town[platform];
  const places = [
    ...placesOf<{ readonly id: string | number }>(quarter, spot.person).map(({ chat, title }) => ({
      id: String(chat.id),
      title,
    })),
    { id: PRIVATE, title: platform === 'telegram' ? 'Till (private)' : '@Till (direct)' },
  ];
  return html`<div class="people" role="group" aria-label="Who you are on ${nameOf(platform)}">
      ${quarter.residents.map((one) => face(one, platform, spot.person, unread(session, stage, platform, String(one.person.id))))}
    </div>
    <div class="places" role="group" aria-label="Where you are on ${nameOf(platform)}">
      ${places.map(({ id, title }) => {
        const isHere = id === spot.place;
        const hasNews = !isHere && id === PRIVATE && unread(session, stage, platform, spot.person);
        return html`<button
          type="button"
          aria-pressed="${String(isHere)}"
          data-act="${act({ kind: 'look', platform, place: id })}"
        >
          ${title}${hasNews && dot()}
        </button>`;
      })}
      ${platform === 'discord' && rolesPiece(stage, spot.person)}
    </div>`;
}

/** What a person has been given on any server. */
function rolesPiece({ town }: Stage, person: string): Html | null {
  const roles = new Set(town.discord.places.flatMap(({ chat }) => chat.rolesOf(person)));
  if (roles.size === 0) return null;
  return html`<span class="roles"><span class="unseen">Roles: </span>${roleBadges([...roles])}</span>`;
}

function nameOf(platform: Platform): string {
  return platform === 'telegram' ? 'Telegram' : 'Discord';
}

type Somebody = { readonly id: string | number } & (
  { readonly firstName: string } | { readonly name: string }
);

function face(
  { person, role, about }: Resident<Somebody>,
  platform: Platform,
  present: string,
  hasNews: boolean,
): Html {
  const name = 'firstName' in person ? person.firstName : person.name;
  const isThem = String(person.id) === present;
  return html`<button
    type="button"
    class="face ${role}"
    aria-pressed="${String(isThem)}"
    title="${name}, ${about}"
    data-act="${act({ kind: 'look', platform, person: String(person.id) })}"
  >
    ${avatar(role === 'impostor' ? `${name}!` : name)}<span class="name">${name}</span
    ><span class="role">${role}</span>${hasNews && dot()}
  </button>`;
}

function dot(): Html {
  return html`<span class="dot"><span class="unseen">, something new</span></span>`;
}

/** Whether the bot has said something in private that this page has not shown. */
function unread(session: Session, stage: Stage, platform: Platform, id: string): boolean {
  const last = lastRevision(stage, platform, id);
  const key = `${platform} ${id}`;
  const spot = session[platform];
  const isShown = spot.person === id && spot.place === PRIVATE;
  if (isShown || !session.read.has(key)) session.read.set(key, last);
  return last > (session.read.get(key) ?? 0);
}

function lastRevision({ town }: Stage, platform: Platform, id: string): number {
  const own =
    platform === 'telegram'
      ? town.telegram.residents.find(({ person }) => String(person.id) === id)?.person.chat
      : town.discord.residents.find(({ person }) => person.id === id)?.person.dm;
  return own?.lastFromBot()?.revision ?? 0;
}

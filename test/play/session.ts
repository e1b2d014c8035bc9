import type { ModalView } from '../simulators/discord/modal-view.ts';
import type { Stage } from './stage.ts';
import type { Place, Quarter } from './town.ts';

/** What one page looks at: who somebody is on each platform and where, and which life is opened. */
export type Session = {
  /** The stage that the rest is about; another one begins anew. */
  stage: number;
  readonly telegram: Spot;
  readonly discord: Spot;
  /** Id of the order or withdrawal that is shown below; `null` for the latest. */
  subject: string | null;
  /** The payment that the wallet has scanned. */
  payment: string | null;
  /** Forms that are open, by the token that their answer carries. */
  readonly modals: Map<string, ModalView>;
  /** The latest change that this page has shown, by person and chat. */
  readonly read: Map<string, number>;
};

export type Spot = { person: string; place: string };

/** The private chat with the bot, wherever it is. */
export const PRIVATE = 'private';

export function createSession(): Session {
  return {
    stage: 0,
    telegram: { person: '', place: '' },
    discord: { person: '', place: '' },
    subject: null,
    payment: null,
    modals: new Map(),
    read: new Map(),
  };
}

/** Lets a session begin on this stage: Ana in the group, Bea in the hall. */
export function settle(session: Session, { number, town }: Stage): void {
  if (session.stage === number) return;
  session.stage = number;
  session.subject = null;
  session.payment = null;
  session.modals.clear();
  session.read.clear();
  Object.assign(session.telegram, firstSpot(town.telegram));
  Object.assign(session.discord, firstSpot(town.discord));
}

type Someone = { readonly id: string | number };

function firstSpot({ residents, places }: Quarter<Someone, Someone>): Spot {
  return { person: String(residents[0]?.person.id), place: String(places[0]?.chat.id) };
}

/** The places that somebody can open, the private chat aside. */
export function placesOf<Chat>({ places }: Quarter<Someone, Chat>, person: string): readonly Place<Chat>[] {
  return places.filter((place) => place.isOpenTo(person));
}

/** Becomes somebody else, in the same place where they are let in. */
export function become(spot: Spot, quarter: Quarter<Someone, Someone>, person: string): void {
  if (!quarter.residents.some((one) => String(one.person.id) === person)) return;
  spot.person = person;
  goTo(spot, quarter, spot.place);
}

export function goTo(spot: Spot, quarter: Quarter<Someone, Someone>, place: string): void {
  const isOpen = placesOf(quarter, spot.person).some(({ chat }) => String(chat.id) === place);
  spot.place = isOpen ? place : PRIVATE;
}

/** Who somebody is on Telegram, and the chat before them. */
export function onTelegram({ telegram }: Session, { town }: Stage) {
  const found = town.telegram.residents.find(({ person }) => String(person.id) === telegram.person);
  if (!found) throw new Error('nobody of that name is on Telegram');
  const { person } = found;
  const place = placesOf(town.telegram, telegram.person).find(
    ({ chat }) => String(chat.id) === telegram.place,
  );
  return { person, chat: place?.chat ?? person.chat, isPrivate: place === undefined };
}

/** Who somebody is on Discord, and the channel before them. */
export function onDiscord({ discord }: Session, { town }: Stage) {
  const found = town.discord.residents.find(({ person }) => person.id === discord.person);
  if (!found) throw new Error('nobody of that name is on Discord');
  const { person } = found;
  const place = placesOf(town.discord, discord.person).find(({ chat }) => chat.id === discord.place);
  return { person, channel: place?.chat ?? person.dm, isPrivate: place === undefined };
}

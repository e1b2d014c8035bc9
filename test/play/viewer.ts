import { bar } from './bars.ts';
import type { Inside } from './inside.ts';
import { lookInside } from './inside.ts';
import { booksPiece, lifePiece } from './inside-pieces.ts';
import { discordOffers, telegramOffers } from './offers.ts';
import type { Shown } from './panes.ts';
import { changesIn, discordMessages, passages, telegramMessages } from './panes.ts';
import type { Patch } from './patch.ts';
import type { Session } from './session.ts';
import { settle } from './session.ts';
import type { Stage } from './stage.ts';
import { passagePiece } from './wire-piece.ts';
import { walletPiece, worldPiece } from './world-pieces.ts';

/** Follows the stage for one page, and says what has changed since it was last asked. */
export type Viewer = {
  /** What can be seen at once. */
  look(stage: Stage): Patch[];
  /** What the database has to be asked for. */
  lookInside(stage: Stage): Promise<Patch[]>;
};

export function createViewer(session: Session): Viewer {
  const sent = new Map<string, string>();
  const lists = new Map<string, { of: string; sent: Map<string, string> }>();

  const ifNew = (name: string, text: string, patch: Patch): Patch[] => {
    if (sent.get(name) === text) return [];
    sent.set(name, text);
    return [patch];
  };
  const piece = (name: string, { html }: { readonly html: string }) =>
    ifNew(name, html, { piece: name, html });
  const data = (name: string, value: unknown) => ifNew(name, JSON.stringify(value), { data: name, value });
  const list = (name: string, of: string, shown: readonly Shown[]): Patch[] => {
    let known = lists.get(name);
    const isWhole = known?.of !== of;
    if (!known || isWhole) lists.set(name, (known = { of, sent: new Map() }));
    const changes = changesIn(shown, known.sent);
    return isWhole || changes.length > 0 ? [{ list: name, isWhole, changes }] : [];
  };
  const spotOf = ({ number }: Stage, { person, place }: { person: string; place: string }) =>
    `${number} ${person} ${place}`;

  return {
    look(stage) {
      settle(session, stage);
      const { telegram, discord } = session;
      return [
        // Clocks agree to the second; nobody sees less.
        ...data('ahead', Math.round((stage.world.clock.now() - Date.now()) / 1000)),
        ...data('spots', { telegram: spotOf(stage, telegram), discord: spotOf(stage, discord) }),
        ...list('wire', String(stage.number), passages(stage, passagePiece)),
        ...list('telegram', spotOf(stage, telegram), telegramMessages(session, stage)),
        ...list('discord', spotOf(stage, discord), discordMessages(session, stage)),
        ...piece('telegram-bar', bar(session, stage, 'telegram')),
        ...piece('discord-bar', bar(session, stage, 'discord')),
        ...data('telegram-offers', telegramOffers(session, stage)),
        ...data('discord-offers', discordOffers(session, stage)),
        ...piece('wallet', walletPiece(session, stage)),
        ...piece('world', worldPiece(stage)),
      ];
    },
    async lookInside(stage) {
      const inside: Inside = await lookInside(stage, session.subject);
      return [...piece('life', lifePiece(inside)), ...piece('books', booksPiece(inside))];
    },
  };
}

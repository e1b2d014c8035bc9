import type { CardStatus } from '../../bots/shared/card-status.ts';
import { say } from '../../bots/shared/words.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { MessageMatcher } from '../simulators/telegram/wait-for.ts';
import type { World } from './world.ts';
import { OPERATOR_ID } from './world.ts';
import { scanQr } from './scan-qr.ts';

/** How long a person in a story waits for an answer before something is wrong. Real time. */
export const PATIENCE_MS = 10_000;

/** A community with an item on sale, and the people in its group. */
export type Shop = { readonly group: GroupHandle; readonly olga: PersonHandle; readonly ana: PersonHandle };

/** What people do in stories, one verb each, so that a story reads as one. */
export type Story = {
  /** Olga, the operator, sets the group up and puts `vip` on sale for 300 TWD. */
  opensShop(title?: string): Promise<Shop>;
  /** A command in a group, and the way into the private chat that the bot offers. */
  paysFromGroup(person: PersonHandle, group: GroupHandle, words: string): Promise<MessageView>;
  /** A command in private that leads to a card. */
  pays(person: PersonHandle, words: string): Promise<MessageView>;
  hears(person: PersonHandle, matcher: MessageMatcher, after?: MessageView): Promise<MessageView>;
  /** Waits until the card itself says so. */
  shows(person: PersonHandle, card: MessageView, words: string | RegExp): Promise<MessageView>;
  /** Waits until the card's title is the one of this status. */
  stands(person: PersonHandle, card: MessageView, status: CardStatus, language?: Language): Promise<void>;
  /** Waits until the card can be paid (again). Gives the address on it. */
  awaitsPayment(person: PersonHandle, card: MessageView): Promise<string>;
  /** Presses a button and waits for the answer that the platform demands. */
  presses(person: PersonHandle, message: MessageView, button: string | RegExp): Promise<string>;
  /** The address on the card, read by camera, not by text. */
  scans(card: MessageView): string;
};

/** A card that can be paid: it shows a picture and a countdown. */
const isPayable = (message: MessageView) =>
  message.photo !== undefined && message.marked('date_time').length > 0;

export function tellStory({ telegram }: Pick<World, 'telegram'>): Story {
  const hears: Story['hears'] = (person, matcher, after) =>
    telegram.waitFor(person.chat, matcher, PATIENCE_MS, after ? { after } : {});
  return {
    hears,
    async opensShop(title = 'Tea House') {
      const olga = telegram.people.create({ firstName: 'Olga', languageCode: 'en', id: OPERATOR_ID });
      const ana = telegram.people.create({ firstName: 'Ana', languageCode: 'en' });
      const group = telegram.groups.create({ title, type: 'supergroup', members: [olga, ana] });
      const asked = olga.says(group, '/till enable');
      await telegram.waitFor(group, title, PATIENCE_MS, { after: asked });
      const added = olga.says(group, '/till item add vip 300 TWD VIP role');
      await telegram.waitFor(group, 'VIP role', PATIENCE_MS, { after: added });
      return { group, olga, ana };
    },
    async paysFromGroup(person, group, words) {
      const asked = person.says(group, words);
      const isForThem = (one: MessageView) => one.buttons.length > 0 && one.replyTo === asked.id;
      const offer = await telegram.waitFor(group, isForThem, PATIENCE_MS);
      const [label = ''] = offer.buttons;
      person.presses(offer, label);
      return hears(person, isPayable, offer);
    },
    pays: (person, words) => hears(person, isPayable, person.says(words)),
    shows: (person, card, words) =>
      telegram.waitFor(
        person.chat,
        (one) =>
          one.id === card.id &&
          (typeof words === 'string' ? one.words.includes(words) : words.test(one.words)),
        PATIENCE_MS,
      ),
    async stands(person, card, status, language = 'en') {
      const title = say(language, `card-${status}-title`);
      const isIt = (one: MessageView) => one.id === card.id && one.words.startsWith(title);
      await telegram.waitFor(person.chat, isIt, PATIENCE_MS);
    },
    async awaitsPayment(person, card) {
      const isIt = (one: MessageView) => one.id === card.id && isPayable(one);
      return scans(await telegram.waitFor(person.chat, isIt, PATIENCE_MS));
    },
    async presses(person, message, button) {
      return (await person.presses(message, button).answered(PATIENCE_MS)).text ?? '';
    },
    scans,
  };
}

function scans(card: MessageView): string {
  if (!card.photo) throw new Error('this card shows no picture');
  return scanQr(card.photo);
}

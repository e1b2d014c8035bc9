import type { Community } from '../../src/domain/community.ts';
import type { PlaceKey } from '../../src/domain/platform.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from '../shared/asker.ts';
import { replyRefusal, replyText, replyWith } from '../shared/asker.ts';
import type { CommandName } from '../shared/commands.ts';
import { helpText } from '../shared/help-text.ts';
import { readPayWords } from '../shared/pay-words.ts';
import { COMMAND_LIFE_MS } from '../shared/run-command.ts';
import { runTill } from '../shared/run-till.ts';
import { answerInStrangePlace } from '../shared/strange-place.ts';
import { readTillWords } from '../shared/till-words.ts';
import { say, sayRich } from '../shared/words.ts';

export type PlaceCommand = {
  readonly place: PlaceKey & { readonly title: string };
  readonly name: CommandName;
  readonly words: string;
  /** How long ago it was typed. */
  readonly age: number;
  readonly botUsername: string;
  /** Only invited people read it: it has no public name. */
  readonly isPrivate: boolean;
  readonly requestKey: string;
};

/**
 * A command where everybody reads along. Nothing about anybody's money is said here: whoever asks is
 * handed a button into the private chat, and the payment is made only there (design.md 7).
 */
export async function runPlaceCommand(asker: Asker, command: PlaceCommand): Promise<Answer> {
  const { core, caller, language } = asker;
  const { name, words } = command;
  const { platform, placeId } = command.place;
  const community = await core.communityAt({ platform, placeId });
  const isOperator = core.isOperator(caller.account);
  if (name === 'till' && (community || isOperator)) {
    return runTillInPlace(asker, command, community);
  }
  if (!community) return answerInStrangePlace(asker, { platform, placeId });
  if (name === 'help') return replyText(helpText({ where: 'place', isOperator }, language));
  if (name === 'language') return replyRefusal(asker, refuse('only_in_private'));
  if (name === 'pay') {
    if (command.age > COMMAND_LIFE_MS) return replyRefusal(asker, refuse('command_too_old'));
    const wish = readPayWords(words);
    if (isRefusal(wish)) return replyRefusal(asker, wish);
  }
  // Where an address and an amount were typed for all to read, they are not taken up from there.
  const isTooOpen = saysTooMuch(command);
  const tooOpen = name === 'item' ? 'group-item-private' : 'group-withdraw-private';
  const begun = isTooOpen ? name : `${name} ${words}`.trim();
  const { token } = await core.startHandoff({
    account: caller.account,
    communityId: community.id,
    command: begun,
  });
  const url = `https://t.me/${command.botUsername}?start=${token}`;
  return replyWith({
    text: sayRich(language, isTooOpen ? tooOpen : 'group-go-private'),
    buttons: [[{ kind: 'link', label: say(language, 'button-private'), url }]],
  });
}

/** What is sold, not what it costs. */
const GOODS = /^(keys\s+\S+|edit\s+\S+\s+(text|url))\s+\S/i;

/** Whether the message says what nobody else should read, and is better deleted. */
export function saysTooMuch({ name, words }: Pick<PlaceCommand, 'name' | 'words'>): boolean {
  return (name === 'withdraw' && words !== '') || (name === 'item' && GOODS.test(words));
}

/** What the books say, and operators' own addresses, are for no group to read. */
function runTillInPlace(asker: Asker, command: PlaceCommand, community: Community | null): Promise<Answer> {
  const { place, isPrivate, requestKey } = command;
  const wish = readTillWords(command.words);
  const isForPrivate =
    !isRefusal(wish) && ['treasury', 'treasury_move', 'canary', 'review'].includes(wish.kind);
  if (isForPrivate) return Promise.resolve(replyRefusal(asker, refuse('only_in_private')));
  return runTill(asker, { place, community, chat: { id: place.placeId, isPrivate }, requestKey }, wish);
}

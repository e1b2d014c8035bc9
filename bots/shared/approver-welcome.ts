import type { Language } from '../../src/domain/platform.ts';
import type { Saying } from '../../src/ports/chat-messenger.ts';
import { textReply } from './button.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { sayRich } from './words.ts';

/** The first that somebody hears who has been named as an approver: what they are now, and what will come. */
export function approverWelcome(
  { communityName, name, hasChat }: Extract<Saying, { kind: 'approver_welcome' }>,
  language: Language,
): TextCard {
  const community = plainName(communityName, NAME_UNITS_MAX);
  if (name === null) return textReply(sayRich(language, 'approvals-chat-welcome', { community }));
  const facts = { community, name: plainName(name, NAME_UNITS_MAX) };
  return {
    text: stack(
      [
        sayRich(language, 'approver-welcome', facts),
        sayRich(language, hasChat ? 'approver-welcome-chat' : 'approver-welcome-private'),
        sayRich(language, 'approver-welcome-how'),
      ],
      '\n',
    ),
    buttons: [],
  };
}

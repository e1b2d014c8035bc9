import { z } from 'zod';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Press } from '../simulators/telegram/press-button.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { onTelegram, PRIVATE } from './session.ts';
import type { Stage } from './stage.ts';

const says = z.strictObject({ kind: z.literal('telegram.say'), text: z.string().min(1).max(4096) });
const presses = z.strictObject({
  kind: z.literal('telegram.press'),
  message: z.number(),
  row: z.number(),
  column: z.number(),
});

/** An invitation into a group. */
const follows = z.strictObject({ kind: z.literal('telegram.follow'), link: z.string() });

export const telegramActs = z.discriminatedUnion('kind', [says, presses, follows]);

export type TelegramAct = z.infer<typeof telegramActs>;

/** How links into a group begin. */
const INVITE = 'https://t.me/+';

/** How long a button spins. */
const PATIENCE_MS = 15_000;

export async function actOnTelegram(wish: TelegramAct, session: Session, stage: Stage): Promise<Outcome> {
  const { person, chat } = onTelegram(session, stage);
  if (wish.kind === 'telegram.say') {
    person.says(chat, wish.text);
    return {};
  }
  if (wish.kind === 'telegram.follow') return followInvite(person, wish.link);
  const message = chat.messages().find(({ id, deleted }) => id === wish.message && !deleted);
  const button = message?.keyboard[wish.row]?.[wish.column];
  if (!message || !button) return { toast: 'That button is gone.' };
  const choice = button.callback_data === undefined ? button.text : { data: button.callback_data };
  if (button.url?.startsWith(INVITE)) return followInvite(person, button.url);
  return followed(person.presses(message satisfies MessageView, choice), session);
}

function followInvite(person: PersonHandle, link: string): Outcome {
  return {
    toast:
      person.followsInvite(link) === 'joined'
        ? 'You are in. The group is beside your other chats now.'
        : 'You asked to be let in. Whoever manages the group decides.',
  };
}

async function followed(press: Press, session: Session): Promise<Outcome> {
  if (press.kind === 'start') return goesPrivate(session);
  if (press.kind === 'url') return { alert: `This leads out of the chat, to ${press.url ?? 'nowhere'}` };
  if (press.kind === 'copied') return {};
  const { text, alert, url } = await press.answered(PATIENCE_MS);
  if (url !== undefined) {
    press.follow();
    return goesPrivate(session);
  }
  if (text === undefined || text === '') return {};
  return alert ? { alert: text } : { toast: text };
}

function goesPrivate(session: Session): Outcome {
  session.telegram.place = PRIVATE;
  return {};
}

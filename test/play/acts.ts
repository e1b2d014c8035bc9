import { z } from 'zod';
import type { DiscordAct } from './discord-acts.ts';
import { actOnDiscord, discordActs } from './discord-acts.ts';
import type { Outcome } from './outcome.ts';
import type { Session } from './session.ts';
import { become, goTo } from './session.ts';
import type { Stage } from './stage.ts';
import type { TelegramAct } from './telegram-acts.ts';
import { actOnTelegram, telegramActs } from './telegram-acts.ts';
import type { WorldAct } from './world-acts.ts';
import { actOnWorld, worldActs } from './world-acts.ts';

const looks = z.strictObject({
  kind: z.literal('look'),
  platform: z.enum(['telegram', 'discord']).optional(),
  person: z.string().optional(),
  place: z.string().optional(),
  subject: z.string().optional(),
});

type Look = z.infer<typeof looks>;

/** Everything that the page can ask for. */
export const acts = z.union([looks, telegramActs, discordActs, worldActs]);

type Act = Look | TelegramAct | DiscordAct | WorldAct;

const isLook = (wish: Act): wish is Look => wish.kind === 'look';
const isTelegram = (wish: Act): wish is TelegramAct => wish.kind.startsWith('telegram.');
const isDiscord = (wish: Act): wish is DiscordAct => wish.kind.startsWith('discord.');

/** Does what was pressed or typed. What a client of the platform would refuse is thrown. */
export async function act(wish: Act, session: Session, stage: Stage): Promise<Outcome> {
  if (isLook(wish)) return look(wish, session, stage);
  if (isTelegram(wish)) return actOnTelegram(wish, session, stage);
  if (isDiscord(wish)) return actOnDiscord(wish, session, stage);
  return actOnWorld(wish, session, stage);
}

function look({ platform, person, place, subject }: Look, session: Session, { town }: Stage): Outcome {
  if (subject !== undefined) session.subject = subject;
  if (platform === undefined) return {};
  if (person !== undefined) become(session[platform], town[platform], person);
  if (place !== undefined) goTo(session[platform], town[platform], place);
  return {};
}

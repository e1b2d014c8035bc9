import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { Reply } from '../simulators/discord/reply.ts';
import type { Outcome } from './outcome.ts';
import { discordModal } from './discord-controls.ts';
import type { Session } from './session.ts';
import { onDiscord } from './session.ts';
import type { Stage } from './stage.ts';

const typed = z.record(z.string(), z.string());
const says = z.strictObject({ kind: z.literal('discord.say'), text: z.string().min(1).max(2000) });
const uses = z.strictObject({ kind: z.literal('discord.use'), command: z.string(), options: typed });
const types = z.strictObject({ kind: z.literal('discord.type'), command: z.string(), options: typed });
const presses = z.strictObject({
  kind: z.literal('discord.press'),
  message: z.string(),
  control: z.number(),
});
const selects = z.strictObject({
  kind: z.literal('discord.select'),
  message: z.string(),
  control: z.number(),
  values: z.array(z.string()).max(25),
});
const submits = z.strictObject({ kind: z.literal('discord.submit'), token: z.string(), fields: typed });
const dismisses = z.strictObject({ kind: z.literal('discord.dismiss'), message: z.string() });

export const discordActs = z.discriminatedUnion('kind', [
  says,
  uses,
  types,
  presses,
  selects,
  submits,
  dismisses,
]);

export type DiscordAct = z.infer<typeof discordActs>;

/** Discord's own three seconds, and some for a machine that has much to do. */
const PATIENCE_MS = 6_000;
const SHOWS_MODAL = 9;

export async function actOnDiscord(wish: DiscordAct, session: Session, stage: Stage): Promise<Outcome> {
  const { person, channel } = onDiscord(session, stage);
  const find = (id: string): MessageView => {
    const message = person.sees(channel).find((one) => one.id === id);
    if (!message) throw new Error('That message is gone.');
    return message;
  };
  switch (wish.kind) {
    case 'discord.say':
      person.says(channel, wish.text);
      return {};
    case 'discord.use':
      return follow(person.uses(channel, wish.command, optionsOf(wish.options, stage)), session);
    case 'discord.type': {
      const choices = await person.types(channel, wish.command, optionsOf(wish.options, stage));
      return { choices: choices.map(({ name, value }) => ({ name, value: String(value) })) };
    }
    case 'discord.press': {
      const message = find(wish.message);
      const control = message.controls.find(({ id }) => id === wish.control);
      if (control?.kind === 'link')
        return { alert: `This leads out of Discord, to ${control.url ?? 'nowhere'}` };
      return follow(person.presses(message, { customId: control?.customId ?? '' }), session);
    }
    case 'discord.select': {
      const message = find(wish.message);
      const { customId } = message.controls.find(({ id }) => id === wish.control) ?? {};
      return follow(person.selects(message, wish.values, customId), session);
    }
    case 'discord.submit': {
      const modal = session.modals.get(wish.token);
      if (!modal) return { toast: 'That form is closed.' };
      const reply = person.submits(modal, wish.fields);
      session.modals.delete(wish.token);
      return follow(reply, session);
    }
    case 'discord.dismiss':
      person.dismisses(find(wish.message));
      return {};
  }
}

/** People stand for themselves; everything else is what was typed. */
function optionsOf(given: Readonly<Record<string, string>>, { town }: Stage) {
  const people = new Map(town.discord.residents.map(({ person }) => [person.id, person]));
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, people.get(value) ?? value]));
}

async function follow(reply: Reply, session: Session): Promise<Outcome> {
  const { type } = await reply.acknowledged(PATIENCE_MS).catch(() => ({ type: null }));
  if (type === null) return { toast: 'The application did not respond' };
  if (type !== SHOWS_MODAL) return {};
  const modal = await reply.modal(PATIENCE_MS);
  const token = randomUUID();
  session.modals.set(token, modal);
  return { modal: discordModal(modal, token).html };
}

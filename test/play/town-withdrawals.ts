import type { MessageMatcher } from '../simulators/telegram/wait-for.ts';
import { PATIENCE_MS } from '../support/story.ts';
import type { World } from '../support/world.ts';
import type { Town } from './town.ts';

/** What Olga brings in at KryptoGO Studio, and books. */
const FUNDS = '500';
/** Telegram lets a bot say a few things in a row in a chat, then one a second: time passes instead of waiting. */
const BREATH_MS = 3_000;
const OWN_ADDRESS = '0x52908400098527886E0F7030069857D2E4169EE7';

/**
 * Olga names who decides and shows them where, brings in money of her own and proves the way out: from then on
 * withdrawals are possible. It is said as people say it, in the chats.
 */
export async function openTill(world: World, town: Town): Promise<void> {
  const { telegram, discord, kryptogo, olgaOnDiscord } = world;
  const approvals = town.telegram.places[1]?.chat;
  const desk = town.discord.places[1]?.chat;
  const of = (role: string) => town.telegram.residents.find((one) => one.role === role)?.person;
  const [olga, pia] = [of('operator'), of('approver')];
  const quinn = town.discord.residents.find(({ role }) => role === 'approver')?.person;
  const isOffered = discord.commands().some(({ name }) => name === 'withdraw');
  if (!olga || !approvals || !desk || !pia || !quinn || !isOffered) return;
  const says = async (chat: typeof approvals, words: string, answer: MessageMatcher) => {
    await world.pass(BREATH_MS);
    return telegram.waitFor(chat, answer, PATIENCE_MS, { after: olga.says(chat, words) });
  };
  kryptogo.setTreasury(FUNDS);
  // The one after the other: the first approver is named at once, what comes later would loosen.
  await says(olga.chat, `/till approver add Pia telegram:${pia.id}`, 'Pia');
  await says(olga.chat, `/till approver add Quinn discord:${quinn.id}`, 'Quinn');
  await says(approvals, `/till join ${town.community}`, town.community);
  await says(approvals, '/till approvals here', /./);
  await olgaOnDiscord.uses(desk, '/till approvals here').answered(PATIENCE_MS);
  // Few tokens are at play here, so two are wanted from few on.
  await says(olga.chat, '/till policy set approvals 1, 2 from 5', /./);
  await says(olga.chat, `/till treasury fund ${FUNDS}`, 'Booked');
  const asked = await says(olga.chat, `/till canary ${OWN_ADDRESS}`, /Canary/);
  await world.pass(BREATH_MS);
  const canary = await telegram.waitFor(olga.chat, ({ buttons }) => buttons.length > 1, PATIENCE_MS, {
    after: asked,
  });
  await olga.presses(canary, /arrived/).answered(PATIENCE_MS);
}

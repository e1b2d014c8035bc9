import type { Hands } from './check-hands.ts';
import type { Stage } from './stage.ts';

const MESSAGES = 500;
/** Generous, since it is drawn without a graphics card and beside other work. */
const USUAL_FRAME_MS_MAX = 120;
const FRAME_MS_MAX = 500;

/** Scrolls from one end to the other and back, one step a frame, and tells how long each frame took. */
const SCROLL = `new Promise((resolve) => {
  const log = document.getElementById('discord');
  const frames = [];
  let last = performance.now();
  let step = 0;
  const next = (now) => {
    frames.push(now - last);
    last = now;
    step += 1;
    const way = Math.abs(((step / 60) % 2) - 1);
    log.scrollTop = way * (log.scrollHeight - log.clientHeight);
    if (step < 180) requestAnimationFrame(next);
    else resolve(frames.slice(2));
  };
  requestAnimationFrame(next);
})`;

/** 500 messages in a chat stay smooth. Says what was measured; throws where it is not. */
export async function staysSmooth(hands: Hands, { town }: Stage): Promise<string> {
  const { page } = hands;
  await hands.become('discord', 'Finn', 'member', '#general');
  const finn = town.discord.residents.find(({ person }) => person.name === 'Finn')?.person;
  const hall = town.discord.places[0]?.chat;
  if (!finn || !hall) throw new Error('Finn has no hall to talk in');
  const began = performance.now();
  for (let count = 1; count <= MESSAGES; count += 1)
    finn.says(hall, `Message ${count} of **many**, with \`code\``);
  await page.locator('#discord .item', { hasText: `Message ${MESSAGES} of` }).waitFor();
  const shownMs = Math.round(performance.now() - began);
  const frames = (await page.evaluate<number[]>(SCROLL)).sort((left, right) => left - right);
  const at = (share: number) => Math.round(frames[Math.floor(share * (frames.length - 1))] ?? Infinity);
  const measured = `shown after ${shownMs} ms; frames: half within ${at(0.5)} ms, 95 % within ${at(0.95)} ms`;
  if (at(0.5) > USUAL_FRAME_MS_MAX || at(0.95) > FRAME_MS_MAX) throw new Error(measured);
  return measured;
}

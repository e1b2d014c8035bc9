import QRCode from 'qrcode';
import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { ChatView } from '../simulators/telegram/chat-view.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { scanQr } from '../support/scan-qr.ts';
import type { Said } from './said.ts';
import { placeOf, saidOnDiscord, saidOnTelegram } from './said.ts';

const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const red = paint(31);
const cyan = paint(36);

/** What the demo prints: chapters, chats, and whether things are as told. */
export type Terminal = {
  chapter(title: string, told: string): void;
  /** What has been said or changed in a chat since it was last shown. */
  chat(chat: ChatView): void;
  /** The same for a channel in Discord, as this person sees it. */
  channel(viewer: DiscordPerson, channel: ChannelView): void;
  /** A slash command, which leaves no message of the person's own. */
  uses(person: DiscordPerson, channel: ChannelView, command: string): void;
  note(line: string): void;
  /** States something and prints whether it is so. */
  check(what: string, isSo: boolean): void;
  /** How many checks failed so far. */
  failures(): number;
  checks(): number;
};

export function createTerminal(write: (line: string) => void, clock: Clock): Terminal {
  const seen = new Map<string, number>();
  let failures = 0;
  let checks = 0;
  let chapters = 0;
  const showNew = (key: string, all: readonly Said[]) => {
    const since = seen.get(key) ?? -1;
    const fresh = all.filter((said) => said.revision > since);
    for (const said of fresh) for (const line of linesOf(said, since)) write(line);
    seen.set(key, Math.max(since, ...fresh.map((said) => said.revision)));
  };
  return {
    chapter(title, told) {
      chapters += 1;
      write(`\n${bold(`${chapters}. ${title}`)}\n${dim(told)}\n`);
    },
    chat: (chat) => showNew(String(chat.id), saidOnTelegram(chat)),
    channel(viewer, channel) {
      showNew(`${channel.id} by ${viewer.id}`, saidOnDiscord(viewer, channel, clock.now()));
    },
    uses(person, channel, command) {
      write(`  ${bold(person.name)} ${dim(`(${placeOf(channel, null)})`)}`);
      write(`  ${dim('│')} ${command}\n`);
    },
    note: (line) => write(`   ${line}`),
    check(what, isSo) {
      checks += 1;
      if (!isSo) failures += 1;
      write(isSo ? `   ${green('✓')} ${what}` : `   ${red('✗')} ${red(what)}`);
    },
    failures: () => failures,
    checks: () => checks,
  };
}

function linesOf(
  { author, fromBot, where, words, picture, buttons, wasEdited }: Said,
  since: number,
): string[] {
  const who = fromBot ? cyan('Till') : bold(author);
  const isEdit = since >= 0 && wasEdited;
  const labels = buttons.map((label) => `[ ${label} ]`).join(' ');
  return [
    `  ${who} ${dim(`(${where}${isEdit ? ', the card changes' : ''})`)}`,
    ...words.split('\n').map((line) => `  ${dim('│')} ${line}`),
    ...qrLines(picture),
    ...(labels === '' ? [] : [`  ${dim('│')} ${dim(labels)}`]),
    '',
  ];
}

/** The code on the picture, scanned from its pixels and drawn again in half blocks. */
function qrLines(picture: Uint8Array | undefined): string[] {
  if (!picture) return [];
  let content: string;
  try {
    content = scanQr(picture);
  } catch {
    return [`  ${dim('│ (a picture instead of the QR code: nothing is to be paid here any more)')}`];
  }
  const { size, data } = QRCode.create(content, { errorCorrectionLevel: 'L' }).modules;
  const isDark = (row: number, column: number) =>
    row >= 0 && column >= 0 && row < size && column < size && data[row * size + column] === 1;
  const lines = [];
  for (let row = -1; row <= size; row += 2) {
    let line = '';
    for (let column = -1; column <= size; column += 1) {
      const upper = isDark(row, column);
      const lower = isDark(row + 1, column);
      line += upper ? (lower ? ' ' : '▄') : lower ? '▀' : '█';
    }
    lines.push(`  ${dim('│')} ${line}`);
  }
  return lines;
}

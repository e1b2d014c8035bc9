import QRCode from 'qrcode';
import type { ChatView, MessageView } from '../simulators/telegram/chat-view.ts';
import { scanQr } from '../support/scan-qr.ts';

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
  note(line: string): void;
  /** States something and prints whether it is so. */
  check(what: string, isSo: boolean): void;
  /** How many checks failed so far. */
  failures(): number;
  checks(): number;
};

export function createTerminal(write: (line: string) => void): Terminal {
  const seen = new Map<number, number>();
  let failures = 0;
  let checks = 0;
  let chapters = 0;
  return {
    chapter(title, told) {
      chapters += 1;
      write(`\n${bold(`${chapters}. ${title}`)}\n${dim(told)}\n`);
    },
    chat(chat) {
      const since = seen.get(chat.id) ?? -1;
      const fresh = chat.messages().filter((message) => message.revision > since && isShown(message));
      for (const message of fresh) for (const line of linesOf(chat, message, since)) write(line);
      seen.set(chat.id, Math.max(since, ...fresh.map((message) => message.revision)));
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

/** Service messages, such as that a group was made, say nothing that a person would read. */
function isShown(message: MessageView): boolean {
  return !message.deleted && message.words !== '';
}

function linesOf(chat: ChatView, message: MessageView, since: number): string[] {
  const where = chat.type === 'private' ? 'in private' : chat.title;
  const who = message.fromBot ? cyan('Till') : bold(message.author);
  const isEdit = since >= 0 && message.history.length > 0;
  const head = `  ${who} ${dim(`(${where}${isEdit ? ', the card changes' : ''})`)}`;
  const body = message.words.split('\n').map((line) => `  ${dim('│')} ${line}`);
  const buttons = message.buttons.map((label) => `[ ${label} ]`).join(' ');
  return [
    head,
    ...body,
    ...qrLines(message),
    ...(buttons === '' ? [] : [`  ${dim('│')} ${dim(buttons)}`]),
    '',
  ];
}

/** The code on the picture, scanned from its pixels and drawn again in half blocks. */
function qrLines(message: MessageView): string[] {
  if (!message.photo) return [];
  let content: string;
  try {
    content = scanQr(message.photo);
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

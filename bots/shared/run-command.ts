import type { Community } from '../../src/domain/community.ts';
import { languages } from '../../src/domain/platform.ts';
import type { RefusalCode } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import { balanceReply } from './balance-text.ts';
import type { Button } from './button.ts';
import { pressButton } from './button.ts';
import type { CommandName } from './commands.ts';
import { commandNames } from './commands.ts';
import type { Given, SentFile } from './given.ts';
import { helpText } from './help-text.ts';
import { orderList } from './order-list.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { payExtras, runPay } from './run-pay.ts';
import { mayMind, runItem } from './run-item.ts';
import { runPhrase } from './run-phrase.ts';
import { runRefund } from './run-refund.ts';
import { isStaff, runExport, runReport } from './run-report.ts';
import { runShop } from './run-shop.ts';
import { runTill, tillNeedsNoCommunity } from './run-till.ts';
import { runWhere } from './run-where.ts';
import { runWithdraw, runWithdrawals } from './run-withdraw.ts';
import { readTillWords } from './till-words.ts';
import { say, sayRich } from './words.ts';

/** After an outage nobody should find payments begun that they asked for hours ago (faults.md D-13). */
export const COMMAND_LIFE_MS = 10 * MINUTE_MS;

/** A command where only its author reads the answer. */
export type PrivateCommand = {
  readonly name: CommandName;
  readonly words: string;
  /** `null` where it has to be found out which community is meant. */
  readonly communityId: string | null;
  /** The outside event: the same key gets the first answer. */
  readonly requestKey: string;
  /** How long ago it was typed. */
  readonly age: number;
  /** What was filled in part by part, where the platform has options. */
  readonly given?: Given;
  /** A file that came along with the words, where a platform has no parts. */
  readonly sent?: SentFile;
  /** The chat that it was typed in, for the audit log; `null` in private. */
  readonly from?: string | null;
};

/** Runs a command whose answer only its author reads. */
export async function runPrivateCommand(asker: Asker, command: PrivateCommand): Promise<Answer> {
  const { core, caller, language } = asker;
  switch (command.name) {
    case 'pay':
      return runPrivatePay(asker, command);
    case 'orders': {
      const [orders, gifts] = [await core.readOrders(caller.account), await core.readGifts(caller.account)];
      return replyWith(orderList(orders, gifts, language));
    }
    case 'balance':
      return replyWith(balanceReply(await core.readBalance(caller.account), language));
    case 'withdraw':
      return runPrivateWithdraw(asker, command);
    case 'withdrawals':
      return runWithdrawals(asker);
    case 'help': {
      const isOperator = core.isOperator(caller.account);
      const isStaff = isOperator || (await runsShop(asker));
      const reader = { where: 'private', isOperator, isStaff, account: caller.account } as const;
      return replyText(helpText(reader, language));
    }
    case 'language':
      return replyWith(languageChoice(asker));
    case 'till':
      return runPrivateTill(asker, command);
    case 'shop':
      return inOneCommunity(asker, command, (communityId) => runShop(asker, communityId, command.words));
    case 'where':
      return runWhere(asker, command.words);
    case 'refund':
      return runRefund(asker, command.words, command.from ?? null);
    case 'phrase':
      return runPhrase(asker, command.words);
    case 'item':
      return inOwnShop(asker, command, minders, (communityId) =>
        runItem(asker, communityId, { ...command, from: command.from ?? null }),
      );
    case 'report':
      return inOwnShop(asker, command, staff, (communityId) => runReport(asker, communityId, command.words));
    case 'export':
      return inOwnShop(asker, command, staff, (communityId) =>
        runExport(asker, communityId, command.words, command.from ?? null),
      );
  }
}

/** Whether they mind or approve for a shop somewhere. */
async function runsShop({ core, caller }: Asker): Promise<boolean> {
  for (const { community } of await core.membershipsOf(caller.account)) {
    const { isManager, isApprover } = await core.rightsOf(caller.account, community.id);
    if (isManager || isApprover) return true;
  }
  return false;
}

/** Goes on with a command that was begun elsewhere. Only who began it can. */
export async function continueHandoff(asker: Asker, token: string, age: number): Promise<Answer> {
  const { core, caller } = asker;
  const handoff = await core.takeHandoff({ account: caller.account, token });
  if (isRefusal(handoff)) return replyRefusal(asker, handoff);
  const { name, words } = splitCommand(handoff.command);
  if (!name) return replyRefusal(asker, refuse('command_not_understood'));
  const member = await core.enrol(handoff.communityId, caller);
  // Orders and balances can be seen whatever happens to the community.
  if (isRefusal(member) && name === 'pay') return replyRefusal(asker, member);
  // The token is the key: pressed twice, it is still one order.
  const requestKey = `handoff:${token}`;
  return runPrivateCommand(asker, { name, words, communityId: handoff.communityId, requestKey, age });
}

/** `pay 300 TWD` → its name and the rest. */
function splitCommand(text: string): { name: CommandName | undefined; words: string } {
  const [first = ''] = text.split(/\s/, 1);
  const name = commandNames.find((one) => one === first.toLowerCase());
  return { name, words: text.slice(first.length).trim() };
}

async function runPrivatePay(asker: Asker, command: PrivateCommand): Promise<Answer> {
  if (command.age > COMMAND_LIFE_MS) return replyRefusal(asker, refuse('command_too_old'));
  const { words, requestKey, given } = command;
  const extras = given ? payExtras(given) : {};
  if (isRefusal(extras)) return replyRefusal(asker, extras);
  return inOneCommunity(asker, command, (communityId) =>
    runPay(asker, communityId, words, requestKey, extras),
  );
}

/** Runs a command in the community that is meant; where that is open, it is asked for first. */
async function inOneCommunity(
  asker: Asker,
  command: PrivateCommand,
  run: (communityId: string) => Promise<Answer>,
): Promise<Answer> {
  if (command.communityId !== null) return run(command.communityId);
  const memberships = await asker.core.membershipsOf(asker.caller.account);
  const [only] = memberships;
  if (!only) return replyRefusal(asker, refuse('no_community'));
  return memberships.length > 1 ? chooseCommunity(asker, command, memberships) : run(only.community.id);
}

/** Whom a command is for in a community, and what others are told. */
type Circle = {
  readonly has: (asker: Asker, communityId: string) => Promise<boolean>;
  readonly otherwise: RefusalCode;
};

const minders: Circle = { has: mayMind, otherwise: 'not_manager' };
const staff: Circle = { has: isStaff, otherwise: 'not_staff' };

/** The same among the communities that they do something for. */
async function inOwnShop(
  asker: Asker,
  command: PrivateCommand,
  circle: Circle,
  run: (communityId: string) => Promise<Answer>,
): Promise<Answer> {
  if (command.communityId !== null) return run(command.communityId);
  const own: Membership[] = [];
  const memberships = await lookedAfter(asker);
  if (memberships.length === 0) return replyRefusal(asker, refuse('staff_without_community'));
  for (const membership of memberships) {
    if (await circle.has(asker, membership.community.id)) own.push(membership);
  }
  const [only] = own;
  if (!only) return replyRefusal(asker, refuse(circle.otherwise));
  return own.length > 1 ? chooseCommunity(asker, command, own) : run(only.community.id);
}

/** Withdrawals go on whatever has become of the place; only an old command is not acted upon. */
async function runPrivateWithdraw(asker: Asker, command: PrivateCommand): Promise<Answer> {
  if (command.age > COMMAND_LIFE_MS) return replyRefusal(asker, refuse('command_too_old'));
  return runWithdraw(asker, command.communityId, command.words);
}

/** Operators look after every community, also those that they have never written in; others are in theirs. */
async function lookedAfter({ core, caller }: Asker): Promise<readonly Membership[]> {
  const operated = (await core.readOperated(caller.account)).map((community) => ({ community }));
  return operated.length > 0 ? operated : core.membershipsOf(caller.account);
}

async function runPrivateTill(asker: Asker, command: PrivateCommand): Promise<Answer> {
  const { core, caller } = asker;
  const among = await lookedAfter(asker);
  const wanted = command.communityId;
  const wish = readTillWords(command.words);
  const isOpen = wanted === null && among.length > 1 && !tillNeedsNoCommunity(wish);
  if (isOpen && core.isOperator(caller.account)) return chooseCommunity(asker, command, among);
  const found = among.find(({ community }) => wanted === null || community.id === wanted);
  const community = found?.community ?? null;
  return runTill(asker, { place: null, community, chat: null, requestKey: command.requestKey }, wish);
}

type Membership = { readonly community: Community };

/** One button for each community; each one goes on with the same command there. */
async function chooseCommunity(
  asker: Asker,
  { name, words }: PrivateCommand,
  among: readonly Membership[],
): Promise<Answer> {
  const { core, caller, language } = asker;
  const { account } = caller;
  const rows: Button[][] = [];
  for (const { community } of among) {
    const command = `${name} ${words}`.trim();
    const { token } = await core.startHandoff({ account, communityId: community.id, command });
    rows.push([pressButton(plainName(community.name, NAME_UNITS_MAX), 'go', token)]);
  }
  return replyWith({ text: sayRich(language, 'pay-which-community'), buttons: rows });
}

function languageChoice({ language }: Asker) {
  const buttons = languages.map((one) =>
    pressButton(say(language, `button-language-${one}`), 'language', one),
  );
  return { text: sayRich(language, 'language-choose'), buttons: [buttons] };
}

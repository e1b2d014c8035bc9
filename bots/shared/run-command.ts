import { languages } from '../../src/domain/platform.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import { balanceReply } from './balance-text.ts';
import type { Button } from './button.ts';
import { pressButton } from './button.ts';
import type { CommandName } from './commands.ts';
import { commandNames } from './commands.ts';
import { helpText } from './help-text.ts';
import { orderList } from './order-list.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { runPay } from './run-pay.ts';
import { runTill, tillNeedsNoCommunity } from './run-till.ts';
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
};

/** Runs a command whose answer only its author reads. */
export async function runPrivateCommand(asker: Asker, command: PrivateCommand): Promise<Answer> {
  const { core, caller, language } = asker;
  switch (command.name) {
    case 'pay':
      return runPrivatePay(asker, command);
    case 'orders':
      return replyWith(orderList(await core.readOrders(caller.account), language));
    case 'balance':
      return replyWith(balanceReply(await core.readBalance(caller.account), language));
    case 'withdraw':
      return runPrivateWithdraw(asker, command);
    case 'withdrawals':
      return runWithdrawals(asker);
    case 'help': {
      const isOperator = core.isOperator(caller.account);
      return replyText(helpText({ where: 'private', isOperator, account: caller.account }, language));
    }
    case 'language':
      return replyWith(languageChoice(asker));
    case 'till':
      return runPrivateTill(asker, command);
  }
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
  if (command.communityId !== null) {
    return runPay(asker, command.communityId, command.words, command.requestKey);
  }
  const memberships = await asker.core.membershipsOf(asker.caller.account);
  const [only] = memberships;
  if (!only) return replyRefusal(asker, refuse('no_community'));
  if (memberships.length > 1) return chooseCommunity(asker, command);
  return runPay(asker, only.community.id, command.words, command.requestKey);
}

/** Withdrawals go on whatever has become of the place; only an old command is not acted upon. */
async function runPrivateWithdraw(asker: Asker, command: PrivateCommand): Promise<Answer> {
  if (command.age > COMMAND_LIFE_MS) return replyRefusal(asker, refuse('command_too_old'));
  return runWithdraw(asker, command.communityId, command.words);
}

async function runPrivateTill(asker: Asker, command: PrivateCommand): Promise<Answer> {
  const memberships = await asker.core.membershipsOf(asker.caller.account);
  const wanted = command.communityId;
  const wish = readTillWords(command.words);
  const isOpen = wanted === null && memberships.length > 1 && !tillNeedsNoCommunity(wish);
  if (isOpen && asker.core.isOperator(asker.caller.account)) return chooseCommunity(asker, command);
  const found = memberships.find(({ community }) => wanted === null || community.id === wanted);
  const community = found?.community ?? null;
  return runTill(asker, { place: null, community, chat: null, requestKey: command.requestKey }, wish);
}

/** One button for each community; each one goes on with the same command there. */
async function chooseCommunity(asker: Asker, { name, words }: PrivateCommand): Promise<Answer> {
  const { core, caller, language } = asker;
  const { account } = caller;
  const rows: Button[][] = [];
  for (const { community } of await core.membershipsOf(account)) {
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

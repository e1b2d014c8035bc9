import { calendarDay } from '../../src/domain/time.ts';
import type { WithdrawPlace } from '../../src/core/withdrawals/read-withdrawals.ts';
import { readAddress } from '../../src/domain/address.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isRowId } from './approver-scene.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import type { Button } from './button.ts';
import { pressButton } from './button.ts';
import type { FilledForm } from './form.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName, shorten } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { readWithdrawWords } from './withdraw-words.ts';
import { keptSuffix, shortAddress, withdrawalFacts } from './withdrawal-facts.ts';
import { withdrawalPreview } from './withdrawal-preview.ts';
import { say, sayBold, sayRich } from './words.ts';

const LABEL_UNITS_MAX = 60;
/** What the withdraw form is about where no community has been chosen. */
const NO_COMMUNITY = 'new';

/** The community that the withdraw form was opened for; `null` where none has been chosen. */
export function communityOf(subject: string): string | null {
  return isRowId(subject) ? subject : null;
}

/** `/withdraw [amount] [address]`: a preview, or what still has to be said. */
export async function runWithdraw(asker: Asker, communityId: string | null, words: string): Promise<Answer> {
  const { amount, address } = readWithdrawWords(words);
  if (amount !== null && address !== null) return previewWithdrawal(asker, communityId, { amount, address });
  const read = address === null ? null : readAddress(address);
  if (isRefusal(read)) return replyRefusal(asker, read);
  const places = await asker.core.readWithdrawPlaces(asker.caller.account);
  const here = places.filter(({ community }) => communityId === null || community.id === communityId);
  if (here.length === 0) return replyRefusal(asker, refuse('no_community'));
  const known = { ...(amount === null ? {} : { amount }), ...(address === null ? {} : { address }) };
  return {
    kind: 'reply',
    reply: { text: offerText(asker, here), buttons: offerButtons(asker, here, communityId) },
    asks: { form: 'withdraw', subject: communityId ?? NO_COMMUNITY, answers: known },
  };
}

/** The preview of what was typed into the form or behind the command. */
export async function previewWithdrawal(
  asker: Asker,
  communityId: string | null,
  { amount = '', address = '' }: FilledForm['values'],
): Promise<Answer> {
  const { core, caller, language } = asker;
  const places = await core.readWithdrawPlaces(caller.account);
  const filled = places.filter(({ available }) => available > 0n);
  const communities = [...new Set((filled.length > 0 ? filled : places).map((one) => one.community.id))];
  const [first] = communities;
  if (first === undefined) return replyRefusal(asker, refuse('no_community'));
  if (communityId === null && communities.length > 1) {
    return chooseBalance(asker, filled, `withdraw ${amount} ${address}`);
  }
  const wish = { communityId: communityId ?? first, amount, address };
  const preview = await core.draftWithdrawal(caller.account, wish);
  return isRefusal(preview) ? replyRefusal(asker, preview) : replyWith(withdrawalPreview(preview, language));
}

/** What there is to withdraw, and what it costs: the first lines of asking for the rest. */
function offerText({ language }: Asker, places: readonly WithdrawPlace[]): RichText {
  const lines = places.map(({ community, asset, available, policy }) =>
    sayRich(language, 'withdraw-line', {
      community: plainName(community.name, NAME_UNITS_MAX),
      available: { bold: tokenAmount(asset, available) },
      limit: tokenAmount(asset, policy.perWithdrawal),
      fee: tokenAmount(asset, policy.fee),
    }),
  );
  return stack([sayBold(language, 'withdraw-title'), ...lines], '\n');
}

/** Addresses that were reached before, one tap each, and the form itself. */
function offerButtons(
  asker: Asker,
  places: readonly WithdrawPlace[],
  communityId: string | null,
): readonly (readonly Button[])[] {
  const form = pressButton(say(asker.language, 'button-withdraw'), 'withdraw', communityId ?? NO_COMMUNITY);
  return [...savedAddresses(asker, places), [form]];
}

/** A button for each address that the member's withdrawals have reached. */
function savedAddresses({ language }: Asker, places: readonly WithdrawPlace[]): Button[][] {
  const known = [...new Set(places.flatMap(({ addresses }) => addresses.map(({ address }) => address)))];
  return known.map((address) => {
    const label = say(language, 'button-wd_to', { address: shortAddress(address) });
    return [pressButton(label, 'wd_to', address.slice('0x'.length))];
  });
}

/** In several communities with a balance: one button for each, which goes on with the same words. */
async function chooseBalance(
  { core, caller, language }: Asker,
  places: readonly WithdrawPlace[],
  command: string,
): Promise<Answer> {
  const rows: Button[][] = [];
  for (const { community, asset, available } of places) {
    const { account } = caller;
    const { token } = await core.startHandoff({ account, communityId: community.id, command });
    const label = `${plainName(community.name, NAME_UNITS_MAX)} · ${tokenAmount(asset, available)}`;
    rows.push([pressButton(shorten(label, LABEL_UNITS_MAX), 'go', token)]);
  }
  return replyWith({ text: sayRich(language, 'withdraw-which'), buttons: rows });
}

/** `/withdrawals`: own ones with how they stand, and for approvers what waits for them: withdrawals, and payments in review. */
export async function runWithdrawals(asker: Asker): Promise<Answer> {
  const { core, caller, language } = asker;
  const queue = await core.showQueue(caller.account);
  // For approvers too who don't see `/till` where they are.
  const reviews = isRefusal(queue) ? [] : await core.showReviews(caller.account);
  const own = await core.readOwnWithdrawals(caller.account);
  const waiting = isRefusal(queue)
    ? null
    : stack(
        [
          sayRich(language, queue.length > 0 ? 'withdrawals-queue' : 'withdrawals-queue-none', {
            count: String(queue.length),
          }),
          isRefusal(reviews) || reviews.length === 0
            ? null
            : sayRich(language, 'reviews-queue', { count: String(reviews.length) }),
        ],
        '\n',
      );
  const mine =
    own.length > 0
      ? stack([sayBold(language, 'withdrawals-title'), ...own.map((view) => ownLine(view, asker))], '\n')
      : waiting === null
        ? sayRich(language, 'withdrawals-none')
        : null;
  return replyText(stack([waiting, mine], '\n\n'));
}

function ownLine(view: WithdrawalView, { language }: Asker): RichText {
  const { withdrawal } = view;
  return sayRich(language, 'withdrawals-line', {
    ...withdrawalFacts(view),
    day: calendarDay(withdrawal.requestedAt),
    status: say(language, `wd-status-${withdrawal.state}${keptSuffix(view)}`),
  });
}

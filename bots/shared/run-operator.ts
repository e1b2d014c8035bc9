import { dayAndTime } from '../../src/domain/time.ts';
import type { Changed } from '../../src/core/withdrawals/changes.ts';
import type { PolicyView } from '../../src/core/withdrawals/policy.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { Community } from '../../src/domain/community.ts';
import type { Platform } from '../../src/domain/platform.ts';
import type { PolicyName } from '../../src/domain/policy.ts';
import { differences, loosened } from '../../src/domain/policy.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { readWithdrawalAmount, tokenMissing } from '../../src/domain/withdrawal-amount.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import { changeText } from './change-text.ts';
import type { OperatorWords } from './operator-words.ts';
import { outflowCard } from './outflow-card.ts';
import { approversText, policiesText, simulationText } from './policy-text.ts';
import { durationText, setRule } from './policy-words.ts';
import type { RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import { treasuryCard } from './treasury-card.ts';
import { treasuryText } from './treasury-text.ts';
import { sayRich } from './words.ts';

/** Where an operator's words were typed, and the community that they are about. */
export type OperatorScene = {
  readonly community: Community;
  readonly chat: { readonly id: string; readonly isPrivate: boolean } | null;
  readonly requestKey: string;
};

type Wish = Exclude<OperatorWords, { kind: 'pause' | 'resume' | 'review' }>;

/** `/till …` about money that goes out of one community. The core checks again that an operator asks. */
export async function runOperator(asker: Asker, scene: OperatorScene, wish: Wish): Promise<Answer> {
  const { core, caller } = asker;
  const { community, requestKey } = scene;
  const where = { by: caller.account, communityId: community.id, requestKey };
  switch (wish.kind) {
    case 'approver_list':
      return withPolicies(asker, scene, ([view]) => replyText(approversText(view, asker.language)));
    case 'approver_add':
      return afterChange(asker, await core.nameApprover({ ...where, ...wish }), null);
    case 'approver_remove':
      return afterChange(asker, await core.removeApprover({ ...where, ...wish }), null);
    case 'approver_link':
      return afterChange(asker, await core.linkApprover({ ...where, ...wish }), null);
    case 'approvals_here':
      return approvalsHere(asker, scene);
    case 'community_state':
      return afterChange(asker, await core.changeCommunityState({ ...where, state: wish.state }), null);
    case 'policy':
      return withPolicies(asker, scene, (views) => replyText(policiesText(views, asker.language)));
    case 'policy_set':
      return setPolicy(asker, scene, wish.rule, wish.value);
    case 'policy_simulate': {
      const { amount, address } = wish;
      const found = await core.simulateWithdrawal({ ...where, community, amount, address });
      return isRefusal(found) ? replyRefusal(asker, found) : replyText(simulationText(found, asker.language));
    }
    case 'canary':
      return canary(asker, scene, wish.address);
    case 'treasury': {
      const found = await core.readTreasury(where);
      return isRefusal(found)
        ? replyRefusal(asker, found)
        : replyText(treasuryText(scene.community.name, found, asker.language));
    }
    case 'treasury_move':
      return moveTreasury(asker, scene, wish);
  }
}

/** `/till pause [reason]`: at once. */
export async function pause(asker: Asker, reason: string | null): Promise<Answer> {
  const outflow = await asker.core.pauseOutflow(asker.caller.account, reason);
  return isRefusal(outflow) ? replyRefusal(asker, outflow) : replyWith(outflowCard(outflow, asker.language));
}

/** `/till resume`. */
export async function resume(asker: Asker): Promise<Answer> {
  const outflow = await asker.core.resumeOutflow(asker.caller.account);
  return isRefusal(outflow) ? replyRefusal(asker, outflow) : replyWith(outflowCard(outflow, asker.language));
}

/** `/till review`: the cards come to the caller in private by themselves. */
export async function showReviews(asker: Asker): Promise<Answer> {
  const views = await asker.core.showReviews(asker.caller.account);
  if (isRefusal(views)) return replyRefusal(asker, views);
  const key = views.length > 0 ? 'reviews-queue' : 'reviews-none';
  return replyText(sayRich(asker.language, key, { count: String(views.length) }));
}

/** Says that a change is made, or announced. */
function afterChange(asker: Asker, changed: Changed | Refusal, asset: Asset | null): Answer {
  if (isRefusal(changed)) return replyRefusal(asker, changed);
  const { language } = asker;
  const { change, pending } = changed;
  const what = changeText(change, asset, language);
  if (change.kind === 'policy' && differences(change.from, change.policy).length === 0)
    return replyText(what);
  const at = pending?.effectiveAt ?? 0;
  const head = pending
    ? sayRich(language, 'changed-later', { when: dayAndTime(at), left: countdownTo(at) })
    : sayRich(language, 'changed-now');
  return replyText(stack([what, stack([head, ...warningsOf(changed, language)], '\n')], '\n\n'));
}

/** What an operator should know who has just tightened something: it stops all, or takes time to undo. */
function warningsOf({ change, pending }: Changed, language: Language): RichText[] {
  if (change.kind !== 'policy') return [];
  const { from, policy } = change;
  const most = [policy.perWithdrawal, policy.memberDay, policy.communityDay];
  const stops = most.some((limit) => limit === 0n || limit < policy.minimum);
  const undoing = pending === null && loosened(policy, from).length > 0;
  const delay = { delay: durationText(policy.loosenDelayMs) };
  return [
    ...(stops ? [sayRich(language, 'changed-stops')] : []),
    ...(undoing ? [sayRich(language, 'changed-undo', delay)] : []),
  ];
}

async function approvalsHere(asker: Asker, { community, chat, requestKey }: OperatorScene): Promise<Answer> {
  const { core, caller, language } = asker;
  if (!chat) return replyRefusal(asker, refuse('only_in_group'));
  const changed = await core.setApprovalsChat({
    by: caller.account,
    communityId: community.id,
    requestKey,
    platform: caller.account.platform satisfies Platform,
    chatId: chat.id,
    isPrivate: chat.isPrivate,
    language,
  });
  return afterChange(asker, changed, null);
}

/** What holds for each asset, for the verbs that need to know which assets there are. */
async function withPolicies(
  asker: Asker,
  { community }: OperatorScene,
  work: (views: readonly [PolicyView, ...PolicyView[]]) => Answer | Promise<Answer>,
): Promise<Answer> {
  const found = await asker.core.readPolicy({ by: asker.caller.account, communityId: community.id });
  if (isRefusal(found)) return replyRefusal(asker, found);
  const [first, ...others] = found;
  return first ? work([first, ...others]) : replyRefusal(asker, refuse('policy_not_understood'));
}

/** Takes the token's symbol off the end of what was typed. Where there are several, it has to be said. */
function splitAsset(
  views: readonly [PolicyView, ...PolicyView[]],
  typed: string,
): { readonly asset: Asset; readonly rest: string } | Refusal {
  const named = views.find(({ asset }) => typed.toLowerCase().endsWith(` ${asset.symbol.toLowerCase()}`));
  if (named) return { asset: named.asset, rest: typed.slice(0, -named.asset.symbol.length).trim() };
  if (views.length > 1) return tokenMissing(views.map(({ asset }) => asset));
  return { asset: views[0].asset, rest: typed.trim() };
}

function setPolicy(asker: Asker, scene: OperatorScene, rule: PolicyName, typed: string): Promise<Answer> {
  return withPolicies(asker, scene, async (views) => {
    const split = splitAsset(views, typed);
    if (isRefusal(split)) return replyRefusal(asker, split);
    const { asset, rest } = split;
    const changed = await asker.core.setPolicy({
      by: asker.caller.account,
      communityId: scene.community.id,
      requestKey: scene.requestKey,
      assetId: asset.id,
      change: (policy) => setRule(policy, rule, rest, asset),
    });
    return afterChange(asker, changed, asset);
  });
}

function canary(asker: Asker, scene: OperatorScene, typed: string): Promise<Answer> {
  return withPolicies(asker, scene, async (views) => {
    const split = splitAsset(views, typed);
    if (isRefusal(split)) return replyRefusal(asker, split);
    const { asset, rest } = split;
    const view = await asker.core.sendCanary({
      by: asker.caller.account,
      communityId: scene.community.id,
      assetId: asset.id,
      address: rest,
      requestKey: scene.requestKey,
    });
    if (isRefusal(view)) return replyRefusal(asker, view);
    return replyText(sayRich(asker.language, 'canary-asked', { code: view.withdrawal.code }));
  });
}

function moveTreasury(
  asker: Asker,
  scene: OperatorScene,
  { move, amount: typed }: Extract<OperatorWords, { kind: 'treasury_move' }>,
): Promise<Answer> {
  return withPolicies(asker, scene, async (views) => {
    const split = splitAsset(views, typed);
    if (isRefusal(split)) return replyRefusal(asker, split);
    const { asset, rest } = split;
    const amount = readWithdrawalAmount(rest, asset);
    if (isRefusal(amount)) return replyRefusal(asker, amount);
    if (amount === 'all') return replyRefusal(asker, refuse('amount_missing'));
    const view = await asker.core.moveTreasury({
      by: asker.caller.account,
      communityId: scene.community.id,
      assetId: asset.id,
      kind: move,
      amount,
      requestKey: scene.requestKey,
    });
    if (isRefusal(view)) return replyRefusal(asker, view);
    // Its buttons come with the card that goes to every operator.
    return replyText(treasuryCard(view, asker.language).text);
  });
}

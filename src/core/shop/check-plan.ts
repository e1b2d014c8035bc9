import type { DeliveryTrouble } from '../../domain/delivery.ts';
import type { DeliveryPlan } from '../../domain/item.ts';
import type { Refusal, RefusalCode } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** Asks the platform whether it could be handed over so, and how role and chat are called; no transaction is open. */
export async function askAboutPlan(deps: CoreDeps, plan: DeliveryPlan): Promise<DeliveryPlan | Refusal> {
  const { roles, invites, webhooks } = deps.hands;
  if (plan.kind === 'role') {
    const known = answerOf(roles && (await roles.roles(plan.guildId)));
    if (isRefusal(known)) return known;
    const role = known.find(({ id }) => id === plan.roleId);
    if (!role) return blocked('role_gone');
    return role.trouble === null ? { ...plan, roleName: role.name } : blocked(role.trouble);
  }
  if (plan.kind === 'invite') {
    const chat = answerOf(invites && (await invites.chat(plan.chatId)));
    if (isRefusal(chat)) return chat;
    const { chatId, title, trouble } = chat;
    return trouble === null ? { ...plan, chatId, chatTitle: title } : blocked(trouble);
  }
  if (plan.kind === 'webhook') {
    return (await webhooks.refuses(plan.url)) === null ? plan : refuse('webhook_not_usable');
  }
  return plan;
}

/** The same for many items: each server, chat and address is asked about once. */
export function createPlanAsker(deps: CoreDeps): (plan: DeliveryPlan) => Promise<DeliveryPlan | Refusal> {
  const asked = new Map<string, Promise<DeliveryPlan | Refusal>>();
  return (plan) => {
    const key = JSON.stringify(plan);
    const answer = asked.get(key) ?? askAboutPlan(deps, plan);
    asked.set(key, answer);
    return answer;
  };
}

/** What belongs to another community is not for this one to sell. */
export async function checkOwnership(
  stores: Stores,
  communityId: string,
  plan: DeliveryPlan,
): Promise<DeliveryPlan | Refusal> {
  if (plan.kind === 'role') {
    const owner = await stores.communities.at({ platform: 'discord', placeId: plan.guildId });
    return owner?.id === communityId ? plan : refuse('plan_place_not_ours');
  }
  if (plan.kind === 'invite') {
    const owner = await stores.communities.at({ platform: 'telegram', placeId: plan.chatId });
    const isOurs = owner === null || owner.id === communityId;
    const isTaken = await stores.catalogue.isChatSoldElsewhere(communityId, plan.chatId);
    return isOurs && !isTaken ? plan : refuse('plan_place_not_ours');
  }
  if (plan.kind === 'file') {
    const file = await stores.catalogue.file(plan.fileId);
    return file?.communityId === communityId ? { ...plan, fileName: file.name } : refuse('file_not_found');
  }
  return plan;
}

/** What a platform said, or why it can't be sold so now. */
export function answerOf<T>(outcome: HandsOutcome<T> | null): T | Refusal {
  if (outcome === null) return blocked('not_possible');
  return outcome.kind === 'done' ? outcome.value : blocked(outcome.trouble);
}

const blockedBy: Readonly<Partial<Record<DeliveryTrouble, RefusalCode>>> = {
  permission_missing: 'plan_permission_missing',
  role_too_high: 'plan_role_too_high',
  role_powerful: 'plan_role_powerful',
  role_gone: 'plan_role_gone',
  place_gone: 'plan_place_gone',
  platform_away: 'plan_platform_away',
};

/** The refusal that names what is in the way. */
export function blocked(trouble: DeliveryTrouble): Refusal {
  return refuse(blockedBy[trouble] ?? 'plan_not_possible');
}

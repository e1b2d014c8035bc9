import type { DeliveryTrouble } from '../../src/domain/delivery.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import type { Button, Reply } from './button.ts';
import { pressButton } from './button.ts';
import { backButton, itemName } from './item-card.ts';
import { roleCode } from './item-facts.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

const PAGE_ROLES = 20;
/** Roles that can't be given are explained as far as that stays readable. */
const EXPLAINED_MAX = 8;

/** The roles of the community's servers: those that the bot can give, and why not the others. */
export async function roleChoice(asker: Asker, item: Item, page: number): Promise<Reply | Refusal> {
  const { core, caller, language } = asker;
  const roles = await core.listRoles({ communityId: item.communityId, by: caller.account });
  if (isRefusal(roles)) return roles;
  const givable = roles.filter(({ trouble }) => trouble === null);
  const others = roles.filter(({ trouble }) => trouble !== null);
  const pages = Math.max(1, Math.ceil(givable.length / PAGE_ROLES));
  const at = Math.min(page, pages - 1);
  const options = givable.slice(at * PAGE_ROLES, (at + 1) * PAGE_ROLES).map(({ id, name }) => ({
    label: plainName(name, NAME_UNITS_MAX),
    hint: '',
    press: { verb: 'item_role' as const, id: `${item.id}_${roleCode(id)}` },
  }));
  const lines = others.slice(0, EXPLAINED_MAX).map(({ name, trouble }) =>
    sayRich(language, 'item-role-not', {
      role: plainName(name, NAME_UNITS_MAX),
      why: say(language, `item-role-${reasonOf(trouble)}`),
    }),
  );
  const more = others.length > EXPLAINED_MAX ? [[`… (${others.length})`]] : [];
  const choose = options.length === 0 ? 'item-role-none' : 'item-role-choose';
  return {
    text: stack(
      [
        sayRich(language, choose, { item: itemName(item) }),
        lines.length === 0 ? null : stack([sayRich(language, 'item-role-others'), ...lines, ...more], '\n'),
      ],
      '\n\n',
    ),
    buttons: [
      ...(options.length === 0
        ? []
        : [[{ kind: 'select' as const, label: say(language, 'item-role-list'), options }]]),
      [...turning(item.id, at, pages, language), backButton(item, language)],
    ],
  };
}

/** The reasons that roles have of their own, and what stands for all others. */
export const roleReasons = ['role_too_high', 'role_powerful', 'permission_missing', 'not_possible'] as const;

/** Why a role can't be given, as far as roles have reasons of their own. */
function reasonOf(trouble: DeliveryTrouble | null): (typeof roleReasons)[number] {
  return roleReasons.find((one) => one === trouble) ?? 'not_possible';
}

function turning(itemId: string, at: number, pages: number, language: Asker['language']): Button[] {
  const to = (page: number, key: string) =>
    pressButton(say(language, key), 'item_roles', `${itemId}_${page}`);
  return [
    ...(at > 0 ? [to(at - 1, 'button-page-back')] : []),
    ...(at < pages - 1 ? [to(at + 1, 'button-page-next')] : []),
  ];
}

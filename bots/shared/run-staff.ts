import type { AuditLine } from '../../src/core/audit/read-audit.ts';
import type { Manager } from '../../src/core/rights/managers.ts';
import { formatFiat } from '../../src/domain/money.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { calendarDay, dayAndTime } from '../../src/domain/time.ts';
import { accountText } from './account-words.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import { readPrice } from './pay-words.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import type { OperatorScene } from './run-operator.ts';
import type { StaffWords } from './staff-words.ts';
import { say, sayBold, sayRich } from './words.ts';

/** An operator's words about the shop of one community, and where they were typed. */
export type StaffScene = Pick<OperatorScene, 'chat'> & { readonly communityId: string };

/** A message holds 2,000 units in Discord. */
const AUDIT_DETAIL_UNITS = 60;

/** `/till …` about the shop of a community. The core checks again who asks. */
export async function runStaff(asker: Asker, scene: StaffScene, wish: StaffWords): Promise<Answer> {
  const { core, caller } = asker;
  const { communityId } = scene;
  const where = { by: caller.account, communityId, from: scene.chat?.id ?? null };
  switch (wish.kind) {
    case 'manager_list':
      return afterManagers(asker, await core.listManagers(where));
    case 'manager_add':
      return afterManagers(asker, await core.nameManager({ ...where, ...wish }));
    case 'manager_remove':
      return afterManagers(asker, await core.removeManager({ ...where, ...wish }));
    case 'thanks':
      return setThanks(asker, scene, wish.isOn);
    case 'timezone': {
      const zone = await core.setTimeZone({ ...where, timeZone: wish.zone });
      if (isRefusal(zone)) return replyRefusal(asker, zone);
      return replyText(sayRich(asker.language, 'till-timezone-set', { zone }));
    }
    case 'audit': {
      const page = await core.readAudit({ ...where, before: wish.before });
      if (isRefusal(page)) return replyRefusal(asker, page);
      return replyText(auditText(asker, page.lines, page.next));
    }
    case 'discount_list':
    case 'discount_end':
    case 'discount_add':
      return discount(asker, where, wish);
  }
}

function afterManagers(asker: Asker, managers: readonly Manager[] | Refusal): Answer {
  if (isRefusal(managers)) return replyRefusal(asker, managers);
  const { language } = asker;
  if (managers.length === 0) return replyText(sayRich(language, 'managers-none'));
  const lines = managers.map(({ name, accounts }) =>
    sayRich(language, 'managers-line', {
      name: plainName(name, NAME_UNITS_MAX),
      accounts: accounts.map(accountText).join(', '),
    }),
  );
  return replyText(stack([sayBold(language, 'managers-title'), ...lines], '\n'));
}

/** Thanks stand where members are: in the group or channel of the command. */
async function setThanks(asker: Asker, scene: StaffScene, isOn: boolean): Promise<Answer> {
  const { core, caller, language } = asker;
  const { account } = caller;
  if (isOn && !scene.chat) return replyRefusal(asker, refuse('only_in_group'));
  const chats = await core.setThanks({
    by: account,
    communityId: scene.communityId,
    from: scene.chat?.id ?? null,
    platform: account.platform,
    chat: isOn && scene.chat ? { chatId: scene.chat.id, language } : null,
  });
  if (isRefusal(chats)) return replyRefusal(asker, chats);
  return replyText(sayRich(language, isOn ? 'till-thanks-on' : 'till-thanks-off'));
}

/** Who did what, when, from where and why; the newest first. */
function auditText({ language }: Asker, lines: readonly AuditLine[], next: number | null): RichText {
  if (lines.length === 0) return sayRich(language, 'audit-none');
  const told = lines.map((line) =>
    sayRich(language, 'audit-line', {
      when: dayAndTime(line.at),
      who: plainName(line.name ?? accountText(line.by), NAME_UNITS_MAX),
      what: say(language, `audit-${line.action}`),
      subject: plainName(line.subject, NAME_UNITS_MAX, '–'),
      detail: plainName(line.detail, AUDIT_DETAIL_UNITS, '–'),
    }),
  );
  const more = next === null ? null : sayRich(language, 'audit-more', { next: String(next) });
  return stack([sayBold(language, 'audit-title'), stack(told, '\n'), more], '\n\n');
}

type Where = {
  readonly by: Asker['caller']['account'];
  readonly communityId: string;
  readonly from: string | null;
};

async function discount(
  asker: Asker,
  where: Where,
  wish: Extract<StaffWords, { kind: `discount_${string}` }>,
): Promise<Answer> {
  const { core, language } = asker;
  if (wish.kind === 'discount_end') {
    const ended = await core.endDiscount({ ...where, code: wish.code });
    if (isRefusal(ended)) return replyRefusal(asker, ended);
    return replyText(sayRich(language, 'discount-ended', { code: wish.code.toUpperCase() }));
  }
  if (wish.kind === 'discount_list') return discountList(asker, where);
  const taken = readOff(wish.off);
  if (isRefusal(taken)) return replyRefusal(asker, taken);
  const { code, slug, usesMax, days } = wish;
  const saved = await core.saveDiscount({ ...where, discount: { code, slug, usesMax, days, ...taken } });
  if (isRefusal(saved)) return replyRefusal(asker, saved);
  return replyText(sayRich(language, 'discount-saved', { code: saved.code }));
}

/** `20%`, `20 %`, or a price as it is typed for an item. */
function readOff(words: string) {
  const percent = /^(\d{1,2}) ?[%％]$/.exec(words)?.[1];
  if (percent !== undefined) return { percent: Number(percent) };
  const off = readPrice(words);
  return isRefusal(off) ? off : { off };
}

async function discountList(asker: Asker, where: Where): Promise<Answer> {
  const { core, language } = asker;
  const found = await core.listDiscounts(where);
  if (isRefusal(found)) return replyRefusal(asker, found);
  if (found.length === 0) return replyText(sayRich(language, 'discounts-none'));
  const items = await core.listItems(where.communityId, { hidden: true });
  const lines = found.map(({ code, percent, off, itemId, usesMax, uses, endsAt }) =>
    sayRich(language, 'discounts-line', {
      code,
      off: off ? formatFiat(off) : `${String(percent ?? 0)} %`,
      item: items.find(({ id }) => id === itemId)?.slug ?? say(language, 'discounts-all'),
      uses: usesMax === null ? String(uses) : `${uses}/${usesMax}`,
      until: endsAt === null ? '–' : calendarDay(endsAt),
    }),
  );
  return replyText(stack([sayBold(language, 'discounts-title'), ...lines], '\n'));
}

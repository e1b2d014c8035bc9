import type { DeliveryView, Goods } from '../../src/domain/goods.ts';
import type { DeliveryNews } from '../../src/domain/notification.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Button, ButtonRows } from './button.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What was bought, for whoever it belongs to: in a message of its own, or as the answer to *send me my goods*. */
export function goodsCard(view: DeliveryView, goods: Goods, language: Language): TextCard {
  const facts = factsOf(view);
  const { endsAt } = view.delivery;
  const text = stack(
    [
      sayBold(language, 'goods-title', { code: facts.code, item: facts.item }),
      sayRich(language, view.isGift ? 'goods-from' : 'goods-in', facts),
      ...goodsText(view, goods, language),
      endsAt !== null && goods.kind !== 'waiting'
        ? sayRich(language, 'goods-ends', { when: countdownTo(endsAt) })
        : null,
      isFetchable(goods) && endsAt === null ? sayRich(language, 'goods-again') : null,
    ],
    '\n\n',
  );
  return {
    text,
    buttons: buttonsOf(view, goods, language),
    ...(goods.kind === 'file' && { files: [goods.file] }),
    ...((goods.kind === 'key' || goods.kind === 'text' || goods.kind === 'file') && { isProtected: true }),
  };
}

/** A short message about what was bought. */
export function deliveryNewsText(view: DeliveryView, news: DeliveryNews, language: Language): RichText {
  const { endsAt } = view.delivery;
  const when = endsAt === null ? '' : countdownTo(endsAt);
  return sayRich(language, `goods-news-${news}`, { ...factsOf(view), when });
}

function factsOf({ order, communityName, buyer }: DeliveryView) {
  return {
    code: order.code,
    item: plainName(order.itemName ?? '', NAME_UNITS_MAX),
    community: plainName(communityName, NAME_UNITS_MAX),
    giver: plainName(buyer.displayName, NAME_UNITS_MAX),
  };
}

function goodsText(view: DeliveryView, goods: Goods, language: Language): readonly (RichText | null)[] {
  const community = plainName(view.communityName, NAME_UNITS_MAX);
  switch (goods.kind) {
    case 'key':
      return [stack([sayRich(language, 'goods-key'), [{ code: goods.key }]], '\n')];
    case 'text':
      return [stack([sayRich(language, 'goods-text'), [goods.text]], '\n')];
    case 'file':
      return [sayRich(language, 'goods-file', { name: plainName(goods.file.name, NAME_UNITS_MAX) })];
    case 'role':
      return [sayRich(language, 'goods-role', { role: plainName(goods.roleName, NAME_UNITS_MAX) })];
    case 'invite': {
      const chat = plainName(goods.chatTitle, NAME_UNITS_MAX);
      return [sayRich(language, goods.link === null ? 'goods-invite-in' : 'goods-invite', { chat })];
    }
    case 'task':
      return [sayRich(language, goods.isDone ? 'goods-task-done' : 'goods-task-open', { community })];
    case 'webhook':
      return [sayRich(language, 'goods-webhook', { community })];
    case 'waiting':
      return [
        sayRich(language, 'goods-waiting'),
        goods.trouble === null ? null : sayRich(language, `trouble-${goods.trouble}`),
      ];
  }
}

/** It can be asked for again with something to gain by it. */
function isFetchable({ kind }: Goods): boolean {
  return kind === 'role' || kind === 'invite' || kind === 'key' || kind === 'text' || kind === 'file';
}

function buttonsOf({ order }: DeliveryView, goods: Goods, language: Language): ButtonRows {
  const rows: Button[][] = [];
  if (goods.kind === 'invite' && goods.link !== null) {
    rows.push([{ kind: 'link', label: say(language, 'button-goods-join'), url: goods.link }]);
  }
  if (isFetchable(goods) || goods.kind === 'waiting') {
    rows.push([pressButton(say(language, 'button-goods'), 'goods', order.id)]);
  }
  return rows;
}

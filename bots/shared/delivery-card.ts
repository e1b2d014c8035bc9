import { formatFiat } from '../../src/domain/money.ts';
import type { DeliveryView } from '../../src/domain/goods.ts';
import type { Language } from '../../src/domain/platform.ts';
import { dayAndTime } from '../../src/domain/time.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What an owner's server said may be long, and is not ours. */
const SAID_UNITS_MAX = 120;

/** For staff: a task with *done*, or what can't be handed over or taken back, with why and *try again*. */
export function deliveryCard(view: DeliveryView, language: Language): TextCard {
  const { delivery, order } = view;
  const name = (words: string) => plainName(words, NAME_UNITS_MAX);
  const facts = {
    item: name(order.itemName ?? ''),
    price: formatFiat(order.fiat),
    community: name(view.communityName),
    holder: name(view.holder.displayName),
    buyer: name(view.buyer.displayName),
  };
  const about = stack(
    [
      sayRich(language, 'delivery-what', facts),
      sayRich(language, view.isGift ? 'delivery-gift' : 'delivery-holder', facts),
    ],
    '\n',
  );
  return {
    text: stack(
      [
        sayBold(language, titleOf(view), { code: order.code }),
        about,
        endText(view, language),
        taskText(view, language),
        troubleText(view, language),
        serverText(view, language),
      ],
      '\n\n',
    ),
    buttons: [
      ...(isTaskOpen(view) ? [[pressButton(say(language, 'button-done'), 'done', delivery.id)]] : []),
      ...(delivery.trouble === null
        ? []
        : [[pressButton(say(language, 'button-retry'), 'retry', delivery.id)]]),
    ],
  };
}

function isTaskOpen({ delivery: { plan, state } }: DeliveryView): boolean {
  return plan.kind === 'task' && (state === 'queued' || state === 'failed');
}

function titleOf(view: DeliveryView): string {
  const { state, trouble, plan } = view.delivery;
  if (isTaskOpen(view)) return 'delivery-task-title';
  if (state === 'cancelled' || state === 'revoked') {
    return trouble === null ? 'delivery-over-title' : 'delivery-undo-title';
  }
  if (state === 'delivered') {
    if (trouble !== null) return 'delivery-look-title';
    return plan.kind === 'task' ? 'delivery-task-done-title' : 'delivery-delivered-title';
  }
  return state === 'failed' ? 'delivery-failed-title' : 'delivery-queued-title';
}

function endText({ delivery: { endReason, state, plan } }: DeliveryView, language: Language) {
  if (endReason === null) return null;
  const isByHand = plan.kind === 'task' && state === 'revoked';
  return stack(
    [
      sayRich(language, endReason === 'refunded' ? 'delivery-over-refunded' : 'delivery-over-access_over'),
      isByHand ? sayRich(language, 'delivery-task-undo') : null,
    ],
    '\n',
  );
}

function taskText(view: DeliveryView, language: Language): RichText | null {
  if (isTaskOpen(view)) return sayRich(language, 'delivery-task-how');
  const { doneBy } = view;
  return doneBy === null
    ? null
    : sayRich(language, 'delivery-done-by', { name: plainName(doneBy, NAME_UNITS_MAX) });
}

function troubleText({ delivery: { trouble, dueAt, state } }: DeliveryView, language: Language) {
  if (trouble === null) return null;
  const isWaiting = state === 'queued' && dueAt === null;
  return stack(
    [
      sayRich(language, `trouble-staff-${trouble}`),
      dueAt === null
        ? isWaiting
          ? null
          : sayRich(language, 'delivery-retry-none')
        : sayRich(language, 'delivery-retry-at', { when: countdownTo(dueAt) }),
    ],
    '\n',
  );
}

function serverText({ log }: DeliveryView, language: Language): RichText | null {
  const last = log.at(-1);
  if (!last) return null;
  const said = plainName(`${last.status ?? '–'} ${last.detail}`, SAID_UNITS_MAX);
  return sayRich(language, 'delivery-server', { when: dayAndTime(last.at), said });
}

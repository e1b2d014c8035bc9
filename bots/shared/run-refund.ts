import type { RefundView } from '../../src/domain/refund.ts';
import { refundAmounts } from '../../src/domain/refund.ts';
import { isRevocable } from '../../src/domain/item.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText, replyWith } from './asker.ts';
import type { Button } from './button.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/**
 * `/refund <order>`: what would come back, and the buttons that do it. `/refund <order> [full] <reason>`
 * does it at once; *full* rounds it up to the whole price.
 */
export async function runRefund(asker: Asker, words: string, from: string | null): Promise<Answer> {
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const code = first.replace(/^#/, '').toUpperCase();
  if (code === '') return replyRefusal(asker, refuse('order_not_found'));
  const roundUp = rest[0]?.toLowerCase() === 'full';
  const reason = rest.slice(roundUp ? 1 : 0).join(' ');
  if (reason !== '') return refund(asker, { code, reason, from, roundUp });
  const view = await asker.core.previewRefund({ by: asker.caller.account, code });
  if (isRefusal(view)) return replyRefusal(asker, view);
  if (view.refund) return replyText(doneText(asker, view));
  return replyWith({ text: previewText(asker, view), buttons: [choices(asker, view)] });
}

/** A refund with its reason: of the button's form, or typed. */
export async function refund(
  asker: Asker,
  wish: {
    readonly code: string;
    readonly reason: string;
    readonly from: string | null;
    readonly roundUp: boolean;
  },
): Promise<Answer> {
  const done = await asker.core.refundOrder({ by: asker.caller.account, ...wish });
  return isRefusal(done) ? replyRefusal(asker, done) : replyText(doneText(asker, done));
}

function previewText({ language }: Asker, view: RefundView): RichText {
  const { sale, asset, delivery } = view;
  const net = tokenAmount(asset, sale.net);
  const full = tokenAmount(asset, sale.full);
  const goods = delivery === null ? null : isRevocable(delivery.plan) ? 'taken' : 'kept';
  return stack(
    [
      stack(
        [sayBold(language, 'refund-title', factsOf(view)), sayRich(language, 'refund-whose', factsOf(view))],
        '\n',
      ),
      sayRich(language, sale.full > sale.net ? 'refund-net-or-full' : 'refund-whole', { net, full }),
      goods === null ? null : sayRich(language, `refund-goods-${goods}`),
    ],
    '\n\n',
  );
}

function choices({ language }: Asker, { order, asset, sale }: RefundView): Button[] {
  const { amount } = refundAmounts(sale, true);
  const press = (verb: 'refund' | 'refund_full', value: bigint) =>
    pressButton(say(language, `button-${verb}`, { amount: tokenAmount(asset, value) }), verb, order.code);
  return [press('refund', sale.net), ...(amount > sale.net ? [press('refund_full', amount)] : [])];
}

function doneText({ language }: Asker, view: RefundView): RichText {
  const amount = view.refund ? tokenAmount(view.asset, view.refund.amount) : '';
  return sayRich(language, 'refund-done', { ...factsOf(view), amount });
}

function factsOf({ order, buyer, communityName }: RefundView) {
  const name = (words: string) => plainName(words, NAME_UNITS_MAX);
  return {
    code: order.code,
    what: name(order.itemName ?? ''),
    buyer: name(buyer.displayName),
    community: name(communityName),
  };
}

import { describe, expect, test } from 'vitest';
import { deliveryCard } from '../../bots/shared/delivery-card.ts';
import { goodsCard, deliveryNewsText } from '../../bots/shared/goods-card.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import { deliveryStates, deliveryTroubles } from '../../src/domain/delivery.ts';
import type { DeliveryView, Goods } from '../../src/domain/goods.ts';
import { languages } from '../../src/domain/platform.ts';
import { createView } from './payment-views.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

function viewOf(delivery: Partial<Delivery> = {}, more: Partial<DeliveryView> = {}): DeliveryView {
  const { order } = createView({ order: { kind: 'item', itemId: 'item-1', itemName: 'VIP month' } });
  return {
    delivery: {
      id: '018f0000-0000-7000-8000-000000000001',
      orderId: order.id,
      communityId: 'c',
      memberId: 'm',
      plan: { kind: 'task' },
      state: 'queued',
      trouble: null,
      attempts: 0,
      receipt: {},
      accessDays: null,
      createdAt: NOW,
      deliveredAt: null,
      endsAt: null,
      endReason: null,
      undoneAt: null,
      dueAt: null,
      ...delivery,
    },
    order,
    communityName: 'Night Market',
    buyer: { platform: 'telegram', accountId: '42', displayName: 'Ana\n✅ Order paid' },
    holder: { platform: 'telegram', accountId: '42', displayName: 'Ana\n✅ Order paid' },
    isGift: false,
    doneBy: null,
    log: [],
    now: NOW,
    ...more,
  };
}

const every: readonly Goods[] = [
  { kind: 'task', isDone: true },
  { kind: 'role', roleName: 'VIP' },
  { kind: 'invite', chatTitle: 'Inner circle', link: 'https://t.me/+abc' },
  { kind: 'invite', chatTitle: 'Inner circle', link: null },
  { kind: 'key', key: 'AAA-1' },
  { kind: 'text', text: 'The door code is 4711' },
  { kind: 'file', file: { name: 'book.pdf', contentType: 'application/pdf', bytes: new Uint8Array([1]) } },
  { kind: 'webhook' },
  ...deliveryTroubles.map((trouble) => ({ kind: 'waiting' as const, trouble })),
  { kind: 'waiting', trouble: null },
];

describe('the card with the goods', () => {
  test.each(languages)('exists for whatever there is to hand over, in %s', (language) => {
    for (const goods of every) {
      const text = plainTextOf(goodsCard(viewOf({ endsAt: NOW + 1 }), goods, language).text);
      expect(text).toContain('VIP month');
      expect(text).not.toMatch(/\$|undefined/);
      expect(text.length).toBeLessThan(1_000);
    }
  });

  test('brings a key to copy and a file, not to be passed on; an invite is a button', () => {
    const key = goodsCard(viewOf(), { kind: 'key', key: 'AAA-1' }, 'en');
    expect(key.text).toContainEqual({ code: 'AAA-1' });
    expect(key.isProtected).toBe(true);
    const [file] = every.filter(({ kind }) => kind === 'file');
    expect(file && goodsCard(viewOf(), file, 'en').files).toHaveLength(1);
    const invite = goodsCard(viewOf(), { kind: 'invite', chatTitle: 'x', link: 'https://t.me/+abc' }, 'en');
    expect(invite.buttons[0]?.[0]).toMatchObject({ kind: 'link', url: 'https://t.me/+abc' });
    expect(invite.isProtected).toBeUndefined();
  });

  test('names the giver of a gift in one line, whatever they call themselves', () => {
    const text = plainTextOf(deliveryNewsText(viewOf({}, { isGift: true }), 'gift', 'en'));
    expect(text).toContain('Ana ✅ Order paid gave you VIP month');
    expect(text).not.toContain('\n');
  });
});

describe('the card for staff', () => {
  test.each(languages)('says how it stands in every state and trouble, in %s', (language) => {
    for (const state of deliveryStates) {
      for (const trouble of [null, ...deliveryTroubles]) {
        for (const kind of ['task', 'key'] as const) {
          const endReason = state === 'cancelled' || state === 'revoked' ? 'refunded' : null;
          const { text, buttons } = deliveryCard(
            viewOf({ state, trouble, endReason, plan: { kind } }),
            language,
          );
          expect(plainTextOf(text)).not.toMatch(/\$|undefined/);
          const pressed = buttons.flat().map((button) => (button.kind === 'press' ? button.press.verb : ''));
          const isOpen = state === 'queued' || state === 'failed';
          expect(pressed.includes('done')).toBe(kind === 'task' && isOpen);
          expect(pressed.includes('retry')).toBe(trouble !== null);
        }
      }
    }
  });

  test('never shows the goods, and says who did a task and what a server answered', () => {
    const secret = viewOf({ state: 'failed', trouble: 'dm_closed', plan: { kind: 'text', text: 'secret' } });
    expect(plainTextOf(deliveryCard(secret, 'en').text)).not.toContain('secret');
    const done = viewOf({ state: 'delivered' }, { doneBy: 'Mia' });
    expect(plainTextOf(deliveryCard(done, 'en').text)).toContain('Done by Mia');
    const log = [{ at: NOW, event: 'order.paid', status: 503, detail: 'try\nlater' }];
    const failed = viewOf({ state: 'failed', trouble: 'receiver_failed', dueAt: NOW + 1 }, { log });
    expect(plainTextOf(deliveryCard(failed, 'en').text)).toContain('503 try later');
  });
});

import type { BotCore } from '../../bots/shared/asker.ts';
import type { DeliveryCore } from '../../src/core/deliveries/delivery-core.ts';
import type { RefundCore } from '../../src/core/refunds/refund-core.ts';
import type { ReportCore } from '../../src/core/reports/report-core.ts';
import type { RightsCore } from '../../src/core/rights/rights-core.ts';
import type { ShopCore } from '../../src/core/shop/shop-core.ts';
import type { Item } from '../../src/domain/item.ts';
import { refuse } from '../../src/domain/refusal.ts';

/** The part of the core that is about the shop, but for what `fake-core.ts` answers from its own items. */
export type FakeShop = Omit<
  Pick<
    BotCore,
    keyof BotCore &
      (keyof ShopCore | keyof DeliveryCore | keyof RefundCore | keyof ReportCore | keyof RightsCore)
  >,
  'addItem' | 'hideItem' | 'listItems'
>;

/** Nothing but the items is there and everything is refused, until a test puts its own verbs in their place. */
export function fakeShop(items: readonly Item[]): FakeShop {
  const notManager = () => Promise.resolve(refuse('not_manager'));
  const noOrder = () => Promise.resolve(refuse('order_not_found'));
  const nobody = () => Promise.resolve([]);
  return {
    saveItem: notManager,
    readItem: (communityId, words) => {
      const isMeant = (item: Item) => [item.id, item.slug, item.name].includes(words);
      return Promise.resolve(items.find((item) => item.communityId === communityId && isMeant(item)) ?? null);
    },
    readItemToEdit: notManager,
    readItemToMind: notManager,
    listRoles: notManager,
    setStock: notManager,
    addKeys: notManager,
    readWebhookSecret: notManager,
    keepFile: notManager,
    readFile: () => Promise.resolve(null),
    saveDiscount: notManager,
    endDiscount: notManager,
    listDiscounts: notManager,
    importItems: notManager,
    exportItems: notManager,
    claimGift: () => Promise.resolve(refuse('gift_not_found')),
    showGoods: noOrder,
    readGifts: nobody,
    readOpenDeliveries: notManager,
    finishTask: notManager,
    retryDelivery: notManager,
    joinAsked: () => Promise.resolve('left_alone'),
    previewRefund: noOrder,
    refundOrder: noOrder,
    takeRefund: noOrder,
    rightsOf: () => Promise.resolve({ isOperator: false, isManager: false, isApprover: false }),
    nameManager: notManager,
    removeManager: notManager,
    listManagers: notManager,
    readAudit: notManager,
    report: () => Promise.resolve(refuse('not_staff')),
    exportRows: () => Promise.resolve(refuse('not_staff')),
    explainOrder: noOrder,
    setTimeZone: notManager,
    setThanks: notManager,
    choosePhrase: (_, phrase) => Promise.resolve({ phrase }),
    readPhrase: () => Promise.resolve(null),
  };
}

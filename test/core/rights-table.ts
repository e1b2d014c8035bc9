import { randomUUID } from 'node:crypto';
import type { Core } from '../../src/core/core.ts';
import type { Account } from '../../src/domain/platform.ts';
import { usdt } from '../support/factories.ts';
import { freshAddress } from '../support/withdrawal-bench.ts';
import type { Actor, Things } from './rights-things.ts';
import { actors, at, caller, key, person, place, price, scene } from './rights-things.ts';

type Call = (core: Core, by: Account, things: Things) => unknown;

/** Who may, and the call. Whoever is not among them must be refused, and nothing may change. */
export type Row = readonly [may: readonly Actor[], call: Call];

const anybody: readonly Actor[] = actors;
const buyer: readonly Actor[] = ['buyer'];
const operators: readonly Actor[] = ['operator'];
const managers: readonly Actor[] = ['manager', 'operator'];
const approvers: readonly Actor[] = ['approver'];
const staff: readonly Actor[] = ['manager', 'approver', 'operator'];

/** The table of rights: each verb that somebody can ask for, and who may (design.md 6, faults.md G-19). */
export const table: Readonly<Record<string, Row>> = {
  // What everybody may, for themselves.
  communityAt: [anybody, (core, by) => core.communityAt(place(by))],
  membershipsOf: [anybody, (core, by) => core.membershipsOf(by)],
  enrol: [anybody, (core, by, { community }) => core.enrol(community.id, caller(by))],
  languageFor: [anybody, (core, by) => core.languageFor(caller(by))],
  chooseLanguage: [anybody, (core, by) => core.chooseLanguage(by, 'en')],
  choosePhrase: [anybody, (core, by) => core.choosePhrase(by, 'blue tea')],
  readPhrase: [anybody, (core, by) => core.readPhrase(by)],
  noteStrangePlace: [anybody, (core, by) => core.noteStrangePlace(place(by))],
  isOperator: [anybody, (core, by) => core.isOperator(by)],
  rightsOf: [anybody, (core, by, { community }) => core.rightsOf(by, community.id)],
  listItems: [anybody, (core, _, { community }) => core.listItems(community.id)],
  readItem: [anybody, (core, _, { community }) => core.readItem(community.id, 'vip')],
  readOrders: [anybody, (core, by) => core.readOrders(by)],
  readBalance: [anybody, (core, by) => core.readBalance(by)],
  readGifts: [anybody, (core, by) => core.readGifts(by)],
  readWithdrawPlaces: [anybody, (core, by) => core.readWithdrawPlaces(by)],
  readOwnWithdrawals: [anybody, (core, by) => core.readOwnWithdrawals(by)],
  beginDialogue: [
    anybody,
    (core, by) => core.beginDialogue({ account: by, form: 'reject', subject: 'x', answers: {} }),
  ],
  readDialogue: [anybody, (core, by) => core.readDialogue(by)],
  endDialogue: [anybody, (core, by) => core.endDialogue(by)],
  startHandoff: [
    anybody,
    (core, by, { community }) =>
      core.startHandoff({ account: by, communityId: community.id, command: 'pay vip' }),
  ],
  requestPayment: [
    anybody,
    (core, by, { community }) =>
      core.requestPayment({
        requestKey: randomUUID(),
        caller: caller(by),
        communityId: community.id,
        wish: { kind: 'item', words: 'vip' },
      }),
  ],
  claimGift: [anybody, (core, by, { gift }) => core.claimGift({ by: caller(by), token: gift })],
  joinAsked: [anybody, (core, by) => core.joinAsked({ chatId: '-1', account: by, link: null })],
  draftWithdrawal: [
    ['member', 'buyer', 'manager'],
    (core, by, { community }) =>
      core.draftWithdrawal(by, { communityId: community.id, amount: '1', address: freshAddress() }),
  ],

  // What is the buyer's alone.
  checkNow: [buyer, (core, by, { openOrder }) => core.checkNow(by, openOrder)],
  requestFreshQuote: [buyer, (core, by, { openOrder }) => core.requestFreshQuote(by, openOrder)],
  payFromBalance: [buyer, (core, by, { openOrder }) => core.payFromBalance(by, openOrder)],
  readPayment: [buyer, (core, by, { openOrder }) => core.readPayment(by, openOrder)],
  showCardAgain: [buyer, (core, by, { openOrder }) => core.showCardAgain(by, openOrder)],
  changeCardRef: [buyer, (core, by, { openOrder }) => core.changeCardRef(by, openOrder, () => 'here')],
  cancelOrder: [buyer, (core, by, { openOrder }) => core.cancelOrder(by, openOrder)],
  fetchGoods: [buyer, (core, by, { paidOrder }) => core.fetchGoods(by, paidOrder.id)],
  showGoods: [buyer, (core, by, { paidOrder }) => core.showGoods(by, paidOrder.id)],
  takeRefund: [buyer, (core, by, { paidOrder }) => core.takeRefund(by, paidOrder.id)],
  takeHandoff: [buyer, (core, by, { handoff }) => core.takeHandoff({ account: by, token: handoff })],
  confirmWithdrawal: [buyer, (core, by, { draft }) => core.confirmWithdrawal(by, draft)],

  // What shop managers may, and operators.
  saveItem: [
    managers,
    (core, by, things) => core.saveItem({ ...at(by, things), item: { slug: 'tea', name: 'Tea', price } }),
  ],
  addItem: [
    managers,
    (core, by, things) => core.addItem({ ...at(by, things), slug: 'cake', name: 'Cake', price }),
  ],
  hideItem: [managers, (core, by, things) => core.hideItem({ ...at(by, things), slug: 'cake' })],
  readItemToEdit: [managers, (core, by, things) => core.readItemToEdit({ ...at(by, things), slug: 'tea' })],
  readItemToMind: [
    managers,
    async (core, by, { community }) => {
      const [item] = await core.listItems(community.id);
      return core.readItemToMind(by, item?.id ?? '');
    },
  ],
  listRoles: [managers, (core, by, things) => core.listRoles(at(by, things))],
  setStock: [managers, (core, by, things) => core.setStock({ ...at(by, things), slug: 'tea', stock: 5 })],
  addKeys: [
    managers,
    (core, by, things) => core.addKeys({ ...at(by, things), slug: 'tea', keys: [randomUUID()] }),
  ],
  readWebhookSecret: [
    managers,
    (core, by, things) => core.readWebhookSecret({ ...at(by, things), slug: 'hook' }),
  ],
  keepFile: [
    managers,
    (core, by, things) =>
      core.keepFile({
        ...at(by, things),
        name: 'a.txt',
        contentType: 'text/plain',
        bytes: new Uint8Array([1]),
      }),
  ],
  saveDiscount: [
    managers,
    (core, by, things) =>
      core.saveDiscount({ ...at(by, things), discount: { code: `TEA${by.accountId}`, percent: 5 } }),
  ],
  listDiscounts: [managers, (core, by, things) => core.listDiscounts(at(by, things))],
  endDiscount: [
    managers,
    (core, by, things) => core.endDiscount({ ...at(by, things), code: `TEA${by.accountId}` }),
  ],
  importItems: [
    managers,
    (core, by, things) =>
      core.importItems({ ...at(by, things), rows: [{ slug: 'bun', name: 'Bun', price }] }),
  ],
  exportItems: [managers, (core, by, things) => core.exportItems(at(by, things))],
  report: [staff, (core, by, { community }) => core.report({ by, communityId: community.id, days: 7 })],
  exportRows: [
    staff,
    (core, by, things) => core.exportRows({ ...at(by, things), what: 'ledger', days: null }),
  ],
  listManagers: [managers, (core, by, things) => core.listManagers(at(by, things))],
  readOpenDeliveries: [['elsewhere', ...managers], (core, by) => core.readOpenDeliveries(by)],
  retryDelivery: [
    managers,
    (core, by, { paidOrder }) => core.retryDelivery({ by, from: null, code: paidOrder.delivery }),
  ],
  finishTask: [
    managers,
    (core, by, { paidOrder }) => core.finishTask({ by, from: null, deliveryId: paidOrder.delivery }),
  ],

  // What all staff may look up, and a buyer of their own.
  explainOrder: [
    ['buyer', ...staff],
    (core, by, { paidOrder }) => core.explainOrder({ by, code: paidOrder.code }),
  ],

  // What approvers decide: not operators, who are no approvers by that.
  showQueue: [['elsewhere', ...approvers], (core, by) => core.showQueue(by)],
  showReviews: [['elsewhere', ...approvers], (core, by) => core.showReviews(by)],
  readAsApprover: [approvers, (core, by, things) => core.readAsApprover(scene(by, things))],
  readAsReviewer: [
    approvers,
    (core, by, { review }) => core.readAsReviewer({ by, intentId: review, chatId: null }),
  ],
  previewRefund: [approvers, (core, by, { paidOrder }) => core.previewRefund({ by, code: paidOrder.code })],
  settleWithdrawal: [
    approvers,
    (core, by, things) => core.settleWithdrawal(scene(by, things), { kind: 'not_sent', reason: 'looked' }),
  ],
  approveWithdrawal: [approvers, (core, by, things) => core.approveWithdrawal(scene(by, things))],
  rejectWithdrawal: [approvers, (core, by, things) => core.rejectWithdrawal(scene(by, things), 'no')],
  decideReview: [
    approvers,
    (core, by, { review }) =>
      core.decideReview({ by, intentId: review, chatId: null }, { kind: 'close_review', amount: '0' }),
  ],
  vetoChange: [approvers, (core, by, { change }) => core.vetoChange({ by, changeId: change, chatId: null })],
  refundOrder: [
    approvers,
    (core, by, { paidOrder }) =>
      core.refundOrder({ by, from: null, code: paidOrder.code, roundUp: false, reason: 'asked' }),
  ],

  // What is the operators' alone.
  enableCommunity: [operators, (core, by) => core.enableCommunity({ place: place(by), name: 'New', by })],
  joinPlace: [
    operators,
    (core, by, { community }) =>
      core.joinPlace({ place: place(by), community: community.id.slice(0, 13), by }),
  ],
  nameManager: [
    operators,
    (core, by, things) => core.nameManager({ ...at(by, things), name: 'Extra', accounts: [person()] }),
  ],
  removeManager: [operators, (core, by, things) => core.removeManager({ ...at(by, things), name: 'Extra' })],
  readAudit: [operators, (core, by, things) => core.readAudit({ ...at(by, things), before: null })],
  setTimeZone: [
    operators,
    (core, by, things) => core.setTimeZone({ ...at(by, things), timeZone: 'Asia/Taipei' }),
  ],
  setThanks: [
    operators,
    (core, by, things) => core.setThanks({ ...at(by, things), platform: 'telegram', chat: null }),
  ],
  nameApprover: [
    operators,
    (core, by, things) =>
      core.nameApprover({ ...at(by, things), name: randomUUID().slice(0, 8), accounts: [person()] }),
  ],
  removeApprover: [
    operators,
    (core, by, things) => core.removeApprover({ ...at(by, things), name: 'Approver 1' }),
  ],
  linkApprover: [
    operators,
    (core, by, things) => core.linkApprover({ ...at(by, things), name: 'Approver 0', account: person() }),
  ],
  setApprovalsChat: [
    operators,
    (core, by, things) =>
      core.setApprovalsChat({
        ...at(by, things),
        platform: by.platform,
        chatId: `-7${by.accountId}`,
        isPrivate: true,
        language: 'en',
      }),
  ],
  changeCommunityState: [
    operators,
    (core, by, things) => core.changeCommunityState({ ...at(by, things), state: 'active' }),
  ],
  readPolicy: [operators, (core, by, things) => core.readPolicy(at(by, things))],
  setPolicy: [
    operators,
    (core, by, things) => core.setPolicy({ ...at(by, things), assetId: usdt.id, change: (policy) => policy }),
  ],
  simulateWithdrawal: [
    operators,
    (core, by, { community }) =>
      core.simulateWithdrawal({ by, community, amount: '5', address: freshAddress() }),
  ],
  readStatus: [operators, (core, by, things) => core.readStatus(at(by, things))],
  readOperated: [anybody, (core, by) => core.readOperated(by)],
  readTreasury: [operators, (core, by, things) => core.readTreasury(at(by, things))],
  moveTreasury: [
    operators,
    (core, by, things) => core.moveTreasury({ ...at(by, things), ...key(by), kind: 'fund', amount: 1n }),
  ],
  endTreasuryMove: [operators, (core, by, { move }) => core.endTreasuryMove(by, move, 'cancelled')],
  confirmCanary: [operators, (core, by, { canary }) => core.confirmCanary(by, canary, true)],
  sendCanary: [
    operators,
    (core, by, things) => core.sendCanary({ ...at(by, things), ...key(by), address: freshAddress() }),
  ],
  pauseOutflow: [operators, (core, by) => core.pauseOutflow(by, 'to look')],
  resumeOutflow: [operators, (core, by) => core.resumeOutflow(by)],

  // Last: what is over afterwards.
  cancelWithdrawal: [buyer, (core, by, { withdrawal }) => core.cancelWithdrawal(by, withdrawal.id)],
};

/** What nobody asks for through a chat: the platforms, the provider and the worker do. */
export const machinery: readonly string[] = [
  'movePlace',
  'readFile',
  'noteCallback',
  'lookIntoCallback',
  'readPayments',
  'keepHouse',
  'raiseAlarm',
  'proveBooks',
  'sendWithdrawals',
  'deliverGoods',
  'prepareGoods',
  'noteGoodsTold',
  'viewOutflow',
  'viewWithdrawal',
  'viewChange',
  'viewTreasuryMove',
  'viewReview',
  'viewDelivery',
];

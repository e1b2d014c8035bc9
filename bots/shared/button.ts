import type { RichText } from './rich-text.ts';

/** What a button does when it is pressed. The id names what it is about: an order, a withdrawal, a language. */
export const verbs = [
  'check',
  'amount_qr',
  'address_qr',
  'pay_balance',
  'cancel',
  'fresh',
  'show',
  'buy',
  /** A page of the catalogue: `<communityId>_<page>`. */
  'shop',
  'item',
  /** What minds the shop: a page of the list (`<communityId>_<page>`), one item, and what is done with it. */
  'items',
  'item_card',
  'item_how',
  /** `<itemId>_task` and the like: a delivery about which nothing more has to be said. */
  'item_plan',
  /** A page of a server's roles: `<itemId>_<page>`. */
  'item_roles',
  /** `<itemId>_<role>`, the role's number in base 36. */
  'item_role',
  'item_hide',
  'item_show',
  'new_item',
  'item_edit',
  'item_stock',
  'item_limits',
  'item_pic',
  'item_keys',
  'item_invite',
  'item_text',
  'item_file',
  'item_hook',
  'gift',
  'gift_link',
  'code',
  'goods',
  'take_refund',
  'done',
  'refund',
  'refund_full',
  'retry',
  'go',
  'language',
  'withdraw',
  'wd_to',
  'wd_confirm',
  'wd_drop',
  /** Leaves the question of a dialogue unanswered: the field's name. */
  'skip',
  'wd_cancel',
  'approve',
  'reject',
  'sent',
  'sent_late',
  'not_sent',
  'send_again',
  'veto',
  'to_balance',
  'close_review',
  'enter_net',
  'take_aside',
  'fund_ok',
  'fund_no',
  'canary_ok',
  'canary_no',
  'resume',
] as const;

export type Verb = (typeof verbs)[number];

const approverVerbs: readonly Verb[] = [
  'approve',
  'reject',
  'sent',
  'sent_late',
  'not_sent',
  'send_again',
  'veto',
  'to_balance',
  'close_review',
  'enter_net',
  'take_aside',
];

/** Whether its button also counts where others read along; the core checks that it is an approvals chat. */
export function worksInApprovalsChat(verb: Verb): boolean {
  return approverVerbs.includes(verb);
}

export type Press = { readonly verb: Verb; readonly id: string };

export type Button =
  | { readonly kind: 'press'; readonly label: string; readonly press: Press }
  | { readonly kind: 'copy'; readonly label: string; readonly copy: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /**
   * One of several things, a row by itself: a list to choose from in Discord (25 at most), a button for
   * each in Telegram. What is chosen is pressed.
   */
  | {
      readonly kind: 'select';
      /** What the list is for, while nothing is chosen. */
      readonly label: string;
      readonly options: readonly { readonly label: string; readonly hint: string; readonly press: Press }[];
    };

export type ButtonRows = readonly (readonly Button[])[];

/** Bytes that go along with words: a picture above them, or something to keep. */
export type Attachment = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/** An answer to somebody, the same on every platform. */
export type Reply = {
  readonly text: RichText;
  readonly buttons: ButtonRows;
  /** Shown above the words. */
  readonly image?: Attachment;
  readonly files?: readonly Attachment[];
  /** Not to be passed on, where the platform can see to that: somebody's key. */
  readonly isProtected?: true;
};

/** Telegram carries 64 bytes in a button, Discord 100. */
const PRESS_DATA = /^([a-z_]{1,12}):([A-Za-z0-9_-]{1,50})$/;

/** The press as the few bytes that a platform carries inside a button. */
export function encodePress({ verb, id }: Press): string {
  const data = `${verb}:${id}`;
  if (!PRESS_DATA.test(data)) throw new Error(`not fit for a button: ${verb}`);
  return data;
}

/** Reads what came back with a press. Whatever we didn't make is `null`; what it names is not trusted. */
export function decodePress(data: string): Press | null {
  const match = PRESS_DATA.exec(data);
  const verb = verbs.find((one) => one === match?.[1]);
  return verb && match?.[2] ? { verb, id: match[2] } : null;
}

/** A button that asks us for something. */
export function pressButton(label: string, verb: Verb, id: string): Button {
  return { kind: 'press', label, press: { verb, id } };
}

/** An answer without buttons. */
export function textReply(text: RichText): Reply {
  return { text, buttons: [] };
}

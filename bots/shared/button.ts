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
  'go',
  'language',
  'withdraw',
  'wd_to',
  'wd_confirm',
  'wd_drop',
  'wd_cancel',
  'approve',
  'reject',
  'sent',
  'not_sent',
  'send_again',
  'veto',
  'to_balance',
  'close_review',
  'enter_net',
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
  'not_sent',
  'send_again',
  'veto',
  'to_balance',
  'close_review',
  'enter_net',
];

/** Whether its button also counts where others read along; the core checks that it is an approvals chat. */
export function worksInApprovalsChat(verb: Verb): boolean {
  return approverVerbs.includes(verb);
}

export type Press = { readonly verb: Verb; readonly id: string };

export type Button =
  | { readonly kind: 'press'; readonly label: string; readonly press: Press }
  | { readonly kind: 'copy'; readonly label: string; readonly copy: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export type ButtonRows = readonly (readonly Button[])[];

/** An answer to somebody, the same on every platform. */
export type Reply = { readonly text: RichText; readonly buttons: ButtonRows };

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

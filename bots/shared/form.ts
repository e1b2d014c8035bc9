import type { Press, Verb } from './button.ts';

/** Those of whoever minds a shop. Their subject is the item's id; of a new one, the community's. */
export const itemForms = [
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
] as const;

export type ItemForm = (typeof itemForms)[number];

/**
 * Questions whose answer is typed. A platform with forms shows all fields at once (Discord's modal); one
 * without asks for them one after the other in private (Telegram). Which form belongs to a button or a
 * command is known without asking anybody, since a modal has to be the first answer.
 */
export const formNames = [
  ...itemForms,
  'refund',
  'refund_full',
  'code',
  'withdraw',
  'reject',
  'sent',
  'not_sent',
  'send_again',
  'to_balance',
  'close_review',
  'enter_net',
  'take_aside',
] as const;

export type FormName = (typeof formNames)[number];

/** One thing to be typed. Its words are `form-<form>-<field>` and, as an example in the empty field, `…-hint`. */
export type FormField = {
  readonly name: string;
  readonly unitsMax: number;
  readonly isLong: boolean;
  /** May be left empty; in a dialogue it is skipped with a button. */
  readonly isOptional?: true;
  /** Not words, but a file or picture that is sent; its value is the id under which the core keeps it. */
  readonly isFile?: true;
  /** Words that may also be sent as a text file, where somebody has many. */
  readonly takesFile?: true;
};

const address: FormField = { name: 'address', unitsMax: 100, isLong: false };
const amount: FormField = { name: 'amount', unitsMax: 40, isLong: false };
const reason: FormField = { name: 'reason', unitsMax: 200, isLong: true };
const hash: FormField = { name: 'hash', unitsMax: 100, isLong: false };

/** What each form asks for, in order. */
export const formFields: Readonly<Record<FormName, readonly FormField[]>> = {
  /** A new item, as far as five lines go: the rest is said by editing it. */
  new_item: [
    { name: 'short-name', unitsMax: 32, isLong: false },
    { name: 'name', unitsMax: 64, isLong: false },
    { name: 'price', unitsMax: 40, isLong: false },
    { name: 'stock', unitsMax: 20, isLong: false, isOptional: true },
    { name: 'description', unitsMax: 500, isLong: true, isOptional: true },
  ],
  /** What is left out stays as it is. */
  item_edit: [
    { name: 'price', unitsMax: 40, isLong: false, isOptional: true },
    { name: 'name', unitsMax: 64, isLong: false, isOptional: true },
    { name: 'description', unitsMax: 500, isLong: true, isOptional: true },
  ],
  item_stock: [{ name: 'stock', unitsMax: 20, isLong: false }],
  item_limits: [
    { name: 'limit', unitsMax: 20, isLong: false, isOptional: true },
    { name: 'days', unitsMax: 20, isLong: false, isOptional: true },
  ],
  item_pic: [{ name: 'picture', unitsMax: 36, isLong: false, isFile: true }],
  item_keys: [{ name: 'keys', unitsMax: 4_000, isLong: true, takesFile: true }],
  item_invite: [{ name: 'chat', unitsMax: 64, isLong: false }],
  item_text: [{ name: 'text', unitsMax: 1_500, isLong: true }],
  item_file: [{ name: 'file', unitsMax: 36, isLong: false, isFile: true }],
  item_hook: [{ name: 'url', unitsMax: 200, isLong: false }],
  /** A discount code, for the item in the button. */
  code: [{ name: 'code', unitsMax: 32, isLong: false }],
  refund: [reason],
  refund_full: [reason],
  withdraw: [address, amount],
  reject: [reason],
  sent: [hash],
  not_sent: [reason],
  send_again: [reason],
  to_balance: [amount],
  close_review: [amount],
  enter_net: [amount],
  take_aside: [amount],
};

/** The form that a button asks for first; `null` for one that acts at once. */
export function formOfVerb(verb: Verb): FormName | null {
  // A saved address opens the form with that field filled in.
  return verb === 'wd_to' ? 'withdraw' : (formNames.find((name) => name === verb) ?? null);
}

/** Whether the button is one whose form has the same name. */
export function isFormVerb(verb: Verb): verb is FormName {
  return formNames.some((name) => name === verb);
}

/** What a button brings along to its form: a saved address stands in the button without its 0x. */
export function answersInPress({ verb, id }: Press): FilledForm['values'] {
  return verb === 'wd_to' ? { address: `0x${id}` } : {};
}

/** A form that somebody filled in. `subject` is what stood in the button: whose id, at which revision. */
export type FilledForm = {
  readonly form: FormName;
  readonly subject: string;
  readonly values: Readonly<Record<string, string>>;
};

/** A form to be filled in, with what is known of it already. */
export type FormAsk = {
  readonly form: FormName;
  readonly subject: string;
  readonly answers: FilledForm['values'];
};

/** The first thing that a form still wants to know; `null` when it is whole. */
export function nextField({ form, answers }: Pick<FormAsk, 'form' | 'answers'>): FormField | null {
  return formFields[form].find(({ name }) => answers[name] === undefined) ?? null;
}

import type { Press, Verb } from './button.ts';

/**
 * Questions whose answer is typed. A platform with forms shows all fields at once (Discord's modal); one
 * without asks for them one after the other in private (Telegram). Which form belongs to a button or a
 * command is known without asking anybody, since a modal has to be the first answer.
 */
export const formNames = [
  'withdraw',
  'reject',
  'sent',
  'not_sent',
  'send_again',
  'to_balance',
  'close_review',
  'enter_net',
] as const;

export type FormName = (typeof formNames)[number];

/** One thing to be typed. Its words are `form-<form>-<field>` and, as an example in the empty field, `…-hint`. */
export type FormField = { readonly name: string; readonly unitsMax: number; readonly isLong: boolean };

const address: FormField = { name: 'address', unitsMax: 100, isLong: false };
const amount: FormField = { name: 'amount', unitsMax: 40, isLong: false };
const reason: FormField = { name: 'reason', unitsMax: 200, isLong: true };
const hash: FormField = { name: 'hash', unitsMax: 100, isLong: false };

/** What each form asks for, in order. */
export const formFields: Readonly<Record<FormName, readonly FormField[]>> = {
  withdraw: [address, amount],
  reject: [reason],
  sent: [hash],
  not_sent: [reason],
  send_again: [reason],
  to_balance: [amount],
  close_review: [amount],
  enter_net: [amount],
};

/** The form that a button asks for first; `null` for one that acts at once. */
export function formOfVerb(verb: Verb): FormName | null {
  // A saved address opens the form with that field filled in.
  return verb === 'wd_to' ? 'withdraw' : (formNames.find((name) => name === verb) ?? null);
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

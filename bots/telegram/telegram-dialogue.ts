import { readAddress } from '../../src/domain/address.ts';
import type { Refusal, RefusalCode } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isTransactionHash } from '../../src/domain/withdrawal.ts';
import type { Dialogue } from '../../src/ports/withdrawal-stores.ts';
import type { Answer, Asker } from '../shared/asker.ts';
import { replyRefusal, replyText } from '../shared/asker.ts';
import type { Reply } from '../shared/button.ts';
import { pressButton, textReply } from '../shared/button.ts';
import type { FormAsk, FormField } from '../shared/form.ts';
import { formFields, formNames, nextField } from '../shared/form.ts';
import { keepFormFile } from '../shared/form-file.ts';
import type { SentFile } from '../shared/given.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { textIn } from '../shared/item-next.ts';
import { checkItemValue } from '../shared/item-words.ts';
import { stack } from '../shared/rich-text.ts';
import { runForm } from '../shared/run-form.ts';
import { say, sayRich } from '../shared/words.ts';

/**
 * Telegram has no forms: what a form asks for is asked one field after the other in private, and the
 * next plain words are the answer.
 */

/** The question after the next field of a form. `reply` is what was to be said along with it. */
export function questionOf(asker: Asker, ask: FormAsk, reply: Reply, refusal: Refusal | null): Reply {
  const { language } = asker;
  const field = nextField(ask);
  if (!field) return reply;
  const key = `ask-${ask.form}-${field.name}`;
  const question = sayRich(language, key);
  const skip = field.isOptional ? [pressButton(say(language, 'button-skip'), 'skip', field.name)] : [];
  const drop = [...skip, pressButton(say(language, 'button-wd_drop'), 'wd_drop', 'question')];
  if (refusal) {
    const again = sayRich(language, 'ask-again');
    return { text: stack([[refusalText(refusal, language)], again], '\n'), buttons: [drop] };
  }
  // The form's own button would only ask the same.
  const rows = field.name === 'address' ? reply.buttons : [];
  const kept = rows
    .map((row) => row.filter((one) => one.kind !== 'press' || one.press.verb !== 'withdraw'))
    .filter((row) => row.length > 0);
  const before = reply.text.length > 0 ? reply.text : null;
  return { text: stack([before, question], '\n\n'), buttons: [...kept, drop] };
}

/** Asks for the rest of a form: the answer that does so. `code` names what it is about. */
export function askForm({ language }: Asker, ask: FormAsk, code: string): Answer {
  const about = code === '' ? [] : sayRich(language, `form-${ask.form}-about`, { code });
  return { kind: 'reply', reply: textReply(about), asks: ask };
}

/** Takes plain words as the answer to what was asked: the next question, or what comes of the whole. */
export async function answerDialogue(
  asker: Asker,
  { form: name, subject, answers }: Dialogue,
  words: string,
  requestKey: string,
): Promise<Answer> {
  const form = formNames.find((one) => one === name);
  const field = form && nextField({ form, answers });
  if (!form || !field) return replyText(sayRich(asker.language, 'help-unknown'));
  const wrong = field.isFile ? refuse('file_missing') : checkField(field.name, words);
  if (wrong) return askAgain({ form, subject, answers }, wrong);
  return goOn(asker, { form, subject, answers: { ...answers, [field.name]: words.trim() } }, requestKey);
}

/** The field of a dialogue that takes a file; `null` when only words are waited for, or nothing. */
export function fileFieldOf(dialogue: Dialogue | null): FormField | null {
  const form = formNames.find((one) => one === dialogue?.form);
  const field = form && dialogue ? nextField({ form, answers: dialogue.answers }) : null;
  return field?.isFile || field?.takesFile ? field : null;
}

/** Takes a file that was sent as the answer. */
export async function answerWithFile(
  asker: Asker,
  { form: name, subject, answers }: Dialogue,
  field: FormField,
  file: SentFile,
  requestKey: string,
): Promise<Answer> {
  const form = formNames.find((one) => one === name);
  if (!form) return replyText(sayRich(asker.language, 'help-unknown'));
  const ask = { form, subject, answers };
  if (field.takesFile) {
    const sent = await file('goods');
    if (isRefusal(sent)) return askAgain(ask, sent);
    return goOn(asker, { ...ask, answers: { ...answers, [field.name]: textIn(sent) } }, requestKey);
  }
  const kept = await keepFormFile(asker, ask, field, file);
  if (isRefusal(kept)) return isAboutFile(kept) ? askAgain(ask, kept) : replyRefusal(asker, kept);
  return goOn(asker, { ...ask, answers: { ...answers, [field.name]: kept } }, requestKey);
}

/** Whether another file could be taken instead. */
function isAboutFile({ refusal }: Refusal): boolean {
  return refusal.startsWith('file_') || refusal === 'picture_not_usable';
}

/** Leaves out what need not be answered, if that is what is being asked. */
export async function skipField(
  asker: Asker,
  { form: name, subject, answers }: Dialogue,
  fieldName: string,
  requestKey: string,
): Promise<Answer | null> {
  const form = formNames.find((one) => one === name);
  const field = form && nextField({ form, answers });
  if (!form || !field?.isOptional || field.name !== fieldName) return null;
  return goOn(asker, { form, subject, answers: { ...answers, [fieldName]: '' } }, requestKey);
}

/** Asks for what is still missing, or acts on the whole; where it can't be taken like that, asks again. */
export async function goOn(asker: Asker, ask: FormAsk, requestKey: string): Promise<Answer> {
  if (nextField(ask)) return askForm(asker, ask, '');
  const { form, subject, answers } = ask;
  const values = withoutSkipped(ask);
  const answer = await runForm(asker, { form, subject, values }, { chatId: null, requestKey });
  const refusal = answer.kind === 'reply' ? answer.refusal : undefined;
  const repeated = refusal && formFields[form].find((one) => one.name === fieldOf(refusal.refusal));
  if (!refusal || !repeated) return answer;
  const { [repeated.name]: _mistaken, ...kept } = answers;
  return askAgain({ form, subject, answers: kept }, refusal);
}

/** What was skipped is not there, as in a form where it was left empty. */
function withoutSkipped({ form, answers }: FormAsk): FormAsk['answers'] {
  const skipped = formFields[form].filter(({ name, isOptional }) => isOptional && answers[name] === '');
  const names = skipped.map(({ name }) => name);
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)));
}

function askAgain(ask: FormAsk, refusal: Refusal): Answer {
  return { kind: 'reply', reply: textReply([]), asks: ask, refusal };
}

/** What can be told at once of what was typed. */
function checkField(name: string, words: string): Refusal | null {
  const aboutItem = checkItemValue(name, words);
  if (aboutItem) return aboutItem;
  if (name === 'hash') return isTransactionHash(words.trim()) ? null : refuse('hash_not_understood');
  const read = name === 'address' ? readAddress(words) : null;
  return isRefusal(read) ? read : null;
}

/** Of what is said about an item. */
const itemFields: Readonly<Partial<Record<RefusalCode, string>>> = {
  item_exists: 'short-name',
  item_name_not_usable: 'short-name',
  item_description_too_long: 'description',
  item_number_not_usable: 'stock',
  item_text_not_usable: 'text',
  keys_not_usable: 'keys',
  plan_permission_missing: 'chat',
  plan_place_gone: 'chat',
  plan_place_not_ours: 'chat',
  price_not_understood: 'price',
  webhook_not_usable: 'url',
};

/** Which answer a refusal is about, so that only that one is asked for again. */
function fieldOf(code: RefusalCode): string | null {
  if (code.startsWith('address_')) return 'address';
  if (code.startsWith('hash_')) return 'hash';
  if (code === 'reason_missing') return 'reason';
  const ofItem = itemFields[code];
  if (ofItem !== undefined) return ofItem;
  const amounts = [
    'withdrawal_amount_',
    'withdrawal_above_',
    'withdrawal_below_',
    'review_amount_',
    'review_without_',
  ];
  return code === 'balance_too_small' || amounts.some((start) => code.startsWith(start)) ? 'amount' : null;
}

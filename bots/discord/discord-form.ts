import type { APIModalInteractionResponseCallbackData, APIModalSubmission } from 'discord.js';
import { ComponentType, TextInputStyle } from 'discord.js';
import type { Language } from '../../src/domain/platform.ts';
import { decodePress, encodePress } from '../shared/button.ts';
import type { FilledForm } from '../shared/form.ts';
import { formFields, formOfVerb } from '../shared/form.ts';
import { say } from '../shared/words.ts';

const INPUTS_MAX = 5;

/** `/withdraw` with what was given along with it. */
export function withdrawForm(values: FilledForm['values']): FilledForm {
  return { form: 'withdraw', subject: 'new', values };
}

/** A new item, of which nothing has been said yet. */
export const itemForm: FilledForm = { form: 'new_item', subject: 'new', values: {} };

/** The form as Discord shows it. */
export function modalOf(
  { form, subject, values }: FilledForm,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: encodePress({ verb: form, id: subject }),
    title: say(language, `form-${form}`),
    components: typedFields(form).map(({ name, unitsMax, isLong, isOptional }) => {
      const given = values[name]?.slice(0, unitsMax) ?? '';
      return {
        type: ComponentType.Label,
        label: say(language, `form-${form}-${name}`),
        component: {
          type: ComponentType.TextInput,
          custom_id: name,
          style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
          placeholder: say(language, `form-${form}-${name}-hint`),
          required: isOptional !== true,
          max_length: unitsMax,
          ...(given === '' ? {} : { value: given }),
        },
      };
    }),
  };
}

/** What can be typed. A file is given as an option of a command instead. */
export function typedFields(form: FilledForm['form']) {
  return formFields[form].filter(({ isFile }) => isFile !== true).slice(0, INPUTS_MAX);
}

/** Reads a form that was sent back. Whatever we didn't make is `null`; what it names is not trusted. */
export function readForm({ custom_id: customId, components }: APIModalSubmission): FilledForm | null {
  const asked = decodePress(customId);
  const form = asked && formOfVerb(asked.verb);
  if (!form) return null;
  const values: Record<string, string> = {};
  for (const part of components) {
    const field = 'component' in part ? part.component : null;
    if (!field || !('value' in field) || typeof field.value !== 'string') continue;
    // What may be left out, and is, has not been said.
    if (field.value !== '' || !isOptionalIn(form, field.custom_id)) values[field.custom_id] = field.value;
  }
  return { form, subject: asked.id, values };
}

function isOptionalIn(form: FilledForm['form'], name: string): boolean {
  return formFields[form].some((field) => field.name === name && field.isOptional === true);
}

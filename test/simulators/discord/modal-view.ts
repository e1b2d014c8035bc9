/** Modals as people see and fill them. */
import { allComponents } from './check-components.ts';
import { textOf, type Interaction, type Json, type ModalShown } from './model.ts';

export interface FieldView {
  readonly customId: string;
  readonly label: string;
  readonly kind: 'text' | 'select';
  readonly isRequired: boolean;
  readonly value: string | undefined;
  readonly minLength: number;
  readonly maxLength: number;
  /** What is written below the label, and within the field while it is empty. */
  readonly description: string | undefined;
  readonly placeholder: string | undefined;
  /** A field of several lines. */
  readonly isLong: boolean;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface ModalView {
  readonly title: string;
  readonly customId: string;
  readonly fields: readonly FieldView[];
  /** Explanations between the fields. */
  readonly texts: readonly string[];
}

const TEXT_INPUT = 4;
/** The style of a text input with several lines. */
const PARAGRAPH = 2;
const STRING_SELECT = 3;
const TEXT_DISPLAY = 10;

interface Shown {
  readonly interaction: Interaction;
  readonly modal: ModalShown;
}

const shown = new WeakMap<ModalView, Shown>();

function viewField(component: Json, parent: Json | undefined): FieldView {
  const label = parent?.['label'] ?? component['label'] ?? '';
  return {
    customId: String(component['custom_id']),
    label: textOf(label),
    kind: component['type'] === TEXT_INPUT ? 'text' : 'select',
    isRequired: component['required'] !== false,
    value: component['value'] as string | undefined,
    minLength: Number(component['min_length'] ?? 0),
    maxLength: Number(component['max_length'] ?? 4000),
    description: parent?.['description'] as string | undefined,
    placeholder: component['placeholder'] as string | undefined,
    isLong: component['type'] === TEXT_INPUT && component['style'] === PARAGRAPH,
    options: (component['options'] ?? []) as FieldView['options'],
  };
}

/** A view of a modal that an interaction opened. */
export function viewModal(interaction: Interaction, modal: ModalShown): ModalView {
  const placed = allComponents((modal.data['components'] ?? []) as Json[]);
  const parentOf = (component: Json) => placed.find((other) => other.component['component'] === component);
  const isField = (type: unknown) => type === TEXT_INPUT || type === STRING_SELECT;
  const view: ModalView = {
    title: String(modal.data['title']),
    customId: String(modal.data['custom_id']),
    fields: placed
      .filter(({ component }) => isField(component['type']))
      .map(({ component }) => viewField(component, parentOf(component)?.component)),
    texts: placed
      .filter(({ component }) => component['type'] === TEXT_DISPLAY)
      .map(({ component }) => String(component['content'])),
  };
  shown.set(view, { interaction, modal });
  return view;
}

export function shownModal(view: ModalView): Shown {
  const found = shown.get(view);
  if (found === undefined) throw new Error('this modal does not come from the Discord simulator');
  return found;
}

/** What the client checks before it lets anybody press Submit. */
function checkFilled(field: FieldView, value: string): void {
  const length = [...value].length;
  if (value === '' && field.isRequired) throw new Error(`the field "${field.label}" has to be filled in`);
  if (field.kind === 'select' && value !== '' && !field.options.some((option) => option.value === value))
    throw new Error(`the field "${field.label}" offers no ${value}`);
  if (field.kind === 'text' && value !== '' && (length < field.minLength || length > field.maxLength))
    throw new Error(`the field "${field.label}" takes ${field.minLength} to ${field.maxLength} characters`);
}

/** The data of the submission, in the shape of the modal's components. */
export function fillModal(view: ModalView, given: Readonly<Record<string, string>>): Json {
  const { modal } = shownModal(view);
  const unknown = Object.keys(given).find(
    (key) => !view.fields.some((field) => field.customId === key || field.label === key),
  );
  if (unknown !== undefined) throw new Error(`the modal "${view.title}" has no field ${unknown}`);
  const fill = (component: Json, index: number): Json => {
    const { type, custom_id } = component;
    const numbered = { type, id: component['id'] ?? index + 1 };
    const inner = component['components'] as Json[] | undefined;
    if (inner !== undefined) return { ...numbered, components: inner.map(fill) };
    const single = component['component'] as Json | undefined;
    if (single !== undefined) return { ...numbered, component: fill(single, index) };
    const field = view.fields.find((each) => each.customId === custom_id);
    if (field === undefined) return numbered;
    const value = given[field.customId] ?? given[field.label] ?? field.value ?? '';
    checkFilled(field, value);
    const values = field.kind === 'select' ? { values: value === '' ? [] : [value] } : { value };
    return { ...numbered, custom_id, ...values };
  };
  const parts = (modal.data['components'] ?? []) as Json[];
  return { custom_id: view.customId, components: parts.map(fill) };
}

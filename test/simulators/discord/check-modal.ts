/** What the spec cannot say about modals. */
import { invalidForm, type FormError } from './api-error.ts';
import { allComponents } from './check-components.ts';
import type { Json } from './model.ts';

const TEXT_INPUT = 4;
const ROW = 1;
const PARTS_MAX = 5;

/** Refuses a modal that Discord would not show. */
export function checkModal(data: Json): void {
  const parts = (data['components'] ?? []) as readonly Json[];
  const placed = allComponents(parts);
  const errors: FormError[] = [];
  if (parts.length > PARTS_MAX) {
    const message = `Must be between 1 and ${PARTS_MAX} in length.`;
    errors.push({ path: ['data', 'components'], code: 'BASE_TYPE_BAD_LENGTH', message });
  }
  const seen = new Set<unknown>();
  for (const { component, path } of placed) {
    const { custom_id, type, label, value, min_length, max_length } = component;
    const place = ['data', ...path];
    if (custom_id != null && seen.has(custom_id)) {
      const message = 'Component custom id cannot be duplicated';
      errors.push({ path: [...place, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message });
    }
    seen.add(custom_id);
    if (type !== TEXT_INPUT) continue;
    const parent = placed.find((other) =>
      (other.component['components'] as Json[] | undefined)?.includes(component),
    );
    if (parent?.component['type'] === ROW && typeof label !== 'string')
      errors.push({
        path: [...place, 'label'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      });
    if (Number(min_length ?? 0) > Number(max_length ?? 4000)) {
      const message = 'min_length is greater than max_length';
      errors.push({ path: [...place, 'min_length'], code: 'NUMBER_TYPE_MAX', message });
    }
    if (typeof value === 'string' && [...value].length > Number(max_length ?? 4000)) {
      const message = `Must be ${String(max_length)} or fewer in length.`;
      errors.push({ path: [...place, 'value'], code: 'BASE_TYPE_MAX_LENGTH', message });
    }
  }
  if (errors.length > 0) throw invalidForm(errors);
}

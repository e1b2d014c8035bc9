/** What the spec cannot say about buttons, rows and layout components. */
import type { FormError } from './api-error.ts';
import type { Json } from './model.ts';

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const TEXT_DISPLAY = 10;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

const TOTAL_MAX = 40;
const LEGACY_ROWS_MAX = 5;
const TEXT_TOTAL_MAX = 4000;

export interface PlacedComponent {
  readonly component: Json;
  readonly path: readonly string[];
}

/** A component and everything inside it. */
function unfold(component: Json, path: readonly string[]): PlacedComponent[] {
  const inner = Array.isArray(component['components']) ? (component['components'] as Json[]) : [];
  const single = ['accessory', 'component'].flatMap((key) => {
    const child = component[key] as Json | undefined;
    return child === undefined || child === null ? [] : unfold(child, [...path, key]);
  });
  const children = inner.flatMap((child, index) => unfold(child, [...path, 'components', String(index)]));
  return [{ component, path }, ...children, ...single];
}

/** All components of a message or modal, nested ones too, with their places. */
export function allComponents(components: readonly Json[]): PlacedComponent[] {
  return components.flatMap((component, index) => unfold(component, ['components', String(index)]));
}

function checkUrlScheme(
  url: string,
  allowed: readonly string[],
  path: readonly string[],
): FormError | undefined {
  const scheme = url.split(':')[0]?.toLowerCase() ?? '';
  if (allowed.includes(scheme)) return undefined;
  const listed = allowed.map((name) => `'${name}'`).join(', ');
  return {
    path,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: `Scheme "${scheme}" is not supported. Scheme must be one of (${listed}).`,
  };
}

function checkButton({ component, path }: PlacedComponent): FormError[] {
  const complain = (key: string, code: string, message: string): FormError => ({
    path: [...path, key],
    code,
    message,
  });
  const errors: FormError[] = [];
  const { style, url, custom_id, label, emoji, sku_id } = component;
  const isLink = style === LINK_STYLE;
  if (isLink && typeof url !== 'string')
    errors.push(complain('url', 'BASE_TYPE_REQUIRED', 'A url is required for link buttons'));
  if (typeof url === 'string') {
    if (!isLink) errors.push(complain('url', 'BUTTON_COMPONENT_INVALID_URL', 'Only link buttons have a url'));
    const scheme = checkUrlScheme(url, ['discord', 'http', 'https'], [...path, 'url']);
    if (scheme !== undefined) errors.push(scheme);
  }
  if (isLink && custom_id != null) {
    const message = 'A custom id and url cannot both be specified';
    errors.push(complain('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message));
  }
  if (!isLink && style !== PREMIUM_STYLE && typeof custom_id !== 'string')
    errors.push(complain('custom_id', 'BASE_TYPE_REQUIRED', 'A custom id is required'));
  if (style !== PREMIUM_STYLE && !label && emoji == null)
    errors.push(complain('label', 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A label or an emoji is required'));
  if (style === PREMIUM_STYLE && typeof sku_id !== 'string')
    errors.push(complain('sku_id', 'BASE_TYPE_REQUIRED', 'A sku_id is required for premium buttons'));
  return errors;
}

/** How many of its options somebody may choose in a menu. */
export function choiceLimits(menu: Json): { least: number; most: number } {
  const { min_values: least, max_values: most } = menu;
  return { least: typeof least === 'number' ? least : 1, most: typeof most === 'number' ? most : 1 };
}

function checkSelect({ component, path }: PlacedComponent): FormError[] {
  const options = (component['options'] ?? []) as readonly Json[];
  const values = options.map((option) => option['value']);
  const errors: FormError[] = [];
  if (new Set(values).size !== values.length) {
    const message = 'The specified option value is already used';
    errors.push({ path: [...path, 'options'], code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message });
  }
  for (const key of ['min_values', 'max_values']) {
    const limit = component[key];
    if (typeof limit !== 'number' || limit <= options.length) continue;
    const message = `${key} is greater than the number of options`;
    errors.push({ path: [...path, key], code: 'NUMBER_TYPE_MAX', message });
  }
  const { least, most } = choiceLimits(component);
  if (least > most) {
    const message = 'min_values is greater than max_values';
    errors.push({ path: [...path, 'min_values'], code: 'NUMBER_TYPE_MAX', message });
  }
  if (options.filter((option) => option['default'] === true).length > most) {
    const message = 'The number of default options is greater than max_values';
    errors.push({ path: [...path, 'options'], code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', message });
  }
  return errors;
}

/** A row holds buttons, or one select and nothing else. */
function checkRow({ component, path }: PlacedComponent): FormError[] {
  const children = (component['components'] ?? []) as readonly Json[];
  const others = children.filter((child) => child['type'] !== BUTTON);
  if (others.length === 0 || children.length === 1) return [];
  const message = 'The specified components exceed the maximum width';
  return [{ path: [...path, 'components'], code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }];
}

function checkDuplicates(placed: readonly PlacedComponent[]): FormError[] {
  const seen = new Set<unknown>();
  return placed.flatMap(({ component, path }) => {
    const id = component['custom_id'];
    if (id == null || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = 'Component custom id cannot be duplicated';
    return [{ path: [...path, 'custom_id'], code: 'COMPONENT_CUSTOM_ID_DUPLICATED', message }];
  });
}

function checkMedia({ component, path }: PlacedComponent, filenames: readonly string[]): FormError[] {
  const own = (['media', 'file'] as const).flatMap((key) => {
    const url = (component[key] as Json | undefined)?.['url'];
    return typeof url === 'string' ? [{ url, path: [...path, key, 'url'] }] : [];
  });
  const items = ((component['type'] === 12 && component['items']) || []) as readonly Json[];
  const gallery = items.flatMap((item, index) => {
    const url = (item['media'] as Json | undefined)?.['url'];
    return typeof url === 'string' ? [{ url, path: [...path, 'items', String(index), 'media', 'url'] }] : [];
  });
  return [...own, ...gallery].flatMap((media) => {
    const scheme = checkUrlScheme(media.url, ['attachment', 'http', 'https'], media.path);
    if (scheme !== undefined) return [scheme];
    if (!media.url.startsWith('attachment://')) return [];
    if (filenames.includes(media.url.slice('attachment://'.length))) return [];
    const message = 'The referenced attachment was not found in the list of attachments.';
    return [{ path: media.path, code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message }];
  });
}

/** Complaints about the components of a message whose attachments are called `filenames`. */
export function checkComponents(
  components: readonly Json[],
  isV2: boolean,
  filenames: readonly string[],
): FormError[] {
  const placed = allComponents(components);
  const errors = [...checkDuplicates(placed)];
  if (placed.length > TOTAL_MAX) {
    const message = `The total number of components exceeds ${TOTAL_MAX}`;
    errors.push({ path: ['components'], code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message });
  }
  if (!isV2) {
    const layout = components.findIndex((component) => component['type'] !== ROW);
    const message = 'Value of field "type" must be one of (1,).';
    if (layout >= 0)
      errors.push({ path: ['components', String(layout), 'type'], code: 'UNION_TYPE_CHOICES', message });
    if (components.length > LEGACY_ROWS_MAX) {
      const tooMany = `Must be between 1 and ${LEGACY_ROWS_MAX} in length.`;
      errors.push({ path: ['components'], code: 'BASE_TYPE_BAD_LENGTH', message: tooMany });
    }
  }
  const texts = placed.filter(({ component }) => component['type'] === TEXT_DISPLAY);
  const characters = texts.reduce((sum, { component }) => sum + [...String(component['content'])].length, 0);
  if (characters > TEXT_TOTAL_MAX) {
    const message = `The text of all components exceeds ${TEXT_TOTAL_MAX} characters`;
    errors.push({ path: ['components'], code: 'COMPONENT_TEXT_TOTAL_LENGTH_EXCEEDED', message });
  }
  for (const each of placed) {
    if (each.component['type'] === BUTTON) errors.push(...checkButton(each));
    if (each.component['type'] === STRING_SELECT) errors.push(...checkSelect(each));
    if (each.component['type'] === ROW) errors.push(...checkRow(each));
    errors.push(...checkMedia(each, filenames));
  }
  return errors;
}

/** A copy in which every component has the number that Discord gives it. */
export function numberComponents(components: readonly Json[]): Json[] {
  const copy = structuredClone([...components]);
  const placed = allComponents(copy);
  const taken = new Set(placed.map(({ component }) => component['id']));
  let next = 1;
  for (const { component } of placed) {
    if (typeof component['id'] === 'number' && component['id'] > 0) continue;
    while (taken.has(next)) next += 1;
    component['id'] = next;
    next += 1;
  }
  return copy;
}

/** A piece of the page. Whatever is put into one is escaped, unless it is a piece itself. */
export type Html = { readonly html: string };

export type HtmlValue = string | number | bigint | Html | readonly HtmlValue[] | null | undefined | false;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map(
    (part, index) => withoutBreaks(part) + (index < values.length ? show(values[index]) : ''),
  );
  return { html: parts.join('') };
}

/** Where the formatter broke a line beside a tag, no blank is meant: in a message it would show. */
function withoutBreaks(part: string): string {
  return part.replace(/>\s*\n\s*$/, '>').replace(/^\s*\n\s*<\//, '</');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

function show(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(show).join('');
  return typeof value === 'object' ? (value as Html).html : escape(String(value));
}

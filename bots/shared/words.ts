import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Language } from '../../src/domain/platform.ts';
import type { RichPart, RichText } from './rich-text.ts';
import { plainTextOf } from './rich-text.ts';

/**
 * Every sentence that we say, in every language, from `words/<language>.ftl` and, by topic,
 * `words/<topic>.<language>.ftl`. Facts go in as text and are
 * never touched by a number format; what stands in a fact can't be taken for a placeholder.
 */
export type Facts = Readonly<Record<string, RichPart>>;

// Private-use characters mark the places of facts. Our own sentences don't contain them.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const PLACES = /\uE000(\d+)\uE001/;

const bundles: Readonly<Record<Language, FluentBundle>> = {
  en: bundleOf('en'),
  'zh-TW': bundleOf('zh-TW'),
};

/** The sentence as plain text. */
export function say(language: Language, key: string, facts: Readonly<Record<string, string>> = {}): string {
  return plainTextOf(sayRich(language, key, facts));
}

/** The sentence with its facts as they are: bold, to copy, counted down. */
export function sayRich(language: Language, key: string, facts: Facts = {}): RichText {
  const pattern = bundles[language].getMessage(key)?.value;
  if (!pattern) throw new Error(`no sentence for ${key} in ${language}`);
  const given = Object.entries(facts);
  const marks = Object.fromEntries(given.map(([name], index) => [name, `${OPEN}${index}${CLOSE}`]));
  // With an array for errors, a fact that is missing shows as its name instead of throwing.
  const marked = bundles[language].formatPattern(pattern, marks, []);
  return marked
    .split(PLACES)
    .map((piece, index): RichPart => (index % 2 === 0 ? piece : (given[Number(piece)]?.[1] ?? '')))
    .filter((part) => part !== '');
}

/** The same sentence, all of it bold. Its facts are plain. */
export function sayBold(
  language: Language,
  key: string,
  facts: Readonly<Record<string, string>> = {},
): RichText {
  return [{ bold: say(language, key, facts) }];
}

function bundleOf(language: Language): FluentBundle {
  // Isolation marks round a fact would be copied along with an address or an amount.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const folder = new URL('./words/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(`${language}.ftl`))) {
    const errors = bundle.addResource(new FluentResource(readFileSync(new URL(file, folder), 'utf8')));
    if (errors[0]) throw errors[0];
  }
  return bundle;
}

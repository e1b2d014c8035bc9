import type { Language } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { say } from './words.ts';

/** An expected "no" in the person's words. Its facts may repeat what people typed, so they are made harmless. */
export function refusalText(refusal: Refusal, language: Language): string {
  const facts = Object.entries(refusal.facts).map(([name, fact]) => [name, plainName(fact, NAME_UNITS_MAX)]);
  return say(language, `refusal-${refusal.refusal}`, Object.fromEntries(facts) as Record<string, string>);
}

import type { Environment } from './environment.ts';
import type { AddressVerdict } from './settings-address.ts';
import type { ListVerdict } from './settings-lists.ts';
import type { SettingName } from './settings-names.ts';

/**
 * Reads one variable after the other and keeps a sentence for each fault, so that somebody who sets
 * Till up sees all of them at once. A value is never repeated in a sentence here: it could be secret.
 */
export type SettingsReader = {
  readonly faults: string[];
  fault(name: SettingName, sentence: string): void;
  /** The trimmed value; an empty one counts as absent. */
  text(name: SettingName): string | null;
  /** The value if it has the form; `what` ends the sentence "must be …". */
  shaped(name: SettingName, form: RegExp, what: string): string | null;
  /** Like `shaped`, and a fault when absent. */
  required(name: SettingName, form: RegExp, what: string): string;
  oneOf<T extends string>(name: SettingName, choices: readonly T[], fallback: T): T;
  address(name: SettingName, fallback: string, read: (text: string) => AddressVerdict): string;
  list<T>(name: SettingName, text: string, read: (text: string) => ListVerdict<T>): readonly T[];
};

export function createSettingsReader(env: Environment): SettingsReader {
  const faults: string[] = [];
  const fault = (name: SettingName, sentence: string) => void faults.push(`${name} ${sentence}`);

  const text = (name: SettingName) => env[name]?.trim() || null;
  const shaped = (name: SettingName, form: RegExp, what: string) => {
    const value = text(name);
    if (value === null || form.test(value)) return value;
    fault(name, `must be ${what}.`);
    return null;
  };

  return {
    faults,
    fault,
    text,
    shaped,
    required(name, form, what) {
      if (text(name) === null) fault(name, `is missing: ${what}.`);
      return shaped(name, form, what) ?? '';
    },
    oneOf(name, choices, fallback) {
      const value = text(name);
      if (value === null) return fallback;
      const choice = choices.find((one) => one === value);
      if (choice === undefined) fault(name, `must be one of ${choices.join(', ')}.`);
      return choice ?? fallback;
    },
    address(name, fallback, read) {
      const verdict = read(text(name) ?? fallback);
      if (verdict.ok) return verdict.address;
      fault(name, verdict.fault);
      return fallback;
    },
    list(name, value, read) {
      const verdict = read(value);
      if (verdict.ok) return verdict.list;
      for (const sentence of verdict.faults) fault(name, sentence);
      return [];
    },
  };
}

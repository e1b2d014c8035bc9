/** Finds what a person presses or chooses in a message, and says what there is instead. */
import type { ControlView, MessageView } from './message-view.ts';

/** A label, part of a label by pattern, or the id behind the button. */
export type ButtonChoice = string | RegExp | { readonly customId: string };

/** The button that is meant, or an error that lists those that are there. */
export function findControl(message: MessageView, choice: ButtonChoice): ControlView {
  const buttons = message.controls.filter((control) => control.kind !== 'select');
  const fits = (button: ControlView) => {
    if (typeof choice === 'string') return button.label === choice;
    return choice instanceof RegExp ? choice.test(button.label) : button.customId === choice.customId;
  };
  const partly = (button: ControlView) => typeof choice === 'string' && button.label.includes(choice);
  const found = buttons.find(fits) ?? buttons.find(partly);
  if (found !== undefined) return found;
  const wanted =
    typeof choice === 'object' && 'customId' in choice ? `with id ${choice.customId}` : String(choice);
  const offered = buttons.length === 0 ? 'it has none' : `it offers: ${message.buttons.join(' | ')}`;
  throw new Error(`message "${message.words.slice(0, 60)}" has no button ${wanted}; ${offered}`);
}

/** The menu and what is chosen in it, as far as the client lets somebody choose that. */
export function chooseIn(
  message: MessageView,
  choices: readonly string[],
  customId?: string,
): { menu: ControlView; values: string[] } {
  const menus = message.controls.filter((control) => control.kind === 'select');
  const menu = menus.find((control) => customId === undefined || control.customId === customId);
  if (menu === undefined) throw new Error(`message "${message.words.slice(0, 60)}" has no such menu`);
  const { label, options, least, most } = menu;
  if (menu.disabled) throw new Error(`the menu "${label}" is disabled`);
  const values = choices.map((choice) => {
    const option =
      options.find(({ value }) => value === choice) ??
      options.find((line) => line.label === choice) ??
      options.find((line) => line.label.includes(choice));
    if (option === undefined) throw new Error(`the menu "${label}" offers no ${choice}`);
    return option.value;
  });
  if (new Set(values).size < values.length || values.length < least || values.length > most)
    throw new Error(`the menu "${label}" takes ${least} to ${most} of its options`);
  return { menu, values };
}

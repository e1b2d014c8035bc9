/** What the page is told about something that somebody did. */
export type Outcome = {
  /** A sentence that passes by. */
  readonly toast?: string;
  /** A sentence that has to be put away. */
  readonly alert?: string;
  /** The address of a picture to be looked at closely. */
  readonly picture?: string;
  /** A form that opened, as HTML. */
  readonly modal?: string;
  /** What the field being typed into can be. */
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
};

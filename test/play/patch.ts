/** One entry of a list: its key and what it looks like, or only its key where it is gone. */
export type Change = readonly [key: string, html?: string];

/** What the page is told to change. */
export type Patch =
  /** Replaces what stands in an element. */
  | { readonly piece: string; readonly html: string }
  /** Entries of a list: known ones are replaced, new ones come last. */
  | { readonly list: string; readonly isWhole: boolean; readonly changes: readonly Change[] }
  /** Values that the page works with itself. */
  | { readonly data: string; readonly value: unknown };

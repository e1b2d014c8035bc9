import type { Reply } from './button.ts';

/** A message that is edited as its subject goes on. */
export type TextCard = Reply;

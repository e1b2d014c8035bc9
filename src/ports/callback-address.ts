/** Unguessable addresses for callbacks, one per payment intent (design.md 8, hop 4). */
export type CallbackAddress = {
  /** The address to hand to the provider; `null` where the internet can't reach us. */
  urlFor(callbackToken: string): string | null;
  /** The token inside a capability that we made, checked without any query; else `null`. */
  tokenIn(capability: string): string | null;
};

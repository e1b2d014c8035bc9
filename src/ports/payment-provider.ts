import type { Fiat } from '../domain/money.ts';
import type { Observation } from '../domain/payment-intent.ts';

/** What we ask the provider for. `callbackUrl` is absent where nothing can reach us. */
export type CreateIntentRequest = {
  readonly orderId: string;
  readonly nonce: string;
  readonly fiat: Fiat;
  readonly callbackUrl: string | null;
  /** Our label for the provider's own lists. */
  readonly groupKey: string;
};

/** The provider said no, or we did not get through. `key_refused`: our credentials were not accepted. */
export type ProviderTrouble =
  | { readonly kind: 'key_refused'; readonly reason: string }
  /** The answer came and could not be understood. Never a basis for money. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** No answer, a server error, or a request to slow down. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number | null };

export type CreateOutcome =
  | { readonly kind: 'created'; readonly seen: Observation }
  /** A definite no: nothing exists at the provider. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'key_refused'; readonly reason: string }
  /** The intent may exist: a trace of it has to be looked for. */
  | { readonly kind: 'unclear'; readonly reason: string };

export type ReadOutcome =
  { readonly kind: 'seen'; readonly seen: Observation } | { readonly kind: 'not_found' } | ProviderTrouble;

/** An intent in the provider's list: enough to find our own, which is then read by itself. */
export type IntentTrace = { readonly providerIntentId: string; readonly nonce: string };

export type ListOutcome =
  { readonly kind: 'listed'; readonly traces: readonly IntentTrace[] } | ProviderTrouble;

/**
 * The payment provider. Only `createIntent` changes anything there, and it is sent once: none of
 * the methods throws for anything that the network or the provider does.
 */
export type PaymentProvider = {
  /** The public client id that our intents carry. */
  readonly clientId: string;
  createIntent(request: CreateIntentRequest): Promise<CreateOutcome>;
  readIntent(providerIntentId: string): Promise<ReadOutcome>;
  /** Looks for traces of intents whose create answer was lost. Best effort: may find nothing. */
  listIntents(groupKey: string): Promise<ListOutcome>;
  /** The intent id that a callback's body names: a hint, never a fact. */
  intentNamedBy(callbackBody: unknown): string | null;
};

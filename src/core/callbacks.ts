import type { InboxEntry } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

type StoredCallback = { readonly callbackToken: string; readonly body: unknown };

/**
 * Stores a callback whose capability was ours. The same body again is kept once, but looked into
 * again: its key is (intent, body), never the intent alone (faults.md A-36).
 */
export async function noteCallback(
  deps: CoreDeps,
  callbackToken: string,
  body: unknown,
  bodyHash: string,
): Promise<void> {
  const payload: StoredCallback = { callbackToken, body };
  const entry: InboxEntry = {
    source: 'kryptogo',
    externalId: `${callbackToken}:${bodyHash}`,
    lane: `kryptogo:${callbackToken}`,
    payload,
  };
  await deps.inTransaction(({ inbox }) => inbox.put(entry, deps.clock.now(), true));
}

/**
 * What a callback is good for: it asks for a read with our own key, now (design.md 1, rule 1). Of
 * its body only the intent id is looked at, and only while we have none ourselves.
 */
export async function lookIntoCallback(deps: CoreDeps, entry: InboxEntry): Promise<void> {
  const { callbackToken, body } = entry.payload as StoredCallback;
  await deps.inTransaction(async ({ payments }) => {
    const intentId = await payments.intentIdByCallbackToken(callbackToken);
    if (intentId === null) return;
    await payments.wantRead(intentId, deps.provider.intentNamedBy(body), deps.clock.now());
  });
}

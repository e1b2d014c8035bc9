import type { Notification } from '../domain/notification.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** Tells every operator in private, on each of their accounts; once per occasion. */
export async function tellOperators(
  deps: CoreDeps,
  stores: Stores,
  occasion: string,
  notification: Notification,
): Promise<void> {
  const accounts = deps.operators
    .flatMap((person) => person.accounts)
    .filter(({ platform }) => deps.platforms.includes(platform));
  await stores.outbox.queue(
    accounts.map(({ platform, accountId }) => ({
      to: { platform, kind: 'account', id: accountId },
      dedupeKey: `${occasion}:${platform}:${accountId}`,
      notification,
    })),
    deps.clock.now(),
  );
}

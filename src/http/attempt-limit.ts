import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many attempts per minute and key. Kept in memory: a restart forgives everybody. */
export type AttemptLimit = {
  /** Counts one attempt: `null` if it is within the limit, else the whole seconds to wait. */
  take(key: string): Promise<number | null>;
};

export function createAttemptLimit(perMinute: number): AttemptLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw refused;
      }
    },
  };
}

/**
 * A key for a remote address, one of 65,536: somebody with a million addresses shall not fill our
 * memory. IPv6 counts by its first four groups, which is about what one subscriber has.
 */
export function bucketOf(address: string): string {
  const network = isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address;
  return createHash('sha256').update(network).digest('hex').slice(0, 4);
}

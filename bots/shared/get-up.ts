import type { Log } from '../../src/ports/log.ts';

/** Nothing helps here but another token. The message is for the operator. */
export class TokenRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TokenRefused';
  }
}

/** Gets a bot up, again and again if need be. */
export type GetUp = {
  /** The platform has told us who we are: what comes in can be handled. */
  isUp(): boolean;
  /**
   * The first attempt. A network that is away does not matter: `getUp` tries again.
   * @throws TokenRefused when only another token would help.
   */
  begin(): Promise<void>;
  getUp(): Promise<void>;
};

/** `start` does what it takes and returns what is worth a line in the log. */
export function createGetUp(deps: { platform: string; start: () => Promise<object>; log: Log }): GetUp {
  const { platform, start, log } = deps;
  let isUp = false;

  async function getUp(): Promise<void> {
    if (isUp) return;
    const facts = await start();
    isUp = true;
    log.info(facts, `the ${platform} bot is up`);
  }

  return {
    isUp: () => isUp,
    getUp,
    async begin() {
      await getUp().catch((error: unknown) => {
        if (error instanceof TokenRefused) throw error;
        log.warn({ err: error }, `${platform} does not answer yet; trying on`);
      });
    },
  };
}

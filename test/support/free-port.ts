import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A port that is free now, below those that the system hands out for outgoing connections. */
export async function freePort(): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port === port));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
    if (tries === 50) throw new Error('no free port found');
  }
}

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** One address in front of several instances, as in reality. */
export type Balancer = { stop(): Promise<void> };

/**
 * Hands each connection to `port` on to the next of the addresses that `running` names, and to the one after it
 * where nobody listens any more.
 */
export async function startBalancer(port: number, running: () => readonly string[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;

  async function forward(client: Socket): Promise<void> {
    const urls = running();
    turn += 1;
    for (let tries = 0; tries < urls.length; tries += 1) {
      const upstream = await reach(urls[(turn + tries) % urls.length] ?? '');
      if (!upstream) continue;
      keep(upstream);
      client.pipe(upstream).pipe(client);
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
      return;
    }
    client.destroy();
  }

  function keep(socket: Socket): void {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Whoever dies takes the connection along; the other side sees that.
    socket.on('error', () => undefined);
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    void forward(client);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** A connection to it, or `null` where nobody listens. */
async function reach(url: string): Promise<Socket | null> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return null;
  }
}

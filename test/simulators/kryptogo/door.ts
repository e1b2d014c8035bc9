// The HTTP server: listens on loopback, records every request, and can be down.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest, recordOf, write } from './exchange.ts';
import type { ContractFault, RequestRecord } from './types.ts';
import type { World } from './world.ts';

/** 'refused' closes the port, 'cut' drops every connection, '503' answers an HTML page. */
export type DownMode = 'refused' | 'cut' | '503';

export interface Door {
  readonly url: string;
  readonly requests: readonly RequestRecord[];
  readonly faults: readonly ContractFault[];
  readonly down: (mode?: DownMode) => Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

export interface DoorDeps {
  readonly world: World;
  readonly port: number;
  readonly host: string;
}

const UNAVAILABLE = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  text: '<html><body>Service Unavailable</body></html>',
  ending: 'whole',
} as const;

export async function openDoor({ world, port, host }: DoorDeps): Promise<Door> {
  const requests: RequestRecord[] = [];
  const faults: ContractFault[] = [];
  const aborter = new AbortController();
  let mode: DownMode | null = null;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => undefined);
    if (mode === 'cut') {
      request.socket.destroy();
      return;
    }
    const record = await recordOf(request, world.clock);
    requests.push(record);
    world.advance();
    if (mode === '503') await write({ response, record }, UNAVAILABLE);
    else await answerRequest({ world, response, record, faults, signal: aborter.signal });
    world.emit({ type: 'request', at: world.clock.now(), request: record });
  };
  // A caller that gave up, or our own stop: there is nobody left to answer.
  const newServer = (): Server =>
    createServer((request, response) => void handle(request, response).catch(() => response.destroy()));

  let server = newServer();
  await listen(server, port, host);
  const taken = (server.address() as AddressInfo).port;

  return {
    url: `http://${host}:${taken}`,
    requests,
    faults,
    async down(how = 'refused') {
      mode = how;
      if (how === 'refused') await close(server);
    },
    async up() {
      mode = null;
      if (server.listening) return;
      server = newServer();
      await listen(server, taken, host);
    },
    async stop() {
      aborter.abort();
      await close(server);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

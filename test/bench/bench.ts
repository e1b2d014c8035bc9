import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import QRCode from 'qrcode';
import { drawPicture } from '../../bots/shared/pictures.ts';
import { drawReport } from '../../bots/shared/report-picture.ts';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import type { Report } from '../../src/domain/report.ts';
import { createCallbackAddress } from '../../src/http/callback-capability.ts';
import { createLog } from '../../src/log.ts';
import { usdt } from '../support/factories.ts';
import { tellStory } from '../support/story.ts';
import { startWorld } from '../support/world.ts';

const SECONDS = 3;
const CONNECTIONS = 20;

const write = (line: string) => void process.stdout.write(`${line}\n`);

/** One figure beside the baseline that was measured in the same run, on the same machine. */
function report(what: string, figure: number, unit: string, baseline: string, base: number): void {
  const ratio = (figure / base).toFixed(2);
  write(
    `${what.padEnd(44)} ${figure.toFixed(0).padStart(7)} ${unit}   ${ratio} × ${baseline} (${base.toFixed(0)})`,
  );
}

/** How many posts a second an address answers, with as many connections at once as a busy day has. */
async function postsPerSecond(url: string | (() => string), body: () => string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = { 'content-type': 'application/json' };
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const call = request(
        typeof url === 'string' ? url : url(),
        { method: 'POST', agent, headers },
        (answer) => {
          answer.resume().on('end', resolve);
        },
      );
      call.on('error', reject).end(body());
    });
  const end = performance.now() + SECONDS * 1000;
  let answered = 0;
  const client = async () => {
    for (; performance.now() < end; answered += 1) await post();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  return answered / SECONDS;
}

/** A server that does nothing but `work` and answer: the baseline of everything that we do besides. */
async function bareServer(work: (body: string) => Promise<unknown>) {
  const server = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => void work(body).then(() => answer.end('ok')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function millisecondsPer(times: number, work: () => unknown): Promise<number> {
  await work();
  const started = performance.now();
  for (let round = 0; round < times; round += 1) await work();
  return (performance.now() - started) / times;
}

/** A report of 30 days with a bar for each, and of several items. */
function monthOfSales(): Report {
  const sale = (hundredths: bigint) => ({ currency: 'TWD' as const, orders: 3, hundredths });
  const none = { count: 0, sum: 0n };
  const money = { sales: 0n, providerFees: 41n, refunds: none, topUps: none, withdrawals: none };
  const days = Array.from({ length: 30 }, (_, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    sales: [sale(BigInt(index + 1) * 12_300n)],
  }));
  const items = Array.from({ length: 12 }, (_, index) => ({
    ...{ slug: `item${index}`, name: `Item ${index}` },
    ...sale(BigInt(12 - index) * 5_000n),
  }));
  const assets = [{ asset: usdt, ...money, owed: 1_320n, treasury: 4_100n, equity: 2_780n }];
  return { communityName: 'Tea house', timeZone: 'UTC', days, sales: [sale(99n)], items, assets };
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'till-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  await migrateDatabase(server.url);
  const log = createLog({ level: 'silent', secrets: [] });
  const world = await startWorld({ databaseUrl: server.url, seed: 1, log, limits: false });
  const sql = postgres(server.url, { onnotice: () => undefined });
  try {
    const bare = await bareServer(() => Promise.resolve());
    const rejected = await postsPerSecond(`${world.url}/callbacks/kryptogo/guess`, () => '{}');
    report(
      'wrong capabilities turned away',
      rejected,
      '/s',
      'bare node:http',
      await postsPerSecond(bare.url, () => '{}'),
    );
    bare.stop();

    await sql`create table bench (id text primary key, body jsonb not null)`;
    const insert = await bareServer(
      (body) => sql`insert into bench values (${randomUUID()}, ${body}::text::jsonb)`,
    );
    const body = () =>
      JSON.stringify({ update_id: Math.floor(performance.now() * 1e6), message: { chat: { id: 1 } } });
    const base = await postsPerSecond(insert.url, body);
    insert.stop();
    const { ana, group } = await tellStory(world).opensShop();
    const story = tellStory(world);
    const card = await story.paysFromGroup(ana, group, '/pay 10 USD');
    world.kryptogo.wallet.paysExactly(story.scans(card));
    const paidAt = performance.now();
    await story.shows(ana, card, 'is in your balance');
    write(
      `${'from the payment to the receipt in the chat'.padEnd(44)} ${(performance.now() - paidAt).toFixed(0).padStart(7)} ms`,
    );

    const callbackAddress = createCallbackAddress({
      publicUrl: world.url,
      secretKey: world.env['SECRET_KEY'] ?? '',
      previousSecretKey: null,
    });
    // Of one capability only some callbacks a minute are taken; so each of these has its own.
    const anyOfOurs = () => callbackAddress.urlFor(randomBytes(16).toString('base64url')) ?? '';
    const stored = await postsPerSecond(anyOfOurs, () => '{"status":"pending"}');
    report('callbacks stored', stored, '/s', 'bare node:http with an insert', base);

    const address = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
    const ours = await millisecondsPer(200, () =>
      drawPicture({ kind: 'qr', content: address, label: 'USDT ON ARBITRUM ONE' }),
    );
    const theirs = await millisecondsPer(50, () => QRCode.toBuffer(address, { scale: 8 }));
    report('QR pictures drawn', 1000 / ours, '/s', "qrcode's own PNG", 1000 / theirs);

    const month = monthOfSales();
    const drawn = await millisecondsPer(10, () => drawReport(month));
    report('reports drawn', 1000 / drawn, '/s', 'QR pictures', 1000 / ours);
  } finally {
    await sql.end();
    await world.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();

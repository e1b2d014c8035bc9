import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';

// Starts the server that a failing test run left behind, so that one can look into its databases.

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('Give the folder that the test run named.');

const server = await startEmbeddedPostgres({ dataDir, durable: false, createDatabases: true });
console.log(
  `Running until Ctrl-C. Put the name of the kept database in place of the last word:\n  ${server.url}`,
);
setInterval(() => undefined, 60_000);
process.once('SIGINT', () => void server.stop().then(() => process.exit()));

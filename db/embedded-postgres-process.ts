import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';

/** Postgres refuses to run as root; this is the uid and gid of "nobody" on every Linux. */
export const NOBODY = 65534;

const STOP_PATIENCE_MS = 30_000;

export interface RunningPostgres {
  stop(): Promise<void>;
}

/** A Postgres program ended before it did its work; the message ends with its last words. */
export class PostgresFailed extends Error {
  readonly #lines: readonly string[];

  constructor(program: string, reason: string, lines: readonly string[]) {
    super(
      [`${program} ${reason}.`, ...lines, 'To use a Postgres server of your own, set DATABASE_URL.'].join(
        '\n  ',
      ),
    );
    this.#lines = lines;
  }

  says(words: string): boolean {
    return this.#lines.some((line) => line.includes(words));
  }
}

/** True when root has no way to map itself to another user, so that files must belong to "nobody". */
export function mustBecomeNobody(): boolean {
  return process.getuid?.() === 0 && !canRun(MAP_ROOT_TO_NOBODY);
}

/** Runs a program to its end. */
export async function runProgram(program: string, args: readonly string[], folder: string): Promise<void> {
  const child = spawnUnprivileged([program, ...args], folder);
  const lines = keepLastLines(child, () => undefined);
  const code = await exitOf(child, program, lines);
  if (code !== 0) throw new PostgresFailed(program, `ended with ${String(code)}`, lines);
}

/** Starts the server and waits until it takes connections. */
export async function launchServer(
  program: string,
  args: readonly string[],
  folder: string,
  log: (line: string) => void,
): Promise<RunningPostgres> {
  const child = spawnUnprivileged([...endsWithItsParent(), program, ...args], folder);
  let isReady: () => void;
  const ready = new Promise<'ready'>((resolve) => (isReady = () => resolve('ready')));
  const lines = keepLastLines(child, (line) => {
    log(line);
    if (line.includes('database system is ready to accept connections')) isReady();
  });
  const interruptOnExit = (): unknown => child.kill('SIGINT');
  process.once('exit', interruptOnExit);
  const exit = exitOf(child, program, lines).finally(() => process.off('exit', interruptOnExit));
  const outcome = await Promise.race([ready, exit]);
  if (outcome !== 'ready') throw new PostgresFailed(program, `ended with ${String(outcome)}`, lines);

  // A server that nobody stops must not keep its application from ending.
  child.unref();
  (child.stderr as Socket).unref();
  let stopped: Promise<void> | undefined;
  return { stop: () => (stopped ??= stopServer(child, exit)) };
}

async function stopServer(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  child.ref();
  child.kill('SIGINT'); // fast shutdown: ends the sessions, writes a checkpoint
  const giveUp = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS);
  await exit;
  clearTimeout(giveUp);
}

function keepLastLines(child: ChildProcess, onLine: (line: string) => void): readonly string[] {
  const lines: string[] = [];
  if (child.stderr === null) return lines;
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 20) lines.shift();
    onLine(line);
  });
  return lines;
}

async function exitOf(
  child: ChildProcess,
  program: string,
  lines: readonly string[],
): Promise<number | string> {
  try {
    // "close" comes after the last line was read
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return code ?? signal ?? 'no code';
  } catch (cause) {
    throw new PostgresFailed(program, `could not be started (${(cause as Error).message})`, lines);
  }
}

/** In a group of its own, so that Ctrl-C in a terminal reaches only the application, which then stops it. */
function spawnUnprivileged(command: readonly string[], cwd: string): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  const nobody = mustBecomeNobody();
  const wrapper = isRoot && !nobody ? MAP_ROOT_TO_NOBODY : [];
  const [program = '', ...args] = [...wrapper, ...command];
  return spawn(program, args, {
    cwd,
    detached: true,
    env: bareEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    ...(nobody ? { uid: NOBODY, gid: NOBODY } : {}),
  });
}

/** To Postgres we look like "nobody", to the file system we stay who we are, so it works below /root too. */
const MAP_ROOT_TO_NOBODY = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

/** The kernel stops Postgres when we die without a chance to do so (kill -9). */
function endsWithItsParent(): readonly string[] {
  const wrapper = ['setpriv', '--pdeathsig', 'SIGINT', '--'];
  return canRun(wrapper) ? wrapper : [];
}

function canRun(wrapper: readonly string[]): boolean {
  if (process.platform !== 'linux') return false;
  const [program = '', ...args] = wrapper;
  return spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0;
}

/** None of our secrets, none of the PG… variables, and messages in English because we read some of them. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

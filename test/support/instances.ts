import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Platform } from '../../src/domain/platform.ts';
import type { Log } from '../../src/ports/log.ts';
import { startBalancer } from './instance-balancer.ts';
import { openLeap } from './instance-leap.ts';
import type { FromInstance, ToInstance } from './till-instance.ts';
import type { WorldClock } from './world-clock.ts';

const ENTRY = fileURLToPath(new URL('./till-instance.ts', import.meta.url));

const PLATFORMS: readonly Platform[] = ['telegram', 'discord'];

/** What the product logs when an instance begins to do what one of all does. */
const LEASE_TAKEN = 'this instance does the work now';

/** The product drains within ten seconds of SIGTERM. */
const STOP_MS_MAX = 10_000;

/** One process of several that run the product on one database. */
export type Instance = {
  readonly name: string;
  /** Where it listens itself; callbacks come through the balancer. Another one after each start. */
  url(): string;
  isRunning(): boolean;
  /** The platforms whose people it hears: of all instances one polls Telegram, and one holds Discord's gateway. */
  listensTo(): readonly Platform[];
  start(): Promise<void>;
  /** SIGTERM: it finishes what is under way. */
  stop(): Promise<void>;
  /** SIGKILL: it finishes nothing. */
  kill(): Promise<void>;
  restart(): Promise<void>;
};

export type Instances = {
  readonly all: readonly Instance[];
  /** Moves everybody's time on, the world's too. */
  pass(ms: number): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type InstancesOptions = {
  readonly count: number;
  readonly env: Readonly<Record<string, string>>;
  /** Where all of them are reached together. */
  readonly port: number;
  readonly clock: WorldClock;
  /** Hears what the instances log, each line with the name of its instance. */
  readonly log: Log;
};

/**
 * Starts the product in so many processes behind one address. They load side by side and start one
 * after the other, so that the first one is the one that listens.
 */
export async function startInstances(options: InstancesOptions): Promise<Instances> {
  const { count, port, clock } = options;
  const listeners = new Map<string, string>();
  const running = () => all.filter((one) => one.isRunning()).map((one) => one.url());
  const balancer = await startBalancer(port, running);
  const env = { ...options.env, PORT: '0' };
  const all = Array.from({ length: count }, (_, index) =>
    createInstance({ ...options, env, listeners, name: String.fromCharCode('A'.charCodeAt(0) + index) }),
  );
  const leap = openLeap(options.env['DATABASE_URL'] ?? '');
  const stop = async () => {
    await Promise.all(all.map((instance) => instance.stop()));
    await Promise.all([balancer.stop(), leap.close()]);
  };
  try {
    for (const instance of all) instance.load();
    for (const instance of all) await instance.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    all,
    pass: (ms) =>
      leap.over(clock.now(), ms, async () => {
        clock.pass(ms);
        await Promise.all(all.map((instance) => instance.followClock()));
      }),
    async restart() {
      await Promise.all(all.map((instance) => instance.restart()));
    },
    stop,
  };
}

type OwnInstance = Instance & {
  /** Begins a process that waits to be started. */
  load(): void;
  followClock(): Promise<void>;
};

type InstanceDeps = Pick<InstancesOptions, 'env' | 'clock' | 'log'> & {
  readonly name: string;
  /** Who does what one of all does, by lease. */
  readonly listeners: Map<string, string>;
};

function createInstance({ name, env, clock, log, listeners }: InstanceDeps): OwnInstance {
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let last = '';
  let isAskedToEnd = false;

  function load(): ChildProcess {
    const loading = spawnInstance(env);
    isAskedToEnd = false;
    last = '';
    for (const stream of [loading.stdout, loading.stderr]) {
      stream?.on('data', (bytes) => (last = `${last}${String(bytes)}`.slice(-2_000)));
    }
    loading.on('message', (message) => take(message as FromInstance));
    loading.once('exit', (code, signal) => {
      child = null;
      url = null;
      if (!isAskedToEnd) log.error({ instance: name, code, signal, last }, 'an instance ended by itself');
    });
    return (child = loading);
  }

  function take(message: FromInstance): void {
    if (message.kind === 'up') ({ url } = message);
    if (message.kind !== 'log') return;
    const { level, msg, time: _time, ...facts } = JSON.parse(message.line) as Record<string, unknown>;
    if (msg === LEASE_TAKEN) listeners.set(String(facts['lease']), name);
    if (isLogLevel(level)) log[level]({ instance: name, ...facts }, String(msg));
  }

  async function followClock(): Promise<void> {
    if (!child) return;
    const aheadMs = clock.ahead();
    const moved = hears(child, (one) => one.kind === 'moved' && one.aheadMs >= aheadMs);
    const message: ToInstance = { aheadMs };
    // Whoever is dead follows no clock.
    child.send(message, () => undefined);
    await moved;
  }

  async function start(): Promise<void> {
    if (url !== null) return;
    const starting = child ?? load();
    const up = hears(starting, (one) => one.kind === 'up');
    await followClock();
    if (!(await up)) throw new Error(`instance ${name} did not start: ${last}`);
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = child;
    if (!ending) return;
    isAskedToEnd = true;
    url = null;
    const ended = once(ending, 'exit');
    // One that has not started yet has nothing to finish.
    ending.kill(signal);
    const impatience = setTimeout(() => ending.kill('SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(impatience);
  }

  return {
    name,
    url: () => url ?? '',
    isRunning: () => url !== null,
    listensTo: () => PLATFORMS.filter((one) => url !== null && listeners.get(`${one} intake`) === name),
    load,
    followClock,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      await start();
    },
  };
}

/**
 * With exactly these settings: not even a file `.env` is near. In a group of its own, so that Ctrl-C in a
 * terminal reaches only us; when it ends is for us to say.
 */
function spawnInstance(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ENTRY], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    windowsHide: true,
  });
}

/** True once the process has said such a thing, false when it ended without. */
async function hears(child: ChildProcess, fits: (message: FromInstance) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (isHeard: boolean) => {
      child.off('message', listen);
      child.off('exit', lose);
      resolve(isHeard);
    };
    const listen = (message: unknown) => {
      if (fits(message as FromInstance)) done(true);
    };
    const lose = () => done(false);
    child.on('message', listen);
    child.once('exit', lose);
  });
}

function isLogLevel(level: unknown): level is keyof Log {
  return level === 'debug' || level === 'info' || level === 'warn' || level === 'error';
}

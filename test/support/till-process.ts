import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The product in a process of its own, as `npm start` runs it. */
export type TillProcess = {
  readonly pid: number;
  /** Resolves when `/readyz` says 200; with what the process said when it ends before that. */
  ready(withinMs?: number): Promise<void>;
  /** The status of `/readyz` now; 0 when nobody answers. */
  readiness(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  exit(): Promise<number | NodeJS.Signals>;
  isRunning(): boolean;
  /** All that it wrote so far. */
  said(): string;
};

/** Starts it with exactly these settings: not even a file `.env` is near. */
export function startTillProcess(env: Readonly<Record<string, string>>): TillProcess {
  const child: ChildProcess = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (said += String(bytes)));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  const readiness = async () => {
    try {
      const answer = await fetch(`http://127.0.0.1:${env['PORT'] ?? '8080'}/readyz`, {
        signal: AbortSignal.timeout(2_000),
      });
      return answer.status;
    } catch {
      return 0;
    }
  };
  return {
    pid: child.pid ?? 0,
    readiness,
    async ready(withinMs = 20_000) {
      const deadline = performance.now() + withinMs;
      while ((await readiness()) !== 200) {
        if (!isRunning) throw new Error(`the process ended: ${said}`);
        if (performance.now() > deadline) throw new Error(`not ready after ${withinMs} ms: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    kill: (signal) => void child.kill(signal),
    exit: () => ended,
    isRunning: () => isRunning,
    said: () => said,
  };
}

import { describe, expect, it } from 'vitest';
import { createHider, createLog } from '../src/log.ts';

const TOKEN = '123456:canary-bot-token';
const ODD = 'pa"ss\\wörd/+ %';

function createKeptLog(level = 'debug') {
  const lines: string[] = [];
  const log = createLog({
    level,
    secrets: [TOKEN, ODD, 'short'],
    destination: { write: (line) => void lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('the log', () => {
  it('writes a line of JSON with time, level and facts', () => {
    const { log, last } = createKeptLog();
    log.info({ orderId: 'a' }, 'Paid');
    expect(last()).toMatchObject({ level: 'info', orderId: 'a', msg: 'Paid' });
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(last()).not.toHaveProperty('hostname');
  });

  it('keeps still below its level', () => {
    const { log, lines } = createKeptLog('warn');
    log.info({}, 'not this');
    log.warn({}, 'this');
    expect(lines).toHaveLength(1);
  });

  it('hides a secret wherever it turns up (J-05, G-25)', () => {
    const { log, lines } = createKeptLog();
    const cause = new Error(`inner ${TOKEN}`);
    const error = Object.assign(new Error(`GET https://api.telegram.org/bot${TOKEN}/getMe`, { cause }), {
      config: { headers: { key: TOKEN } },
    });
    log.error({ error }, `failed with ${TOKEN}`);
    log.error(error, 'bare');
    log.warn({ deep: { list: [TOKEN, { [TOKEN]: 1 }] } }, 'nested');
    log.warn(
      { url: `https://x/?k=${encodeURIComponent(TOKEN)}`, lower: '123456%3acanary-bot-token' },
      'encoded',
    );
    log.warn({ ODD, url: `postgres://u:${encodeURIComponent(ODD)}@db` }, ODD);
    const all = lines.join('');
    expect(all).not.toContain('canary-bot-token');
    expect(all).not.toMatch(/w(ö|%C3%B6)rd/);
    expect(all).toContain('[secret]');
    for (const line of lines) JSON.parse(line);
  });

  it('tells the message, the stack and the cause of an error, and nothing that hangs on it', () => {
    const { log, last } = createKeptLog();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    log.error({ error: Object.assign(new Error('outer', { cause }), { parameters: ['0xabc'] }) }, 'x');
    const { error } = last() as { error: Record<string, unknown> };
    expect(error).toMatchObject({ message: 'outer', cause: { message: 'refused', code: 'ECONNREFUSED' } });
    expect(error).not.toHaveProperty('parameters');
    expect(error['stack']).toContain('log.test');
  });

  it('never throws', () => {
    const { log, lines } = createKeptLog();
    const circle: Record<string, unknown> = { amount: 5n };
    circle['self'] = circle;
    const trap = {
      get poison(): string {
        throw new Error('trap');
      },
    };
    const endless = new Error('a');
    endless.cause = endless;
    for (const facts of [circle, trap, { trap }, { big: 10n }, { error: endless }, { error: 'text' }]) {
      log.warn(facts, 'still there');
    }
    expect(lines.length).toBe(6);
    const broken = createLog({
      level: 'info',
      secrets: [],
      destination: {
        write() {
          throw new Error('EPIPE');
        },
      },
    });
    expect(() => broken.info({}, 'gone')).not.toThrow();
  });

  it('leaves ordinary words alone', () => {
    expect(createHider(['short', ''])('a short word')).toBe('a short word');
    expect(createHider(['abcdef', 'abcdef-longer'])('abcdef-longer abcdef')).toBe('[secret] [secret]');
  });
});

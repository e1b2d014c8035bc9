import { describe, expect, it } from 'vitest';
import { createIdentifiers } from '../src/identifiers.ts';

const AT = Date.UTC(2026, 10, 23);

describe('identifiers', () => {
  it('are UUIDs of version 7 that carry the moment', () => {
    const id = createIdentifiers({ now: () => AT }).id();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(AT);
  });

  it('only ever grow, also when the clock stands still or steps back', () => {
    let now = AT;
    const identifiers = createIdentifiers({ now: () => now });
    const ids = Array.from({ length: 20_000 }, (_, index) => {
      if (index === 10_000) now -= 60_000;
      if (index === 15_000) now += 120_000.5;
      return identifiers.id();
    });
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have 22-character tokens and codes that can be read aloud', () => {
    const identifiers = createIdentifiers({ now: () => AT });
    const tokens = Array.from({ length: 500 }, () => identifiers.token());
    expect(new Set(tokens).size).toBe(500);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{22}$/);
    const codes = Array.from({ length: 2_000 }, () => identifiers.code());
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(new Set(codes.join('')).size).toBe(32);
  });
});

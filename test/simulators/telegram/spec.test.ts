import { describe, expect, it } from 'vitest';
import { botApiSpec } from './spec.ts';
import { trimSpec } from './trim-spec.ts';

describe('the spec of the Bot API', () => {
  it('knows every method, which parameters it requires, and every type that they name', () => {
    expect(botApiSpec.methods.size).toBe(185);
    expect(botApiSpec.methods.get('sendmessage')?.fields.get('chat_id')).toEqual({
      required: true,
      types: ['Number', 'String'],
    });
    const named = [
      ...botApiSpec.methods.values(),
      ...[...botApiSpec.types.values()].map((fields) => ({ fields })),
    ]
      .flatMap((entry) => [...entry.fields.values()].flatMap((field) => field.types))
      .flatMap((type) => type.replace(/^(Array of )+/, '').split(' or '));
    const plain = ['String', 'Number', 'Boolean', 'True', 'InputFile'];
    const isKnown = (type: string) =>
      type.startsWith('"') ||
      plain.includes(type) ||
      botApiSpec.types.has(type) ||
      botApiSpec.unions.has(type);
    expect([...new Set(named)].filter((type) => !isKnown(type))).toEqual([]);
  });

  it('can be trimmed anew from a full description', () => {
    const field = (name: string, types: string[], required: boolean) => ({ name, types, required });
    const trimmed = trimSpec({
      version: 'test',
      methods: { go: { name: 'go', fields: [field('to', ['Array of Place'], true)] } },
      types: {
        Place: { name: 'Place', subtypes: ['Town'] },
        Town: { name: 'Town', fields: [field('size', ['Number', 'String'], false)] },
        Unreachable: { name: 'Unreachable', fields: [] },
      },
    });
    expect(JSON.parse(trimmed)).toMatchObject({
      methods: { go: { 'to!': 'Array of Place' } },
      types: { Place: ['Town'], Town: { size: 'Number|String' } },
    });
    expect(trimmed).not.toContain('Unreachable');
  });
});

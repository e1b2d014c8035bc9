import { describe, expect, it } from 'vitest';
import { checkBody } from './check-body.ts';
import { discordSpec, type Schema } from './spec.ts';
import { trimSpec } from './trim-spec.ts';

const messages = 'POST /channels/{channel_id}/messages';
const complaints = (route: string, body: unknown) =>
  checkBody(route, body).map(({ path, code, message }) => `${path.join('.')} ${code}: ${message}`);

describe('the spec of Discord', () => {
  it('knows every path, and every schema that a kept body names', () => {
    expect(discordSpec.paths).toHaveLength(153);
    expect(discordSpec.bodies.get(messages)).toEqual({ $ref: 'MessageCreateRequest' });
    const names = (schema: Schema): string[] => [
      ...(schema.$ref === undefined ? [] : [schema.$ref]),
      ...[
        schema.items,
        schema.values,
        ...(schema.anyOf ?? []),
        ...Object.values(schema.fields ?? {}),
      ].flatMap((inner) => (inner === undefined ? [] : names(inner))),
    ];
    const seen = new Set<string>();
    const visit = (schema: Schema): void => {
      for (const name of names(schema)) {
        if (seen.has(name)) continue;
        seen.add(name);
        visit(discordSpec.schema(name));
      }
    };
    for (const body of discordSpec.bodies.values()) visit(body);
    expect(seen.size).toBeGreaterThan(80);
  });

  it('can be trimmed anew from a full description', () => {
    const body = (schema: object) => ({
      requestBody: { content: { 'application/json': { schema: schema as Record<string, unknown> } } },
    });
    const trimmed = trimSpec({
      info: { version: 'test' },
      paths: {
        '/channels/{channel_id}/messages': { post: body({ $ref: '#/components/schemas/Message' }), get: {} },
        '/lobbies': { post: body({ $ref: '#/components/schemas/Lobby' }) },
      },
      components: {
        schemas: {
          Message: {
            type: 'object',
            properties: {
              content: { anyOf: [{ type: 'string', maxLength: 5, description: 'long' }, { type: 'null' }] },
              tts: { type: ['boolean', 'null'] },
            },
          },
          Lobby: { type: 'object' },
        },
      },
    });
    expect(trimmed).toMatchObject({
      paths: { '/channels/{channel_id}/messages': 'GET POST', '/lobbies': 'POST' },
      bodies: { [messages]: { $ref: 'Message' } },
    });
    expect(trimmed['schemas']).toEqual({
      Message: {
        type: 'object',
        fields: {
          content: { type: 'string', maxLength: 5, nullable: true },
          tts: { type: 'boolean', nullable: true },
        },
      },
    });
  });
});

describe('a body', () => {
  it('is right when Discord takes it', () => {
    const button = { type: 2, style: 1, label: 'Check', custom_id: 'c' };
    const body = {
      content: 'x',
      nonce: 5,
      flags: 4,
      tts: false,
      allowed_mentions: { parse: [] },
      components: [{ type: 1, components: [button] }],
      embeds: [{ title: 'Order', color: 5, timestamp: '2026-11-23T12:00:00.000Z', fields: [] }],
    };
    expect(complaints(messages, body)).toEqual([]);
    expect(complaints('POST /users/@me/channels', { recipient_id: '123' })).toEqual([]);
    expect(complaints('GET /gateway', undefined)).toEqual([]);
  });

  it('is refused with the place and the reason of every mistake', () => {
    expect(complaints(messages, { text: 'x', tts: true, content: 5, flags: 'many' })).toEqual([
      'text UNKNOWN_FIELD: Discord knows no such field here and would ignore it.',
      'content STRING_TYPE_CONVERT: Could not interpret "5" as string.',
      'flags NUMBER_TYPE_COERCE: Value "many" is not number.',
    ]);
    const button = { type: 2, style: 9, label: 'x'.repeat(81), custom_id: '' };
    expect(complaints(messages, { components: [{ type: 1, components: [button] }, { type: 99 }] })).toEqual([
      'components.0.components.0.style BASE_TYPE_CHOICES: Value must be one of (1, 2, 3, 4, 5, 6).',
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH: Must be 80 or fewer in length.',
      'components.0.components.0.custom_id BASE_TYPE_REQUIRED: This field is required',
      'components.1.type UNION_TYPE_CHOICES: Value of field "type" must be one of (1, 17, 13, 12, 9, 14, 10).',
    ]);
    expect(complaints('POST /users/@me/channels', { recipient_id: 123 })).toEqual([
      'recipient_id NUMBER_TYPE_COERCE: Value "123" is not snowflake.',
    ]);
  });

  it('takes permissions as string and as number', () => {
    const commands = 'POST /applications/{application_id}/commands';
    const command = { name: 'pay', description: 'Pay' };
    expect(complaints(commands, { ...command, default_member_permissions: '8' })).toEqual([]);
    expect(complaints(commands, { ...command, default_member_permissions: 8 })).toEqual([]);
    expect(complaints(commands, { ...command, default_member_permissions: null, nsfw: false })).toEqual([]);
    expect(complaints(commands, { ...command, default_member_permissions: 'all' })).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';
import {
  checkItemValue,
  givenItem,
  readCount,
  readItemWords,
  splitKeys,
} from '../../bots/shared/item-words.ts';
import { isRefusal } from '../../src/domain/refusal.ts';

describe('/item in words', () => {
  test('is the list, a card, or one of the ways to mind it', () => {
    expect(readItemWords('')).toEqual({ kind: 'list' });
    expect(readItemWords('vip')).toEqual({ kind: 'card', slug: 'vip' });
    expect(readItemWords('add')).toEqual({ kind: 'add', slug: null, values: {} });
    expect(readItemWords('add vip 300TWD  The  Lounge')).toEqual({
      kind: 'add',
      slug: 'vip',
      values: { price: '300TWD', name: 'The Lounge' },
    });
    expect(readItemWords('add vip 9.90 USD Lounge')).toMatchObject({
      values: { price: '9.90 USD', name: 'Lounge' },
    });
    expect(readItemWords('edit vip price 350 TWD')).toEqual({
      kind: 'edit',
      slug: 'vip',
      values: { price: '350 TWD' },
    });
    expect(readItemWords('edit vip picture')).toEqual({ kind: 'edit', slug: 'vip', values: { picture: '' } });
    expect(readItemWords('Stock vip no limit')).toEqual({ kind: 'stock', slug: 'vip', count: 'no limit' });
    expect(readItemWords('keys vip A-1\nB-2')).toEqual({ kind: 'keys', slug: 'vip', keys: 'A-1\nB-2' });
    expect(readItemWords('export')).toEqual({ kind: 'export' });
  });

  test.each([
    'hide',
    'edit',
    'stock vip',
    'vip price 3 TWD',
    'edit vip colour red',
    'edit vip price',
    'edit vip picture x',
  ])('that could mean anything are not understood: %s', (words) => {
    expect(readItemWords(words)).toMatchObject({ refusal: 'command_not_understood' });
  });

  test('mean the same as what is filled in part by part', () => {
    const given = (path: string, values: Record<string, string>) => givenItem({ path, values });
    expect(given('add', { 'short-name': 'vip', price: '300', currency: 'TWD' })).toEqual({
      kind: 'add',
      slug: 'vip',
      values: { price: '300', currency: 'TWD' },
    });
    expect(given('show', { item: 'vip' })).toEqual({ kind: 'show', slug: 'vip' });
    expect(given('keys', { item: 'vip', file: '1' })).toEqual({ kind: 'keys', slug: 'vip', keys: '' });
  });

  test('H-01: numbers and prices are plain or refused, never repaired', () => {
    expect(readCount(' Unlimited ', 'vip')).toBeNull();
    expect(readCount('不限', 'vip')).toBeNull();
    expect(readCount('0', 'vip')).toBe(0);
    for (const words of ['1.5', '-1', '1e3', '１２', '20 or so', '']) {
      expect(isRefusal(readCount(words, 'vip'))).toBe(true);
    }
    expect(checkItemValue('price', '300')).toMatchObject({ refusal: 'price_not_understood' });
    expect(checkItemValue('short-name', 'NTD300')).toMatchObject({ refusal: 'item_name_not_usable' });
    expect(checkItemValue('short-name', 'vip')).toBeNull();
  });

  test('keys stand one a line, or in one line with spaces between them', () => {
    expect(splitKeys('A B  C')).toEqual(['A', 'B', 'C']);
    expect(splitKeys('A B\r\n\r\nC\r\n')).toEqual(['A B', 'C']);
  });
});

import type { APIApplicationCommandOption } from 'discord.js';
import { deliveryKinds } from '../../src/domain/item.ts';
import {
  choiceOption,
  currencyOption,
  fileOption,
  hintedOption,
  roleOption,
  subcommand,
  textOption,
  yesOption,
} from './option-parts.ts';

const DESCRIPTION_UNITS_MAX = 500;
const GOODS_UNITS_MAX = 1_500;
const KEYS_UNITS_MAX = 4_000;
const REASON_UNITS_MAX = 200;

/** `/item`: the catalogue. `add` without anything opens a form. */
export function itemOptions(): APIApplicationCommandOption[] {
  const item = hintedOption('item', 'about-which-item', true);
  return [
    subcommand('add', 'about-item-add', [textOption('short-name', 'about-short-name'), ...facts()]),
    subcommand('edit', 'about-item-edit', [item, ...facts()]),
    subcommand('hide', 'about-item-hide', [item]),
    subcommand('show', 'about-item-show', [item], 'slash-item-show'),
    subcommand('stock', 'about-item-stock', [item, textOption('count', 'about-count', true)]),
    subcommand('keys', 'about-item-keys', [
      item,
      textOption('keys', 'about-keys', false, KEYS_UNITS_MAX),
      fileOption('file', 'about-keys-file'),
    ]),
    subcommand('list', 'about-item-list'),
    subcommand('import', 'about-item-import', [fileOption('file', 'about-import-file', true)]),
    subcommand('export', 'about-item-export'),
  ];
}

/** What can be said about an item, each for itself. */
function facts() {
  const kinds = deliveryKinds.map((kind) => ({
    name: kind,
    value: kind,
    localKey: `choice-delivery-${kind}`,
  }));
  return [
    textOption('name', 'about-name'),
    textOption('price', 'about-price'),
    currencyOption(),
    choiceOption('delivery', 'about-delivery', kinds),
    roleOption('role', 'about-role'),
    textOption('chat', 'about-chat'),
    textOption('text', 'about-text', false, GOODS_UNITS_MAX),
    fileOption('file', 'about-file'),
    textOption('url', 'about-url', false, REASON_UNITS_MAX),
    textOption('stock', 'about-stock'),
    textOption('limit', 'about-limit'),
    textOption('days', 'about-days'),
    textOption('description', 'about-description', false, DESCRIPTION_UNITS_MAX),
    fileOption('picture', 'about-picture'),
  ];
}

export function refundOptions(): APIApplicationCommandOption[] {
  return [
    hintedOption('order', 'about-order', true),
    yesOption('full', 'about-full'),
    textOption('reason', 'about-refund-reason', false, REASON_UNITS_MAX),
  ];
}

export function reportOptions(): APIApplicationCommandOption[] {
  return [textOption('days', 'about-report-days')];
}

export function exportOptions(): APIApplicationCommandOption[] {
  const kinds = ['orders', 'withdrawals', 'ledger'].map((what) => ({
    ...{ name: what, value: what },
    localKey: `choice-export-${what}`,
  }));
  return [choiceOption('what', 'about-export-what', kinds, true), textOption('days', 'about-export-days')];
}

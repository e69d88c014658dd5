import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { orderWords } from '../../console/src/ui/order-words.js';
import type { Order } from '../../src/core/command/order.js';
import { controlTypes } from '../../src/protocol/access-push/command-control.js';
import type { AnyTable } from '../../src/protocol/access-push/table.js';
import { tables } from '../../src/protocol/access-push/tables/all.js';

const words = JSON.parse(
  readFileSync(new URL('../../console/src/i18n/en/orders.json', import.meta.url), 'utf8'),
) as Record<string, string>;

const t = {
  loose: (key: string, fallback: string, values: Record<string, string> = {}) =>
    (words[key.replace(/^orders\./, '')] ?? fallback).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
};

/** All but the controls, which are listed elsewhere. */
const others: readonly Order['type'][] = [
  ...(['setTime', 'setOptions', 'getOptions', 'updateRows', 'deleteUnits', 'clearTable', 'count', 'query'] as const),
  ...(['accessPoints', 'adScreen', 'testHost', 'account', 'upgrade', 'enrollInfo', 'enrollBio', 'raw'] as const),
];

it('every kind of command has words of its own', () => {
  const told = [...controlTypes, ...others].map((type) => orderWords(t, { type, text: null }));
  expect(told.filter((text) => !/^[A-Z]/.test(text))).toEqual([]);
  expect(new Set(told).size).toBe(told.length);
});

it('every table that commands are about has words', () => {
  const named = Object.entries<AnyTable>(tables)
    .filter(([, { operations }]) => operations.some((operation) => operation !== 'upload'))
    .flatMap(([key, { name }]) => [key, name.toLowerCase()]);
  expect(named.filter((name) => words[`table-${name}`] === undefined)).toEqual([]);
});

it('a command says which table it is about as soon as it has a text', () => {
  const said = (type: Order['type'], text: string | null) => orderWords(t, { type, text });
  expect(said('updateRows', null)).toBe('Write');
  expect(said('updateRows', 'DATA UPDATE mulcarduser Pin=1\tCardNo=2')).toBe('Write: cards');
  expect(said('deleteUnits', 'DATA DELETE userauthorize Pin=1')).toBe('Remove: access rights');
  expect(said('query', 'DATA QUERY tablename=user,fielddesc=*,filter=*')).toBe('Read: people');
  expect(said('count', 'DATA COUNT something')).toBe('Count: something');
  expect(said('raw', 'DATA UPDATE user Pin=1')).toBe('Text of one’s own');
  expect(said('openDoor', 'CONTROL DEVICE 01010105')).toBe('Open door');
});

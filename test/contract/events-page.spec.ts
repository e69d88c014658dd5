import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messageTypes } from '../../src/outbound/envelope/all-types.js';

const page = readFileSync('docs/events.md', 'utf8');

it('docs/events.md has every type of message, and no other', () => {
  const told = page.split('\n').flatMap((line) => {
    const [, types = ''] = /^\| ((?:`[a-z]+(?:\.[a-z]+)+`(?:, )?)+) +\|/.exec(line) ?? [];
    return [...types.matchAll(/`([^`]+)`/g)].map(([, type = '']) => type);
  });
  expect(told.sort()).toEqual(messageTypes.map(({ name }) => name).sort());
});

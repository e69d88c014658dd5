import { expect, it } from 'vitest';
import { folded } from '../../../src/modules/space/calendar-fold.js';
import type { StoredReservation } from '../../../src/modules/space/reservation-list.js';
import { calendarOf } from '../../../src/modules/space/space-calendar.js';

const day = 86_400_000;
const reservation = (at: number, more: Partial<StoredReservation> = {}) =>
  ({
    ...{ id: `r${at}`, subject: `Meeting ${at}`, content: '', sequence: 0, cancelledAt: null, finishedAt: null },
    ...{ startsAt: new Date(at * day), endsAt: new Date(at * day + 3_600_000) },
    ...{ createdAt: new Date(0), updatedAt: new Date(0), ...more },
  }) as StoredReservation;
const room = { name: 'Blue', address: '' };

it('lets everything else run while a calendar of many reservations is written', async () => {
  const all = Array.from({ length: 20_000 }, (_, at) => reservation(at));
  let turned = 0;
  let isOver = false;
  const count = () => {
    turned++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const text = await calendarOf(room, all);
  isOver = true;
  expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(all.length);
  expect(turned).toBeGreaterThan(1);
});

it('writes lines of 75 octets at most, and whole characters', async () => {
  const content = 'Überprüfung “Zürich” 🚪 '.repeat(80);
  const text = await calendarOf(room, [reservation(1, { content }), reservation(2)]);
  const lines = text.split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(text.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${content}`);
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  expect(lines.filter((line) => /^(BEGIN|END):VEVENT$/.test(line))).toEqual([
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'END:VEVENT',
  ]);
  expect(lines.every((line) => line !== '')).toBe(true);
});

it.each(['', 'a'.repeat(75), 'a'.repeat(76), 'é'.repeat(38), '🚪'.repeat(19), `a${'🚪'.repeat(40)}`])(
  'a folded line says the same: %s',
  (line) => {
    const parts = folded(line).split('\r\n');
    expect(parts.every((part) => Buffer.byteLength(part) <= 75 && !part.includes('\uFFFD'))).toBe(true);
    expect(parts.join('\r\n').replaceAll('\r\n ', '')).toBe(line);
  },
);

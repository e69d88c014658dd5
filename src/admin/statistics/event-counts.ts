import type { EntityManager } from 'typeorm';
import {
  countEvents,
  namesOf,
  type Count,
  type CountKey,
  type CountStep,
  type WantedCounts,
} from '../../modules/transaction/hour-counts.js';
import { outcomes } from '../../protocol/access-push/codes/outcomes.js';
import { eventNameIn, type EventLanguage } from '../../protocol/access-push/words/event-names.js';
import { rankedKeys, tableOf } from './counts-table.js';
import { daysOf, hoursOf, weekHours, type Span } from './span.js';
import type { CountKeyView, CountsView } from './statistics.dto.js';

const rowsOf: Readonly<Record<CountStep, (span: Span, zone: string) => { name: string; start: string | number }[]>> = {
  hour: (span, zone) => hoursOf(span, zone).map((start, hour) => ({ name: String(hour), start })),
  day: (span, zone) => daysOf(span, zone).map((start) => ({ name: start, start })),
  weekhour: () => weekHours().map((start) => ({ name: String(start), start })),
};

/** Outcomes are few and always there: a chart has the same colours whatever happened. */
const keysOf = (by: CountKey, counts: readonly Count[]) =>
  by === 'outcome' ? outcomes : rankedKeys(counts.map((count) => ({ ...count, row: count.bucket })));

/** @throws Failure invalid for too many rows */
export async function eventCounts(
  tx: EntityManager,
  wanted: WantedCounts,
  language: EventLanguage,
): Promise<CountsView> {
  const { timeZone, step, by } = wanted;
  const rows = rowsOf[step](wanted, timeZone);
  const counts = await countEvents(tx, wanted);
  const keys = keysOf(by, counts);
  const cells = counts.map(({ bucket, key, n }) => ({ row: bucket, key, n }));
  return { ...tableOf(timeZone, rows, keys, cells), keys: await named(tx, by, keys, language) };
}

async function named(
  tx: EntityManager,
  by: CountKey,
  keys: readonly (string | null)[],
  language: EventLanguage,
): Promise<CountKeyView[]> {
  const nameOf = await nameIn(
    tx,
    by,
    keys.filter((key) => key !== null),
    language,
  );
  return keys.map((key) => ({ key, name: key === null || key === '' ? '' : nameOf(key) }));
}

async function nameIn(tx: EntityManager, by: CountKey, keys: string[], language: EventLanguage) {
  if (by === 'outcome' || by === 'family') return (key: string) => key;
  if (by === 'eventNo') return (key: string) => eventNameIn(language, Number(key));
  const names = await namesOf(tx, by, keys);
  return (key: string) => names.get(key) ?? '';
}

import { listOf, textOf, type FieldOf, type Values } from './field.js';

type Shape = FieldOf<'items'>['shape'];
type Item = Record<string, unknown>;

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const span = (value: unknown): Item => {
  const [from, to] = listOf(value);
  return { from, to };
};

/** A parameter is a number where it looks like one. */
const parameterOf = (value: unknown) => (/^-?\d+$/.test(textOf(value)) ? Number(value) : textOf(value));

function byDay(items: readonly Item[], write: (item: Item) => unknown): Record<string, unknown[]> {
  const days: Record<string, unknown[]> = {};
  for (const { day, ...rest } of items) (days[textOf(day)] ??= []).push(write(rest));
  return days;
}

interface Way {
  readonly read: (value: unknown) => Item[];
  readonly write: (items: readonly Item[]) => unknown;
}

const ways: Readonly<Record<Shape, Way>> = {
  list: { read: (value) => listOf(value) as Item[], write: (items) => items },
  days: {
    read: (value) =>
      entriesOf(value).flatMap(([day, periods]) => listOf(periods).map((period) => ({ day, ...(period as Item) }))),
    write: (items) => byDay(items, (item) => item),
  },
  spans: {
    read: (value) =>
      entriesOf(value).flatMap(([day, periods]) => listOf(periods).map((period) => ({ day, ...span(period) }))),
    write: (items) => byDay(items, ({ from, to }) => [from, to]),
  },
  breaks: { read: (value) => listOf(value).map(span), write: (items) => items.map(({ from, to }) => [from, to]) },
  pairs: {
    read: (value) => entriesOf(value).map(([name, said]) => ({ name, value: textOf(said) })),
    write: (items) => Object.fromEntries(items.map(({ name, value }) => [textOf(name), parameterOf(value)])),
  },
  texts: {
    read: (value) => entriesOf(value).map(([name, said]) => ({ name, value: textOf(said) })),
    write: (items) => Object.fromEntries(items.map(({ name, value }) => [textOf(name), textOf(value)])),
  },
};

/** What a field of several items holds, as a list. */
export const itemsIn = (shape: Shape, value: unknown): Values[] => ways[shape].read(value);
/** The same as the body has it. */
export const itemsAs = (shape: Shape, items: readonly Values[]): unknown => ways[shape].write(items);

import { tables } from '../../../protocol/access-push/tables/all.js';
import { ruleKind, type Abilities, type Fault, type Parts, type Rule, type RuleRow } from '../rule.js';
import { faultOfPart } from './parts.js';

export interface AntiPassbackFacts {
  readonly name?: string;
  readonly type: 'door' | 'reader';
  /** A person who came in by one of these must leave by one of those, and the other way round. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface InterlockFacts {
  readonly name?: string;
  /** While one of these doors is open, the others stay closed. */
  readonly doors: readonly number[];
}

const newTables = ({ dialect }: Pick<Abilities, 'dialect'>) => tables.triggerlist.when?.(dialect) ?? true;
const needs = 'position 66 of AccSupportFunList, or a combination that appendix 8 or 9 has a value for';

const triggerTypes = { door: 0, reader: 4 } as const;

const digits = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b).join('');

/** Both directions are one rule for a device that takes single values. */
const sides = ({ type, from, to }: AntiPassbackFacts) => `${type} ${[digits(from), digits(to)].sort().join('|')}`;

/** Appendix 8: one value stands for a whole set of rules. */
const doorValues: Readonly<Record<string, number>> = {
  'door 1|2': 1,
  'door 3|4': 2,
  'door 1|2,door 3|4': 3,
  'door 12|34': 4,
  'door 1|23': 5,
  'door 1|234': 6,
};
/** The readers of one door; several doors have the sum of their values. */
const readerValues: Readonly<Record<string, number>> = {
  'reader 1|2': 16,
  'reader 3|4': 32,
  'reader 5|6': 64,
  'reader 7|8': 128,
};
/** Appendix 9. */
const interlockValues: Readonly<Record<string, number>> = { 12: 1, 34: 2, 123: 3, '12,34': 4, 1234: 5 };

function passbackValue(rules: readonly AntiPassbackFacts[]): number | undefined {
  const all = [...new Set(rules.map(sides))].sort();
  const readers = all.map((side) => readerValues[side]);
  if (readers.every((value) => value !== undefined)) return readers.reduce((sum, value) => sum + value, 0);
  return doorValues[all.join(',')];
}

const numbersIn = (text: string): number[] => Array.from(text, Number);

function sidesOf(side: string): AntiPassbackFacts {
  const [type, lists = ''] = side.split(' ');
  const [from = '', to = ''] = lists.split('|');
  return { type: type === 'reader' ? 'reader' : 'door', from: numbersIn(from), to: numbersIn(to) };
}

/** What a value of appendix 8 stands for; null = nothing that is printed there. */
export function passbackRulesIn(value: number): AntiPassbackFacts[] | null {
  const doors = Object.entries(doorValues).find(([, known]) => known === value)?.[0];
  if (doors !== undefined) return doors.split(',').map(sidesOf);
  const readers = Object.entries(readerValues).filter(([, bit]) => (value & bit) > 0);
  const sum = readers.reduce((all, [, bit]) => all + bit, 0);
  return value > 0 && sum === value ? readers.map(([side]) => sidesOf(side)) : null;
}

/** The same of appendix 9. */
export function interlockRulesIn(value: number): InterlockFacts[] | null {
  const lists = Object.entries(interlockValues).find(([, known]) => known === value)?.[0];
  return lists?.split(',').map((doors) => ({ doors: numbersIn(doors) })) ?? null;
}

/** Doors of a rule that are also in a longer list need no value of their own. */
const isWithin = (doors: string, list: string) =>
  doors !== list && Array.from(doors).every((door) => list.includes(door));

function interlockValue(rules: readonly InterlockFacts[]): number | undefined {
  const lists = [...new Set(rules.map(({ doors }) => digits(doors)))].sort();
  return interlockValues[lists.filter((doors) => !lists.some((list) => isWithin(doors, list))).join(',')];
}

/**
 * As many of a device's rules as one value can express, the older ones first: a rule that does not fit must not remove
 * the protection that exists.
 */
function fitting<F extends object>(
  ofKind: readonly Rule<F>[],
  valueOf: (facts: readonly F[]) => number | undefined,
): { readonly ids: readonly string[]; readonly value: number } {
  const kept: Rule<F>[] = [];
  for (const rule of ofKind) {
    if (valueOf([...kept, rule].map(({ facts }) => facts)) !== undefined) kept.push(rule);
  }
  return { ids: kept.map(({ id }) => id), value: valueOf(kept.map(({ facts }) => facts)) ?? 0 };
}

const passbackOf = ({ rules }: Abilities) =>
  fitting(rules.filter(({ kind }) => kind === passbackName) as Rule<AntiPassbackFacts>[], passbackValue);
const interlockOf = ({ rules }: Abilities) =>
  fitting(rules.filter(({ kind }) => kind === interlockName) as Rule<InterlockFacts>[], interlockValue);

/** The numbers are those of the rules; each rule has two lists of trigger points of its own. */
const firstList = (number: number) => 2 * number - 1;
const secondList = (number: number) => 2 * number;

const listRows = (triggerListId: number, type: number, numbers: readonly number[]): RuleRow[] =>
  [...new Set(numbers)].map((triggerId) => ({ table: 'triggerlist', row: { triggerListId, type, triggerId } }));

function faultOfNumbers(field: string, part: 'door' | 'reader', numbers: readonly number[], parts: Parts | null) {
  const faults = numbers.map((number, at): Fault | null => faultOfPart(`${field}.${at}`, part, number, parts));
  return faults.find((found) => found !== null) ?? null;
}

const passbackName = 'anti-passback-rules';
const interlockName = 'interlock-rules';

/** Nobody passes twice in the same direction (9.1.1, anti-passback; appendix 8). */
export const antiPassbackRules = ruleKind<AntiPassbackFacts>({
  name: passbackName,
  refers: ['sn'],
  numbered: 'device',
  sharesNumbersWith: [interlockName],
  needs,
  supported: (at, { id }) => newTables(at) || passbackOf(at).ids.includes(id),
  check: ({ type, from, to }, parts) => {
    if (type === 'door' && to.some((number) => from.includes(number))) {
      return { field: 'to', message: 'must name other doors than from' };
    }
    return faultOfNumbers('from', type, from, parts) ?? faultOfNumbers('to', type, to, parts);
  },
  shared: ({ number, facts: { type, from, to } }, at) => {
    if (!newTables(at)) return [];
    const [pTriggerListId, tTriggerListId] = [firstList(number), secondList(number)];
    return [
      ...listRows(pTriggerListId, triggerTypes[type], from),
      ...listRows(tTriggerListId, triggerTypes[type], to),
      { table: 'antipassback', row: { antiPassBackId: number, pTriggerListId, tTriggerListId } },
    ];
  },
  implies: (_rule, at) => {
    if (newTables(at)) return [];
    const { value } = passbackOf(at);
    return value === 0 ? [] : [{ name: 'AntiPassback', value: String(value) }];
  },
});

/** Only one door at a time (9.1.1, interlock; appendix 9). The manual's rule names one list for both of its sides. */
export const interlockRules = ruleKind<InterlockFacts>({
  name: interlockName,
  refers: ['sn'],
  numbered: 'device',
  sharesNumbersWith: [passbackName],
  needs,
  supported: (at, { id }) => newTables(at) || interlockOf(at).ids.includes(id),
  check: ({ doors }, parts) =>
    new Set(doors).size < 2
      ? { field: 'doors', message: 'must name two doors or more' }
      : faultOfNumbers('doors', 'door', doors, parts),
  shared: ({ number, facts: { doors } }, at) => {
    if (!newTables(at)) return [];
    const list = firstList(number);
    const rule = { interLockId: number, pTriggerListId: list, tTriggerListId: list };
    return [...listRows(list, triggerTypes.door, doors), { table: 'interlock', row: rule }];
  },
  implies: (_rule, at) => {
    if (newTables(at)) return [];
    const { value } = interlockOf(at);
    return value === 0 ? [] : [{ name: 'InterLock', value: String(value) }];
  },
});

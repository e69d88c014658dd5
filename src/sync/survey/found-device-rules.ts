import { inputSchedules, scheduledOutputs } from '../../modules/rule/kinds/io.js';
import { cameraBindings } from '../../modules/rule/kinds/linkage.js';
import {
  antiPassbackRules,
  interlockRules,
  interlockRulesIn,
  passbackRulesIn,
} from '../../modules/rule/kinds/passage.js';
import type { RuleKind } from '../../modules/rule/rule.js';
import { foundLinkages } from './found-linkages.js';
import { deviceParametersIn, inTable, numberIn, type FoundRow } from './found-row.js';

/** A rule of the device as a whole: references and facts as the admin API has them, but for the device. */
export interface FoundRule {
  readonly kind: RuleKind;
  readonly said: Readonly<Record<string, unknown>>;
  /** Its number on the panel. */
  readonly number: number | null;
  /** Of the panel; null = it has none. */
  readonly timeZoneId: number | null;
  readonly rows: readonly FoundRow[];
}

const rule = (
  kind: RuleKind,
  said: FoundRule['said'],
  rows: readonly FoundRow[],
  more: Partial<FoundRule> = {},
): FoundRule => ({ kind, said, number: null, timeZoneId: null, rows, ...more });

/** The rules that the admin API can express; other rows are left out. */
export const foundDeviceRules = (rows: readonly FoundRow[]): FoundRule[] => [
  ...foundLinkages(inTable(rows, 'inoutfun')).map(({ said, number, row }) => ({
    ...rule(said.kind, said.facts, [row]),
    number,
  })),
  ...cameras(inTable(rows, 'cambindinfo')),
  ...passbacks(rows),
  ...interlocks(rows),
  ...single(deviceParametersIn(rows)),
  ...inTable(rows, 'outrelaysetting').flatMap(outputOf),
  ...inTable(rows, 'inputiosetting').map(inputOf),
];

function cameras(rows: readonly FoundRow[]): FoundRule[] {
  const targets = new Map<string, FoundRow[]>();
  for (const row of rows) {
    const key = `${numberIn(row, 'targetType')} ${numberIn(row, 'targetId')}`;
    targets.set(key, [...(targets.get(key) ?? []), row]);
  }
  return [...targets.values()].flatMap((all) => {
    const [one] = all;
    if (!one) return [];
    const target = numberIn(one, 'targetType') === 0 ? 'reader' : 'auxIn';
    const channels = all.map((row) => numberIn(row, 'chn'));
    return [rule(cameraBindings, { target, number: numberIn(one, 'targetId'), channels }, all)];
  });
}

interface TriggerList {
  readonly type: number;
  readonly numbers: readonly number[];
  readonly rows: readonly FoundRow[];
}

const readers = 4;

/** A list that names all doors (0), or places of two kinds, cannot be expressed here. */
function listsIn(rows: readonly FoundRow[]): ReadonlyMap<number, TriggerList> {
  const lists = new Map<number, FoundRow[]>();
  for (const row of inTable(rows, 'triggerlist')) {
    const id = numberIn(row, 'triggerListId');
    lists.set(id, [...(lists.get(id) ?? []), row]);
  }
  return new Map(
    [...lists].flatMap(([id, all]) => {
      const types = new Set(all.map((row) => numberIn(row, 'type')));
      const numbers = all.map((row) => numberIn(row, 'triggerId')).sort((one, other) => one - other);
      const [type = -1] = types;
      const isPlain = types.size === 1 && [0, readers].includes(type) && !numbers.includes(0);
      return isPlain ? [[id, { type, numbers, rows: all }] as const] : [];
    }),
  );
}

function sidesOf(row: FoundRow, lists: ReadonlyMap<number, TriggerList>): readonly [TriggerList, TriggerList] | null {
  const [from, to] = [lists.get(numberIn(row, 'pTriggerListId')), lists.get(numberIn(row, 'tTriggerListId'))];
  if (!from || !to) return null;
  return from.type === to.type ? [from, to] : null;
}

const passbacks = (rows: readonly FoundRow[]): FoundRule[] =>
  inTable(rows, 'antipassback').flatMap((row) => {
    const sides = sidesOf(row, listsIn(rows));
    const [from, to] = sides ?? [];
    if (!from || !to) return [];
    const said = { type: from.type === readers ? 'reader' : 'door', from: from.numbers, to: to.numbers };
    const number = numberIn(row, 'antiPassBackId');
    return [rule(antiPassbackRules, said, [row, ...new Set([...from.rows, ...to.rows])], { number })];
  });

/** Our rule has one list for both sides. */
const interlocks = (rows: readonly FoundRow[]): FoundRule[] =>
  inTable(rows, 'interlock').flatMap((row) => {
    const sides = sidesOf(row, listsIn(rows));
    if (sides?.[0].type !== 0 || sides[0].numbers.join() !== sides[1].numbers.join()) return [];
    const number = numberIn(row, 'interLockId');
    const all = [row, ...new Set([...sides[0].rows, ...sides[1].rows])];
    return [rule(interlockRules, { doors: sides[0].numbers }, all, { number })];
  });

/** Older panels have one value for all of them (appendices 8 and 9). */
const single = (rows: readonly FoundRow[]): FoundRule[] =>
  rows.flatMap((row) => {
    const value = numberIn(row, 'value');
    const [kind, all] =
      row.row.name === 'AntiPassback'
        ? ([antiPassbackRules, passbackRulesIn(value)] as const)
        : ([interlockRules, row.row.name === 'InterLock' ? interlockRulesIn(value) : null] as const);
    return (all ?? []).map((facts) => rule(kind, { ...facts }, [row]));
  });

const actions: Readonly<Record<number, string>> = { 0: 'none', 1: 'normallyOpen', 2: 'normallyClosed' };

const outputOf = (row: FoundRow): FoundRule[] => {
  const action = actions[numberIn(row, 'actionType')];
  const target = numberIn(row, 'outType') === 0 ? 'door' : 'auxOut';
  const said = { target, number: numberIn(row, 'num'), action };
  return action === undefined ? [] : [rule(scheduledOutputs, said, [row], { timeZoneId: numberIn(row, 'timezoneId') })];
};

const inputOf = (row: FoundRow): FoundRule => {
  const target = numberIn(row, 'inType') === 1 ? 'auxIn' : 'exitButton';
  return rule(inputSchedules, { target, number: numberIn(row, 'number') }, [row], {
    timeZoneId: numberIn(row, 'timeZoneId'),
  });
};

import { describe, expect, it } from 'vitest';
import { ruleKinds } from '../../../src/modules/rule/kinds/all.js';
import { floorRows } from '../../../src/sync/desired/desired-floors.js';
import { dependsOnUser, removalOrder, updateOrder } from '../../../src/sync/desired/table-order.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { encodeRow, type AnyTable } from '../../../src/protocol/access-push/table.js';
import { tableNamed, tables } from '../../../src/protocol/access-push/tables/all.js';
import { functionsAt } from './rule-site.js';

const dialect = (...positions: number[]) =>
  dialectOf({ AccSupportFunList: functionsAt(...positions) }, { multiCardOn: false, devId: 1 });

describe('floors of a person', () => {
  const grant = (floor: number, timeZoneId = 1, direct = false) => ({ sn: 'E1', floor, timeZoneId, direct });
  const lines = (rows: ReturnType<typeof floorRows>) =>
    rows.map(({ table, row }) => encodeRow(tableNamed(table) ?? tables.user, row, dialect(55)));

  it('are one row a time zone, as the manual prints it', () => {
    const grants = [grant(9), grant(8), grant(1, 2, true), grant(8)];
    expect(lines(floorRows('2', grants, dialect(53, 55)))).toEqual([
      'Pin=2\tAuthorizeTimezoneId=1\tAuthorizeFloorId=0\tAuthorizeFloors=180',
      'Pin=2\tAuthorizeTimezoneId=2\tAuthorizeFloorId=1\tAuthorizeFloors=1',
    ]);
    // Without direct access [53], a person can only press buttons.
    expect(lines(floorRows('2', grants, dialect(55)))[1]).toBe(
      'Pin=2\tAuthorizeTimezoneId=2\tAuthorizeFloorId=0\tAuthorizeFloors=1',
    );
  });

  it('are left out for a panel without elevators, and without a person', () => {
    expect(floorRows('2', [grant(1)], dialect())).toEqual([]);
    expect(floorRows('2', [], dialect(55))).toEqual([]);
  });
});

describe('the order of tables', () => {
  it('names every written table once, and deletes in the opposite order', () => {
    const never = ['transaction'];
    const written = Object.entries(tables)
      .filter(([key, { operations }]: [string, AnyTable]) => operations.includes('update') && !never.includes(key))
      .map(([key]) => key);
    expect([...updateOrder].sort()).toEqual([...written, 'options'].sort());
    expect(removalOrder).toEqual(updateOrder.toReversed());
  });

  it('sends the rows of a user after the user, and deletes rights first of all', () => {
    const places = [...dependsOnUser].map((table) => updateOrder.indexOf(table));
    expect(Math.min(...places)).toBeGreaterThan(updateOrder.indexOf('user'));
    expect(removalOrder.slice(0, 3)).toEqual(['superauthorize', 'userauthorize', 'usereleauthorize']);
  });
});

describe('kinds of rules', () => {
  it('each have a name of their own and say what they need', () => {
    expect(new Set(ruleKinds.map(({ name }) => name)).size).toBe(ruleKinds.length);
    expect(
      ruleKinds.filter(({ name, needs }) => !/^[a-z]+(-[a-z]+)+$|^(linkages|contacts)$/.test(name) || needs === ''),
    ).toEqual([]);
  });
});

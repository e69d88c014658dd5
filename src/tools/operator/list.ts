import type { Operator } from '../../platform/operator/operator.entity.js';
import type { Role } from '../../platform/operator/permissions.js';

export interface ShownOperator {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly areaCodes: readonly string[] | null;
  readonly departmentCodes: readonly string[] | null;
  readonly locked: boolean;
  readonly mustChange: boolean;
  /** ADMIN_PASSWORD. */
  readonly fixedPassword: boolean;
}

export const shownOperator = (operator: Operator): ShownOperator => ({
  id: operator.id,
  name: operator.name,
  role: operator.role,
  areaCodes: operator.areaCodes,
  departmentCodes: operator.departmentCodes,
  locked: operator.disabled,
  mustChange: operator.mustChange,
  fixedPassword: operator.fixedPassword,
});

const notesOf = ({ locked, mustChange, fixedPassword }: ShownOperator): string =>
  [
    locked ? 'locked' : '',
    mustChange ? 'password to be changed' : '',
    fixedPassword ? 'password of ADMIN_PASSWORD' : '',
  ]
    .filter((note) => note !== '')
    .join(', ');

const codes = (some: readonly string[] | null) => (some === null ? 'all' : some.join(','));

/** One line each, below a head. */
export function columns(operators: readonly ShownOperator[]): string[] {
  const rows = operators.map((operator) => [
    operator.name,
    operator.role,
    codes(operator.areaCodes),
    codes(operator.departmentCodes),
    notesOf(operator),
  ]);
  const all = [['name', 'role', 'areas', 'departments', ''], ...rows];
  const widthOf = (at: number) => Math.max(...all.map((row) => row[at]?.length ?? 0));
  return all.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widthOf(at)))
      .join('  ')
      .trimEnd(),
  );
}

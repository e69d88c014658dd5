import { Flag, OneOf, Shown, Text, Texts } from '../common/fields.js';
import { permissions, roles, type Role } from '../../platform/operator/permissions.js';
import type { Operator } from '../../platform/operator/operator.entity.js';

const bounds = { optional: true, nullable: true } as const;

export class OperatorBody {
  @Text('Name to sign in with; unique without regard to case', {
    min: 1,
    max: 64,
    pattern: { is: /^\S(?:.*\S)?$/, says: 'a name without blanks at its ends' },
  })
  name!: string;
  @Text('Password of at least 12 characters; absent = one is made and shown once', { optional: true })
  password?: string;
  @OneOf('What the operator may do', roles) role!: Role;
  @Texts('Only doors and devices of these areas and those below them; null or absent = all', {
    ...bounds,
    example: null,
  })
  areaCodes?: string[] | null;
  @Texts('Only people of these departments and those below them; null or absent = all', { ...bounds, example: null })
  departmentCodes?: string[] | null;
  @Flag('Cannot sign in', { optional: true }) disabled?: boolean;
}

export class OperatorPatch {
  @Text('Name to sign in with', {
    optional: true,
    min: 1,
    max: 64,
    pattern: { is: /^\S(?:.*\S)?$/, says: 'a name without blanks at its ends' },
  })
  name?: string;
  @Text('Another password of at least 12 characters', { optional: true }) password?: string;
  @OneOf('What the operator may do', roles, { optional: true }) role?: Role;
  @Texts('Only doors and devices of these areas; null = all', bounds) areaCodes?: string[] | null;
  @Texts('Only people of these departments; null = all', bounds) departmentCodes?: string[] | null;
  @Flag('Cannot sign in', { optional: true }) disabled?: boolean;
}

export class OperatorView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Role', { enum: roles }) role!: Role;
  @Shown('Areas; null = all', { type: [String], nullable: true }) areaCodes!: string[] | null;
  @Shown('Departments; null = all', { type: [String], nullable: true }) departmentCodes!: string[] | null;
  @Shown('Cannot sign in') disabled!: boolean;
  @Shown('Somebody else has made the password') mustChange!: boolean;
  @Shown('Made at') createdAt!: string;
  @Shown('Last changed at') updatedAt!: string;
}

export class NewOperatorView extends OperatorView {
  @Shown('The password that was made: shown this once; null = it was given', { type: String, nullable: true })
  password!: string | null;
}

export class OperatorSessionView {
  @Shown('Id') id!: string;
  @Shown('From which address') address!: string;
  @Shown('The browser, as it names itself') agent!: string;
  @Shown('Signed in at') since!: string;
  @Shown('Last seen at, to the minute') seenAt!: string;
}

export class OperatorSessionsView {
  @Shown('Sessions, the latest first', { type: [OperatorSessionView] }) items!: OperatorSessionView[];
}

export class RoleView {
  @Shown('Role', { enum: roles }) role!: Role;
  @Shown('What it may do', { enum: permissions, isArray: true }) permissions!: readonly string[];
}

export class RolesView {
  @Shown('Roles', { type: [RoleView] }) items!: RoleView[];
}

export const toOperatorView = (operator: Operator): OperatorView => ({
  id: operator.id,
  name: operator.name,
  role: operator.role,
  areaCodes: operator.areaCodes,
  departmentCodes: operator.departmentCodes,
  disabled: operator.disabled,
  mustChange: operator.mustChange,
  createdAt: operator.createdAt.toISOString(),
  updatedAt: operator.updatedAt.toISOString(),
});

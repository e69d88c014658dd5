import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../database/id.js';
import { lock } from '../database/locks.js';
import { Failure, fieldError, taken } from '../errors.js';
import { Operator, OperatorSession } from './operator.entity.js';
import { hashPassword } from './password.js';
import type { Role } from './permissions.js';
import { checkPassword } from './session.service.js';
import { noteChange } from '../auth/audit-change.js';

export interface OperatorFacts {
  readonly name: string;
  readonly role: Role;
  readonly areaCodes: readonly string[] | null;
  readonly departmentCodes: readonly string[] | null;
  readonly disabled: boolean;
  readonly password?: string | undefined;
}

/** Made for whoever gets none: shown once, and to be changed. */
const makePassword = (): string => randomBytes(12).toString('base64url');

@Injectable()
export class OperatorService {
  /** @returns the operator, and the password that was made, which is shown this once */
  async create(tx: EntityManager, facts: OperatorFacts): Promise<{ operator: Operator; password: string | null }> {
    await lock(tx, 'operators');
    await refuseTakenName(tx, facts.name);
    await checkBounds(tx, facts);
    const { password: given, ...others } = facts;
    if (given !== undefined) checkPassword('password', given);
    const made = given === undefined ? makePassword() : null;
    const operator = await tx.save(Operator, {
      id: newId(),
      ...bounds(others),
      password: await hashPassword(given ?? made ?? ''),
      mustChange: true,
      fixedPassword: false,
      preferences: {},
      createdAt: new Date(),
      updatedAt: new Date(),
    });
    return { operator, password: made };
  }

  /** Sessions end where what they rest on changes. @throws Failure notFound, conflict, invalid */
  async patch(tx: EntityManager, id: string, change: Partial<OperatorFacts>, by: string): Promise<Operator> {
    await lock(tx, 'operators');
    const operator = await tx.findOneBy(Operator, { id });
    if (!operator) throw new Failure('notFound', `there is no operator ${id}`);
    const { password, ...others } = change;
    if (others.name !== undefined && others.name.toLowerCase() !== operator.name.toLowerCase())
      await refuseTakenName(tx, others.name);
    if (password !== undefined) {
      checkPassword('password', password);
      if (operator.fixedPassword)
        throw new Failure('conflict', 'ADMIN_PASSWORD is set: it would come back with the next start');
    }
    await checkBounds(tx, others);
    const changed = {
      ...bounds(others),
      ...(password === undefined ? {} : { password: await hashPassword(password), mustChange: by !== id }),
      updatedAt: new Date(),
    };
    await tx.update(Operator, { id }, changed);
    noteChange(tx, operator, changed);
    await refuseNobodyLeft(tx);
    if (endsSessions(operator, change)) await tx.delete(OperatorSession, { operatorId: id });
    return Object.assign(operator, changed);
  }

  /** @throws Failure notFound, conflict */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await lock(tx, 'operators');
    const { affected } = await tx.delete(Operator, { id });
    if (!affected) throw new Failure('notFound', `there is no operator ${id}`);
    await refuseNobodyLeft(tx);
  }
}

const bounds = <T extends Partial<Pick<OperatorFacts, 'areaCodes' | 'departmentCodes'>>>({
  areaCodes,
  departmentCodes,
  ...others
}: T) => ({
  ...others,
  ...(areaCodes === undefined ? {} : { areaCodes: areaCodes && [...areaCodes] }),
  ...(departmentCodes === undefined ? {} : { departmentCodes: departmentCodes && [...departmentCodes] }),
});

const listed = (codes: readonly string[] | null) => (codes === null ? 'all' : [...codes].sort().join('\n'));

const endsSessions = (operator: Operator, change: Partial<OperatorFacts>): boolean =>
  change.password !== undefined ||
  change.disabled === true ||
  (change.role !== undefined && change.role !== operator.role) ||
  (change.areaCodes !== undefined && listed(change.areaCodes) !== listed(operator.areaCodes)) ||
  (change.departmentCodes !== undefined && listed(change.departmentCodes) !== listed(operator.departmentCodes));

async function refuseTakenName(tx: EntityManager, name: string): Promise<void> {
  const found: unknown[] = await tx.query('SELECT 1 FROM operator WHERE lower(name) = lower($1)', [name]);
  if (found.length > 0) throw taken('name', name, `name is taken: there is an operator ${name}`);
}

/** Somebody must be able to undo all of this. */
async function refuseNobodyLeft(tx: EntityManager): Promise<void> {
  const left: unknown[] = await tx.query(
    `SELECT 1 FROM operator WHERE role = 'admin' AND NOT disabled AND area_codes IS NULL AND department_codes IS NULL
     LIMIT 1`,
  );
  if (left.length === 0)
    throw new Failure('conflict', 'this is the last administrator: nobody could manage operators any more');
}

/** An area that does not exist would be one in which its operator sees nothing. */
async function checkBounds(tx: EntityManager, facts: Partial<OperatorFacts>): Promise<void> {
  for (const [field, table] of [
    ['areaCodes', 'area'],
    ['departmentCodes', 'department'],
  ] as const) {
    const codes = facts[field] ?? [];
    if (codes.length === 0) continue;
    const missing: { code: string }[] = await tx.query(
      `SELECT code FROM unnest($1::text[]) AS c (code) WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.code = c.code)`,
      [codes],
    );
    const [first] = missing;
    if (first) throw fieldError(field, `has "${first.code}", and there is no such ${table}`);
  }
}

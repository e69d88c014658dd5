import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hashToken } from '../auth/token.service.js';
import { newId } from '../database/id.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Failure, faulty, fieldError } from '../errors.js';
import { withChildren, type Bounds } from './bounds.js';
import { Operator, OperatorSession } from './operator.entity.js';
import { hashPassword, isPassword } from './password.js';
import { permissionsOf, type Permission, type Role } from './permissions.js';
import { forgetSetupLink, isSecretOfSession, operatorOfSetup, spendSetupLink } from './setup-link.js';
import { attemptOf, attemptWasRight, beginAttempt, noteAddress, type Attempt } from './sign-in-limiter.js';

/** Before the secret of a session, so that it is told from a token. */
export const sessionPrefix = 'pss_';
export const shortestPassword = 12;
const longestPassword = 200;

const confirmedFor = '10 minutes';
const longest = '12 hours';
/** A desk that is never left alone stays signed in for a shift. */
const idle: Readonly<Record<Role, string>> = {
  admin: '30 minutes',
  operator: '30 minutes',
  installer: '30 minutes',
  auditor: '30 minutes',
  guard: longest,
  reception: longest,
};

/** How long a session of the operator `o` may rest. */
const idleOf = `CASE o.role ${Object.entries(idle)
  .map(([role, time]) => `WHEN '${role}' THEN interval '${time}'`)
  .join(' ')} ELSE interval '0' END`;
const endOf = `least(s.since + interval '${longest}', s.seen_at + ${idleOf})`;

/** Who is signed in. */
export interface SignedIn {
  readonly sessionId: string;
  readonly operatorId: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  /** Null = all. */
  readonly areaCodes: readonly string[] | null;
  readonly departmentCodes: readonly string[] | null;
  /** The password was given within the last minutes. */
  readonly isConfirmed: boolean;
  readonly expiresAt: Date;
  /** What it may see, with everything below its areas and departments; null = all. */
  readonly bounds: Bounds | null;
}

interface Row extends Omit<SignedIn, 'permissions' | 'bounds'> {
  readonly isStale: boolean;
}

const alive = `SELECT s.id AS "sessionId", o.id AS "operatorId", o.name, o.role, o.area_codes AS "areaCodes",
    o.department_codes AS "departmentCodes", coalesce(s.confirmed_until > now(), false) AS "isConfirmed",
    ${endOf} AS "expiresAt", s.seen_at < now() - interval '1 minute' AS "isStale"
  FROM operator_session s JOIN operator o ON o.id = s.operator_id
  WHERE NOT o.disabled AND ${endOf} > now()`;

export interface NewSession {
  readonly secret: string;
  readonly sessionId: string;
  readonly operatorId: string;
}

/** The same for every cause: whoever guesses learns nothing about names. */
const notSignedIn = (): Failure => new Failure('unauthorized', 'name or password is wrong');

/** Operators who are signed in. A session is a secret of 256 bits, and only its hash is kept. */
@Injectable()
export class SessionService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The check of the password takes long by intention, so no transaction is open meanwhile.
   * @throws Failure unauthorized, in the same words for any cause; tooMany
   */
  async signIn(name: string, password: string, from: { address: string; agent: string }): Promise<NewSession> {
    const attempt = attemptOf(name, from.address);
    await this.unitOfWork.run((tx) => beginAttempt(tx, attempt));
    const operator = await this.byName(attempt.name);
    const isRight = await isPassword(password, operator?.password ?? null);
    if (!operator || !isRight || operator.disabled) throw notSignedIn();
    return this.unitOfWork.run(async (tx) => {
      const session = await this.open(tx, operator, from);
      await knowAddress(tx, session, attempt);
      return session;
    });
  }

  /**
   * By the link of the first start.
   * @throws Failure unauthorized, in the same words for any cause; tooMany
   */
  async signInBySetup(secret: string, from: { address: string; agent: string }): Promise<NewSession> {
    const attempt = attemptOf('', from.address);
    await this.unitOfWork.run((tx) => beginAttempt(tx, attempt));
    return this.unitOfWork.run(async (tx) => {
      const id = await operatorOfSetup(tx);
      const operator = id === null ? null : await tx.findOneBy(Operator, { id });
      if (!operator) throw notSignedIn();
      const session = await this.open(tx, operator, from);
      if (!(await spendSetupLink(tx, secret, session.sessionId))) throw notSignedIn();
      await knowAddress(tx, session, attempt);
      return session;
    });
  }

  /** The password may have been changed, or the operator locked, while it was being checked. */
  private async open(
    tx: EntityManager,
    checked: Operator,
    from: { address: string; agent: string },
  ): Promise<NewSession> {
    const operator = await tx.findOne(Operator, { where: { id: checked.id }, lock: { mode: 'pessimistic_read' } });
    if (!operator || operator.disabled || operator.password !== checked.password) throw notSignedIn();
    const secret = sessionPrefix + randomBytes(32).toString('base64url');
    const agent = from.agent.slice(0, 255);
    const sessionId = newId();
    await tx.insert(OperatorSession, {
      id: sessionId,
      operatorId: operator.id,
      secretHash: hashToken(secret),
      address: from.address,
      agent,
    });
    return { secret, sessionId, operatorId: operator.id };
  }

  /** Whoever has this secret; null if its session has ended. It counts as seen. */
  async find(secret: string): Promise<SignedIn | null> {
    const hash = hashToken(secret);
    const [row]: Row[] = await this.unitOfWork.manager.query(`${alive} AND s.secret_hash = $1`, [hash]);
    if (!row) return null;
    if (row.isStale) await this.see(hash);
    return this.signedInOf(row);
  }

  /** Of these sessions those that have not ended. They do not count as seen. */
  async stillThere(ids: readonly string[]): Promise<ReadonlyMap<string, SignedIn>> {
    const rows: Row[] = await this.unitOfWork.manager.query(`${alive} AND s.id = ANY($1)`, [ids]);
    const found = new Map<string, SignedIn>();
    for (const row of rows) found.set(row.sessionId, await this.signedInOf(row));
    return found;
  }

  private async signedInOf({ isStale: _, ...row }: Row): Promise<SignedIn> {
    return { ...row, permissions: permissionsOf(row.role, isBound(row)), bounds: await this.boundsOf(row) };
  }

  private async boundsOf(row: Pick<Row, 'areaCodes' | 'departmentCodes'>): Promise<Bounds | null> {
    if (!isBound(row)) return null;
    const { manager } = this.unitOfWork;
    return {
      areas: await withChildren(manager, 'area', row.areaCodes),
      departments: await withChildren(manager, 'department', row.departmentCodes),
    };
  }

  private async see(secretHash: string): Promise<void> {
    try {
      await this.unitOfWork.manager.query('UPDATE operator_session SET seen_at = now() WHERE secret_hash = $1', [
        secretHash,
      ]);
    } catch {
      // A database that accepts no writes is no reason to send an operator away.
    }
  }

  async end(tx: EntityManager, sessionId: string): Promise<void> {
    await tx.delete(OperatorSession, { id: sessionId });
  }

  /** @throws Failure unauthorized, tooMany */
  async confirm(signedIn: SignedIn, password: string, address: string): Promise<void> {
    await this.check(signedIn, password, address);
    await this.unitOfWork.manager.query(
      `UPDATE operator_session SET confirmed_until = now() + interval '${confirmedFor}' WHERE id = $1`,
      [signedIn.sessionId],
    );
  }

  /**
   * The other sessions of the operator end. While the password was checked, it may have been changed, the operator locked
   * or this session ended: what came between stays.
   * @throws Failure unauthorized, tooMany, conflict, invalid
   */
  async changePassword(signedIn: SignedIn, change: { old: string; new: string }, address: string): Promise<void> {
    const operator = await this.byId(signedIn.operatorId);
    if (operator?.fixedPassword)
      throw new Failure('conflict', 'ADMIN_PASSWORD is set: it would come back with the next start');
    checkPassword('new', change.new);
    const checked =
      (await this.bySetup(signedIn, operator, change.old)) ?? (await this.check(signedIn, change.old, address));
    if (change.new === change.old) throw fieldError('new', 'is the old password');
    const password = await hashPassword(change.new);
    await this.unitOfWork.run(async (tx) => {
      if (!(await isAsChecked(tx, signedIn, checked)))
        throw new Failure('unauthorized', 'this session has ended: sign in again');
      await tx.query(
        'UPDATE operator SET password = $2, must_change = false, updated_at = clock_timestamp() WHERE id = $1',
        [signedIn.operatorId, password],
      );
      if (operator?.mustChange) await forgetSetupLink(tx);
      await tx.query('DELETE FROM operator_session WHERE operator_id = $1 AND id <> $2', [
        signedIn.operatorId,
        signedIn.sessionId,
      ]);
    });
  }

  /** @returns the password that is being replaced, hashed, where the secret of the link stands for it */
  private async bySetup({ sessionId }: SignedIn, operator: Operator | null, secret: string): Promise<string | null> {
    if (!operator?.mustChange) return null;
    const isSecret = await isSecretOfSession(this.unitOfWork.manager, secret, sessionId);
    return isSecret ? operator.password : null;
  }

  /** @returns the password as it was checked, hashed */
  private async check({ operatorId, name }: SignedIn, password: string, address: string): Promise<string> {
    const attempt = attemptOf(name, address);
    await this.unitOfWork.run((tx) => beginAttempt(tx, attempt));
    const operator = await this.byId(operatorId);
    const stored = operator?.password ?? null;
    if (!(await isPassword(password, stored)) || stored === null)
      throw new Failure('unauthorized', 'the password is wrong');
    await this.unitOfWork.run((tx) => attemptWasRight(tx, attempt));
    return stored;
  }

  private byId(id: string): Promise<Operator | null> {
    return this.unitOfWork.manager.findOneBy(Operator, { id });
  }

  private async byName(name: string): Promise<Operator | null> {
    return this.unitOfWork.manager.createQueryBuilder(Operator, 'o').where('lower(o.name) = :name', { name }).getOne();
  }
}

async function knowAddress(tx: EntityManager, { operatorId }: NewSession, attempt: Attempt): Promise<void> {
  await attemptWasRight(tx, attempt);
  await noteAddress(tx, operatorId, attempt);
}

const isBound = ({ areaCodes, departmentCodes }: Pick<Row, 'areaCodes' | 'departmentCodes'>) =>
  areaCodes !== null || departmentCodes !== null;

/** Both rows are locked, in the order in which others lock them. */
async function isAsChecked(tx: EntityManager, { operatorId, sessionId }: SignedIn, checked: string): Promise<boolean> {
  const lock = { mode: 'pessimistic_write' } as const;
  const operator = await tx.findOne(Operator, { where: { id: operatorId }, lock });
  const session = await tx.findOne(OperatorSession, { where: { id: sessionId }, lock });
  return session !== null && operator?.password === checked && !operator.disabled;
}

/** @throws Failure invalid */
export function checkPassword(field: string, password: string): void {
  const { length } = password;
  if (length >= shortestPassword && length <= longestPassword) return;
  const says = length < shortestPassword ? `at least ${shortestPassword}` : `at most ${longestPassword}`;
  const params = { min: shortestPassword, max: longestPassword };
  throw faulty({ field, code: 'length', params, message: `${field} has ${says} characters` });
}

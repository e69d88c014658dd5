import { userInfo } from 'node:os';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { Operator, OperatorSession } from '../../platform/operator/operator.entity.js';
import { OperatorService, type OperatorFacts } from '../../platform/operator/operator.service.js';
import { roles, type Role } from '../../platform/operator/permissions.js';
import { withGateway } from '../gateway-context.js';
import { UsageError } from '../usage-error.js';
import { columns, shownOperator } from './list.js';

export interface Screen {
  readonly out: (line: string) => void;
  readonly json: (value: unknown) => void;
  readonly err: (line: string) => void;
}

/** What an operator is to be; what is left out stays as it is. */
export interface Wanted {
  readonly role?: string;
  readonly areas?: string;
  readonly departments?: string;
}

type AskPassword = () => Promise<string>;

interface Adding {
  readonly does: 'add';
  readonly name: string;
  readonly wanted: Wanted;
  /** Null = one is made. */
  readonly password: AskPassword | null;
}

type Changing =
  | { readonly does: 'password'; readonly name: string; readonly password: AskPassword }
  | { readonly does: 'change'; readonly name: string; readonly wanted: Wanted }
  | { readonly does: 'lock' | 'unlock'; readonly name: string };

/** What is done to whom, and with what. A password is asked for only where it is needed. */
export type Task =
  | { readonly does: 'list'; readonly asJson: boolean }
  | { readonly does: 'sign-out'; readonly name: string }
  | { readonly does: 'remove'; readonly name: string }
  | Adding
  | Changing;

interface Tools {
  readonly screen: Screen;
  readonly manager: EntityManager;
  readonly operators: OperatorService;
  readonly audited: AuditedTransaction;
}

/** @returns the exit code: 0 done, 1 it was refused. @throws Error if it could not be done */
export async function runOperator(task: Task, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  if ('name' in task) checkName(task.name);
  return withGateway(env, [], async (context) => {
    const { manager } = context.get(UnitOfWork);
    const tools = {
      screen,
      manager,
      operators: context.get(OperatorService),
      audited: context.get(AuditedTransaction),
    };
    try {
      await run(task, tools);
      return 0;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      screen.err(error.message);
      return 1;
    }
  });
}

function checkName(name: string): void {
  if (!/^\S(?:.*\S)?$/.test(name) || name.length > 64)
    throw new UsageError('a name has 1 to 64 characters, without blanks at its ends');
}

async function run(task: Task, tools: Tools): Promise<void> {
  if (task.does === 'list') return list(task.asJson, tools);
  if (task.does === 'add') return add(task, tools);
  const operator = await named(task.name, tools.manager);
  if (task.does === 'sign-out') return signOut(operator, tools);
  return task.does === 'remove' ? remove(operator, tools) : change(task, operator, tools);
}

async function list(asJson: boolean, { screen, manager }: Tools): Promise<void> {
  const operators = await manager.find(Operator, { order: { name: 'ASC' } });
  const shown = operators.map(shownOperator);
  if (asJson) screen.json(shown);
  else for (const line of columns(shown)) screen.out(line);
}

async function add({ name, wanted, password: ask }: Adding, tools: Tools): Promise<void> {
  const { role, ...bounds } = factsOf({ role: 'admin', ...wanted });
  const given = ask === null ? {} : { password: await ask() };
  const facts: OperatorFacts = {
    name,
    role: role ?? 'admin',
    areaCodes: null,
    departmentCodes: null,
    disabled: false,
    ...bounds,
  };
  const { password } = await tools.audited.run(asked('POST /admin/v1/operators', { ...facts }), (tx) =>
    tools.operators.create(tx, { ...facts, ...given }),
  );
  tools.screen.out(password === null ? `${name} was added` : `${name} was added, with the password ${password}`);
  tools.screen.err('the password is to be changed at the first sign-in');
}

async function remove(operator: Operator, { operators, audited, screen }: Tools): Promise<void> {
  await audited.run(asked('DELETE /admin/v1/operators/:id', of(operator)), (tx) => operators.remove(tx, operator.id));
  screen.out(`${operator.name} was removed`);
}

async function signOut(operator: Operator, { audited, screen }: Tools): Promise<void> {
  const { affected } = await audited.run(asked('DELETE /admin/v1/operators/:id/sessions', of(operator)), (tx) =>
    tx.delete(OperatorSession, { operatorId: operator.id }),
  );
  screen.out(`${operator.name} is signed out: ${affected ?? 0} sessions ended`);
}

const said: Readonly<Record<Changing['does'], string>> = {
  password: 'has another password, to be changed at the next sign-in',
  change: 'was changed',
  lock: 'is locked and signed out',
  unlock: 'may sign in',
};

async function change(task: Changing, operator: Operator, { operators, audited, screen }: Tools): Promise<void> {
  const facts = await changeOf(task);
  const told = task.does === 'password' ? {} : facts;
  await audited.run(asked('PATCH /admin/v1/operators/:id', { ...of(operator), ...told }), async (tx) => {
    await operators.patch(tx, operator.id, facts, '');
    // Whoever is let in waits for nothing that was wrong before.
    if (task.does === 'unlock' || task.does === 'password') await forgetWrong(tx, operator.name);
  });
  screen.out(`${operator.name} ${said[task.does]}`);
}

async function changeOf(task: Changing): Promise<Partial<OperatorFacts>> {
  if (task.does === 'password') return { password: await task.password() };
  if (task.does === 'change') return factsOf(task.wanted);
  return { disabled: task.does === 'lock' };
}

const forgetWrong = (tx: EntityManager, name: string) =>
  tx.query('DELETE FROM wrong_password WHERE name = $1', [name.toLowerCase()]);

/** @throws UsageError */
function factsOf({ role, areas, departments }: Wanted): Partial<OperatorFacts> {
  if (role !== undefined && !(roles as readonly string[]).includes(role))
    throw new UsageError(`--role must be one of ${roles.join(', ')}: not ${role}`);
  return {
    ...(role === undefined ? {} : { role: role as Role }),
    ...(areas === undefined ? {} : { areaCodes: codesOf(areas) }),
    ...(departments === undefined ? {} : { departmentCodes: codesOf(departments) }),
  };
}

const codesOf = (text: string): string[] | null =>
  text === 'all'
    ? null
    : text
        .split(',')
        .map((code) => code.trim())
        .filter((code) => code !== '');

const of = ({ id, name }: Operator) => ({ id, name });

async function named(name: string, manager: EntityManager): Promise<Operator> {
  const found = await manager
    .createQueryBuilder(Operator, 'o')
    .where('lower(o.name) = lower(:name)', { name })
    .getOne();
  if (!found) throw new Failure('notFound', `there is no operator ${name}; "postern operator list" shows who there is`);
  return found;
}

/** In the audit log it stands with the name of the account on this machine. */
const asked = (action: string, detail: Caller['detail']): Caller => ({
  actor: `shell:${account()}`,
  tokenId: '',
  address: '',
  action,
  detail,
});

/** A container may run as a number without a name. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

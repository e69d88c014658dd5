import type { Order, RowToWrite } from '../../core/command/order.js';
import { Failure } from '../../platform/errors.js';
import type { Control } from './client/control.js';
import type { Terminal } from './client/terminal.js';
import type { UserTable } from './user-table.js';

/** What an order needs to be carried out. */
export interface AtTerminal {
  readonly terminal: Terminal;
  readonly control: Control;
  readonly users: UserTable;
  /** When the life of the order ends, by the steady clock. */
  readonly endsAt: number;
  /** Wall clock of the device's zone, now. */
  readonly wallClock: () => string;
  /** Receives what is reported beside the return code. */
  readonly note: (answer: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Receives rows of a table, in the form of the other protocol. */
  readonly take: (table: string, rows: readonly string[]) => Promise<void>;
  readonly options: (options: Readonly<Record<string, string>>) => Promise<void>;
  readonly enrol: (pin: string, finger: number) => Promise<number>;
}

type Executor<T extends Order['type']> = (order: Extract<Order, { type: T }>, at: AtTerminal) => Promise<number>;
type Executors = { readonly [T in Order['type']]?: Executor<T> };

const done = 0;
const unknownTable = -629;
const fingerType = 1;

type Rows = readonly RowToWrite[];
type TableWriter = (rows: Rows, at: AtTerminal) => Promise<unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

const writers: Readonly<Record<string, TableWriter>> = {
  user: async (rows, { users }) => {
    for (const { row } of rows) await users.write(row);
  },
  userauthorize: async (rows, { users }) => {
    for (const { row } of rows) await users.allow(text(row.pin), Number(row.timezoneId));
  },
  timezone: async (rows, { users }) => {
    for (const { row } of rows) await users.setZone(Number(row.timezoneId), row.periods as never);
  },
  templatev10: async (rows, { users }) => {
    for (const { row } of rows) {
      const template = Buffer.from(text(row.template), 'base64');
      await users.writeFinger(text(row.pin), Number(row.fingerId), Number(row.valid), template);
    }
  },
};

/** `Pin=1\tFingerID=2` of a unit that is to be deleted. */
const fieldsOf = (unit: string) =>
  new Map(
    unit
      .split('\t')
      .map((part) => part.split('=', 2) as [string, string])
      .map(([name, value]) => [name.toLowerCase(), value]),
  );

/** @param keys the rows of the unit that the terminal may hold */
type UnitRemover = (
  unit: ReadonlyMap<string, string>,
  at: AtTerminal,
  keys: readonly ReadonlyMap<string, string>[],
) => Promise<unknown>;

const removers: Readonly<Record<string, UnitRemover>> = {
  user: (unit, { users }) => users.remove(unit.get('pin') ?? ''),
  userauthorize: (unit, { users }) => users.forbid(unit.get('pin') ?? ''),
  timezone: (unit, { users }) => users.closeZone(Number(unit.get('timezoneid') ?? 0)),
  templatev10: (unit, { users }, keys) => {
    const finger = unit.get('fingerid');
    const given = keys.map((key) => Number(key.get('fingerid')));
    return users.removeFinger(unit.get('pin') ?? '', finger === undefined ? null : Number(finger), given);
  },
};

const clearers: Readonly<Record<string, (at: AtTerminal) => Promise<unknown>>> = {
  user: ({ users }) => users.clear(),
  userauthorize: ({ users }) => users.forbidAll(),
  templatev10: ({ control }) => control.clear('fingers'),
};

const queries: Readonly<Record<string, (at: AtTerminal) => Promise<readonly string[]>>> = {
  user: ({ users }) => users.userRows(),
  templatev10: ({ users }) => users.fingerRows(),
};

/** What each order does on port 4370; an order that is missing here cannot be done there. */
const executors: Executors = {
  openDoor: ({ seconds }, { control, endsAt }) => control.unlock(seconds, endsAt).then(() => done),
  restart: (_, { control, endsAt }) => control.restart(endsAt).then(() => done),
  setTime: (_, { control, wallClock }) => control.setTime(wallClock()).then(() => done),
  setOptions: async ({ options }, { terminal }) => {
    for (const [name, value] of Object.entries(options)) await terminal.setOption(name, value);
    return done;
  },
  getOptions: async ({ names }, at) => {
    const options = await at.terminal.options(names);
    await at.options(options);
    await at.note({ options });
    return done;
  },
  updateRows: async ({ table, rows }, at) => {
    const write = writers[table];
    if (!write) return unknownTable;
    await write(rows, at);
    await at.users.confirm();
    return done;
  },
  deleteUnits: async ({ table, units }, at) => {
    const remove = removers[table];
    if (!remove) return unknownTable;
    for (const { unit, rows } of units) {
      const keys = rows.map(({ key }) => fieldsOf(key));
      await remove(fieldsOf(unit), at, keys);
    }
    await at.users.confirm();
    return done;
  },
  clearTable: async ({ table }, at) => {
    const clear = clearers[table];
    if (!clear) return unknownTable;
    await clear(at);
    await at.users.confirm();
    return done;
  },
  count: async ({ table }, at) => {
    const sizes = await at.terminal.sizes(['users', 'fingers']);
    const count =
      table === 'user' ? (sizes.users ?? (await at.users.size())) : table === 'templatev10' ? sizes.fingers : null;
    if (count === null) return unknownTable;
    await at.note({ table, count });
    return done;
  },
  query: async ({ table }, at) => {
    const read = queries[table];
    if (!read) return unknownTable;
    const rows = await read(at);
    await at.take(table, rows);
    await at.note({ table, rows: rows.length });
    return done;
  },
  enrollBio: ({ pin, bioType, no }, { enrol }) =>
    bioType === fingerType ? enrol(pin, no) : Promise.resolve(unknownTable),
};

/** @throws Failure deviceUnsupported if no terminal of this kind can do it: such an order is never handed out */
export function checkOrder({ type, ...order }: Order): void {
  const subSn = (order as { subSn?: string }).subSn;
  if (!executors[type] || subSn !== undefined) {
    throw new Failure('deviceUnsupported', `a terminal on port 4370 cannot do ${type}`);
  }
}

/** @returns the return code that a device of the other protocol would give. @throws PullError RangeError */
export function execute(order: Order, at: AtTerminal): Promise<number> {
  const executor = executors[order.type] as ((order: Order, at: AtTerminal) => Promise<number>) | undefined;
  return executor ? executor(order, at) : Promise.resolve(unknownTable);
}

const subjects: Readonly<Record<string, (order: never) => string>> = {
  openDoor: ({ door, seconds }: Extract<Order, { type: 'openDoor' }>) => `door ${door}, ${seconds} s`,
  updateRows: ({ table, rows }: Extract<Order, { type: 'updateRows' }>) =>
    `${table}: ${rows.map(({ key }) => key).join('; ')}`,
  deleteUnits: ({ table, units }: Extract<Order, { type: 'deleteUnits' }>) =>
    `${table}: ${units.map(({ unit }) => unit).join('; ')}`,
  clearTable: ({ table }: Extract<Order, { type: 'clearTable' }>) => table,
  count: ({ table }: Extract<Order, { type: 'count' }>) => table,
  query: ({ table }: Extract<Order, { type: 'query' }>) => table,
};

/**
 * The text that is stored with an order: this protocol has no command texts, and nobody may read the content of rows.
 */
export const orderText = (order: Order): string =>
  `4370 ${order.type} ${subjects[order.type]?.(order as never) ?? ''}`.trim().replaceAll('\t', ' ').slice(0, 2_000);

import { DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  markAcknowledgedUnknown,
  markUsersUnknown,
  heldUsers,
  userLost,
  wantsUser,
} from '../../../src/core/ledger/holdings.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { LedgerColumns1795305623000 } from '../../../src/platform/database/migrations/1795305623000-ledger-columns.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import {
  candidatesOf,
  carriedByDelete,
  carriedByUpdate,
  markRowsOfUsersUnknown,
  contentsOf,
  renewVersions,
  unitMatesOf,
} from '../../../src/sync/ledger/ledger-dispatch.repository.js';
import { markPersonsUnknown, markKindsUnknown } from '../../../src/sync/ledger/ledger-unknown.repository.js';
import {
  countsToWrite,
  markUnitsUnknown,
  releaseOthers,
  stillToDelete,
  unitsToDelete,
} from '../../../src/sync/ledger/ledger-hand-out.repository.js';
import {
  acknowledgeGone,
  acknowledgeRows,
  carriedRows,
  handOver,
  markFailed,
  markUsersOfRowsUnknown,
  forgetAllOf,
  forgetReported,
  release,
  retryLater,
  takeBack,
} from '../../../src/sync/ledger/ledger-outcome.repository.js';
import { placeOf } from '../../../src/sync/ledger/ledger-place.js';
import { holdsUser } from '../../../src/sync/ledger/ledger-status.repository.js';
import { devicesOf } from '../../../src/sync/ledger/ledger-users.repository.js';
import {
  devicesConcerned,
  entriesOf,
  markUnwanted,
  noteUnsupported,
  pairsConcerning,
  releaseSuperseded,
} from '../../../src/sync/ledger/ledger.repository.js';
import { looksUpByKey } from '../../../src/core/command/command.store.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;

async function open(): Promise<void> {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, [], 2));
  await source.initialize();
}

async function close(): Promise<void> {
  await source.destroy();
  await database.drop();
}

beforeAll(open);

afterAll(close);

const columns = ['time_zone_id', 'bio_type', 'parameter', 'names_zone', 'unsupported'] as const;
type Values = readonly [number | null, number | null, string | null, boolean, boolean];

/** Keys as version 0.1 wrote them, and what its SQL read out of them. */
const keys: readonly (readonly [table: string, key: string, values: Values])[] = [
  ['timezone', 'TimezoneId=3', [3, null, null, false, false]],
  ['userauthorize', 'Pin=7\tAuthorizeTimezoneId=3\tDevID=1', [3, null, null, false, false]],
  ['userauthorize', 'Pin=7\tAuthorizeTimezoneId=12\tAuthorizeDoorId=4\tDevID=1', [12, null, null, false, false]],
  ['usereleauthorize', 'Pin=7\tAuthorizeTimezoneId=2\tDevID=1', [2, null, null, false, false]],
  ['firstcard', 'DoorID=1\tTimezoneID=5\tPin=7\tDevID=1', [5, null, null, false, false]],
  ['biodata', 'Type=9\tPin=7\tNo=0\tIndex=1', [null, 9, null, false, false]],
  ['biophoto', 'PIN=7\tType=2\tNo=0\tIndex=0', [null, 2, null, false, false]],
  ['options', 'Name=Door1ValidTZ', [null, null, 'Door1ValidTZ', true, false]],
  ['options', 'Name=NtpFunOn', [null, null, 'NtpFunOn', false, false]],
  ['doorparameters', 'ID=1\tName=DoorKeepOpenTimeZone\tDevID=1', [null, null, 'DoorKeepOpenTimeZone', true, false]],
  ['user', 'Pin=7', [null, null, null, false, false]],
  ['user', 'unsupported A7', [null, null, null, false, true]],
];

describe('what was read out of keys', () => {
  it('has columns, also in rows from before', async () => {
    await source.query(`ALTER TABLE ledger ${columns.map((name) => `DROP COLUMN ${name}`).join(', ')}`);
    for (const [table, key] of keys)
      await source.query(
        `INSERT INTO ledger (sn, table_name, key, unit, pin, version) VALUES ('OLD', $1, $2, $2, '7', 1)`,
        [table, key],
      );
    await new LedgerColumns1795305623000().up(source.createQueryRunner());
    const rows: Record<string, unknown>[] = await source.query('SELECT * FROM ledger ORDER BY table_name, key');
    const found = new Map(rows.map((row) => [`${String(row.table_name)} ${String(row.key)}`, row]));
    for (const [table, key, values] of keys)
      expect([key, columns.map((name) => found.get(`${table} ${key}`)?.[name])]).toEqual([key, values]);
    await source.query('DELETE FROM ledger');
  });

  it.each([
    ['timezone', { timezoneId: 3 }, 'TimezoneId=3', [3, null, null, false]],
    ['userauthorize', { pin: '7', timezoneId: 3, doors: [1] }, undefined, [3, null, null, false]],
    ['biodata', { type: 9, pin: '7', no: 0, index: 1 }, 'Type=9\tPin=7\tNo=0\tIndex=1', [null, 9, null, false]],
    ['biophoto', { pin: '7', type: 2, no: 0, index: 0 }, undefined, [null, 2, null, false]],
    ['options', { name: 'Door1ValidTZ', value: '2' }, 'Name=Door1ValidTZ', [null, null, 'Door1ValidTZ', true]],
    ['options', { name: 'NtpFunOn', value: '0' }, 'Name=NtpFunOn', [null, null, 'NtpFunOn', false]],
    ['user', { pin: '7', name: 'Ada' }, 'Pin=7', [null, null, null, false]],
  ] as const)('is what the row of %s says from now on: %j', (table, row, key, values) => {
    const place = placeOf(table, row, dialectOf({}, { multiCardOn: null, devId: 1 }));
    if (key !== undefined) expect(place.key).toBe(key);
    expect([place.timeZoneId, place.bioType, place.parameter, place.namesZone]).toEqual(values);
  });
});

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows of the ledger that a plan touched. */
function touched(node: PlanNode): number {
  const own =
    node['Relation Name'] === 'ledger'
      ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
      : 0;
  return own * node['Actual Loops'] + (node.Plans ?? []).reduce((sum, child) => sum + touched(child), 0);
}

const rowKey = { key: 'Pin=77', version: 1 };
const rights = { key: 'Pin=77\tAuthorizeTimezoneId=1\tDevID=1', version: 1 };
const command = { sn: 'BIG', id: 5 };
const user = { ...rowKey, ...command, table: 'user' };
const person = { sn: 'BIG', pin: '77' };
const row = { sn: 'BIG', table: 'userauthorize', key: rights.key };
const room = { sn: 'BIG', tables: null, taking: 500, giving: 500 };

/** All statements about one person on a device that holds many. */
const aboutOne: Record<string, (tx: EntityManager) => Promise<unknown>> = {
  entriesOf: (tx) => entriesOf(tx, [person]),
  candidatesOf: (tx) => candidatesOf(tx, [room]),
  contentsOf: (tx) => contentsOf(tx, [row]),
  unitMatesOf: async (tx) => unitMatesOf(tx, await candidatesOf(tx, [room])),
  markUnwanted: async (tx) => markUnwanted(tx, await entriesOf(tx, [person])),
  noteUnsupported: (tx) => noteUnsupported(tx, [person], [{ ...row, key: 'unsupported 77' }]),
  pairsConcerning: (tx) => pairsConcerning(tx, ['77']),
  devicesConcerned: (tx) => devicesConcerned(tx, { levels: [], zones: ['2'], all: false }),
  renewVersions: (tx) => renewVersions(tx, [row]),
  carriedByDelete: (tx) => carriedByDelete(tx, [{ ...row, id: 5 }]),
  carriedByUpdate: (tx) => carriedByUpdate(tx, [{ ...row, id: 5 }]),
  markRowsOfUsersUnknown: (tx) => markRowsOfUsersUnknown(tx, [person]),
  stillToDelete: (tx) => stillToDelete(tx, 'BIG', 'user', [rowKey]),
  unitsToDelete: async (tx) => markUnitsUnknown(tx, await unitsToDelete(tx, [user])),
  countsToWrite: (tx) => countsToWrite(tx, [user]),
  carriedRows: (tx) => carriedRows(tx, command, 'user', ['Pin=77']),
  handOver: (tx) => handOver(tx, command, 6, 'user', 'unit', ['Pin=77']),
  markFailed: (tx) => markFailed(tx, command, -1, true),
  release: (tx) => release(tx, command),
  releaseOthers: (tx) => releaseOthers(tx, command, new Set()),
  releaseSuperseded: (tx) => releaseSuperseded(tx, [5]),
  retryLater: (tx) => retryLater(tx, command, null, [5]),
  takeBack: (tx) => takeBack(tx, { sn: 'BIG', id: 6 }, 'user', ['Pin=77'], [5]),
  acknowledgeRows: (tx) => acknowledgeRows(tx, [{ ...user, hash: 'h' }]),
  acknowledgeGone: (tx) => acknowledgeGone(tx, [user]),
  forgetReported: (tx) => forgetReported(tx, [user]),
  forgetAllOf: (tx) => forgetAllOf(tx, [person]),
  markUsersOfRowsUnknown: (tx) => markUsersOfRowsUnknown(tx, 'BIG', 'userauthorize', [rights]),
  markPersonsUnknown: (tx) => markPersonsUnknown(tx, 'BIG', ['77']),
  markKindsUnknown: (tx) => markKindsUnknown(tx, 'BIG', ['faces'], ['77']),
  holdsUser: (tx) => holdsUser(tx, 'BIG', '77'),
  devicesOf: (tx) => devicesOf(tx, '77'),
  wantsUser: (tx) => wantsUser(tx, 'BIG', '77'),
  heldUsers: (tx) => heldUsers(tx, 'BIG', ['77']),
  markUsersUnknown: (tx) => markUsersUnknown(tx, 'BIG', ['77']),
  userLost: (tx) => userLost(tx, 'BIG', '77'),
  markAcknowledgedUnknown: (tx) => markAcknowledgedUnknown(tx, ['BIG'], ['77']),
};

describe('what is about one person', () => {
  const persons = 4_000;
  const most = 60;

  beforeAll(async () => {
    // The migration above made indexes over rows that had just changed. PostgreSQL uses such an index only once every
    // transaction of the server that was open then has ended (indcheckxmin), those of other tests among them.
    await close();
    await open();
    await source.query(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, time_zone_id, bio_type, desired_hash, desired, held_hash,
         desired_scope, version)
       SELECT sn, t, CASE t WHEN 'user' THEN 'Pin=' || n WHEN 'userauthorize' THEN 'Pin=' || n || E'\\tAuthorizeTimezoneId=1\\tDevID=1'
           ELSE E'Type=9\\tPin=' || n || E'\\tNo=0\\tIndex=0' END,
         'Pin=' || n, n::text, CASE t WHEN 'userauthorize' THEN 1 END, CASE t WHEN 'biodata' THEN 9 END,
         'h', '\\x00', 'h', '[1]', 1
       FROM unnest(ARRAY['BIG', 'OTHER']) sn, unnest(ARRAY['user', 'userauthorize', 'biodata']) t,
         generate_series(1, ${persons}) n`,
    );
    // One person who has to go, and one who waits to be sent.
    await source.query(`UPDATE ledger SET desired_hash = NULL, desired = NULL WHERE sn = 'BIG' AND pin = '77'`);
    await source.query(`UPDATE ledger SET held_hash = NULL WHERE sn = 'BIG' AND pin = '78'`);
    await source.query(`UPDATE ledger SET command_id = 5 WHERE sn = 'BIG' AND pin = '77' AND table_name = 'user'`);
    await source.query(
      `INSERT INTO command (id, sn, type, kind, lane, once, origin, meant, pins)
       VALUES (5, 'BIG', 'updateRows', 'data', 2, false, 'sync', '\\x00', '{77}'),
         (6, 'BIG', 'updateRows', 'data', 2, false, 'sync', '\\x00', '{77}')`,
    );
    await source.query('ANALYZE ledger');
  });

  it.each(Object.keys(aboutOne))('reads only the rows of that person: %s', async (name) => {
    const read: [number, string][] = [];
    await source.transaction(async (tx) => {
      await looksUpByKey(tx);
      const looking = Object.create(tx, {
        query: {
          value: async (sql: string, parameters: unknown[]) => {
            await tx.query('SAVEPOINT look');
            const [plan] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
              `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
              parameters,
            );
            await tx.query('ROLLBACK TO look');
            if (plan) read.push([touched(plan['QUERY PLAN'][0].Plan), sql]);
            return tx.query(sql, parameters);
          },
        },
      }) as EntityManager;
      await aboutOne[name]?.(looking);
      await tx.query('ROLLBACK TO look');
    });
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter(([rows]) => rows > most)).toEqual([]);
  });
});

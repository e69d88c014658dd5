import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { LedgerMarks1795305658000 } from '../../../src/platform/database/migrations/1795305658000-ledger-marks.js';
import { carriedByDelete, carriedByUpdate } from '../../../src/sync/ledger/ledger-dispatch.repository.js';
import { handOver, release, retryLater } from '../../../src/sync/ledger/ledger-outcome.repository.js';
import { releaseSuperseded } from '../../../src/sync/ledger/ledger.repository.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, [], 2));
  await source.initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

beforeEach(() => source.query('DELETE FROM ledger; DELETE FROM command'));

const row = (pin: string) => ({ sn: 'A', table: 'user', key: `Pin=${pin}` });

/** Rows that a device is to hold, of these persons. */
const want = (...pins: string[]) =>
  source.query(
    `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, desired, desired_scope, version)
     SELECT 'A', 'user', 'Pin=' || pin, 'Pin=' || pin, pin, 'h', '\\x00', '["5"]', 1 FROM unnest($1::text[]) pin`,
    [pins],
  );

/** A command that was handed out. @param pins null = a gateway of the release before made it */
const command = (id: number, pins: readonly string[] | null) =>
  source.query(
    `INSERT INTO command (id, sn, type, kind, lane, once, origin, meant, sent_at, pins)
     VALUES ($1, 'A', 'updateRows', 'data', 2, false, 'sync', '\\x00', now(), $2)`,
    [id, pins],
  );

const rows = (): Promise<{ pin: string; command_id: number | null; unknown: boolean }[]> =>
  source.query('SELECT pin, command_id, unknown FROM ledger ORDER BY pin');

describe('the mark of a command', () => {
  it('is written beside the row and into no index, for an UPDATE and for a DELETE', async () => {
    const hot = async (work: 'update' | 'delete') =>
      source.transaction(async (tx) => {
        const before = 'SELECT pg_stat_get_xact_tuples_hot_updated($1::regclass)::int AS n';
        await tx.query(
          `INSERT INTO ledger (sn, table_name, key, unit, pin, desired_hash, desired, desired_scope, version)
           VALUES ('A', 'user', $1, 'u', $1, 'h', '\\x00', '["5"]', 1)`,
          [work],
        );
        const [old] = await tx.query<{ n: number }[]>(before, ['ledger']);
        const carried = [{ sn: 'A', table: 'user', key: work, id: 5 }];
        await (work === 'update' ? carriedByUpdate(tx, carried) : carriedByDelete(tx, carried));
        const [now] = await tx.query<{ n: number }[]>(before, ['ledger']);
        return (now?.n ?? 0) - (old?.n ?? 0);
      });
    expect(await hot('update')).toBe(1);
    expect(await hot('delete')).toBe(1);
  });

  it.each([
    ['by the people of the command', ['1', '2']],
    ['without them, if a gateway of the release before made the command', null],
  ])('is found %s', async (_, pins) => {
    await want('1', '2', '3');
    await command(5, pins);
    await command(6, ['3']);
    const { manager } = source;
    await carriedByUpdate(
      manager,
      ['1', '2'].map((pin) => ({ ...row(pin), id: 5 })),
    );
    await carriedByUpdate(manager, [{ ...row('3'), id: 6 }]);
    await releaseSuperseded(manager, [5]);
    expect(await rows()).toEqual([
      { pin: '1', command_id: null, unknown: true },
      { pin: '2', command_id: null, unknown: true },
      { pin: '3', command_id: 6, unknown: false },
    ]);
  });

  it.each([[['1', '2']], [null]])('goes over to another command with the people: %j', async (pins) => {
    await want('1', '2');
    await command(5, pins);
    await command(7, null);
    const { manager } = source;
    await carriedByUpdate(
      manager,
      ['1', '2'].map((pin) => ({ ...row(pin), id: 5 })),
    );
    await handOver(manager, { sn: 'A', id: 5 }, 7, 'user', 'key', ['Pin=2']);
    await release(manager, { sn: 'A', id: 5 });
    expect((await rows()).map(({ command_id }) => command_id)).toEqual([null, 7]);
    await retryLater(manager, { sn: 'A', id: 7 }, -1, [5]);
    expect((await rows()).map(({ command_id }) => command_id)).toEqual([null, null]);
  });
});

describe('a database from before', () => {
  it('has the people of its open commands noted', async () => {
    await want('1', '2');
    await command(5, null);
    await carriedByUpdate(
      source.manager,
      ['1', '2'].map((pin) => ({ ...row(pin), id: 5 })),
    );
    await source.query('ALTER TABLE command DROP COLUMN pins');
    await source.query('ALTER TABLE ledger DROP COLUMN gives, DROP COLUMN frees');
    for (const name of ['ledger_by_command', 'ledger_nothing', 'ledger_open', 'ledger_freed'])
      await source.query(`CREATE INDEX ${name} ON ledger (sn)`);
    await new LedgerMarks1795305658000().up(source.createQueryRunner());
    expect(await source.query('SELECT id, pins FROM command')).toEqual([{ id: 5, pins: ['1', '2'] }]);
    expect(await source.query('SELECT DISTINCT gives, frees FROM ledger')).toEqual([{ gives: true, frees: false }]);
  });
});

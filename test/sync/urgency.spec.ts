import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastLaneOf, recordChange, recordChanges, recordTaking, takeChanges } from '../../src/core/outbox/outbox.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { lockKey } from '../../src/platform/database/locks.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../support/app.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { registeredPanel, settle } from '../support/panel.js';
import { worked } from '../support/panels.js';

const many = 5_000;
const pinsFrom = (start: number, count: number) => Array.from({ length: count }, (_, index) => String(start + index));

describe('changes that wait', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    source = new DataSource(dataSourceOptions(database.url, [], 4));
    await source.initialize();
    await source.transaction(async (tx) => {
      await recordChange(tx, 'device', pinsFrom(1, 40));
      await recordChange(tx, 'person', pinsFrom(10_000, many));
    });
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const taken = (urgency: Parameters<typeof takeChanges>[1], most?: number) =>
    source.transaction(async (tx) => (await takeChanges(tx, urgency, most)).map(({ kind, key }) => `${kind} ${key}`));

  it('are taken by urgency: a revocation before 5,000 grants, and these before devices', async () => {
    await source.transaction(async (tx) => {
      await recordChange(tx, 'person', ['7']);
      await recordTaking(tx, 'person', ['8']);
    });
    expect(await taken('upkeep')).toEqual(['person 8']);
    // A single change does not wait for thousands of its kind.
    expect(await taken('upkeep')).toEqual(['person 7']);
    expect((await taken('upkeep')).every((name) => name.startsWith('person 1'))).toBe(true);
  });

  it('go together with more urgent ones of the same person, and stay if that fails', async () => {
    const before = await source.query(`SELECT count(*)::int AS n FROM change WHERE key = '14999'`);
    await source.transaction((tx) => recordTaking(tx, 'person', ['14999']));
    const failing = source.transaction(async (tx) => {
      expect(await takeChanges(tx, 'takesAway')).toHaveLength(1);
      throw new Error('in between');
    });
    await expect(failing).rejects.toThrow('in between');
    expect(before).toEqual([{ n: 1 }]);
    expect(await taken('takesAway')).toEqual(['person 14999']);
    expect(await source.query(`SELECT 1 FROM change WHERE key = '14999'`)).toEqual([]);
  });

  it('are taken only once by several workers, and nothing less urgent by the one that is kept free', async () => {
    await source.transaction(async (one) => {
      const first = await takeChanges(one, 'gives');
      const second = await source.transaction((other) => takeChanges(other, 'gives'));
      const keys = [...first, ...second].map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(second.length).toBeGreaterThan(0);
      expect(await taken('takesAway')).toEqual([]);
    });
  });

  it('of one moment become more urgent, never less', async () => {
    const dueAt = new Date(Date.now() - 60_000);
    const lanes = () => source.query<{ lane: number }[]>(`SELECT lane FROM change WHERE key = 'moved'`);
    const say = (urgency: 'gives' | 'takesAway') =>
      source.transaction((tx) => recordChanges(tx, [{ kind: 'person', key: 'moved', dueAt, urgency }]));
    await say('gives');
    expect((await lanes())[0]?.lane).toBeGreaterThan(lastLaneOf('takesAway'));
    await say('takesAway');
    await say('gives');
    const [moved, ...others] = await lanes();
    expect(others).toEqual([]);
    expect(moved?.lane).toBeLessThanOrEqual(lastLaneOf('takesAway'));
  });
});

describe('a badge that is revoked', () => {
  let app: TestApp;
  let panel: SimulatedPanel;
  let level: string;

  beforeAll(async () => {
    app = await startApp();
    const made = await registeredPanel(app, 'URGENT1');
    panel = made.panel;
    const answer = await app.admin('POST', '/access-levels', { name: 'Urgent', doorIds: made.doorIds });
    level = (answer.body as { id: string }).id;
  });

  afterAll(async () => {
    await panel.stop();
    await app.stop();
  });

  const revoke = async (pin: string) =>
    expect((await app.admin('DELETE', `/access-levels/${level}/persons/${pin}`)).status).toBe(204);
  const queued = (type: string) =>
    app.sql(`SELECT id FROM command WHERE sn = 'URGENT1' AND type = $1 AND status = 'queued'`, [type]);

  it('leaves the panel with its next poll, before all grants and before a count', async () => {
    for (const pin of ['1', '2', '3'])
      await app.api('POST', '/api/person/add', { pin, cardNo: `100${pin}`, accLevelIds: level });
    await settle(app, panel);
    await app.sql(
      `INSERT INTO person (id, pin, name, department_id)
       SELECT 'u' || pin, pin, 'Ada', (SELECT id FROM department LIMIT 1) FROM unnest($1::text[]) pin`,
      [pinsFrom(20_000, many)],
    );
    await app.sql(
      `WITH given AS (INSERT INTO acc_level_person (level_id, person_id) SELECT $1, 'u' || pin FROM unnest($2::text[]) pin)
       INSERT INTO change (kind, key) SELECT 'person', pin FROM unnest($2::text[]) pin`,
      [level, pinsFrom(20_000, many)],
    );
    await expect.poll(async () => (await queued('updateRows')).length).toBeGreaterThan(0);
    await app.sql(`INSERT INTO command (sn, type, kind, lane, once, origin, meant, expires_at)
      SELECT sn, type, kind, lane, once, origin, meant, now() + interval '1 hour' FROM command
      WHERE sn = 'URGENT1' AND type = 'count' LIMIT 1`);
    await revoke('1');
    await expect.poll(async () => (await queued('deleteUnits')).length).toBeGreaterThan(0);
    expect((await queued('count')).length).toBe(1);
    expect((await panel.poll()).map(({ text }) => text)).toEqual(['DATA DELETE userauthorize Pin=1']);
    expect(await panel.badge('1001', 1)).not.toBe('opens');
  });

  it('goes first however it is revoked: by its level, its card or its zone', async () => {
    const laneOf = async (work: () => Promise<unknown>) => {
      await settle(app, panel);
      await app.sql('DELETE FROM lanes_seen');
      await work();
      const [row] = await app.sql<{ lane: number }>('SELECT min(lane)::int AS lane FROM lanes_seen');
      return row?.lane;
    };
    await app.sql('CREATE TABLE lanes_seen (lane smallint)');
    await app.sql(`CREATE FUNCTION note_lane() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO lanes_seen VALUES (NEW.lane); RETURN NEW; END $$`);
    await app.sql('CREATE TRIGGER note_lane AFTER INSERT ON change FOR EACH ROW EXECUTE FUNCTION note_lane()');
    const zone = await app.admin('POST', '/time-zones', { name: 'Narrow', periods: {} });
    const { id } = zone.body as { id: number };
    const add = (facts: object) => app.api('POST', '/api/person/add', { pin: '31', name: 'Ada', ...facts });
    expect(await laneOf(() => add({ cardNo: '3131', accLevelIds: level }))).toBeGreaterThan(lastLaneOf('takesAway'));
    const takes = [
      () => add({ accLevelIds: '' }),
      () => add({ cardNo: '3132' }),
      () => app.admin('PATCH', '/persons/31', { cardNo: '3133' }),
      () => app.admin('PATCH', `/time-zones/${id}`, { periods: {} }),
    ];
    const { doorIds } = (await app.admin('GET', `/access-levels/${level}`)).body as { doorIds: string[] };
    const rule = await app.admin('POST', '/super-user-rules', { pins: ['31'], doorIds });
    expect(rule.status, rule.text).toBe(201);
    takes.push(
      () => app.admin('DELETE', `/super-user-rules/${(rule.body as { id: string }).id}`),
      () => app.admin('POST', '/devices/URGENT1/retire', {}),
    );
    for (const work of takes) expect(await laneOf(work)).toBeLessThanOrEqual(lastLaneOf('takesAway'));
    // The work of a retirement is in the lane of changes that take something away.
    await worked(app);
    await app.sql('DELETE FROM lanes_seen');
    expect((await app.admin('DELETE', '/devices/URGENT1/retire')).status).toBe(204);
    const [back] = await app.sql<{ lane: number }>('SELECT min(lane)::int AS lane FROM lanes_seen');
    expect(back?.lane).toBeGreaterThan(lastLaneOf('takesAway'));
    await app.sql('DROP TRIGGER note_lane ON change');
  });

  it('does not wait for changes that cannot be processed, and these keep their device out of sync', async () => {
    await settle(app, panel);
    // More changes than there are workers.
    const stuck = ['41', '42', '43', '44', '45'];
    for (const pin of [...stuck, '49'])
      await app.api('POST', '/api/person/add', { pin, cardNo: `40${pin}`, accLevelIds: level });
    await settle(app, panel);
    // Nobody can open these passwords: they were sealed with another key.
    await app.sql(`UPDATE person SET person_pwd = '\\x00' WHERE pin = ANY($1)`, [stuck]);
    for (const pin of stuck) await revoke(pin);
    await revoke('49');
    const wanted = async () =>
      (
        await app.sql<{ pin: string }>(
          `SELECT DISTINCT pin FROM ledger WHERE pin LIKE '4_' AND desired_hash IS NOT NULL ORDER BY pin`,
        )
      ).map(({ pin }) => pin);
    await expect.poll(wanted, { timeout: 60_000 }).toEqual(stuck);
    expect((await app.admin('GET', '/devices/URGENT1')).body.sync).toMatchObject({ inSync: false });
    await app.sql('UPDATE person SET person_pwd = NULL WHERE pin = ANY($1)', [stuck]);
    await expect.poll(wanted, { timeout: 60_000 }).toEqual([]);
    await settle(app, panel);
  });

  it('does not wait for work that is held up', async () => {
    let release: () => void = () => undefined;
    const held = app.work.run(async (tx) => {
      await lockKey(tx, 'person', '3');
      await new Promise<void>((done) => (release = done));
    });
    // Other databases of the server have locks of this kind, too.
    const locks = (granted: boolean) =>
      app.sql(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 7080 AND granted = $1
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        [granted],
      );
    await expect.poll(() => locks(true)).not.toEqual([]);
    await app.sql(`INSERT INTO change (kind, key, lane) VALUES ('person', '3', 20)`);
    await expect.poll(() => locks(false)).not.toEqual([]);
    await revoke('2');
    await expect
      .poll(() =>
        app.sql(`SELECT 1 FROM ledger WHERE pin = '2' AND table_name = 'userauthorize' AND command_id IS NULL`),
      )
      .toEqual([]);
    release();
    await held;
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { worked } from '../../support/panels.js';
import { approved, registryCode, type RawDevice } from '../../support/raw-device.js';

const patience = { timeout: 60_000 };

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

let panels = 0;
interface Panel {
  readonly sn: string;
  readonly device: RawDevice;
  readonly doorIds: readonly string[];
}

async function panel(quirks: object = { keepClock: true }): Promise<Panel> {
  const sn = `ALARM-${++panels}`;
  const device = await approved(app, sn);
  await app.admin('PATCH', `/devices/${sn}`, { quirks });
  await registryCode(device, `~DeviceName=${sn},MachineType=8,LockCount=2,ReaderCount=2`);
  const { body } = await app.admin('GET', `/doors?sn=${sn}`);
  return { sn, device, doorIds: (body.items as { id: string }[]).map(({ id }) => id) };
}

let index = 0;
/** Events of a panel, each a second after the one before. */
async function happens({ device }: Panel, ...events: readonly (readonly [door: number, event: number])[]) {
  const rows = events.map(([door, event]) => {
    const second = ++index;
    const at = `2026-03-02 08:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
    return `time=${at}\tpin=0\tcardno=0\teventaddr=${door}\tevent=${event}\tinoutstatus=2\tverifytype=200\tindex=${second}`;
  });
  await device.events(rows.join('\r\n'));
}

const reports = ({ device }: Panel, signs: string) =>
  device.post(
    '/iclock/cdata?table=rtstate',
    `time=2026-03-02 09:00:${String(++index % 60).padStart(2, '0')}\t${signs}`,
  );

/** Alarms of a device, the newest last. */
const alarms = ({ sn }: Panel) =>
  app.sql(
    `SELECT kind, code, count, priority, active, is_open AS open, door_id AS door FROM alarm WHERE sn = $1 ORDER BY id`,
    [sn],
  );
const acknowledged = ({ sn }: Panel, kind: string) =>
  app.sql(
    `UPDATE alarm SET ack_at = now(), ack_by = 'Ana', ack_outcome = 'real' WHERE sn = $1 AND kind = $2 AND is_open`,
    [sn, kind],
  );
const awayFor = ({ sn }: Panel, time: string) =>
  app.sql(
    `UPDATE device SET online = false, last_seen_at = now() - $2::interval, offline_since = now() - $2::interval WHERE sn = $1`,
    [sn, time],
  );

describe('an alarm', () => {
  it('is there soon after its event, once for its door, and counts what is repeated', async () => {
    const one = await panel();
    await happens(one, [1, 102]);
    await expect
      .poll(() => alarms(one), patience)
      .toEqual([
        { kind: 'forced', code: '102', count: 1, priority: 2, active: true, open: true, door: one.doorIds[0] },
      ]);
    await happens(one, [1, 102], [1, 102], [2, 102]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ count: 3 }, { count: 1, door: one.doorIds[1] }]);
    const [row] = await app.sql<{ took: number }>(
      `SELECT extract(epoch FROM a.raised_at - e.received_at)::float8 * 1000 AS took FROM alarm a JOIN event e ON e.sn = a.sn
       WHERE a.sn = $1 ORDER BY e.received_at, a.id LIMIT 1`,
      [one.sn],
    );
    expect(row?.took).toBeLessThan(20_000);
  });

  it('is made of events of the highest level and of a door that was open too long, and of no others', async () => {
    const one = await panel();
    await happens(one, [1, 0], [1, 22], [1, 200], [1, 28], [1, 101], [1, 107], [1, 104]);
    const raised = async () => (await alarms(one)).map(({ kind, priority }) => [kind, priority]);
    await expect.poll(raised, patience).toEqual([
      ['heldOpen', 3],
      ['duress', 1],
      ['mains', 3],
      ['invalidCard', 4],
    ]);
  });

  it('is over when the door is shut and quiet again, and stays until it is acknowledged', async () => {
    const one = await panel();
    await happens(one, [1, 102]);
    await reports(one, 'sensor=06\trelay=00\talarm=0100');
    await expect.poll(() => alarms(one), patience).toMatchObject([{ kind: 'forced', active: true }]);
    await reports(one, 'sensor=05\trelay=00\talarm=0000');
    await expect.poll(() => alarms(one), patience).toMatchObject([{ active: false, open: true }]);
    // The same door again is the same alarm, as long as nobody has seen it.
    await happens(one, [1, 102]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ count: 2, active: true, open: true }]);
    await acknowledged(one, 'forced');
    await happens(one, [1, 201]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ count: 2, active: false, open: false }]);
    await happens(one, [1, 102]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ open: false }, { count: 1, active: true }]);
  });

  it('that is acknowledged and happens again is another one', async () => {
    const one = await panel();
    await happens(one, [1, 102]);
    await expect.poll(() => alarms(one), patience).toHaveLength(1);
    await acknowledged(one, 'forced');
    await happens(one, [1, 102]);
    await expect
      .poll(() => alarms(one), patience)
      .toMatchObject([
        { count: 1, open: false },
        { count: 1, open: true },
      ]);
  });

  it('is raised for a device that is away for two minutes, and is over when it is back', async () => {
    const [away, short, off] = [await panel(), await panel(), await panel()];
    await app.sql(`UPDATE device SET status = 'disabled' WHERE sn = $1`, [off.sn]);
    for (const one of [short, off]) await awayFor(one, one === short ? '30 seconds' : '1 hour');
    await awayFor(away, '121 seconds');
    await expect.poll(() => alarms(away), patience).toMatchObject([{ kind: 'offline', count: 1, active: true }]);
    expect([await alarms(short), await alarms(off)]).toEqual([[], []]);
    await app.sql('UPDATE device SET online = true, offline_since = NULL WHERE sn = $1', [away.sn]);
    await expect.poll(() => alarms(away), patience).toMatchObject([{ active: false, open: true }]);
    await awayFor(away, '3 minutes');
    await expect.poll(() => alarms(away), patience).toMatchObject([{ count: 2, active: true }]);
    await app.sql('DELETE FROM alarm WHERE sn = $1', [away.sn]);
    await app.sql(`UPDATE device SET online = true, offline_since = NULL WHERE sn = $1`, [away.sn]);
  });

  it('tells of rows that a device refuses, until it has what it should', async () => {
    const one = await panel();
    // Sync, when it gets to the new device, takes out a row that nobody is to have.
    await worked(app);
    await app.sql(
      `INSERT INTO ledger (sn, table_name, key, unit, version, desired_hash, failed) VALUES ($1, 'user', 'ALARMED', '', 1, 'x', true)`,
      [one.sn],
    );
    await app.sql(`SELECT feed_append('syncFailure', $1, '1')`, [one.sn]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ kind: 'sync', active: true }]);
    await app.sql(`DELETE FROM ledger WHERE sn = $1 AND key = 'ALARMED'`, [one.sn]);
    await expect.poll(() => alarms(one), patience).toMatchObject([{ active: false, open: true }]);
  });

  it('tells of a clock that is wrong, until it is set', async () => {
    const one = await panel({});
    // Clocks are looked at once an hour.
    await app.sql('DELETE FROM command WHERE sn = $1', [one.sn]);
    await reports(one, 'sensor=05\trelay=00\talarm=0000');
    await expect.poll(() => alarms(one), patience).toMatchObject([{ kind: 'clock', active: true }]);
    const [command] = await app.sql<{ id: number }>(`SELECT id FROM command WHERE sn = $1 AND type = 'setTime'`, [
      one.sn,
    ]);
    await expect
      .poll(async () => {
        const line = await one.device.poll();
        for (const [, id = ''] of line.matchAll(/^C:(\d+):/gm))
          await one.device.result(`ID=${id}&Return=0&CMD=SET OPTIONS`);
        return (await app.sql('SELECT status FROM command WHERE id = $1', [command?.id]))[0]?.status;
      }, patience)
      .toBe('done');
    await expect.poll(() => alarms(one), patience).toMatchObject([{ active: false, open: true }]);
  });

  it('has its place in the feed, as often as it changes', async () => {
    const one = await panel();
    await happens(one, [1, 102]);
    await expect.poll(() => alarms(one), patience).toHaveLength(1);
    await happens(one, [1, 201]);
    const told = () => app.sql(`SELECT detail FROM feed WHERE kind = 'alarm' AND sn = $1 ORDER BY position`, [one.sn]);
    await expect
      .poll(told, patience)
      .toEqual([
        { detail: { what: 'raised', kind: 'forced', priority: 2, state: 'unacked', doorId: one.doorIds[0], count: 1 } },
        { detail: { what: 'ended', kind: 'forced', priority: 2, state: 'cleared', doorId: one.doorIds[0], count: 1 } },
      ]);
  });
});

import { IngestService } from '../../src/modules/transaction/ingest.service.js';
import type { NewEvent } from '../../src/modules/transaction/event.js';
import type { TestApp } from '../support/app.js';

/** An approved device with doors, as its registration would leave it. Door ids are `<sn>-1` and so on. */
export async function deviceWithDoors(app: TestApp, sn: string, doors = 1): Promise<void> {
  await app.admin('POST', '/devices', { sn, name: sn });
  for (let number = 1; number <= doors; number++) {
    const id = `${sn}-${number}`;
    await app.sql('INSERT INTO door (id, name, device_sn, number) VALUES ($1, $2, $3, $4)', [id, id, sn, number]);
    await app.sql('INSERT INTO reader (id, name, door_id, reader_no, reader_state) VALUES ($1, $2, $3, $4, 0)', [
      `${id}-In`,
      `${id}-In`,
      id,
      number,
    ]);
  }
}

/** The device has called a moment ago. */
export const setOnline = (app: TestApp, sn: string, online = true) =>
  app.sql('UPDATE device SET online = $2, last_seen_at = now() WHERE sn = $1', [sn, online]);

const event: NewEvent = {
  sn: 'A1',
  devName: 'Main',
  module: 'acc',
  naturalKey: '',
  eventTime: '2026-05-01 08:30:00',
  happenedAt: new Date('2026-05-01T06:30:00Z'),
  doubtful: false,
  logId: 1,
  eventNo: 0,
  eventLevel: 0,
  pin: '7',
  areaName: 'Area Name',
  cardNo: '123',
  verifyType: '4',
  pointType: 'door',
  pointNo: 1,
  pointName: 'A1-1',
  doorId: 'A1-1',
  doorName: 'A1-1',
  readerName: 'A1-1-In',
  inOut: 0,
  maskFlag: '255',
  temperature: '255',
  linkId: '',
  raw: '',
};

/**
 * Keeps a copy of what is stated in `change`, because sync takes the rows away as they come. Rows that sync states
 * itself (a device's rules, all its people) are left out: they come whenever sync gets to the device.
 */
export async function recordChanges(app: TestApp): Promise<() => Promise<string[]>> {
  await app.sql('CREATE TABLE stated (change text)');
  await app.sql(`CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO stated VALUES (NEW.kind || ' ' || NEW.key); RETURN NULL; END $$`);
  await app.sql(
    `CREATE TRIGGER note_change AFTER INSERT ON change FOR EACH ROW WHEN (NEW.kind NOT IN ('rule', 'everybody')) EXECUTE FUNCTION note_change()`,
  );
  return async () => {
    const rows = await app.sql<{ change: string }>('SELECT DISTINCT change FROM stated ORDER BY change');
    await app.sql('DELETE FROM stated');
    return rows.map(({ change }) => change);
  };
}

/** Stores events by the one path in; each needs a `naturalKey` of its own. */
export async function storeEvents(app: TestApp, events: (Partial<NewEvent> & { naturalKey: string })[]): Promise<void> {
  const ingest = app.app.get(IngestService, { strict: false });
  for (const facts of events) await ingest.store([{ ...event, ...facts }]);
}

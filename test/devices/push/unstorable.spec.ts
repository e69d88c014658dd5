import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;
let device: RawDevice;

/** Any value that no reader foresaw: here the column refuses it, whatever it is. */
const refuses = (table: string) => `
  CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'out of range' USING ERRCODE = 'numeric_value_out_of_range'; END $$;
  CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_${table}()`;

beforeAll(async () => {
  app = await startApp();
  device = await approved(app, 'BEYOND-1');
  await registryCode(device, 'DeviceType=acc,LockCount=2,ReaderCount=4');
  await app.sql(refuses('device_user'));
  await app.sql(refuses('door_state'));
});

afterAll(() => app.stop());

const kept = async () => (await app.admin('GET', '/devices/BEYOND-1/quarantine')).body.items;

it('rows that the database refuses are kept sealed, acknowledged as counted, and do not come again', async () => {
  const path = '/iclock/cdata?table=tabledata&tablename=user&count=1';
  const row = 'user uid=1\tcardno=\tpin=77\tpassword=secret\tgroup=1\tname=N\tprivilege=0';
  expect(await brief(device.post(path, row))).toEqual([200, 'user=1']);
  expect(await kept()).toHaveLength(1);
  expect(await app.sql(`SELECT table_name FROM device_upload WHERE sn = 'BEYOND-1'`)).toEqual([{ table_name: 'user' }]);
  expect(JSON.stringify(await kept())).not.toContain('secret');
});

it('so is a report without a table; its polls are served meanwhile', async () => {
  const report = 'time=2026-04-26 07:28:00\tsensor=01\trelay=01\talarm=0000000000000000';
  expect(await brief(device.post('/iclock/cdata?table=rtstate', report))).toEqual([200, 'OK']);
  expect((await kept()).map(({ reason }: { reason: string }) => reason)).toContain('refused by the database: 22003');
  expect((await device.get('/iclock/getrequest')).status).toBe(200);
});

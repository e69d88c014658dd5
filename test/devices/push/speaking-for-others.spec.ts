import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const row = (index: number, more = '') =>
  `time=2026-04-10 11:49:32\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}${more}`;

const stored = async (sn: string) =>
  (await app.sql<{ log_id: string }>('SELECT log_id FROM event WHERE sn = $1 ORDER BY log_id', [sn])).map(
    ({ log_id }) => Number(log_id),
  );

const send = async (device: RawDevice, body: string) =>
  expect(await brief(device.post('/iclock/cdata?table=rtlog', body))).toEqual([200, 'OK']);

describe('an event in the name of another device', () => {
  it('does not make the event of that device a repetition', async () => {
    const [one, two] = [await approved(app, 'SPEAKER'), await approved(app, 'SPOKEN')];
    await send(one, row(41, '\tsn=SPOKEN'));
    await send(two, row(41));
    await send(two, row(41, '\tsn=SPOKEN'));
    expect(await stored('SPEAKER')).toEqual([41]);
    expect(await stored('SPOKEN')).toEqual([41]);
  });

  it('nor does it where the event comes with the rows of `transaction`', async () => {
    const [one, two] = [await approved(app, 'SPEAKER-T'), await approved(app, 'SPOKEN-T')];
    const body = `transaction ${row(5, '\tsn=SPOKEN-T')}`;
    expect(await brief(one.post('/iclock/cdata?tablename=transaction&count=1', body))).toEqual([200, 'transaction=1']);
    await send(two, row(5));
    expect(await stored('SPOKEN-T')).toEqual([5]);
  });

  it('stays apart from the own event of the same index, and is stored once', async () => {
    const device = await approved(app, 'SPEAKER-2');
    await send(device, row(9));
    await send(device, row(9, '\tsn=ELSEWHERE'));
    await send(device, row(9, '\tsn=ELSEWHERE'));
    expect(await stored('SPEAKER-2')).toEqual([9, 9]);
  });

  it('a master that names a controller itself does not speak for it yet', async () => {
    const [master, panel] = [await approved(app, 'MASTER-R'), await approved(app, 'SUB-R')];
    await master.post(
      '/iclock/cdata?tablename=DeviceAuthorize&count=1',
      'DeviceAuthorize SN=SUB-R\tOnline=1\tIsAuthorize=2',
    );
    await send(master, row(3, '\tsn=SUB-R'));
    await send(panel, row(3));
    expect(await stored('SUB-R')).toEqual([3]);
  });

  it('of a controller that was let in behind the master, it is the same event by either way', async () => {
    const [master, panel] = [await approved(app, 'MASTER-A'), await approved(app, 'SUB-A')];
    await master.post(
      '/iclock/cdata?tablename=DeviceAuthorize&count=1',
      'DeviceAuthorize SN=SUB-A\tOnline=1\tIsAuthorize=2',
    );
    const answer = await app.admin('PUT', '/devices/MASTER-A/sub-devices/SUB-A', { authorized: true });
    expect(answer.status).toBe(204);
    await send(master, row(3, '\tsn=SUB-A'));
    await send(panel, row(3));
    expect(await stored('MASTER-A')).toEqual([3]);
    expect(await stored('SUB-A')).toEqual([]);
  });

  it('an event that was stored before stays a repetition', async () => {
    const device = await approved(app, 'BEFORE');
    await send(device, row(77));
    // The id of a row that names no other device; it must never change.
    expect(await app.sql('SELECT id FROM event WHERE sn = $1', ['BEFORE'])).toEqual([
      { id: '0ee34d5f-cc00-0000-4d07-7e28e0812adc' },
    ]);
  });
});

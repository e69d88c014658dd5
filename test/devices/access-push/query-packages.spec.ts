import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, RawDevice } from '../../support/raw-device.js';

let app: TestApp;
let other: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '1' } });
  other = await startApp({ env: { LOG_LEVEL: 'error', COMMAND_RETRY: '1' }, databaseUrl: app.databaseUrl });
});

afterAll(async () => {
  await other.stop();
  await app.stop();
});

async function asked(sn: string, table = 'user'): Promise<{ device: RawDevice; id: number }> {
  const device = await approved(app, sn);
  const { body } = await app.admin('POST', `/devices/${sn}/commands`, { type: 'query', table });
  const { id } = body as { id: number };
  await expect.poll(() => device.poll(), { timeout: 60_000 }).toContain(`C:${id}:DATA QUERY`);
  return { device, id };
}

const row = (pin: string) => `user uid=1\tcardno=\tpin=${pin}\tpassword=\tgroup=1\tname=N${pin}\tprivilege=0`;

const send = (device: RawDevice, id: number, packet: number, of: number, body: string) =>
  brief(
    device.post(
      `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=user&count=1&packcnt=${of}&packidx=${packet}`,
      body,
    ),
  );

const users = async (sn: string) =>
  (await app.sql<{ pin: string }>('SELECT pin FROM device_user WHERE sn = $1 ORDER BY pin', [sn])).map(
    ({ pin }) => pin,
  );

const answer = async (id: number) => (await app.admin('GET', `/commands/${id}`)).body.answer;

// covers requests: POST querydata type=tabledata
describe('an answer in several packages', () => {
  it('is acted on when all have come, in any order, each as often as it likes, by two gateways', async () => {
    const { device, id } = await asked('PACK-1');
    const elsewhere = new RawDevice(other, 'PACK-1');
    expect(await send(device, id, 3, 3, row('3'))).toEqual([200, 'user=1']);
    expect(await send(device, id, 3, 3, row('3'))).toEqual([200, 'user=1']);
    expect(await send(elsewhere, id, 1, 3, row('1'))).toEqual([200, 'user=1']);
    expect(await users('PACK-1')).toEqual([]);
    expect(await answer(id)).toBe(null);
    expect(await send(device, id, 2, 3, row('2'))).toEqual([200, 'user=1']);
    expect(await users('PACK-1')).toEqual(['1', '2', '3']);
    expect(await answer(id)).toMatchObject({ table: 'user', rows: 3 });
    expect(await app.sql(`SELECT 1 FROM query_package WHERE sn = 'PACK-1'`)).toEqual([]);
    expect(await send(device, id, 2, 3, row('2'))).toEqual([200, 'user=1']);
    expect(await users('PACK-1')).toEqual(['1', '2', '3']);
  });

  it('may count from 0', async () => {
    const { device, id } = await asked('PACK-2');
    await send(device, id, 0, 2, row('10'));
    expect(await users('PACK-2')).toEqual([]);
    await send(device, id, 1, 2, row('11'));
    expect(await users('PACK-2')).toEqual(['10', '11']);
  });

  it('of which one is missing is never acted on, whatever else comes', async () => {
    const { device, id } = await asked('PACK-3');
    await send(device, id, 1, 3, row('1'));
    await send(device, id, 3, 3, row('3'));
    await device.result(`ID=${id}&Return=3&CMD=DATA QUERY`);
    expect(await users('PACK-3')).toEqual([]);
    // An hour later, half of another answer does not make the first one whole.
    await app.sql(`UPDATE query_package SET received_at = now() - interval '11 minutes' WHERE sn = 'PACK-3'`);
    await send(device, id, 2, 3, row('2'));
    expect(await users('PACK-3')).toEqual([]);
  });

  it('that was cut into other parts is a new one', async () => {
    const { device, id } = await asked('PACK-4');
    await send(device, id, 1, 3, row('1'));
    await send(device, id, 2, 2, row('22'));
    expect(await users('PACK-4')).toEqual([]);
    await send(device, id, 1, 2, row('21'));
    expect(await users('PACK-4')).toEqual(['21', '22']);
  });

  it('of more than 16 MB is acknowledged and refused; the caller is told', async () => {
    const { device, id } = await asked('PACK-5');
    const large = `${row('1')}\n${'x'.repeat(9_000_000)}`;
    expect(await send(device, id, 1, 2, large)).toEqual([200, 'user=1']);
    expect(await send(device, id, 2, 2, large)).toEqual([200, 'user=1']);
    expect(await users('PACK-5')).toEqual([]);
    expect((await answer(id)).error).toMatch(/16 MB/);
    expect(await app.sql(`SELECT 1 FROM query_package WHERE sn = 'PACK-5'`)).toEqual([]);
  });

  it('to no command of ours is still put together; numbers beyond the last package are no part of it', async () => {
    const device = await approved(app, 'PACK-6');
    await send(device, 0, 1, 2, row('1'));
    expect(await users('PACK-6')).toEqual([]);
    await send(device, 0, 9, 2, row('9'));
    await send(device, 0, 2, 2, row('2'));
    expect(await users('PACK-6')).toEqual([]);
    await send(device, 0, 1, 2, row('1'));
    expect(await users('PACK-6')).toEqual(['1', '2']);
  });

  it('may be numbered beyond what a column holds: it is refused, kept to be looked at, and forgets the rest', async () => {
    const device = await approved(app, 'PACK-7');
    await send(device, 0, 1, 2, row('1'));
    expect(await send(device, 0, 14294967296, 2, row('9'))).toEqual([200, 'user=1']);
    expect(await send(device, 0, 2, 14294967296, row('9'))).toEqual([200, 'user=1']);
    await send(device, 0, 2, 2, row('2'));
    expect(await users('PACK-7')).toEqual([]);
    const { body } = await app.admin('GET', '/devices/PACK-7/quarantine');
    expect(body.items).toHaveLength(1);
  });
});

describe('an answer without rows', () => {
  it.each([
    ['PACK-N1', 'biodata', ''],
    ['PACK-N2', 'templatev10', '\r\n'],
    ['PACK-N3', 'userpic', ''],
    ['PACK-N4', 'identitycard', '\r\n'],
  ])('of %s (%s) does not count as unreadable', async (sn, table, body) => {
    const { device, id } = await asked(sn, table);
    const place = `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=${table}&count=0&packcnt=0&packidx=0`;
    expect(await brief(device.post(place, body))).toEqual([200, `${table}=0`]);
    expect(await answer(id)).toMatchObject({ table, rows: 0 });
    expect((await app.admin('GET', `/devices/${sn}/quarantine`)).body.items).toEqual([]);
  });
});

describe('an answer that comes by cdata', () => {
  const address = (id: number, packet: number, of: number) =>
    `/iclock/cdata?table=tabledata&cmdid=${id}&tablename=user&count=1&packcnt=${of}&packidx=${packet}`;

  it('is the answer to the query that it names, in as many packages as it says', async () => {
    const { device, id } = await asked('CDATA-1');
    expect(await brief(device.post(address(id, 2, 2), row('2')))).toEqual([200, 'user=1']);
    expect(await users('CDATA-1')).toEqual([]);
    expect(await brief(device.post(address(id, 1, 2), row('1')))).toEqual([200, 'user=1']);
    expect(await users('CDATA-1')).toEqual(['1', '2']);
    expect(await answer(id)).toMatchObject({ table: 'user', rows: 2 });
  });

  it('is none if it names another command, or one of another device: the rows are news', async () => {
    const { id } = await asked('CDATA-3');
    const other = await approved(app, 'CDATA-4');
    expect(await brief(other.post(address(id, 1, 2), row('41')))).toEqual([200, 'user=1']);
    expect(await users('CDATA-4')).toEqual(['41']);
    expect(await answer(id)).toBe(null);
  });
});

describe('options by cdata', () => {
  const question = async (sn: string) => {
    const device = await approved(app, sn);
    const { body } = await app.admin('POST', `/devices/${sn}/commands`, {
      type: 'getOptions',
      names: ['~Model', 'Locks'],
    });
    const { id } = body as { id: number };
    await expect.poll(() => device.poll(), { timeout: 60_000 }).toContain(`C:${id}:GET OPTIONS`);
    const tell = (text: string, more = '') => brief(device.post(`/iclock/cdata?table=options${more}`, text));
    return { id, tell };
  };

  it('are the answer to the question that they name, or to the one that is open and asked for them', async () => {
    const named = await question('OPTIONS-1');
    expect(await named.tell('~Model=C3,Locks=4', `&cmdid=${named.id}`)).toEqual([200, 'OK']);
    expect(await answer(named.id)).toEqual({ options: { Model: 'C3', Locks: '4' } });
    const { id, tell } = await question('OPTIONS-2');
    expect(await tell('UserCount=7')).toEqual([200, 'OK']);
    expect(await answer(id)).toBe(null);
    expect(await tell('~Model=C3,locks=4')).toEqual([200, 'OK']);
    expect(await answer(id)).toEqual({ options: { Model: 'C3', locks: '4' } });
  });

  it('of which none can be read are kept', async () => {
    const { tell } = await question('OPTIONS-3');
    expect(await tell('')).toEqual([200, 'OK']);
    expect(await tell('no option')).toEqual([200, 'OK']);
    expect(await app.sql(`SELECT reason FROM quarantine WHERE sn = 'OPTIONS-3'`)).toEqual([
      { reason: 'options that name none' },
    ]);
  });
});

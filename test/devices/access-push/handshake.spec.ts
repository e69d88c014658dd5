import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceListener } from '../../../src/devices/push/device-listener.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshDatabase } from '../../support/database.js';
import {
  approved,
  brief,
  printedRegistration,
  RawDevice,
  registryCode,
  send,
  sessionIn,
} from '../../support/raw-device.js';
import { deviceViews } from './device-view.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { deviceOf } = deviceViews(() => app);

const partsOf = async (sn: string) => {
  const doors = (await app.admin('GET', `/doors?sn=${sn}`)).body.items as { number: number; name: string }[];
  const readers = (await app.admin('GET', `/readers?sn=${sn}`)).body.items as {
    number: number;
    name: string;
    direction: string;
  }[];
  const ordered = <T extends { number: number }>(items: T[]) => items.sort((a, b) => a.number - b.number);
  return {
    doors: ordered(doors).map(({ number, name }) => [number, name]),
    readers: ordered(readers).map(({ number, name, direction }) => [number, name, direction]),
  };
};

describe('a stranger', () => {
  const stranger = () => new RawDevice(app, 'STRANGER-1');

  it('is answered OK on its first contact, 406 on registry, 4xx elsewhere, and waits for approval', async () => {
    const device = stranger();
    expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all'))).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/registry', printedRegistration))).toEqual([406, '406']);
    expect(await brief(device.get('/iclock/registry'))).toEqual([406, '406']);
    for (const path of ['push', 'getrequest', 'ping', 'devicecmd', 'querydata', 'rtdata?type=time', 'exchange', 'x']) {
      expect([path, (await device.get(`/iclock/${path}`)).status]).toEqual([path, 403]);
      expect([path, (await device.post(`/iclock/${path}`, 'a=1')).status]).toEqual([path, 403]);
    }
    expect((await device.post('/iclock/cdata?table=rtlog', 'time=2017-01-10 11:49:32\tevent=0')).status).toBe(403);
    expect((await device.get('/iclock/cdata')).status).toBe(403);
    expect(await deviceOf('STRANGER-1')).toMatchObject({
      sn: 'STRANGER-1',
      status: 'pending',
      online: false,
      address: '127.0.0.1',
    });
    const pending = await app.admin('GET', '/devices?status=pending');
    expect(pending.body.items.map(({ sn }: { sn: string }) => sn)).toEqual(['STRANGER-1']);
    expect(await app.sql('SELECT 1 FROM event')).toEqual([]);
  });

  it('is served from the moment of its approval; its first contact is still OK until it has registered', async () => {
    expect((await app.admin('POST', '/devices/STRANGER-1/approve', {})).status).toBeLessThan(300);
    const device = stranger();
    expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all'))).toEqual([200, 'OK']);
    expect(await brief(device.get('/iclock/push'))).toEqual([406, '406']);
    await registryCode(device);
    expect((await deviceOf('STRANGER-1')).online).toBe(true);
  });

  it('rejected or disabled is refused everywhere, at once', async () => {
    const device = stranger();
    await app.admin('POST', '/devices/STRANGER-1/disable');
    expect((await device.get('/iclock/getrequest')).status).toBe(403);
    expect((await device.get('/iclock/cdata?pushver=3.0.1&options=all')).status).toBe(403);
    expect(await brief(device.post('/iclock/registry', printedRegistration))).toEqual([406, '406']);
    expect((await device.post('/iclock/cdata?table=rtlog', 'time=2017-01-10 11:49:32\tevent=0')).status).toBe(403);
    await app.admin('POST', '/devices/STRANGER-1/enable');
    expect(await device.poll()).not.toBe('');

    const other = new RawDevice(app, 'STRANGER-2');
    await other.get('/iclock/cdata?pushver=3.0.1&options=all');
    await app.admin('POST', '/devices/STRANGER-2/reject');
    expect((await other.get('/iclock/cdata?pushver=3.0.1&options=all')).status).toBe(403);
    expect(await brief(other.post('/iclock/registry', ''))).toEqual([406, '406']);
    expect((await deviceOf('STRANGER-2')).status).toBe('rejected');
  });
});

describe('strangers in numbers', () => {
  it('are listed up to 30 a minute from one address and 1,000 in all; approved devices are never refused', async () => {
    const crowded = await startApp();
    try {
      const contact = (sn: string, from?: string) =>
        brief(send(crowded.url, 'GET', `/iclock/cdata?SN=${sn}&pushver=3.0.1&options=all`, from ? { from } : {}));
      const pending = async () =>
        (await crowded.sql<{ n: number }>(`SELECT count(*)::int AS n FROM device WHERE status = 'pending'`))[0]?.n;
      for (let n = 1; n <= 35; n++) expect(await contact(`CROWD-${n}`)).toEqual([200, 'OK']);
      expect(await pending()).toBe(30);
      expect(await contact('ELSEWHERE-1', '127.0.0.2')).toEqual([200, 'OK']);
      expect(await pending()).toBe(31);
      await crowded.sql(
        `INSERT INTO device (sn, id, name, status) SELECT 'P' || n, 'P' || n, 'P' || n, 'pending' FROM generate_series(1, 968) n`,
      );
      for (const sn of ['LAST-1', 'LAST-2', 'LAST-3']) expect(await contact(sn, '127.0.0.3')).toEqual([200, 'OK']);
      expect(await pending()).toBe(1_000);
      expect(
        await brief(send(crowded.url, 'POST', '/iclock/registry?SN=LAST-3', { from: '127.0.0.3', body: 'a=1' })),
      ).toEqual([406, '406']);
      const known = await approved(crowded, 'KNOWN-1');
      for (let n = 0; n < 40; n++) expect(await known.poll()).toBe('OK');
      await registryCode(known);
    } finally {
      await crowded.stop();
    }
  });

  it('are all approved with DEVICE_APPROVAL=auto, only who was rejected is not', async () => {
    const open = await startApp({ env: { DEVICE_APPROVAL: 'auto' } });
    try {
      for (let n = 1; n <= 40; n++) {
        const device = new RawDevice(open, `AUTO-${n}`);
        expect(await brief(device.get('/iclock/cdata?pushver=3.0.1&options=all'))).toEqual([200, 'OK']);
      }
      await registryCode(new RawDevice(open, 'AUTO-40'));
      await registryCode(new RawDevice(open, 'AUTO-41'));
      expect((await deviceOf('AUTO-41', open)).status).toBe('approved');
      await open.sql(`UPDATE device SET status = 'rejected' WHERE sn = 'AUTO-1'`);
      await expect
        .poll(() => brief(new RawDevice(open, 'AUTO-1').post('/iclock/registry', 'LockCount=1')))
        .toEqual([406, '406']);
    } finally {
      await open.stop();
    }
  });
});

describe('registration', () => {
  it('answers the code without a line end; it stays over registrations, and over a restart on the same database', async () => {
    const database = await freshDatabase();
    try {
      const first = await startApp({ databaseUrl: database.url });
      const device = await approved(first, '3383154200002');
      const code = await registryCode(device);
      expect(await registryCode(device)).toBe(code);
      const session = sessionIn((await device.post('/iclock/push')).text);
      await first.stop();
      const second = await startApp({ databaseUrl: database.url });
      try {
        const again = new RawDevice(second, '3383154200002');
        expect(sessionIn((await again.post('/iclock/push')).text)).toBe(session);
        expect((await again.get('/iclock/cdata?pushver=3.0.1&options=all')).text).toContain(`\nRegistryCode=${code}\n`);
        expect(await registryCode(again)).toBe(code);
      } finally {
        await second.stop();
      }
    } finally {
      await database.drop();
    }
  });

  it('makes doors and readers: as many as LockCount, two readers a door where ReaderCount says so', async () => {
    await registryCode(await approved(app, '3383154200002'));
    expect(await partsOf('3383154200002')).toEqual({
      doors: [[1, '3383154200002-1']],
      readers: [
        [1, '3383154200002-1-In', 'in'],
        [2, '3383154200002-1-Out', 'out'],
      ],
    });
    expect(await deviceOf('3383154200002')).toMatchObject({ type: 'F20/M', link: 'push-acc' });
  });

  it('makes two readers a door where ReaderCount is absent', async () => {
    await registryCode(await approved(app, 'ABSENT'), 'DeviceType=acc,~DeviceName=C3-200,LockCount=2');
    expect((await partsOf('ABSENT')).readers).toEqual([
      [1, 'ABSENT-1-In', 'in'],
      [2, 'ABSENT-1-Out', 'out'],
      [3, 'ABSENT-2-In', 'in'],
      [4, 'ABSENT-2-Out', 'out'],
    ]);
  });

  it('makes one reader a door where there are fewer, after the name that the operator gave', async () => {
    await app.admin('POST', '/devices', { sn: 'FEWER', name: 'North' });
    await registryCode(new RawDevice(app, 'FEWER'), 'DeviceType=acc,LockCount=4,ReaderCount=4');
    const { doors, readers } = await partsOf('FEWER');
    expect(doors).toEqual([
      [1, 'North-1'],
      [2, 'North-2'],
      [3, 'North-3'],
      [4, 'North-4'],
    ]);
    expect(readers).toEqual([
      [1, 'North-1-In', 'in'],
      [2, 'North-2-In', 'in'],
      [3, 'North-3-In', 'in'],
      [4, 'North-4-In', 'in'],
    ]);
  });

  it('keeps ids and names of doors when a device registers again', async () => {
    const before = (await app.admin('GET', '/doors?sn=FEWER')).body.items as { id: string; number: number }[];
    const first = before.find(({ number }) => number === 1);
    await app.admin('PATCH', `/doors/${first?.id ?? ''}`, { name: 'Main gate' });
    await registryCode(new RawDevice(app, 'FEWER'), 'DeviceType=acc,LockCount=4,ReaderCount=4');
    const after = (await app.admin('GET', '/doors?sn=FEWER')).body.items as { id: string; name: string }[];
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(after.find(({ id }) => id === first?.id)?.name).toBe('Main gate');
  });

  it('adds what a device tells of for the first time when it registers again', async () => {
    const device = await approved(app, 'GROWN');
    const counts = async () =>
      (
        await app.sql<{ doors: number; readers: number; inputs: number; outputs: number }>(
          `SELECT (SELECT count(*) FROM door WHERE device_sn = sn)::int AS doors,
             (SELECT count(*) FROM reader r JOIN door o ON o.id = r.door_id WHERE o.device_sn = sn)::int AS readers,
             (SELECT count(*) FROM aux_input WHERE device_sn = sn)::int AS inputs,
             (SELECT count(*) FROM aux_output WHERE device_sn = sn)::int AS outputs FROM device WHERE sn = 'GROWN'`,
        )
      )[0];
    const asked = 'DeviceType=acc,LockCount=1,ReaderCount=1,AuxInCount=1,AuxOutCount=0';
    for (const [told, doors, readers, inputs, outputs] of [
      [asked, 1, 1, 1, 0],
      [asked, 1, 1, 1, 0],
      [asked.replace('ReaderCount=1', 'ReaderCount=2'), 1, 2, 1, 0],
      [asked.replace('AuxInCount=1', 'AuxInCount=2'), 1, 2, 2, 0],
      [asked.replace('AuxOutCount=0', 'AuxOutCount=1'), 1, 2, 2, 1],
      [asked.replace('LockCount=1', 'LockCount=2').replace('ReaderCount=1', 'ReaderCount=4'), 2, 4, 2, 1],
      ['DeviceType=acc,AuxInCount=4000000000', 2, 4, 2, 1],
    ] as const) {
      await registryCode(device, told);
      expect(await counts()).toEqual({ doors, readers, inputs, outputs });
    }
  });

  it('reads damaged bodies: colon, two equals signs, empty values, & and line ends, other case', async () => {
    const body =
      'devicetype=acc&~devicename=inBIO160\nlockcount=1,\tReaderCount:2,LogIDFunOn==1,MAC=00:17:61:11:ad:4f,X=';
    await registryCode(await approved(app, 'DAMAGED'), body);
    expect((await partsOf('DAMAGED')).readers).toHaveLength(2);
    expect((await deviceOf('DAMAGED')).type).toBe('inBIO160');
    expect((await deviceOf('DAMAGED')).capabilities).toMatchObject({
      LogIDFunOn: '1',
      MAC: '00:17:61:11:ad:4f',
      ReaderCount: '2',
      X: '',
    });
  });

  it('takes GET as well, and a body of nothing', async () => {
    const device = await approved(app, 'BYGET');
    expect((await device.get('/iclock/registry')).text).toMatch(/^RegistryCode=[A-Za-z0-9]{24,32}$/);
    expect(await partsOf('BYGET')).toEqual({ doors: [], readers: [] });
  });
});

describe('DEVICE_PORT', () => {
  it('serves devices there and nothing else, and no device on PORT', async () => {
    const split = await startApp({ env: { DEVICE_PORT: '0' } });
    const devices = { url: `http://127.0.0.1:${split.app.get(DeviceListener).ownPort}` };
    try {
      await split.admin('POST', '/devices', { sn: 'PORT-1' });
      const device = new RawDevice(devices, 'PORT-1');
      await registryCode(device);
      for (const path of ['/iclock/ping', '/iclock/ping/', '/ICLOCK/ping', '/iclock/iclock/ping', '/api/iclock/ping']) {
        expect([path, ...(await brief(device.get(path)))]).toEqual([path, 200, 'OK']);
      }
      for (const path of ['/', '/docs', '/health/live', '/metrics', '/admin/v1/devices', '/api/person/get/1']) {
        expect([path, (await send(devices.url, 'GET', path)).status]).toEqual([path, 404]);
      }
      for (const path of [
        '/iclock/ping',
        '/iclock/cdata?pushver=3.0.1&options=all',
        '/iclock/registry',
        '/ICLOCK/ping',
      ]) {
        expect([path, (await new RawDevice(split, 'PORT-1').get(path)).status]).toEqual([path, 404]);
      }
      expect((await split.request('GET', '/health/live')).status).toBe(200);
    } finally {
      await split.stop();
    }
    await expect(send(devices.url, 'GET', '/iclock/ping?SN=PORT-1')).rejects.toThrow('ECONNREFUSED');
  });
});

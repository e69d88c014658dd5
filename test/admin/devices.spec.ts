import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawDevice } from '../support/raw-device.js';
import { startApp, type TestApp } from '../support/app.js';
import { deviceWithDoors, recordChanges } from './site.js';
import { version } from '../support/versions.js';

let app: TestApp;
let changes: () => Promise<string[]>;
beforeAll(async () => {
  app = await startApp();
  changes = await recordChanges(app);
});
afterAll(() => app.stop());

/** A panel that has called and waits for approval. */
const stranger = (sn: string) =>
  app.sql(`INSERT INTO device (sn, id, name, address) VALUES ($1, md5($1), $1, '10.0.0.9')`, [sn]);

describe('devices', () => {
  it('are approved before they call, under an id of the client', async () => {
    const { status, body } = await app.admin('POST', '/devices', {
      sn: 'PRE1',
      name: 'Gate house',
      module: 'acc',
      areaCode: '1',
      timeZone: 'Europe/Lisbon',
      id: 'site-4028',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      sn: 'PRE1',
      ...version,
      id: 'site-4028',
      name: 'Gate house',
      module: 'acc',
      type: '',
      areaCode: '1',
      timeZone: 'Europe/Lisbon',
      reconcile: 'gap',
      learns: 'fill',
      attendance: false,
      status: 'approved',
      online: false,
      lastSeenAt: null,
      link: 'push-acc',
      address: null,
      registeredAt: null,
      pushProtVer: '3.0.1',
      protocol: '3.0.1',
      tokenMode: 'observe',
      tokenForm: null,
      tokenMatches: 0,
      remoteIdentification: false,
      language: null,
      capabilities: {},
      functions: [],
      model: null,
      quirks: {},
      addressMode: 'pin',
      addresses: [],
      boundAt: null,
      registrationUntil: null,
      alerts: [],
      warnings: [],
      move: null,
      pull: null,
      sync: {
        desired: 0,
        acked: 0,
        failed: 0,
        blocked: 0,
        extra: 0,
        unknown: 0,
        foreign: 0,
        inSync: false,
        reason: 'it has not registered: what it holds is not known',
      },
    });
  });

  it('that nobody approved, or somebody rejected, are never in sync: what they hold is not known', async () => {
    await new RawDevice(app, 'UNAPPROVED1').get('/iclock/cdata?options=all');
    const sync = async () => (await app.admin('GET', '/devices/UNAPPROVED1')).body.sync;
    await expect.poll(sync).toMatchObject({
      inSync: false,
      reason: 'it is not approved yet: what it holds is not known',
    });
    await app.admin('POST', '/devices/UNAPPROVED1/reject');
    expect(await sync()).toMatchObject({ inSync: false, reason: 'it was rejected: what it holds is not known' });
    await app.admin('DELETE', '/devices/UNAPPROVED1');
  });

  it('are listed page by page', async () => {
    await app.admin('POST', '/devices', { sn: 'PRE2' });
    await app.admin('POST', '/devices', { sn: 'PRE3' });
    const first = await app.admin('GET', '/devices?limit=2');
    expect(first.body.items.map((device: { sn: string }) => device.sn)).toEqual(['PRE1', 'PRE2']);
    const second = await app.admin('GET', `/devices?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map((device: { sn: string }) => device.sn)).toEqual(['PRE3']);
    expect(second.body.nextCursor).toBeNull();
  });

  it('wait, are approved with a choice about their users, and their rows are worked out anew', async () => {
    await stranger('NEW1');
    expect((await app.admin('GET', '/devices?status=pending')).body.items[0]).toMatchObject({
      sn: 'NEW1',
      status: 'pending',
      address: '10.0.0.9',
    });
    await changes();
    const { status, body } = await app.admin('POST', '/devices/NEW1/approve', { existing: 'clear' });
    expect(await changes()).toEqual(['device NEW1']);
    expect([status, body.status]).toEqual([200, 'approved']);
    expect(await app.sql('SELECT existing FROM device WHERE sn = $1', ['NEW1'])).toEqual([{ existing: 'clear' }]);
  });

  it('say what becomes of their users before they first call, too', async () => {
    const { status } = await app.admin('POST', '/devices', { sn: 'EARLY1', existing: 'import' });
    expect(status).toBe(201);
    expect(await app.sql('SELECT existing, existing_done FROM device WHERE sn = $1', ['EARLY1'])).toEqual([
      { existing: 'import', existing_done: false },
    ]);
    const refused = await app.admin('POST', '/devices', { sn: 'EARLY2', existing: 'burn' });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'existing']);
  });

  it('can be rejected, but only while they wait', async () => {
    await stranger('NEW2');
    expect((await app.admin('POST', '/devices/NEW2/reject')).body.status).toBe('rejected');
    const refused = await app.admin('POST', '/devices/PRE1/reject');
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual({
      type: 'urn:postern:conflict',
      title: 'conflict',
      status: 409,
      detail: 'device PRE1 is approved',
      instance: '/admin/v1/devices/PRE1/reject',
    });
  });

  it('are disabled and enabled and keep their doors', async () => {
    await deviceWithDoors(app, 'OFF1', 2);
    expect((await app.admin('POST', '/devices/OFF1/disable')).body.status).toBe('disabled');
    expect((await app.admin('GET', '/doors?sn=OFF1')).body.items).toHaveLength(2);
    expect((await app.admin('POST', '/devices/OFF1/enable')).body.status).toBe('approved');
    expect((await app.admin('POST', '/devices/NEW2/enable')).status).toBe(409);
  });

  it('that are disabled lose the door pulse that waits: it would open late once they are enabled', async () => {
    await deviceWithDoors(app, 'OFF2');
    const { body } = await app.admin('POST', '/devices/OFF2/commands', { type: 'openDoor', door: 1, seconds: 5 });
    await app.admin('POST', '/devices/OFF2/disable');
    await app.admin('POST', '/devices/OFF2/enable');
    expect((await app.admin('GET', `/commands/${body.id}`)).body.status).toBe('cancelled');
    const polled = await new RawDevice(app, 'OFF2').poll();
    expect(polled).not.toContain('CONTROL DEVICE');
  });

  it('say which field is wrong', async () => {
    const { status, headers, body } = await app.admin('POST', '/devices', { sn: 'X 1' });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body.errors).toEqual([
      { field: 'sn', code: 'invalid', message: 'sn must be 1 to 64 letters, digits, dots, dashes or underscores' },
    ]);
    const patch = (facts: object) => app.admin('PATCH', '/devices/PRE1', facts);
    expect((await patch({ areaCode: 'nowhere' })).body.errors[0].field).toBe('areaCode');
    expect((await patch({ timeZone: 'Mars/Olympus' })).body.errors[0].field).toBe('timeZone');
    expect((await patch({ module: 'xyz' })).body.errors[0].field).toBe('module');
    expect((await patch({ name: 'Renamed', timeZone: null })).body).toMatchObject({ name: 'Renamed', timeZone: null });
  });

  it('hand their doors and levels over to another panel, which gets everything', async () => {
    await deviceWithDoors(app, 'OLD1', 2);
    const { body: old } = await app.admin('GET', '/devices/OLD1');
    await app.admin('POST', '/access-levels', { id: 'lev-old', name: 'Old doors', doorIds: ['OLD1-1', 'OLD1-2'] });
    await app.sql(
      `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, version) VALUES ('OLD1', 'user', '7', '7', '7', 'h', 1)`,
    );
    await stranger('NEW9');
    await changes();
    const { status, body } = await app.admin('POST', '/devices/OLD1/replace', { newSn: 'NEW9' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ sn: 'NEW9', id: old.id, name: 'NEW9', status: 'approved', address: '10.0.0.9' });
    expect(await changes()).toEqual(['device NEW9']);
    expect((await app.admin('GET', '/devices/OLD1')).status).toBe(404);
    const doors = await app.admin('GET', '/doors?sn=NEW9');
    expect(doors.body.items.map((door: { id: string }) => door.id)).toEqual(['OLD1-1', 'OLD1-2']);
    expect((await app.admin('GET', '/access-levels/lev-old')).body.doorIds).toEqual(['OLD1-1', 'OLD1-2']);
    expect(await app.sql(`SELECT * FROM ledger WHERE sn IN ('OLD1', 'NEW9') AND held_hash IS NOT NULL`)).toEqual([]);
    const again = await app.admin('POST', '/devices/NEW9/replace', { newSn: 'PRE1' });
    expect([again.status, again.body.detail]).toEqual([
      409,
      'device PRE1 is served already, in a place of its own: delete it first, and name it here again',
    ]);
  });

  it('are forgotten with their doors, and what was queued for them ends', async () => {
    await deviceWithDoors(app, 'GONE1');
    const { body: command } = await app.admin('POST', '/devices/GONE1/commands', { command: 'DATA COUNT user' });
    expect((await app.admin('DELETE', '/devices/GONE1')).status).toBe(204);
    expect((await app.admin('GET', '/devices/GONE1')).status).toBe(404);
    expect((await app.admin('GET', '/doors?sn=GONE1')).body.items).toEqual([]);
    expect((await app.admin('GET', `/commands/${command.id}`)).body.status).toBe('cancelled');
  });

  it('never show their keys among the capabilities', async () => {
    await app.sql(`UPDATE device SET options = $1 WHERE sn = 'PRE2'`, [
      JSON.stringify({ LockCount: '4', ComPwd: '123456', MThreshold: '60' }),
    ]);
    expect((await app.admin('GET', '/devices/PRE2')).body.capabilities).toEqual({ LockCount: '4', MThreshold: '60' });
  });
});

describe('quirks of a device', () => {
  it('are set by name, shown, and taken away', async () => {
    await app.admin('POST', '/devices', { sn: 'QRK1', quirks: { requestDelay: 3 } });
    const set = await app.admin('PATCH', '/devices/QRK1', { quirks: { doorByDoor: true, 'plainOk.user': true } });
    expect(set.body.quirks).toEqual({ requestDelay: 3, doorByDoor: true, 'plainOk.user': true });
    const less = await app.admin('PATCH', '/devices/QRK1', { quirks: { requestDelay: null, doorByDoor: false } });
    expect(less.body.quirks).toEqual({ doorByDoor: false, 'plainOk.user': true });
    expect((await app.admin('PATCH', '/devices/QRK1', { name: 'Q' })).body.quirks).toEqual(less.body.quirks);
    for (const [quirks, message] of [
      [{ flies: true }, 'quirks.flies is no quirk that is known'],
      [{ requestDelay: 0 }, 'quirks.requestDelay must be a whole number from 1 to 60'],
      [{ keepClock: 'yes' }, 'quirks.keepClock must be true or false'],
    ] as const) {
      const refused = await app.admin('PATCH', '/devices/QRK1', { quirks });
      expect([refused.status, refused.body.detail]).toEqual([400, message]);
    }
  });
});

describe('doors and readers', () => {
  it('take a name that no other door has, and settings', async () => {
    await deviceWithDoors(app, 'D1', 2);
    const { body } = await app.admin('PATCH', '/doors/D1-1', {
      name: 'Front',
      settings: { DoorDrivertime: 5, DoorVerifyType: 4 },
    });
    expect(body).toMatchObject({
      id: 'D1-1',
      name: 'Front',
      sn: 'D1',
      number: 1,
      settings: { DoorDrivertime: 5, DoorVerifyType: 4 },
      lockDown: 'none',
    });
    const taken = await app.admin('PATCH', '/doors/D1-2', { name: 'Front' });
    expect([taken.status, taken.body.detail]).toEqual([409, 'there is a door "Front" already']);
    const merged = await app.admin('PATCH', '/doors/D1-1', { settings: { DoorDrivertime: 8, DoorVerifyType: null } });
    expect(merged.body.settings).toEqual({ DoorDrivertime: 8 });
    const nested = await app.admin('PATCH', '/doors/D1-1', { settings: { a: { b: 1 } } });
    expect(nested.body.errors).toEqual([
      { field: 'settings.a', code: 'invalid', message: 'settings.a must be text, a number, true, false or null' },
    ]);
    expect((await app.admin('GET', '/doors/nope')).status).toBe(404);
  });

  it('of a migrated site are named before their device registers, and keep id and name', async () => {
    await app.admin('POST', '/devices', { sn: 'MIG1', name: 'Old house' });
    const door = await app.admin('POST', '/doors', { id: '4028a', sn: 'MIG1', number: 2, name: 'Cellar' });
    expect([door.status, door.body]).toMatchObject([
      201,
      { id: '4028a', name: 'Cellar', sn: 'MIG1', number: 2, settings: {}, lockDown: 'none' },
    ]);
    const side = { id: '4028r', doorId: '4028a', direction: 'in', number: 3 };
    const reader = await app.admin('POST', '/readers', side);
    expect([reader.status, reader.body]).toEqual([
      201,
      { ...side, name: 'Cellar-In', sn: 'MIG1', settings: {}, ...version },
    ]);

    const device = new RawDevice(app, 'MIG1');
    await device.post('/iclock/registry', 'DeviceType=acc,LockCount=2,ReaderCount=4');
    expect((await app.admin('GET', '/doors?sn=MIG1')).body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: '4028a', name: 'Cellar', sn: 'MIG1', number: 2, settings: {}, lockDown: 'none' }),
        expect.objectContaining({ name: 'Old house-1', number: 1 }),
      ]),
    );
    const readers = (await app.admin('GET', '/readers?sn=MIG1')).body.items as { name: string }[];
    expect(readers.map(({ name }) => name).sort()).toEqual([
      'Cellar-In',
      'Cellar-Out',
      'Old house-1-In',
      'Old house-1-Out',
    ]);
  });

  it('are named once', async () => {
    const answer = async (path: string, body: object) => {
      const { status, body: said } = await app.admin('POST', path, body);
      return [status, said.detail];
    };
    expect(await answer('/doors', { sn: 'MIG1', number: 2, name: 'Attic' })).toEqual([
      409,
      'there is the door "Cellar" (4028a), number 2 of MIG1, already',
    ]);
    expect((await answer('/doors', { sn: 'MIG1', number: 3, name: 'Cellar' }))[0]).toBe(409);
    expect((await answer('/doors', { sn: 'NOBODY', number: 1 }))[0]).toBe(404);
    expect((await answer('/doors', { sn: 'MIG1', number: 0 }))[0]).toBe(400);
    expect((await answer('/readers', { doorId: '4028a', direction: 'in', number: 9 }))[0]).toBe(409);
    expect((await answer('/readers', { doorId: 'nope', direction: 'in', number: 9 }))[0]).toBe(404);
    expect((await answer('/readers', { doorId: '4028a', direction: 'up', number: 9 }))[0]).toBe(400);
  });

  it('settings are sent to the device, names are not', async () => {
    // The device that registered in the test before may still be worked on.
    const ofD1 = async () => (await changes()).filter((change) => change.endsWith(' D1'));
    await ofD1();
    await app.admin('PATCH', '/doors/D1-1', { settings: { DoorDrivertime: 9 } });
    expect(await ofD1()).toEqual(['device D1']);
    await app.admin('PATCH', '/readers/D1-1-In', { name: 'Front in' });
    expect(await ofD1()).toEqual([]);
    expect((await app.admin('GET', '/readers?sn=D1')).body.items).toEqual([
      {
        id: 'D1-1-In',
        name: 'Front in',
        doorId: 'D1-1',
        sn: 'D1',
        number: 1,
        direction: 'in',
        settings: {},
        ...version,
      },
      {
        id: 'D1-2-In',
        name: 'D1-2-In',
        doorId: 'D1-2',
        sn: 'D1',
        number: 2,
        direction: 'in',
        settings: {},
        ...version,
      },
    ]);
  });
});

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel } from '../../support/facade-site.js';

/* The calls of API manual v1.2, 2.13, against the real app. */

const deviceId = '402856aa6c3bbde1016c3bc2329200f1';
const offlineId = '402856aa6c3bbde1016c3bc2329200f2';
const unknown = 'ffffffffffffffffffffffffffffffff';

let app: TestApp;
let ana = '';
let ben = '';
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'ROOM1', { id: deviceId, name: 'Meeting door', doors: 1 });
  await addPanel(app, 'ROOM2', { id: offlineId, name: 'Hall door', doors: 1, online: false });
  for (const [pin, name] of [
    ['1', 'Ana'],
    ['2', 'Ben'],
    ['3', 'Cara'],
  ])
    await app.api('POST', '/api/person/add', { pin, name, lastName: 'Soto', email: `p${pin}@example.com` });
  const ids = await app.sql<{ id: string }>('SELECT id FROM person ORDER BY pin');
  [ana = '', ben = ''] = ids.map(({ id }) => id);
});
afterAll(() => app.stop());

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;
const post = async (path: string, body?: unknown) => (await app.api('POST', `/api/${path}`, body)).body;
const ok = { code: 0, message: 'success', data: null };
const counted = (done: number, failed = 0) => ({
  code: 0,
  message: `Succeed: ${done}, Failed: ${failed}.`,
  data: [],
});
const named = async (path: string, name: string) =>
  (await get(`${path}/list?name=${encodeURIComponent(name)}&pageNo=1&pageSize=10`)).data.data[0];

const room = (more: object = {}) => ({
  id: '',
  name: 'Room 1',
  capacity: 10,
  spaceDeviceIds: deviceId,
  personPin: 1,
  ...more,
});

describe('devices', () => {
  const first = { id: deviceId, sn: 'ROOM1', name: 'Meeting door', type: 'inBIO460', status: '1', module: 'space' };
  const second = { ...first, id: offlineId, sn: 'ROOM2', name: 'Hall door', status: '0' };

  it('are found by their serial number', async () => {
    expect(await get('spaceDevice/getBySn?sn=ROOM1')).toEqual({ ...ok, data: first });
    await app.admin('POST', '/devices/ROOM2/disable');
    expect((await get('spaceDevice/getBySn?sn=ROOM2')).data).toEqual({ ...second, status: '2' });
    await app.admin('POST', '/devices/ROOM2/enable');
    expect((await get('spaceDevice/getBySn?sn=NONE')).code).toBe(-102);
    expect((await get('spaceDevice/getBySn')).code).toBe(-48);
  });

  it('are listed, by name and by serial number', async () => {
    const all = await get('spaceDevice/list?pageNo=1&pageSize=1000');
    expect(all.data).toEqual({ page: 0, size: 1000, total: 2, data: [first, second], offset: 0, lastPage: true });
    expect((await get('spaceDevice/list?deviceName=hall&pageNo=1&pageSize=10')).data.data).toEqual([second]);
    expect((await get('spaceDevice/list?sn=ROOM1&pageNo=1&pageSize=10')).data.data).toEqual([first]);
  });
});

it.each(['spaceDevice', 'space', 'spaceFacility', 'spaceService', 'spaceReservation'])(
  '%s/list wants a page of at most 1000',
  async (family) => {
    const code = async (query: string) => (await get(`${family}/list?${query}`)).code;
    expect(await code('')).toBe(-92);
    expect(await code('pageNo=0&pageSize=10')).toBe(-90);
    expect(await code('pageNo=1&pageSize=1001')).toBe(-91);
    expect(await code('pageNo=1&pageSize=1000')).toBe(0);
  },
);

describe('facilities', () => {
  it('of one’s own have numbers above those that are built in, which stay', async () => {
    const add = (more: object) => post('spaceFacility/addFacility', { id: '', name: 'Desk', facilityNo: 21, ...more });
    expect(await add({ remark: 'high' })).toEqual(ok);
    const { id, ...rest } = await named('spaceFacility', 'Desk');
    expect(rest).toEqual({ name: 'Desk', facilityNo: 21, remark: 'high', initFlag: false });
    expect((await add({ name: 'Other' })).code).toBe(-1);
    expect((await add({ facilityNo: 22 })).code).toBe(-1);
    expect((await add({ name: 'Other', facilityNo: 19 })).code).toBe(-1);
    // The sample of the manual.
    expect(await add({ name: 'Sample', facilityNo: 20, remark: undefined })).toEqual(ok);
    expect((await named('spaceFacility', 'Sample')).facilityNo).toBe(20);
    expect((await add({ name: 'Other', facilityNo: 20 })).code).toBe(-1);
    expect((await add({ name: '' })).code).toBe(-1);
    expect(await add({ id, name: 'Desk 2', facilityNo: '22' })).toEqual(ok);
    expect((await get(`spaceFacility/getById?id=${id}`)).data).toEqual({ ...rest, id, name: 'Desk 2', facilityNo: 22 });
    expect((await add({ id: unknown, name: 'Nothing', facilityNo: 30 })).code).toBe(-1);
    expect((await get(`spaceFacility/getById?id=${unknown}`)).code).toBe(-1);
    expect((await get('spaceFacility/getById')).code).toBe(-1);
    const builtIn = await named('spaceFacility', 'Projector');
    expect(builtIn).toMatchObject({ facilityNo: 1, initFlag: true });
    expect((await post('spaceFacility/deleteById', { id: builtIn.id })).code).toBe(-1);
    expect(await post(`spaceFacility/deleteById?id=${id}`)).toEqual(counted(1));
    expect((await post('spaceFacility/deleteById', { id })).code).toBe(-1);
    expect((await post('spaceFacility/deleteById', {})).code).toBe(-1);
  });
});

describe('services', () => {
  it('are added, changed and deleted, but for those that are built in', async () => {
    const add = (more: object) => post('spaceService/addService', { name: 'Flowers', ...more });
    expect(await add({})).toEqual(ok);
    expect((await add({})).code).toBe(-1);
    expect((await add({ name: '' })).code).toBe(-1);
    const { id } = await named('spaceService', 'flow');
    expect(await add({ id, name: 'Flowers', remark: 'red' })).toEqual(ok);
    expect((await get(`spaceService/getById?id=${id}`)).data).toEqual({
      ...{ id, name: 'Flowers', remark: 'red', initFlag: false },
    });
    expect((await get(`spaceService/getById?id=${unknown}`)).code).toBe(-1);
    const builtIn = await named('spaceService', 'Lunch');
    expect(builtIn.initFlag).toBe(true);
    expect(await post('spaceService/deleteById', { id: `${id},${builtIn.id}` })).toEqual(counted(1, 1));
  });
});

describe('rooms', () => {
  it('are added, listed, changed and deleted', async () => {
    const facility = (await named('spaceFacility', 'Whiteboard')).id;
    const facts = { picture: 'a.jpg', status: '0', spaceFacilityIds: facility, address: 'Second floor' };
    const more = { personTel: 5551234, smartSpace: true, remark: 'quiet', retentionTime: 15 };
    expect(await post('space/addSpace', room({ ...facts, ...more }))).toEqual(ok);
    const found = await named('space', 'room 1');
    expect(found).toEqual({
      id: found.id,
      name: 'Room 1',
      picture: 'a.jpg',
      status: '0',
      capacity: '10',
      spaceFacilityIds: facility,
      spaceDeviceIds: deviceId,
      authAreaName: 'Area Name',
      address: 'Second floor',
      personId: ana,
      personPin: '1',
      personTel: '5551234',
      smartSpace: true,
      remark: 'quiet',
      retentionTime: '15',
    });
    const { id } = found;
    // What is left out stays.
    expect(await post('space/addSpace', room({ id, retentionTime: undefined }))).toEqual(ok);
    expect((await get(`space/getById?id=${id}`)).data).toEqual(found);
    expect(await post('space/addSpace', room({ id, capacity: '12', status: 2, retentionTime: '' }))).toEqual(ok);
    expect((await get(`space/getById?id=${id}`)).data).toEqual({
      ...found,
      status: '2',
      capacity: '12',
      retentionTime: '',
    });
    // A door that the console has named stays while its device does, and is the room's no longer afterwards.
    const [door] = (await app.admin('GET', '/doors?sn=ROOM1')).body.items as { id: string }[];
    const named1 = { doorIds: [door?.id], deviceSns: [] };
    expect((await app.admin('PATCH', `/spaces/${id}`, named1)).status).toBe(200);
    expect((await get(`space/getById?id=${id}`)).data.spaceDeviceIds).toBe(deviceId);
    const doorIds = async () => (await app.admin('GET', `/spaces/${id}`)).body.doorIds as string[];
    expect(await post('space/addSpace', room({ id }))).toEqual(ok);
    expect(await doorIds()).toEqual([door?.id]);
    expect(await post('space/addSpace', room({ id, spaceDeviceIds: offlineId }))).toEqual(ok);
    expect(await doorIds()).toEqual([]);
    expect((await get(`space/getById?id=${id}`)).data.spaceDeviceIds).toBe(offlineId);
    expect(await post('space/deleteById', { id })).toEqual(counted(1));
    expect((await get(`space/getById?id=${id}`)).code).toBe(-1);
    expect((await post(`space/deleteById?id=${id}`)).code).toBe(-1);
  });

  it('are refused for what is wrong', async () => {
    const code = async (more: object) => (await post('space/addSpace', room(more))).code;
    expect(await code({ personPin: '' })).toBe(-20);
    expect(await code({ personPin: '99' })).toBe(-22);
    expect(await code({ spaceDeviceIds: unknown })).toBe(-102);
    for (const wrong of [
      { name: '' },
      { capacity: '' },
      { capacity: -1 },
      { spaceDeviceIds: '' },
      { retentionTime: 20 },
      { status: 3 },
      { spaceFacilityIds: unknown },
      { id: unknown },
    ])
      expect([wrong, await code(wrong)]).toEqual([wrong, -1]);
    expect(await code({})).toBe(0);
    expect(await code({})).toBe(-1);
    const { id } = await named('space', 'Room 1');
    await post('space/deleteById', { id });
  });
});

describe('reservations', () => {
  let spaceId = '';
  let service = '';
  beforeAll(async () => {
    await post('space/addSpace', room({ name: 'Blue', address: 'Ground floor' }));
    spaceId = (await named('space', 'Blue')).id;
    service = (await named('spaceService', 'Lunch')).id;
  });

  const wall = (minutes: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid', dateStyle: 'short', timeStyle: 'medium' }).format(
      Date.now() + minutes * 60_000,
    );
  const reservation = (more: object = {}) => ({
    subject: 'Weekly',
    applyPersonPin: 1,
    participantIds: ben,
    startTime: '2037-03-02 10:00:00',
    endTime: '2037-03-02 11:00:00',
    spaceId,
    ...more,
  });
  const add = (more: object = {}) => post('spaceReservation/addSpaceReservation', reservation(more));
  const listed = async (query = '') =>
    (await get(`spaceReservation/list?pageNo=1&pageSize=100&${query}`)).data.data as Record<string, unknown>[];
  const idOf = async (subject: string) => String((await listed(`subject=${subject}`))[0]?.id);
  const statusOf = async (subject: string) => (await listed(`subject=${subject}`))[0]?.reservationStatus;

  it('are made, listed, read and changed', async () => {
    const more = { content: 'Plans', startSignInTime: '15', serviceIds: service, remindTime: '1h' };
    expect(await add({ ...more, applyPersonEmail: 'ana@rooms.example.com' })).toEqual(ok);
    const [one] = await listed('subject=week');
    const shown = {
      id: one?.id,
      subject: 'Weekly',
      content: 'Plans',
      spaceId,
      spaceName: 'Blue',
      spaceAddress: 'Ground floor',
      startSignInDateTime: '2037-03-02 09:45:00',
      startTime: '2037-03-02 10:00:00',
      endTime: '2037-03-02 11:00:00',
      startSignInTime: 15,
      applyPersonId: ana,
      applyPersonPin: '1',
      applyPersonName: 'Ana',
      applyPersonLastName: 'Soto',
      applyPersonEmail: 'ana@rooms.example.com',
      serviceIds: service,
      reservationStatus: 0,
      remindTime: '1h',
    };
    expect(one).toEqual(shown);
    const id = String(one?.id);
    expect(await get(`spaceReservation/getById?id=${id}`)).toEqual({ ...ok, data: { ...shown, participantIds: ben } });
    expect(await post('spaceReservation/getReservationParticipants', { id })).toEqual({
      ...ok,
      data: [{ id: ben, pin: '2', name: 'Ben', lastName: 'Soto' }],
    });
    const changed = { id, subject: 'Weekly', participantIds: [ana, ben], endTime: '2037-03-02 11:30:00' };
    expect(await add({ ...changed, remindTime: '' })).toEqual(ok);
    expect((await get(`spaceReservation/getById?id=${id}`)).data).toEqual({
      ...shown,
      endTime: '2037-03-02 11:30:00',
      remindTime: '',
      participantIds: `${ana},${ben}`,
    });
  });

  it('are filtered by room, subject and time', async () => {
    const count = async (query: string) => (await listed(query)).length;
    expect(await count('spaceName=blu')).toBe(1);
    expect(await count('spaceName=green')).toBe(0);
    expect(await count('startTime=2037-03-02 00:00:00&endTime=2037-03-02 23:59:59')).toBe(1);
    expect(await count('startTime=2037-03-02 11:30:00')).toBe(0);
    expect(await count('endTime=2037-03-02 10:00:00')).toBe(0);
    const codes = async (query: string) => (await get(`spaceReservation/list?pageNo=1&pageSize=1&${query}`)).code;
    expect(await codes('startTime=soon')).toBe(-100);
    expect(await codes('startTime=2037-03-03&endTime=2037-03-02')).toBe(-101);
  });

  it('take the misprint spcaeId, touch each other and never overlap', async () => {
    const misprint = { ...reservation({ subject: 'After' }), spaceId: undefined, spcaeId: spaceId };
    const at = (startTime: string, endTime: string) => ({
      startTime: `2037-03-02 ${startTime}`,
      endTime: `2037-03-02 ${endTime}`,
    });
    const after = await post('spaceReservation/addSpaceReservation', { ...misprint, ...at('11:30:00', '12:00:00') });
    expect(after).toEqual(ok);
    for (const [from, to] of [
      ['09:00:00', '10:00:01'],
      ['10:10:00', '10:20:00'],
      ['11:29:59', '13:00:00'],
    ] as const)
      expect([from, (await add({ subject: 'No', ...at(from, to) })).code]).toEqual([from, -1]);
    const both = ['A', 'B'].map((subject) => add({ subject, ...at('15:00:00', '16:00:00') }));
    expect((await Promise.all(both)).map(({ code }) => Number(code)).sort()).toEqual([-1, 0]);
  });

  it('are refused for what is wrong', async () => {
    const code = async (more: object) => (await add({ startTime: '2037-05-01', endTime: '2037-05-02', ...more })).code;
    expect(await code({ applyPersonPin: '' })).toBe(-20);
    expect(await code({ applyPersonPin: '99' })).toBe(-22);
    expect(await code({ participantIds: `${ben},${unknown}` })).toBe(-22);
    expect(await code({ startTime: 'soon' })).toBe(-100);
    expect(await code({ startTime: '' })).toBe(-100);
    expect(await code({ endTime: '2037-04-01' })).toBe(-101);
    expect(await code({ startTime: '2037-05-02 10:00:00', endTime: '2037-05-02 10:00:00' })).toBe(-101);
    for (const wrong of [
      { spaceId: '' },
      { spaceId: unknown },
      { participantIds: '' },
      { startSignInTime: 10 },
      { remindTime: '2h' },
      { serviceIds: unknown },
      { id: unknown },
    ])
      expect([wrong, await code(wrong)]).toEqual([wrong, -1]);
  });

  it('run, end and are cancelled', async () => {
    await add({ subject: 'Past', startTime: wall(-60), endTime: wall(-30) });
    await add({ subject: 'Now', startTime: wall(-1), endTime: wall(30) });
    expect([await statusOf('Past'), await statusOf('Now'), await statusOf('Weekly')]).toEqual([2, 1, 0]);
    expect((await named('space', 'Blue')).status).toBe('1');
    const to = async (call: string, subject: string) =>
      post(`spaceReservation/${call}Reservation`, { id: await idOf(subject) });
    expect(await to('finish', 'Now')).toEqual(counted(1));
    expect(await statusOf('Now')).toBe(2);
    expect((await named('space', 'Blue')).status).toBe('0');
    expect((await to('cancel', 'Now')).code).toBe(-1);
    expect((await to('cancel', 'Past')).code).toBe(-1);
    expect(await to('cancel', 'Weekly')).toEqual(counted(1));
    expect(await statusOf('Weekly')).toBe(3);
    expect((await to('finish', 'Weekly')).code).toBe(-1);
    expect((await add({ id: await idOf('Weekly') })).code).toBe(-1);
    // The room is free again, from the moment it was given back as well.
    expect(await add({ subject: 'Again' })).toEqual(ok);
    expect(await add({ subject: 'Next', startTime: wall(1), endTime: wall(20) })).toEqual(ok);
    expect(await to('finish', 'Next')).toEqual(counted(1));
    expect(await statusOf('Next')).toBe(2);
    for (const call of ['cancelReservation', 'finishReservation', 'getReservationParticipants', 'deleteById'])
      expect([call, (await post(`spaceReservation/${call}`, { id: unknown })).code]).toEqual([call, -1]);
  });

  it('keep what two callers change at once', async () => {
    const cara = (await app.sql<{ id: string }>(`SELECT id FROM person WHERE pin = '3'`))[0]?.id;
    await add({ subject: 'Both', startTime: '2037-06-01 10:00:00', endTime: '2037-06-01 11:00:00' });
    const at = `/space-reservations/${await idOf('Both')}/persons`;
    const client = new Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM space WHERE id = $1 FOR UPDATE', [spaceId]);
      const both = Promise.all([app.admin('DELETE', `${at}/2`), app.admin('PUT', `${at}/3`)]);
      await expect
        .poll(async () => {
          const rows = await app.sql(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
               AND query LIKE '%FROM space WHERE id%FOR UPDATE'`,
          );
          return rows.length;
        })
        .toBe(2);
      await client.query('COMMIT');
      expect((await both).map(({ status }) => status)).toEqual([204, 204]);
    } finally {
      await client.end();
    }
    // Nobody is let in again who was taken out.
    const { data } = await post('spaceReservation/getReservationParticipants', { id: await idOf('Both') });
    expect(data.map(({ id }: { id: string }) => id)).toEqual([cara]);
  });

  it('are deleted, with the room as well', async () => {
    const id = await idOf('Again');
    expect(await post(`spaceReservation/deleteById?id=${id}`)).toEqual(counted(1));
    expect((await get(`spaceReservation/getById?id=${id}`)).code).toBe(-1);
    expect(await post('space/deleteById', { id: spaceId })).toEqual(counted(1));
    expect(await listed()).toEqual([]);
  });
});

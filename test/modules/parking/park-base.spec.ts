import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId } from '../../support/facade-site.js';
import { parkingCalls } from './parking-calls.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await addPanel(app, '5662012052868', { id: '402856aa6c3bbde1016c3bc211e5005a', name: 'Yard', doors: 1 });
  await furnish();
  await made('/parking/areas', { id: 'deck', name: 'Deck', parentId: 'north' });
  for (const [id, name] of [
    ['s1', 'Space 1'],
    ['s2', 'Space 2'],
  ])
    await made('/parking/spaces', { id, name, areaId: 'deck' });
  await made('/parking/car-types', { id: 'small', name: 'Small car' });
  await made('/parking/entrances', { id: 'gate', name: 'Gate', areaId: 'north' });
  await made('/parking/entrances', { id: 'ramp', name: 'Ramp', areaId: 'deck' });
  const discounts = [
    { id: 'd1', name: 'Guests', kind: 'free' },
    { id: 'd2', name: 'Restaurant', kind: 'amount', value: 250 },
    { id: 'd3', name: 'Shop', kind: 'minutes', value: 90 },
    { id: 'd4', name: 'Staff', kind: 'percent', value: 50 },
  ];
  for (const discount of discounts) await made('/parking/discounts', discount);
  for (const pin of ['1001', '1002'])
    await app.api('POST', '/api/person/add', { pin, name: `Person ${pin}`, deptCode: '1' });
});

afterAll(() => app.stop());

const { furnish, made, codeOf, refusal } = parkingCalls(() => app);
const base = (path: string) => `/api/${path.replace(/^(v\d)/, '$1/parkBase')}`;
const data = async (path: string) => (await app.api('GET', base(path))).body.data;
const page = (total: number, rows: unknown[]) => ({
  ...{ page: 0, size: 20, total, data: rows, offset: 0, lastPage: true },
});
const all = '?pageNo=1&pageSize=20';

describe('lists of parkBase (v1.2, 2.8.1)', () => {
  const channel = (id: string, name: string) => ({ channelName: name, channelId: id, name, id });
  const channels = [channel('n-in', 'North in'), channel('n-out', 'North out'), channel('n-pay', 'North pay')];

  it('channels come in a wrapper of their own, and in a page', async () => {
    expect(await data(`v1/getParkChannelList${all}`)).toEqual({ data: channels, totalCount: 3 });
    expect(await data('v1/getParkChannelList?pageNo=2&pageSize=2')).toEqual({ data: [channels[2]], totalCount: 3 });
    expect(await data(`v2/getParkingChannelList${all}`)).toEqual(page(3, channels));
  });

  it('areas, spaces, entrances, kinds of cars and discounts', async () => {
    expect(await data(`v2/getParkingAreaList${all}`)).toEqual(
      page(2, [
        { id: 'deck', name: 'Deck', parentId: 'north' },
        { id: 'north', name: 'North', parentId: '' },
      ]),
    );
    expect(await data(`v2/getParkingSpaceList${all}&areaId=deck`)).toEqual(
      page(2, [
        { id: 's1', name: 'Space 1', areaId: 'deck' },
        { id: 's2', name: 'Space 2', areaId: 'deck' },
      ]),
    );
    expect(await data(`v2/getParkingSpaceList${all}&areaId=north`)).toEqual(page(0, []));
    expect(await data(`v2/getParkingEntranceList${all}`)).toEqual(
      page(2, [
        { id: 'gate', name: 'Gate', areaId: 'north' },
        { id: 'ramp', name: 'Ramp', areaId: 'deck' },
      ]),
    );
    expect(await data(`v2/getParkingCarTypeList${all}`)).toEqual(
      page(1, [{ id: 'small', Name: 'Small car', name: 'Small car' }]),
    );
    expect(await data(`v2/getParkingDiscountList${all}`)).toEqual(
      page(4, [
        { discountName: 'Guests', discountType: 1, discountId: 'd1', content: '0' },
        { discountName: 'Restaurant', discountType: 2, discountId: 'd2', content: '2.50' },
        { discountName: 'Shop', discountType: 3, discountId: 'd3', content: '90' },
        { discountName: 'Staff', discountType: 4, discountId: 'd4', content: '50' },
      ]),
    );
    expect(await data('v2/getParkingDiscountList?pageNo=2&pageSize=3')).toEqual({
      ...{ page: 1, size: 3, total: 4, offset: 0, lastPage: true },
      data: [{ discountName: 'Staff', discountType: 4, discountId: 'd4', content: '50' }],
    });
  });

  it.each([
    'v1/getParkChannelList?',
    'v2/getParkingAreaList?',
    'v2/getParkingCarTypeList?',
    'v2/getParkingDiscountList?',
    'v2/getParkingEntranceList?',
    'v2/getParkingSpaceList?areaId=deck&',
    'v2/getParkingChannelList?',
  ])('%s wants a page', async (path) => {
    expect(await codeOf('GET', base(`${path}pageNo=1&pageSize=20`))).toBe(0);
    expect(await codeOf('GET', base(`${path}pageNo=0&pageSize=20`))).toBe(-90);
    expect(await codeOf('GET', base(`${path}pageNo=1&pageSize=1001`))).toBe(-91);
    expect(await codeOf('GET', base(`${path}pageNo=1`))).toBe(-92);
  });

  it('spaces are those of an area', async () => {
    expect(await codeOf('GET', base(`v2/getParkingSpaceList${all}`))).toBe(-83);
  });
});

describe('openGateChannel (v1.2, 2.8.1.2)', () => {
  const open = (channelId: string) => codeOf('POST', base(`v1/openGateChannel?channelId=${channelId}`));
  const queued = () => app.sql(`SELECT type, origin, status FROM command`);

  it('needs a channel that there is, with a barrier', async () => {
    expect(await codeOf('POST', base('v1/openGateChannel'))).toBe(-259);
    expect(await open('nobody')).toBe(-259);
    expect(await open('n-in')).toBe(-104);
    expect(await queued()).toEqual([]);
  });

  it('queues the opening of its door, and nothing at all while the device is offline or disabled', async () => {
    const door = await doorId(app, 'Yard-1');
    expect(await refusal('PATCH', '/parking/channels/n-in', { barrier: 'door' })).toEqual([400, 'barrierId']);
    expect(await refusal('PATCH', '/parking/channels/n-in', { barrier: 'door', barrierId: 'no' })).toEqual([
      400,
      'barrierId',
    ]);
    expect(await refusal('PATCH', '/parking/channels/n-in', { barrier: 'http' })).toEqual([400, 'barrierUrl']);
    await app.admin('PATCH', '/parking/channels/n-in', { barrier: 'door', barrierId: door, barrierSeconds: 7 });
    await app.sql('UPDATE device SET online = false');
    expect(await open('n-in')).toBe(-103);
    await app.sql(`UPDATE device SET online = true, last_seen_at = now(), status = 'disabled'`);
    expect(await open('n-in')).toBe(-103);
    expect(await queued()).toEqual([]);
    await app.sql(`UPDATE device SET status = 'approved'`);
    expect(await open('n-in')).toBe(0);
    expect(await queued()).toEqual([{ type: 'openDoor', origin: 'door', status: 'queued' }]);
    const opened = await app.admin('POST', '/parking/channels/n-in/open', {});
    expect([opened.status, opened.body]).toEqual([200, { commandId: expect.any(Number) }]);
  });
});

describe('parkPlate (v1.2, 2.8.2)', () => {
  const lists = (query: string) => codeOf('POST', `/api/v2/parkPlate/addAllowDisabled?${query}`);
  const onList = (plate: string) =>
    app.sql('SELECT type, from_date, to_date FROM parking_plate WHERE plate = $1', [plate]);
  const days = 'fromTime=2026-01-01&toTime=2090-12-31';

  it('addAllowDisabled puts a plate on a list, changes its entry and renames it', async () => {
    expect(await lists(`type=0&carNumber=A%20322-12&parkCode=1&${days}`)).toBe(0);
    expect(await onList('A32212')).toEqual([{ type: 0, from_date: '2026-01-01', to_date: '2090-12-31' }]);
    expect(await lists('type=1&carNumber=a32212')).toBe(0);
    expect(await onList('A32212')).toEqual([{ type: 1, from_date: null, to_date: null }]);
    expect(await lists(`type=0&carNumber=B1&oldCarNumber=A32212&${days}`)).toBe(0);
    expect([await onList('A32212'), (await onList('B1')).length]).toEqual([[], 1]);
  });

  it('addAllowDisabled with the same plate as the old one is an entry like any other', async () => {
    expect(await lists('type=1&carNumber=B4&oldCarNumber=b-4')).toBe(0);
    expect(await lists(`type=0&carNumber=B4&oldCarNumber=B4&${days}`)).toBe(0);
    expect(await onList('B4')).toEqual([{ type: 0, from_date: '2026-01-01', to_date: '2090-12-31' }]);
  });

  it.each([
    [`carNumber=B2&${days}`, -221],
    [`type=2&carNumber=B2&${days}`, -221],
    ['type=0&carNumber=B2', -222],
    ['type=0&carNumber=B2&fromTime=2026-02-30&toTime=2026-03-01', -222],
    ['type=1&carNumber=B2&fromTime=2026-03-02&toTime=2026-03-01', -222],
    ['type=1', -223],
    ['type=1&carNumber=%3F', -223],
    ['type=1&carNumber=B2&oldCarNumber=NOBODY', -223],
  ])('addAllowDisabled?%s is refused with %i', async (query, code) => {
    expect(await lists(query)).toBe(code);
  });

  it('addAllowDisabled does not rename over another entry', async () => {
    expect(await lists('type=1&carNumber=B3')).toBe(0);
    expect(await lists('type=1&carNumber=B1&oldCarNumber=B3')).toBe(-220);
  });

  const plates = async (pin: string) =>
    (await app.sql<{ car_plate: string | null }>('SELECT car_plate FROM person WHERE pin = $1', [pin]))[0]?.car_plate;
  const add = (body: object) => codeOf('POST', '/api/v1/parkPlate/addPlate', body);
  const remove = (body: object) => codeOf('POST', '/api/v1/parkPlate/delPlate', body);

  it('addPlate and delPlate: the plates of a person', async () => {
    expect(await add({ pin: '1001', carNumber: 'C 1', oldCarNumber: '' })).toBe(0);
    expect(await add({ pin: '1001', carNumber: 'C2' })).toBe(0);
    expect(await plates('1001')).toBe('C 1,C2');
    expect(await add({ pin: '1001', carNumber: 'C3', oldCarNumber: 'c1' })).toBe(0);
    expect(await plates('1001')).toBe('C2,C3');
    expect(await remove({ pin: '1001', carNumber: 'c-2' })).toBe(0);
    expect(await remove({ pin: '1001', carNumber: 'C3' })).toBe(0);
    expect(await plates('1001')).toBeNull();
  });

  it.each([
    [{}, -20],
    [{ carNumber: 'C1' }, -20],
    [{ pin: '9999', carNumber: 'C1' }, -22],
    [{ pin: '1001' }, -223],
    [{ pin: '1001', carNumber: '?' }, -223],
  ])('addPlate and delPlate refuse %j with %i', async (body, code) => {
    expect([await add(body), await remove(body)]).toEqual([code, code]);
  });

  it('neither renames nor removes a plate of somebody else', async () => {
    expect(await add({ pin: '1002', carNumber: 'C9' })).toBe(0);
    expect(await add({ pin: '1001', carNumber: 'C8', oldCarNumber: 'C9' })).toBe(-223);
    expect(await remove({ pin: '1001', carNumber: 'C9' })).toBe(-223);
    expect(await plates('1002')).toBe('C9');
    const listed = await app.admin('GET', '/parking/person-plates?q=c9&count=true&sort=-plate');
    expect(listed.body).toMatchObject({ total: 1, items: [{ plate: 'C9', pin: '1002', name: 'Person 1002' }] });
    expect(await made('/parking/person-plates', { pin: '1002', plate: 'C 10', replaces: 'C9' })).toMatchObject({
      plate: 'C10',
      carNumber: 'C 10',
    });
    expect(await refusal('POST', '/parking/person-plates', { pin: 'no', plate: 'C 10' })).toEqual([404, 'pin']);
    expect((await app.admin('DELETE', '/parking/person-plates/C10/persons/1002')).status).toBe(204);
    expect(await refusal('DELETE', '/parking/person-plates/C10/persons/1002')).toEqual([400, 'plate']);
    expect(await plates('1002')).toBeNull();
  });

  const vehicle = {
    pin: '1001',
    carNumber: 'F 1',
    areaId: 'deck',
    carTypeId: 'small',
    entranceIds: 'ramp,gate',
    spaceId: 's1',
    amount: '120.50',
    startTime: '2026-01-01',
    endTime: '2090-12-31',
  };
  const fix = (body: object) => codeOf('POST', '/api/v2/parkPlate/addFixedVehicle', body);
  const unfix = (body: object) => codeOf('POST', '/api/v2/parkPlate/delFixedVehicle', body);
  const fixed = async (body: object) => (await app.api('POST', '/api/v2/parkPlate/getFixedVehicle', body)).body;

  it('addFixedVehicle, getFixedVehicle and delFixedVehicle', async () => {
    expect(await fix(vehicle)).toBe(0);
    const seen = await app.admin('GET', '/parking/fixed-vehicles/F1');
    expect(seen.body).toMatchObject({
      ...{ plate: 'F1', carNumber: 'F 1', pin: '1001', areaId: 'deck', carTypeId: 'small', spaceId: 's1' },
      ...{ entranceIds: ['gate', 'ramp'], amount: 12_050, startDate: '2026-01-01', endDate: '2090-12-31' },
    });
    const auth = { carNumber: 'F 1', pin: '1001', auth: 'auth' };
    expect((await fixed({ carNumber: 'f1', pin: '1001' })).data).toEqual(auth);
    expect((await fixed({ carNumber: 'f1' })).data).toEqual(auth);
    expect((await fixed({ pin: '1001' })).data).toEqual(auth);
    expect((await fixed({ carNumber: 'F9', pin: '1001' })).data).toEqual({
      ...{ carNumber: 'F9', pin: '1001', auth: 'noAuth' },
    });
    expect((await fixed({})).data).toEqual({ carNumber: null, pin: null, auth: 'noAuth' });
    expect(await fix({ ...vehicle, endTime: '2026-01-31', entranceIds: ['ramp'], spaceId: '' })).toBe(0);
    expect((await fixed({ carNumber: 'f1' })).data).toEqual({ ...auth, auth: 'noAuth' });
    expect((await app.admin('GET', '/parking/fixed-vehicles/F1')).body).toMatchObject({
      ...{ entranceIds: ['ramp'], spaceId: null },
    });
    expect(await fix({ ...vehicle, pin: '1002' })).toBe(-223);
    expect(await unfix({ pin: '1002', carNumber: 'F1' })).toBe(-223);
    expect(await unfix({ pin: '1001', carNumber: 'F1' })).toBe(0);
    expect((await fixed({ carNumber: 'f1' })).data).toEqual({ carNumber: 'f1', pin: null, auth: 'noAuth' });
  });

  it.each([
    [{ pin: '' }, -20],
    [{ pin: '9999' }, -22],
    [{ areaId: '' }, -83],
    [{ startTime: '' }, -222],
    [{ endTime: '31.12.2090' }, -222],
    [{ endTime: '2025-12-31' }, -222],
    [{ carNumber: '' }, -223],
    [{ carNumber: '?' }, -223],
    [{ amount: 'much' }, -1],
    [{ entranceIds: '' }, -1],
    [{ entranceIds: 'no' }, -1],
    [{ carTypeId: 'no' }, -1],
    [{ areaId: 'no' }, -1],
    [{ areaId: 'north', entranceIds: 'gate', spaceId: 'no' }, -1],
  ])('addFixedVehicle with %j is refused with %i', async (wrong, code) => {
    expect(await fix({ ...vehicle, ...wrong })).toBe(code);
  });

  it.each([
    [unfix, { carNumber: 'F1' }, -20],
    [unfix, { pin: '9999', carNumber: 'F1' }, -22],
    [unfix, { pin: '1001', carNumber: 'F1' }, -223],
    [unfix, { pin: '1001' }, -223],
  ])('delFixedVehicle is refused', async (call, body, code) => {
    expect(await call(body)).toBe(code);
  });

  it('getFixedVehicle is refused for nobody, and for what is no plate', async () => {
    expect((await fixed({ carNumber: 'F1', pin: '9999' })).code).toBe(-22);
    expect((await fixed({ carNumber: '?' })).code).toBe(-223);
  });
});

describe('parts of car parks in the admin API', () => {
  it('are made, changed, searched and removed', async () => {
    for (const path of ['spaces', 'entrances', 'car-types', 'discounts']) {
      const needs = {
        spaces: { areaId: 'north' },
        entrances: { areaId: 'north' },
        discounts: { kind: 'minutes', value: 5 },
      };
      const body = { ...needs[path as keyof typeof needs], name: 'Twin' };
      const { id } = await made(`/parking/${path}`, body);
      const one = `/parking/${path}/${String(id)}`;
      expect(await refusal('POST', `/parking/${path}`, body)).toEqual([409, 'name']);
      expect(await refusal('POST', `/parking/${path}`, { ...body, name: 'Other', id })).toEqual([409, 'id']);
      expect((await app.admin('PATCH', one, { name: 'Twin 2' })).body.name).toBe('Twin 2');
      const found = await app.admin('GET', `/parking/${path}?q=twin&sort=-name&count=true`);
      expect(found.body).toMatchObject({ total: 1, items: [{ id, name: 'Twin 2' }] });
      expect((await app.admin('DELETE', one)).status).toBe(204);
      expect(await refusal('GET', one)).toEqual([404, 'urn:postern:notFound']);
    }
    expect((await app.admin('GET', '/parking/spaces?areaId=deck&count=true')).body.total).toBe(2);
    // Names of spaces are those of their area.
    await made('/parking/spaces', { id: 's1-north', name: 'Space 1', areaId: 'north' });
    expect(await refusal('PATCH', '/parking/spaces/s1-north', { areaId: 'deck' })).toEqual([409, 'name']);
    expect(await refusal('PATCH', '/parking/spaces/s1-north', { areaId: 'no' })).toEqual([400, 'areaId']);
    expect(await refusal('POST', '/parking/discounts', { name: 'X', kind: 'percent', value: 101 })).toEqual([
      400,
      'value',
    ]);
    expect(await refusal('POST', '/parking/discounts', { name: 'X', kind: 'amount' })).toEqual([400, 'value']);
    expect(await refusal('POST', '/parking/discounts', { name: 'X', kind: 'free', value: 1 })).toEqual([400, 'value']);
  });

  it('stay as long as something refers to them', async () => {
    const vehicle = { pin: '1001', areaId: 'deck', carTypeId: 'small', spaceId: 's1', entranceIds: ['ramp'] };
    const days = { startDate: '2026-01-01', endDate: '2026-12-31' };
    const put = await app.admin('PUT', '/parking/fixed-vehicles/G%201', { ...vehicle, ...days });
    expect(put.body).toMatchObject({ plate: 'G1', amount: 0, name: 'Person 1001' });
    await app.admin('PATCH', '/parking/channels/n-out', { entranceId: 'gate' });
    for (const used of ['spaces/s1', 'car-types/small', 'entrances/ramp', 'entrances/gate', 'areas/deck'])
      expect(await refusal('DELETE', `/parking/${used}`)).toEqual([409, 'urn:postern:conflict']);
    expect(await refusal('PATCH', '/parking/channels/n-out', { entranceId: 'ramp' })).toEqual([400, 'entranceId']);
    expect(await refusal('PATCH', '/parking/entrances/gate', { areaId: 'deck' })).toEqual([409, 'areaId']);
    expect(await refusal('PATCH', '/parking/channels/n-out', { readerId: 'no' })).toEqual([400, 'readerId']);
    const wrong = { ...vehicle, ...days, endDate: '2025-01-01' };
    expect(await refusal('PUT', '/parking/fixed-vehicles/G1', wrong)).toEqual([400, 'endDate']);
    expect(await refusal('PUT', '/parking/fixed-vehicles/G1', { ...vehicle, ...days, spaceId: 's1-north' })).toEqual([
      400,
      'spaceId',
    ]);
    const listed = await app.admin('GET', '/parking/fixed-vehicles?areaId=deck&q=g1&sort=-endDate&count=true');
    expect(listed.body).toMatchObject({ total: 1, items: [{ plate: 'G1' }] });
    // With the person goes the vehicle, and nobody gets it by a pin that is used again.
    await app.api('DELETE', '/api/person/delete/1001');
    expect(await refusal('GET', '/parking/fixed-vehicles/G1')).toEqual([400, 'plate']);
  });
});

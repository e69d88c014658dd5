import sharp from 'sharp';
import { apiToken, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';
import { addPanel, doorId, generalId } from '../../support/facade-site.js';
import type { Pools } from './requests.js';

const finger = Buffer.from('a template'.padEnd(30, '.')).toString('base64');
const pins = ['1', '2', '3', '4', '5'];

/** All devices have called a moment ago. */
export const keepOnline = (app: TestApp) => app.sql('UPDATE device SET online = true, last_seen_at = now()');

/** People that calls may take away, and everything that hangs on them. */
export async function makePeople(app: TestApp, wanted: readonly string[] = pins): Promise<void> {
  await keepOnline(app);
  await addMedia(app, 'spot', await chequered());
  for (const pin of wanted) {
    const facts = { pin, name: `P${pin}`, deptCode: 'D1', cardNo: `77${pin}`, accLevelIds: generalId };
    const { code } = (await app.api('POST', '/api/person/add', facts)).body;
    if (code !== 0) await app.api('POST', '/api/person/reinstated', facts);
    const template = { pin, validType: '1', template: finger, templateNo: 3, version: '10' };
    await app.api('POST', '/api/bioTemplate/add', template);
    await app.api('POST', '/api/eleLevel/syncPerson', { pin, levelIds: 'ele1' });
    await app.api('POST', '/api/psgLevel/syncPerson', { pin, levelIds: 'psg1' });
  }
  for (const code of ['D1', 'D2', 'D3'])
    await app.api('POST', '/api/department/add', { code, name: `Name of ${code}` });
}

/** Ids for calls about elevators, entrance control and media. */
const ofGates: Pools = {
  'eleDevice.sn': ['ELE1'],
  'eleTransaction.deviceSn': ['ELE1'],
  eleSn: ['ELE1'],
  floorId: ['floor3'],
  'psgDevice.sn': ['PSG1'],
  'psgGate.sn': ['PSG1'],
  'psgGate.deviceSn': ['PSG1'],
  'psgGate.id': ['gate1'],
  gateId: ['gate1'],
  gateName: ['Lane-1'],
  openType: ['1', '2'],
  'adMedia.name': ['spot'],
};

const ofCameras: Pools = {
  'ivsDevice.parentId': ['nvr'],
  channelId: ['camera1'],
  rtspType: [0, 1, 2],
  alarmCodes: ['1,2', ''],
};

/** A wall clock time so many hours from now. */
const hoursOn = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const ofVisitors: Pools = {
  'visReservation.certType': ['3'],
  'visRegistration.certType': ['3'],
  certNum: ['4512', '4513'],
  certNumber: ['4512', '4513'],
  persPersonPin: pins,
  visitEmpName: ['Mary', 'Ann'],
  visEmpLastName: ['Lee'],
  visitEmpPhone: ['13015648651'],
  phone: ['13015648651'],
  visitReason: ['visit'],
  visitDate: [hoursOn(24)],
  visitEndDate: [hoursOn(26)],
  'visRegistration.startTime': [hoursOn(3)],
  'visRegistration.endTime': [hoursOn(5)],
  'visRegistration.pin': ['80000001', '80000002'],
  facePhoto: [''],
  certPhoto: [''],
  signaturePhoto: [''],
  enterGoodsPhoto: [''],
};

/** A form with a picture under the name. */
async function addMedia(app: TestApp, name: string, picture: string): Promise<void> {
  const head = `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}.jpg"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), Buffer.from(picture, 'base64'), Buffer.from('\r\n--edge--\r\n')]);
  const headers = { access_token: apiToken, 'content-type': 'multipart/form-data; boundary=edge' };
  await app.request('POST', `/api/adMedia/add?mediaName=${name}`, { headers, body });
}

/** A picture that passes for a photo of somebody: in colour, and with edges. */
async function chequered(): Promise<string> {
  const [width, height] = [400, 300];
  const raw = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const isLight = (Math.floor((at % width) / 40) + Math.floor(at / width / 40)) % 2 === 1;
    raw.set(isLight ? [200, 150, 120] : [90, 60, 50], at * 3);
  }
  const picture = await sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
  return picture.toString('base64');
}

/** A site where every call finds something. @returns what calls can be about */
export async function makeSite(app: TestApp): Promise<Pools> {
  await app.api('POST', '/api/department/add', { code: 'D1', name: 'Name of D1' });
  await addPanel(app, 'ACC1', { id: 'd1', doors: 2, readers: 4 });
  await addPanel(app, 'ATT1', { id: 'd2', doors: 0 });
  await addPanel(app, 'INS1', { id: 'd3', doors: 0 });
  await addPanel(app, 'ELE1', { id: 'd4', doors: 0 });
  await addPanel(app, 'PSG1', { id: 'd5', doors: 0 });
  await app.sql(`UPDATE device SET module = lower(left(sn, 3)) WHERE sn <> 'ACC1'`);
  await app.sql(`INSERT INTO floor (id, name, device_sn, number) VALUES ('floor3', 'Lift-3', 'ELE1', 3)`);
  await app.sql(`INSERT INTO gate (id, name, device_sn, number) VALUES ('gate1', 'Lane-1', 'PSG1', 1)`);
  await app.sql(`INSERT INTO aux_output (id, name, device_sn, number) VALUES ('siren', 'Siren', 'ACC1', 1)`);
  const made = async (path: string, body: object) =>
    (await app.admin('POST', path, body)).body as Record<string, string>;
  await made('/elevator-levels', { id: 'ele1', name: 'Lifts', floorIds: ['floor3'] });
  await made('/gate-levels', { id: 'psg1', name: 'Lanes', gateIds: ['gate1'] });
  await made('/zones', { id: 'zone1', code: 'Z1', name: 'Inside' });
  await made('/parking/areas', { id: 'north', name: 'North' });
  await made('/parking/spaces', { id: 's1', name: 'Space 1', areaId: 'north' });
  await made('/parking/entrances', { id: 'gate', name: 'Gate', areaId: 'north' });
  await made('/parking/car-types', { id: 'small', name: 'Small car' });
  await made('/parking/discounts', { id: 'lunch', name: 'Lunch', kind: 'amount', value: 250 });
  const barrier = { barrier: 'auxOutput', barrierId: 'siren' };
  await made('/parking/channels', { id: 'n-in', name: 'North in', areaId: 'north', state: 1, ...barrier });
  // Nobody listens there.
  await made('/recorders', { id: 'nvr', name: 'Cellar', make: 'hikvision', host: '127.0.0.9', port: 9 });
  await made('/cameras', { id: 'camera1', name: 'Gate', recorderId: 'nvr' });
  await makePeople(app);
  for (const pin of pins) await made('/consumption/accounts', { pin });
  for (const [sn, module] of [
    ['ACC1', 'acc'],
    ['ELE1', 'ele'],
    ['PSG1', 'psg'],
  ] as const) {
    await storeEvents(app, ...pins.map((pin) => ({ sn, module, pin, eventNo: 0, doorId: null })));
  }
  const ids = async (query: string) => (await app.sql<{ id: string }>(query)).map(({ id }) => id);
  const events = await ids('SELECT id FROM event');
  const doors = [await doorId(app, 'ACC1-1'), await doorId(app, 'ACC1-2')];
  const photo = await chequered();
  const passage = { plate: 'A32212', channel: 'n-in', time: '2023-01-12 08:00:00', picture: photo };
  const { id: record } = await made('/parking/records', { key: '1', ...passage });
  await made('/parking/tariffs', { name: 'Hours', currency: 'EUR', each: { minutes: 60, amount: 200 } });
  await made('/parking/stays', { plate: 'A32212', areaId: 'north', at: '2026-01-12' });
  const billed = await app.api('POST', '/api/v1/parkCost/vehicleBilling', { carNumber: 'A32212' });
  const times = { start: ['2023-01-01', '2023-01-12 00:00:00'], end: ['2023-01-31', '2099-12-31 23:59:59'] };
  return {
    pin: pins,
    pins: [pins.join(','), '1', ['1', '2']],
    personPin: pins,
    personId: pins,
    personPhoto: [photo],
    base64Image: [photo],
    recordId: [record],
    'parkCost.recordId': [billed.body.data.recordId],
    paymentType: ['cash'],
    recordType: ['1'],
    deptCode: ['D1', '1'],
    deptCodes: ['D1,1'],
    parentCode: ['1', ''],
    'department.code': ['D3', 'D2', 'D1'],
    template: [finger],
    'department.name': ['Sales', 'Stores', 'Board'],
    'attAreaPerson.code': ['1'],
    'area.code': ['1'],
    'insAreaPerson.code': ['1'],
    code: ['1', 'Z1'],
    'accAdvanced.code': ['Z1'],
    cardNo: ['12345', '67890', ''],
    supplyCards: ['4711,4712'],
    cardType: [0, 1],
    gender: ['M', 'F'],
    certType: ['2'],
    accLevelIds: [generalId],
    levelIds: [generalId],
    levelId: [generalId],
    'eleLevel.levelIds': ['ele1'],
    'eleLevel.levelId': ['ele1'],
    'psgLevel.levelIds': ['psg1'],
    'psgLevel.levelId': ['psg1'],
    levelName: ['General'],
    areaName: ['Area Name'],
    timeSegName: ['24-Hour Accessible'],
    'accLevel.id': [generalId],
    'accLevel.name': ['General'],
    'eleLevel.id': ['ele1'],
    'eleLevel.name': ['Lifts'],
    'psgLevel.id': ['psg1'],
    'psgLevel.name': ['Lanes'],
    'door.id': doors,
    'auxOut.id': ['siren'],
    doorId: doors,
    doorName: ['ACC1-1', 'ACC1-2'],
    interval: [1, 5, 254],
    wait: [0],
    'reader.id': await ids('SELECT id FROM reader'),
    'transaction.id': events,
    'bioTemplate.id': ['1'],
    templateNo: [3],
    validType: ['1'],
    sn: ['ACC1', 'ATT1'],
    deviceSn: ['ACC1'],
    devSn: ['ACC1'],
    timestamp: [1494467276539],
    pageNo: [1, 2],
    pageSize: [1, 20, 1000],
    page: ['1'],
    startDate: times.start,
    startTime: times.start,
    endDate: times.end,
    endTime: times.end,
    ...ofGates,
    ...ofCameras,
    ...ofVisitors,
    accStartTime: times.start,
    accEndTime: times.end,
    birthday: ['1990-05-31'],
    hireDate: ['2020-01-01'],
    leaveDate: ['2020-01-01'],
    type: ['normal'],
    'parkAuthorize.type': ['0', '1'],
    'parkPlate.type': ['0', '1'],
    'parkPlate.startTime': ['2023-01-12'],
    'parkPlate.endTime': ['2099-12-31'],
    oldCarNumber: ['A32212', ''],
    channelId: ['n-in'],
    areaId: ['north'],
    carTypeId: ['small'],
    entranceIds: ['gate'],
    spaceId: ['s1', ''],
    amount: ['100', '99.50'],
    carNumber: ['A32212'],
    fromTime: ['2018-08-17'],
    toTime: ['2099-08-16'],
  };
}

/** The value with which Swagger UI tries a parameter, and what must exist for it; nothing if a new gateway has it. */
export interface Trial {
  readonly value: unknown;
  readonly needs?: string;
}

/** For one call: its own values, the whole body, and what must exist for it; null = nothing. */
export interface CallTrial {
  readonly values?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly needs?: string | null;
}

const anId = '0123456789abcdef0123456789abcdef';
/** md5('postern level General'): the level that every gateway has at first. */
const general = '91d6befb554988f3a2544c2ae6686664';
/** md5('space facility 1') and md5('space service 4'), which every gateway has at first. */
const projector = 'c6d0d4d6863a2841c53ac031a8c6ceed';
const lunch = '77a98094ca742d09b7c43826fe6a6846';
/** A PNG of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The person that the example of `person/add` makes. */
export const personNeeded = 'person 1001 (`POST /api/person/add` as it stands)';
const device = 'a device DEMO1 (the tour of the README has one)';
const listed = (what: string, list: string) => `the id of ${what} (\`GET /api/${list}\` has them)`;

/** By name of a parameter, in lower case. */
export const trials: Readonly<Record<string, Trial>> = {
  pageno: { value: 1 },
  pagesize: { value: 50 },
  pin: { value: '1001', needs: personNeeded },
  personpin: { value: '1001', needs: personNeeded },
  perspersonpin: { value: '1001', needs: personNeeded },
  personid: { value: '1001', needs: personNeeded },
  pins: { value: ['1001'], needs: personNeeded },
  deptcode: { value: '1' },
  code: { value: '1' },
  sn: { value: 'DEMO1', needs: device },
  devicesn: { value: 'DEMO1', needs: device },
  devsn: { value: 'DEMO1', needs: device },
  doorid: { value: anId, needs: listed('a door', 'door/list') },
  doorname: { value: 'DEMO1-1', needs: device },
  floorid: { value: anId, needs: listed('a floor', 'floor/list') },
  gateid: { value: anId, needs: listed('a gate', 'psgGate/list') },
  gatename: { value: 'LANE1-1', needs: 'a gate of that name' },
  interval: { value: 5 },
  levelid: { value: general },
  levelids: { value: general },
  carnumber: { value: 'A32212' },
  type: { value: '1' },
  certtype: { value: '3' },
  certnum: { value: 'X123', needs: 'a visitor with that certificate' },
  visitdate: { value: '2090-05-31 09:00:00' },
  recordid: { value: anId, needs: listed('a record', 'parkTransaction/listParkRecordin') },
  recordtype: { value: '1' },
  templateno: { value: '3', needs: 'that finger of the person' },
  opentype: { value: '1' },
  parentid: { value: anId, needs: listed('a recorder', 'ivsDevice/getParentDevList') },
  channelid: { value: anId, needs: listed('a camera', 'ivsDevice/getDevList') },
  rtsptype: { value: 1 },
};

/** The meaning of `id` and `name` for each resource. */
export const trialsOf: Readonly<Record<string, Readonly<Record<string, Trial>>>> = {
  accLevel: { id: { value: general }, name: { value: 'General' } },
  door: { id: { value: anId, needs: listed('a door', 'door/list') } },
  auxOut: { id: { value: anId, needs: 'the id of an auxiliary output (`GET /admin/v1/aux-outputs` has them)' } },
  reader: { id: { value: anId, needs: listed('a reader', 'reader/accList') } },
  psgReader: { id: { value: anId, needs: listed('a reader', 'psgReader/list') } },
  psgGate: { id: { value: anId, needs: listed('a gate', 'psgGate/list') } },
  transaction: { id: { value: anId, needs: listed('an event', 'transaction/list') } },
  space: { id: { value: anId, needs: listed('a room', 'space/list') } },
  spaceFacility: { id: { value: projector } },
  spaceService: { id: { value: lunch } },
  spaceReservation: { id: { value: anId, needs: listed('a reservation', 'spaceReservation/list') } },
  adMedia: { name: { value: 'Welcome', needs: 'a picture or video of that name (`POST /api/adMedia/add`)' } },
  ...Object.fromEntries(
    ['eleLevel', 'psgLevel'].map((resource) => {
      const needs = listed('a level', `${resource}/list`);
      const name = { value: 'Lobby', needs: 'a level of that name' };
      const id = { value: anId, needs };
      return [resource, { id, name, levelid: id, levelids: id, levelname: name }];
    }),
  ),
};

const ada = { pin: '1001', name: 'Ada', lastName: 'Lovelace', gender: 'F', deptCode: '1', cardNo: '123456789' };
const department = { code: '456', name: 'Sales', parentCode: '1', sortNo: 1 };
const departmentNeeded = 'department 456 (`POST /api/department/add` as it stands)';
const plateNeeded = 'plate A32212 on a list (`POST /api/parkAuthorize/addBlackWhite` as it stands)';
const parkedNeeded = 'a car with plate A32212 that is parked (`POST /admin/v1/parking/stays`)';
const shiftOf = { personPin: '1001', startDatetime: '2024-05-31 08:00:00', endDatetime: '2024-05-31 12:00:00' };
const visit = { persPersonPin: '1001', certType: '3', certNum: 'X123', visitReason: 'talk' };

/** By call, without `/api/`. */
export const callTrials: Readonly<Record<string, CallTrial>> = {
  'POST person/add': { body: { ...ada, accLevelIds: general }, needs: null },
  'POST person/addPersonnelBasicInfo': { body: ada, needs: null },
  'POST v2/person/addPersons': { body: [ada], needs: null },
  'POST person/getPersonList': { body: { pageNo: 1, pageSize: 50 }, needs: null },
  'POST v2/person/getPersonList': { body: { pageNo: 1, pageSize: 50 }, needs: null },
  'GET account/getAccount': { needs: 'an account of the person (`POST /admin/v1/consumption/accounts`)' },
  'POST person/leave': { body: { pin: '1001', leaveDate: '2090-05-31', leaveType: '1' } },
  'POST person/reinstated': { body: ada },
  'POST person/delete': { values: { pin: '1001' }, needs: personNeeded },
  'POST v2/person/delete': { values: { pin: '1001' }, needs: personNeeded },
  'POST v2/person/deleteByPins': { values: { pins: '1001' }, needs: personNeeded },
  'POST person/updatePersonnelPhoto': { needs: 'a portrait of that person as `personPhoto`, JPEG in base64' },
  'POST v2/person/detectFace': { needs: 'a portrait as `personPhoto`, JPEG in base64' },
  'POST card/set': { body: { pin: '1001', cardNo: '212121', cardType: 1 } },
  'POST department/add': { body: department, needs: null },
  'POST department/delete': { values: { code: '456' }, needs: departmentNeeded },
  'DELETE department/delete/{code}': { values: { code: '456' }, needs: departmentNeeded },
  'POST accLevel/addLevel': {
    body: { name: 'Staff', timeSegName: '24-Hour Accessible', areaName: 'Area Name' },
    needs: null,
  },
  'GET ivsDevice/setPushSetting': {
    values: { pushAddress: 'https://hooks.example/video', alarmCodes: 'VMD' },
    needs: 'a receiver at that address',
  },
  'GET device/getAtt': { values: { sn: 'ATT1' }, needs: 'an attendance terminal ATT1' },
  'GET eleDevice/getEle': { values: { sn: 'LIFT1' }, needs: 'an elevator controller LIFT1' },
  'GET psgDevice/getBySn': { values: { sn: 'GATE1' }, needs: 'a controller of gates GATE1' },
  'GET psgGate/gateStateBySn': { values: { deviceSn: 'GATE1' }, needs: 'a controller of gates GATE1' },
  'POST accLevel/syncLevel': { needs: 'a person in that level (`POST /api/person/add` as it stands)' },
  'DELETE bioTemplate/getFgListByPin/{pin}': { needs: 'a finger of the person' },
  'POST accLevel/addLevelDoor': { body: { levelName: 'General', doorName: 'DEMO1-1' } },
  'GET accAdvanced/getWhoIsInsideByZone': { values: { code: 'SITE' }, needs: 'a zone of that code' },
  'POST adMedia/add': { needs: 'a picture or video as `File`' },
  'POST v1/parkBase/openGateChannel': { needs: listed('a channel', 'v1/parkBase/getParkChannelList') },
  'GET v2/parkBase/getParkingSpaceList': { needs: listed('an area', 'v2/parkBase/getParkingAreaList') },
  'POST v2/parkPlate/addAllowDisabled': {
    values: { type: '0', carNumber: 'A32212', fromTime: '2026-01-01', toTime: '2090-12-31' },
    needs: null,
  },
  'POST v1/parkPlate/addPlate': { body: { pin: '1001', carNumber: 'A32212' } },
  'POST v1/parkPlate/delPlate': {
    body: { pin: '1001', carNumber: 'A32212' },
    needs: 'plate A32212 of that person (`POST /api/v1/parkPlate/addPlate` as it stands)',
  },
  'POST v2/parkPlate/addFixedVehicle': {
    body: {
      pin: '1001',
      carNumber: 'A32212',
      areaId: anId,
      carTypeId: anId,
      entranceIds: anId,
      amount: '100',
      startTime: '2026-01-01',
      endTime: '2090-12-31',
    },
    needs: 'the ids of an area, a kind of car and an entrance (`GET /api/v2/parkBase/getParkingAreaList` and its neighbours)',
  },
  'POST v2/parkPlate/delFixedVehicle': {
    body: { pin: '1001', carNumber: 'A32212' },
    needs: 'a fixed vehicle A32212 of that person (`POST /api/v2/parkPlate/addFixedVehicle`)',
  },
  'POST v2/parkPlate/getFixedVehicle': { body: { carNumber: 'A32212', pin: '1001' }, needs: personNeeded },
  'POST parkAuthorize/delBlackWhite': { needs: plateNeeded },
  'POST parkAuthorize/editBlackWhite': { needs: plateNeeded },
  'POST v1/parkCost/vehicleBilling': { needs: parkedNeeded },
  'POST v1/parkCost/payNotify': {
    body: { carNumber: 'A32212', paymentType: 'cash', recordId: anId },
    needs: 'the recordId of a bill of that car (`POST /api/v1/parkCost/vehicleBilling`)',
  },
  'POST bioTemplate/add': { needs: `a template, and ${personNeeded}` },
  'POST attApply/applySign': { body: { personPin: '1001', signDatetime: '2024-05-31 08:00:00' } },
  'POST attApply/applyOvertime': { body: shiftOf },
  'POST attApply/applyLeave': { body: { ...shiftOf, leaveTypeNo: 'L1' } },
  'POST attApply/getApplyTimeLong': { body: { ...shiftOf, leaveTypeNo: 'L1' } },
  'POST attApply/uploadLeaveImage': { body: { base64Image: pixel } },
  'POST attPerson/editAttPerson': { body: { personPin: '1001', perDevAuth: 0 } },
  'POST attPerson/editInsPerson': { body: { personPin: '1001', category: 0 } },
  'POST visReservation/add': {
    body: { ...visit, visitEmpName: 'Mary', visitDate: '2090-05-31 09:00:00', visitEndDate: '2090-05-31 12:00:00' },
  },
  'POST visRegistration/add': {
    body: {
      ...visit,
      visEmpName: 'Mary',
      visitorCount: 1,
      startTime: '2090-05-31 09:00:00',
      endTime: '2090-05-31 12:00:00',
    },
  },
  'POST visRegistration/getQrCode': { values: { pin: '80000001' }, needs: 'a visitor of that pin' },
  'POST visRegistration/getQrCode/{pin}': { values: { pin: '80000001' }, needs: 'a visitor of that pin' },
  'POST v2/visRegistration/getQrCodeByCertNumber': { values: { certNumber: 'X123' }, needs: 'a visitor with it' },
  'POST space/addSpace': {
    body: { id: '', name: 'Room 1', capacity: 10, spaceDeviceIds: anId, personPin: 1001, retentionTime: 15 },
    needs: `${personNeeded}, and the id of a device (\`GET /api/spaceDevice/list\` has them)`,
  },
  'POST spaceFacility/addFacility': { body: { id: '', name: 'Standing desk', facilityNo: 21 }, needs: null },
  'POST spaceFacility/deleteById': { needs: 'a facility of your own (`GET /api/spaceFacility/list` has them)' },
  'POST spaceService/addService': { body: { id: '', name: 'Flowers', remark: '' }, needs: null },
  'POST spaceService/deleteById': { needs: 'a service of your own (`GET /api/spaceService/list` has them)' },
  'POST spaceReservation/addSpaceReservation': {
    body: {
      ...{ id: '', subject: 'Weekly meeting', applyPersonPin: 1001, content: '', participantIds: anId, spaceId: anId },
      ...{ startTime: '2090-05-31 09:00:00', endTime: '2090-05-31 10:00:00', startSignInTime: 15, remindTime: '15m' },
    },
    needs: `${personNeeded}, the id of a room and those of persons`,
  },
  'POST spaceReservation/cancelReservation': {
    body: { id: anId },
    needs: listed('a reservation', 'spaceReservation/list'),
  },
  'POST spaceReservation/finishReservation': {
    body: { id: anId },
    needs: listed('a reservation', 'spaceReservation/list'),
  },
  'POST spaceReservation/getReservationParticipants': {
    body: { id: anId },
    needs: listed('a reservation', 'spaceReservation/list'),
  },
  'POST transaction/getDoorTransactions': { body: { pageNo: 1, pageSize: 50 } },
  'POST v2/transaction/getDoorTransactions': { body: { pageNo: 1, pageSize: 50 } },
};

/** A resource of the admin API as Swagger UI tries it: what makes one, and what changes it. */
export interface ResourceTrial {
  readonly make: Readonly<Record<string, unknown>> & { readonly id?: string };
  readonly change: Readonly<Record<string, unknown>>;
  /** Calls without `/admin/v1/` that have to be made before, as they stand. */
  readonly needs?: readonly string[];
  /** What else has to be there. */
  readonly wants?: string;
}

export const exampleSn = 'EXAMPLE1';
export const examplePin = '1815';
export const exampleDoor = 'example-door';

const device = 'POST devices';
const door = 'POST doors';
const reader = 'POST readers';
const person = 'POST persons';
const onDevice = { sn: exampleSn };
const atDoor = { doorId: exampleDoor };
const pins = [examplePin];
const always = { timeZoneId: 1 };

/** Made under an id of its own, so that the calls of one resource fit each other. The order is of no importance. */
export const resourceTrials: Readonly<Record<string, ResourceTrial>> = {
  'access-levels': {
    make: { id: 'example-level', name: 'Front door', ...always, doorIds: [exampleDoor] },
    change: { name: 'Front door, always' },
    needs: [door],
  },
  'anti-passback-rules': {
    make: { id: 'example-passback', ...onDevice, type: 'door', from: [1], to: [2] },
    change: { name: 'In by one, out by two' },
    needs: [device],
  },
  views: {
    make: { id: 'example-view', page: 'events', name: 'Refused today', query: { outcome: 'refused', period: 'today' } },
    change: { shared: true },
  },
  areas: { make: { id: 'example-area', code: '77', name: 'Plant' }, change: { name: 'Plant, north' } },
  'camera-bindings': {
    make: { id: 'example-camera', ...onDevice, target: 'reader', number: 1, channels: [1] },
    change: { channels: [1, 2] },
    needs: [device],
  },
  'contact-number-patterns': {
    make: { id: 'example-pattern', pattern: '0', strip: 1, prepend: '+34' },
    change: { prepend: '+33' },
  },
  contacts: {
    make: {
      id: 'example-contact',
      pin: examplePin,
      displayName: 'Ada, flat 3',
      numbers: [{ type: 'phone', number: '600123456' }],
    },
    change: { displayName: 'Ada, flat 4' },
    needs: [person],
  },
  'device-parameters': {
    make: { id: 'example-parameters', ...onDevice, parameters: { fireAlarmType: 1 } },
    change: { parameters: { fireAlarmType: 0 } },
    needs: [device],
  },
  'door-verification-rules': {
    make: { id: 'example-verification', ...atDoor, scheduleId: 'example-schedule' },
    change: { scheduleId: 'example-schedule' },
    needs: [door, 'POST verification-schedules'],
  },
  doors: {
    make: { id: exampleDoor, ...onDevice, number: 1, name: 'North gate' },
    change: { name: 'North gate, left' },
    needs: [device],
  },
  'elevator-levels': {
    make: { id: 'example-floors', name: 'Offices', ...always, floorIds: [] },
    change: { name: 'Offices, always' },
  },
  'expansion-boards': {
    make: { id: 'example-board', ...onDevice, boardType: 'DM10', address: 1 },
    change: { disabled: true },
    needs: [device],
  },
  'first-card-rules': {
    make: { id: 'example-first', ...atDoor, ...always, pins },
    change: { mode: 'normalOpen' },
    needs: [door, person],
  },
  floors: {
    make: { id: 'example-floor', ...onDevice, number: 1, name: 'Ground floor' },
    change: { name: 'Street' },
    needs: [device],
  },
  'gate-levels': {
    make: { id: 'example-gates', name: 'Lobby', ...always, gateIds: [] },
    change: { name: 'Lobby, always' },
  },
  'gate-pass-rules': {
    make: { id: 'example-passing', name: 'By day', days: { mon: [{ from: '08:00', to: '18:00', passMode: 1 }] } },
    change: { name: 'Mondays' },
  },
  gates: {
    make: { id: 'example-gate', ...onDevice, number: 1, name: 'Lane 1' },
    change: { entryLock: 2, exitLock: 1 },
    needs: [device],
  },
  'input-schedules': {
    make: { id: 'example-input', ...onDevice, target: 'exitButton', number: 1, ...always },
    change: always,
    needs: [device],
  },
  'interlock-rules': {
    make: { id: 'example-interlock', ...onDevice, doors: [1, 2] },
    change: { name: 'One at a time' },
    needs: [device],
  },
  linkages: {
    make: {
      id: 'example-linkage',
      ...onDevice,
      event: 202,
      inType: 'door',
      inNumber: 1,
      outType: 'auxOut',
      outNumber: 1,
      action: 'open',
      seconds: 4,
    },
    change: { seconds: 8 },
    needs: [device],
  },
  cameras: {
    make: { id: 'example-camera', name: 'Gate north', recorderId: 'example-recorder', doorIds: [exampleDoor] },
    change: { name: 'Gate north, street' },
    needs: [door, 'POST recorders'],
  },
  recorders: {
    make: { id: 'example-recorder', name: 'Cellar', make: 'hikvision', host: '192.0.2.64', userName: 'admin' },
    change: { name: 'Cellar, left' },
  },
  'multi-card-rules': {
    make: { id: 'example-together', ...atDoor, groups: [{ groupId: 'example-group', count: 2 }] },
    change: { groups: [{ groupId: 'example-group', count: 3 }] },
    needs: [door, 'POST person-groups'],
  },
  'ntp-servers': { make: { id: 'example-ntp', address: 'pool.ntp.org' }, change: { address: 'time.example.org' } },
  'intrusion/panels': {
    make: { id: 'example-alarm-panel', name: 'Shed', account: '1815', pollSeconds: 180 },
    change: { pollSeconds: 300 },
  },
  'intrusion/partitions': {
    make: { id: 'example-partition', panelId: 'example-alarm-panel', number: 1, name: 'Hall' },
    change: { name: 'Hall, ground floor' },
    needs: ['POST intrusion/panels'],
  },
  'intrusion/points': {
    make: { id: 'example-point', panelId: 'example-alarm-panel', number: 5, name: 'Gate' },
    change: { name: 'Gate, left' },
    needs: ['POST intrusion/panels'],
  },
  'parking/areas': { make: { id: 'example-yard', name: 'Yard' }, change: { name: 'Yard, north' } },
  'parking/car-types': { make: { id: 'example-kind', name: 'Small car' }, change: { name: 'Small or middle car' } },
  'parking/discounts': {
    make: { id: 'example-discount', name: 'Restaurant', kind: 'minutes', value: 60 },
    change: { value: 90 },
  },
  'parking/entrances': {
    make: { id: 'example-entrance', name: 'North gate', areaId: 'example-yard' },
    change: { name: 'North gate, by the river' },
    needs: ['POST parking/areas'],
  },
  'parking/spaces': {
    make: { id: 'example-space', name: '17', areaId: 'example-yard' },
    change: { name: '17 A' },
    needs: ['POST parking/areas'],
  },
  'parking/channels': {
    make: { id: 'example-lane', name: 'Yard in', areaId: 'example-yard', state: 1 },
    change: { name: 'Yard in, left' },
    needs: ['POST parking/areas'],
  },
  'parking/tariffs': {
    make: {
      ...{ id: 'example-tariff', name: 'Visitors', areaId: 'example-yard', currency: 'EUR', freeMinutes: 15 },
      ...{ each: { minutes: 60, amount: 200 }, dayMaximum: 1500 },
    },
    change: { graceMinutes: 20 },
    needs: ['POST parking/areas'],
  },
  'person-groups': {
    make: { id: 'example-group', name: 'Guards', pins },
    change: { name: 'Guards by night' },
    needs: [person],
  },
  'person-verification-rules': {
    make: { id: 'example-personal', doorIds: [exampleDoor], pins, scheduleId: 'example-schedule' },
    change: { pins },
    needs: [door, person, 'POST verification-schedules'],
  },
  'reader-wiegand-formats': {
    make: { id: 'example-reading', readerId: 'example-reader', formatId: 'example-format' },
    change: { parityCheck: true },
    needs: [reader, 'POST wiegand-formats'],
  },
  plans: {
    make: { id: 'example-plan', name: 'Ground floor', doors: [{ doorId: exampleDoor, x: 0.25, y: 0.5 }] },
    change: { name: 'Ground floor, north' },
    needs: [door],
  },
  readers: {
    make: { id: 'example-reader', ...atDoor, direction: 'in', number: 1, name: 'North gate, in' },
    change: { name: 'North gate, street' },
    needs: [door],
  },
  'scheduled-outputs': {
    make: { id: 'example-output', ...onDevice, target: 'door', number: 1, action: 'none', ...always },
    change: { action: 'normallyOpen' },
    needs: [device],
  },
  shifts: {
    make: { id: 'example-shift', name: 'Office', deptCode: '1', periods: { mon: [['09:00', '18:00']] } },
    change: { breaks: [['13:00', '14:00']] },
  },
  spaces: {
    make: { id: 'example-room', name: 'Room 1', capacity: 10, doorIds: [exampleDoor] },
    change: { capacity: 12 },
    needs: [door],
  },
  'space-facilities': {
    make: { id: 'example-facility', name: 'Standing desk', facilityNo: 21 },
    change: { remark: 'electric' },
  },
  'space-services': { make: { id: 'example-service', name: 'Flowers' }, change: { remark: 'red' } },
  'space-reservations': {
    make: {
      ...{ id: 'example-reservation', spaceId: 'example-room', subject: 'Weekly meeting', applicantPin: examplePin },
      ...{ startTime: '2090-05-31 09:00:00', endTime: '2090-05-31 10:00:00', signInMinutes: 15, remindMinutes: 15 },
    },
    change: { endTime: '2090-05-31 11:00:00' },
    needs: ['POST spaces', person],
  },
  'super-user-rules': {
    make: { id: 'example-super', doorIds: [exampleDoor], pins },
    change: { pins },
    needs: [door, person],
  },
  'verification-schedules': {
    make: { id: 'example-schedule', name: 'Cards by day', days: { mon: [{ from: '08:00', to: '18:00', door: 4 }] } },
    change: { name: 'Cards on Mondays' },
  },
  'visitor-levels': {
    make: { id: 'example-visitors', name: 'Guests', ...always, doorIds: [exampleDoor] },
    change: { name: 'Guests, always' },
    needs: [door],
  },
  'wiegand-formats': {
    make: {
      id: 'example-format',
      name: 'Wiegand 26 of ours',
      cardBit: 26,
      cardFormat: 'pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo',
    },
    change: { name: 'Wiegand 26 of theirs' },
  },
  webhooks: {
    make: { id: 'example-webhook', url: 'https://hooks.example/postern', types: ['access.*', 'alarm.raised'] },
    change: { minLevel: 1 },
  },
  zones: {
    make: { id: 'example-zone', name: 'Site', code: 'YARD', inReaderIds: ['example-reader'], outReaderIds: [] },
    change: { name: 'Site, north' },
    needs: [reader],
  },
};

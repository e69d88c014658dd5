import { exampleDoor, examplePin, exampleSn, resourceTrials } from './admin-resources.js';
import type { AdminTrial } from './admin-trial.js';
import { besideDoors } from './beside-doors-trials.js';

const device = 'POST devices';
const door = 'POST doors';
const person = 'POST persons';
const online = 'a device that is online (the tour of the README has one)';
const surveyed = 'a device that was read (`POST /admin/v1/devices/{sn}/survey`)';

/** What a name in a path stands for, and the call that makes it. */
export const pathTrials: Readonly<Record<string, AdminTrial>> = {
  sn: { path: { sn: exampleSn }, needs: [device] },
  subSn: { path: { subSn: 'EXAMPLE2' } },
  pin: { path: { pin: examplePin }, needs: [person] },
  cardNo: { path: { cardNo: '18521127' }, needs: [person] },
  code: { path: { code: '1' } },
  format: { path: { format: 'csv' } },
  plate: { path: { plate: 'A32212' }, needs: ['PUT parking/plates/{plate}'] },
  no: { path: { no: 'L77' }, needs: ['POST leave-types'] },
  doorId: { path: { doorId: exampleDoor }, needs: [door] },
  eventId: { wants: 'an event at a door (`GET /admin/v1/events` has them)' },
  name: { wants: 'a picture or video of that name (`POST /admin/v1/media`)' },
};

const ada = { name: 'Ada', lastName: 'Lovelace', deptCode: '1', cardNo: '18521127' };
const guest = { hostPin: examplePin, certType: '3', certNumber: 'X1815', name: 'Mary', visitReason: 'talk' };
const stay = { startTime: '2090-05-31 09:00:00', endTime: '2090-05-31 12:00:00' };
/** Bytes where a template of the vendor would stand. */
const template = 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==';
/** A PNG of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const password = 'a password of yours';
const simulator = 'a simulator (`POST /admin/v1/simulators`)';
const session = 'an operator who is signed in (`POST /admin/v1/session`)';
const visitor: AdminTrial = {
  path: { pin: '80000001' },
  wants: 'a visitor of that pin (`GET /admin/v1/visitors` has them)',
};
const members = { add: [examplePin], remove: ['1816'] };
const department = { code: '77' };
const inPath = { path: department, needs: ['POST departments'] };

const muster = { path: { id: 'example-muster' }, needs: ['POST musters'] };
const alarm: AdminTrial = { wants: 'an alarm (`GET /admin/v1/alarms` has them)' };

const mqttExample = { url: 'mqtt://localhost:1883' };
const natsExample = { url: 'nats://localhost:4222' };
const kafkaExample = { brokers: ['localhost:9092'] };

/** A public key of age whose private half nobody has. */
const recipient = 'age1nuvv3krr5kkzwdf7v8tnp276pvy86uhmq5q2j63k2kc6zsx735ksr3cd5y';

const others: Readonly<Record<string, AdminTrial>> = {
  'POST backups': { body: { passphrase: 'correct horse battery staple' } },
  'POST backups/check': { wants: 'a backup that was downloaded (`POST /admin/v1/backups`)' },
  'POST backups/release': { wants: 'a database that was restored (`postern restore`)' },
  'PUT backups/schedule': { body: { at: '02:30', keep: { daily: 7, weekly: 4, monthly: 6 }, recipient } },
  'POST alarms/ack': { body: { ids: ['1'], outcome: 'false', note: 'the wind' } },
  'GET alarms/{id}': alarm,
  'POST alarms/{id}/note': { ...alarm, body: { note: 'the locksmith comes at ten' } },
  'POST alarms/{id}/shelve': { ...alarm, body: { minutes: 60, reason: 'the lock is being changed' } },
  'POST alarms/{id}/unshelve': alarm,
  'GET alarm-kinds/{kind}': { path: { kind: 'forced' } },
  'PATCH alarm-kinds/{kind}': { path: { kind: 'forced' }, body: { instruction: 'Call the guard room, extension 7' } },
  'POST api-tokens': { body: { name: 'HR', scopes: ['person', 'department'] } },
  'PATCH api-tokens/{id}': { body: { name: 'HR, second floor', expiresAt: null } },
  'POST api-tokens/import': { body: { tokens: [{ name: 'Canteen', token: 'as-the-old-server-gave-it' }] } },
  'PUT mqtt': { body: { ...mqttExample, commands: true } },
  'GET mqtt': { needs: ['PUT mqtt'] },
  'DELETE mqtt': { needs: ['PUT mqtt'] },
  'POST mqtt/test': { body: mqttExample },
  'PUT nats': { body: { ...natsExample, types: ['access.*', 'alarm.*', 'door.forced'] } },
  'GET nats': { needs: ['PUT nats'] },
  'DELETE nats': { needs: ['PUT nats'] },
  'POST nats/test': { body: natsExample },
  'PUT kafka': { body: { ...kafkaExample, topic: 'postern.events' } },
  'GET kafka': { needs: ['PUT kafka'] },
  'DELETE kafka': { needs: ['PUT kafka'] },
  'POST kafka/test': { body: kafkaExample },
  'POST musters': {
    body: { id: 'example-muster', zoneIds: ['example-zone'], readerIds: [], drill: true },
    needs: ['POST zones'],
  },
  'GET musters/{id}': muster,
  'PUT musters/{id}/persons/{pin}': { ...muster, body: { state: 'safe' }, needs: ['POST musters', person] },
  'POST musters/{id}/end': muster,
  'GET plans/{id}/picture': { path: { id: 'example-plan' }, wants: 'a plan with a picture' },
  'PUT plans/{id}/picture': { path: { id: 'example-plan' }, wants: 'a PNG, JPEG or WebP as the body' },
  'POST webhooks/{id}/rotate': { body: { overlapHours: 24 } },
  'POST webhooks/{id}/replay': { body: { from: '2026-11-22T07:00:00Z', to: '2026-11-22T08:00:00Z' } },
  'POST webhooks/{id}/deliveries/{position}/retry': {
    path: { position: '1' },
    wants: 'a message that was sent there (`GET /admin/v1/webhooks/{id}/deliveries`)',
  },
  'POST operators': { body: { name: 'Ana', role: 'guard', areaCodes: null, departmentCodes: null } },
  'PATCH operators/{id}': { body: { role: 'operator' } },
  'POST session': { body: { name: 'admin', password }, wants: 'the name and the password of an operator' },
  'GET session': { wants: session },
  'DELETE session': { wants: session },
  'POST session/confirm': { body: { password }, wants: session },
  'PUT session/password': { body: { old: password, new: 'another password' }, wants: session },
  'PATCH session/preferences': { body: { theme: 'dark' }, wants: session },
  'POST attendance/applications': {
    body: { kind: 'sign', pin: examplePin, startTime: '2026-11-02 08:00:00', remark: 'forgot the card' },
    needs: [person],
  },
  'GET attendance/days': { query: { from: '2026-11-01', to: '2026-11-30', pin: examplePin } },
  'GET exports/attendance.{format}': { query: { from: '2026-11-01', to: '2026-11-30' } },
  'POST attendance/applications/{id}/approve': { body: { comment: 'agreed' } },
  'POST attendance/applications/{id}/reject': { body: { comment: 'not that day' } },
  'PATCH attendance/persons/{pin}': { body: { privilege: 14 } },
  'POST aux-outputs/actions': { body: { action: 'open', all: true, seconds: 5 } },
  'PATCH aux-inputs/{id}': { body: { name: 'Window' } },
  'PATCH aux-outputs/{id}': { body: { name: 'Siren' } },
  'POST departments': { body: { ...department, name: 'Works', parentCode: '1' } },
  'GET departments/{code}': inPath,
  'PATCH departments/{code}': { ...inPath, body: { name: 'Works, north' } },
  'DELETE departments/{code}': inPath,
  'PUT departments/{code}/levels': { body: { levelIds: ['example-level'] }, needs: ['POST access-levels'] },
  'POST devices': { body: { sn: exampleSn, name: 'North gate' } },
  'POST devices/discover': { body: { waitMs: 1_000 } },
  'PATCH devices/{sn}': { body: { name: 'North gate, street' } },
  'POST devices/{sn}/approve': { body: { existing: 'keep' } },
  'POST devices/{sn}/commands': { body: { command: 'DATA COUNT user' } },
  'POST devices/{sn}/enroll': { body: { pin: examplePin, what: 'fingerprint', no: 3, wait: 20 }, wants: online },
  'POST devices/{sn}/fetch': { body: { what: 'users' }, wants: online },
  'POST devices/{sn}/move': { body: { host: '192.0.2.7', port: 8088 }, wants: online },
  'POST devices/{sn}/network-scan': { body: { wait: 20 }, wants: online },
  'POST devices/{sn}/newcomers/admit': { body: { address: '192.0.2.17' }, wants: 'a newcomer at that address' },
  'PUT devices/{sn}/options': { body: { values: { Door1Drivertime: '5' }, wait: 10 }, wants: online },
  'POST devices/{sn}/options/read': { body: { names: ['~SerialNumber'], wait: 10 }, wants: online },
  'POST devices/{sn}/quarantine/retry': { body: {} },
  'DELETE devices/{sn}/quarantine/{id}': { wants: 'a body in its quarantine' },
  'POST devices/{sn}/registration-window': { body: { minutes: 10 } },
  'POST devices/{sn}/reject': { wants: 'a device that waits for approval' },
  'POST devices/{sn}/test': { wants: 'a terminal on port 4370' },
  'POST devices/{sn}/replace': { body: { newSn: 'EXAMPLE9' } },
  'POST devices/{sn}/resend': { body: { tables: ['attlog'] }, wants: 'an attendance terminal' },
  'PUT devices/{sn}/sub-devices/{subSn}': { body: { authorized: true }, wants: 'a controller behind the device' },
  'POST devices/{sn}/retire': { body: { then: 'disable' }, wants: 'a controller that calls' },
  'GET devices/{sn}/retire': { wants: 'a device that is being retired' },
  'DELETE devices/{sn}/retire': { wants: 'a device that is being retired' },
  'POST devices/{sn}/survey': { body: { wait: 20 }, wants: online },
  'POST devices/{sn}/survey/import': { body: { dryRun: true }, wants: surveyed },
  'GET devices/{sn}/survey/import': { wants: 'a device of which something was taken over' },
  'POST devices/{sn}/survey/clear': { body: { dryRun: true, tables: ['inoutfun'] }, wants: surveyed },
  'GET devices/{sn}/survey': { wants: surveyed },
  'GET devices/{sn}/survey/persons': { wants: surveyed },
  'GET devices/{sn}/survey/rows': { query: { table: 'userauthorize', standing: 'foreign' }, wants: surveyed },
  'PUT devices/{sn}/wire': { body: { minutes: 15 } },
  'POST devices/{sn}/sync': { body: { full: true } },
  'POST devices/{sn}/template-questions': { body: { pin: examplePin, bioType: 1, no: 1 }, wants: online },
  'POST devices/{sn}/test-host': { body: { address: '192.0.2.7:8088', wait: 10 }, wants: online },
  'POST devices/{sn}/time': { body: { wait: 10 }, wants: online },
  'POST devices/{sn}/upgrade': { body: { firmwareId: 'its id' }, wants: `a file (\`POST /admin/v1/firmware\`), and ${online}` },
  'POST devices/{sn}/verify': { body: { tables: ['user'], repair: 'none' }, wants: online },
  'POST doors/actions': { body: { action: 'open', doorIds: [exampleDoor], seconds: 5, wait: 10 }, needs: [door] },
  'PUT elevator-levels/{id}/direct-floors': { body: { floorIds: [] }, needs: ['POST elevator-levels'] },
  'POST explain/change': {
    body: { method: 'PATCH', path: `/persons/${examplePin}`, body: { isDisabled: true } },
    needs: [person],
  },
  'GET explain/access': { query: { doorId: exampleDoor, pin: examplePin }, needs: [door, person] },
  'POST firmware': { wants: 'a file' },
  'POST gates/actions': { body: { gateIds: ['example-gate'], action: 'letIn' }, needs: ['POST gates'] },
  'POST floors/actions': { body: { action: 'open', all: true, seconds: 5 } },
  'POST holidays': { body: { name: 'Christmas', date: '2026-12-25', everyYear: true } },
  'PATCH holidays/{id}': { body: { name: 'Christmas Day' } },
  'PATCH ins/persons/{pin}': { body: { category: 0 } },
  'POST leave-types': { body: { leaveTypeNo: 'L77', leaveTypeName: 'study leave' } },
  'PATCH leave-types/{no}': { body: { leaveTypeName: 'study' } },
  'POST media': { wants: 'a picture or video as `File`' },
  'PATCH media/{name}': { body: { side: 'in', interval: 8 } },
  'POST persons': { body: { pin: examplePin, ...ada } },
  'POST persons/bulk': { body: { items: [{ pin: '1816', name: 'Mary' }, { pin: '1817', name: 'Grace' }] } },
  'PATCH persons/{pin}': { body: { mobilePhone: '600123456' } },
  'POST persons/import': { wants: 'a file with headings, such as `Personnel ID,First Name,Card Number`' },
  'GET persons/{pin}/identity-card': { wants: 'an identity card that a device has read' },
  'GET visits/{id}/photo': { query: { kind: 'face', size: 64 }, wants: 'a visit with such a photo' },
  'GET persons/{pin}/photo': { wants: 'a photo of the person' },
  'DELETE persons/{pin}/templates': { query: { all: true } },
  'POST persons/photo-check': { body: { photo: pixel } },
  'POST persons/{pin}/erase': { body: { wait: 10 }, wants: 'a person whom nobody needs any more' },
  'POST persons/{pin}/leave': { body: { leaveDate: '2090-01-31' } },
  'PUT persons/{pin}/photo': { body: { photo: pixel }, wants: 'a portrait as `photo`, JPEG in base64' },
  'POST persons/{pin}/reinstate': { body: { name: 'Ada' } },
  'POST persons/{pin}/templates': { body: { bioType: 1, no: 3, template, version: '10' } },
  'PUT persons/{pin}/templates': { body: { items: [{ bioType: 1, no: 3, template, version: '10' }] } },
  'GET search': { query: { q: 'ada' } },
  'PATCH settings': { body: { qrSeconds: 300, siteName: 'Head office' } },
  'POST simulators': { body: { profile: 'controller', doors: 2 }, wants: 'a site without any approved device' },
  'POST simulators/{sn}/start': { path: { sn: 'SIM1' }, wants: simulator },
  'POST simulators/{sn}/act': { path: { sn: 'SIM1' }, body: { line: 'b 5551 1' }, wants: simulator },
  'DELETE simulators/{sn}': { path: { sn: 'SIM1' }, wants: simulator },
  'POST sync': { body: { what: 'all', to: [exampleSn] }, needs: [device] },
  'POST templates/check': { body: { bioType: 1, no: 3, version: '10', template } },
  'POST time-zones': { body: { name: 'Office hours', periods: { mon: [['08:30', '12:00']], hol1: [] } } },
  'PATCH time-zones/{id}': { body: { name: 'Mondays' } },
  'POST visitor-block-list': { body: { certType: '3', certNumber: 'Y1816', reason: 'theft' } },
  'PATCH visitor-block-list/{id}': { body: { reason: 'theft, twice' } },
  'POST visitor-reservations': { body: { ...guest, ...stay }, needs: [person] },
  'POST visitor-reservations/{id}/register': { body: { cardNo: '33331815' } },
  'GET visitors/{pin}': visitor,
  'DELETE visitors/{pin}': visitor,
  'POST access-levels/{id}/persons': { body: members, needs: ['POST access-levels', person] },
  'POST elevator-levels/{id}/persons': { body: members, needs: ['POST elevator-levels', person] },
  'POST gate-levels/{id}/persons': { body: members, needs: ['POST gate-levels', person] },
  'POST visitor-levels/{id}/persons': { ...visitor, body: { add: ['80000001'] } },
  'PUT visitor-levels/{id}/persons/{pin}': visitor,
  'DELETE visitor-levels/{id}/persons/{pin}': visitor,
  'PATCH visitors/{pin}': { ...visitor, body: { company: 'Analytical Engines' } },
  'POST visits': { body: { ...guest, certNumber: 'Z1817', ...stay }, needs: [person] },
  'PATCH visits/{id}': { body: { endTime: '2090-05-31 15:00:00' } },
};

/** The calls of one resource, each with the id that its example has been made under. */
const ofResources = Object.entries(resourceTrials).flatMap(([resource, { make, change, needs = [], wants }]) => {
  const path = { id: make.id ?? '' };
  const made = { path, needs: [`POST ${resource}`], ...(wants ? { wants } : {}) };
  return [
    [`POST ${resource}`, { body: make, needs, ...(wants ? { wants } : {}) }],
    [`GET ${resource}/{id}`, made],
    [`PATCH ${resource}/{id}`, { ...made, body: change }],
    [`DELETE ${resource}/{id}`, made],
  ] as const;
});

/** By call, without `/admin/v1/`. */
export const adminTrials: Readonly<Record<string, AdminTrial>> = {
  ...Object.fromEntries<AdminTrial>(ofResources),
  ...others,
  ...besideDoors,
};

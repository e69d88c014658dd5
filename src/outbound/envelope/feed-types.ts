import { instant, oneOf, orNull, record, text, texts, whole } from './schema.js';
import { doings } from '../../protocol/dc09/alarm-event.js';
import type { MessageType } from './event-type.js';

const sn = text('Serial number of the device');
const pin = text('The person');
const device = record({ sn });
const person = record({ pin, fields: texts('Names of the fields that changed') }, ['fields']);
const visit = record({ visitId: text('The visit'), pin: orNull(text('The visitor')) });

/** What entries of the feed that are no events become. */
const types = {
  'door.state': {
    about: 'What is known of a door changed',
    data: record({
      sn,
      doorId: text('The door'),
      sensor: oneOf('Its sensor: off is closed', ['unknown', 'no sensor', 'off', 'open']),
      relay: oneOf('Its lock relay', ['unknown', 'off', 'open']),
      alarm: text('Its alarm, as in allDoorState of the API of CVSecurity'),
      lockDown: oneOf('Lock-down; unknown where an order was not answered', ['none', 'locked', 'unknown']),
    }),
    example: {
      sn: 'CJI4214560012',
      doorId: '0195b2c4d5e6f708192a3b4c5d6e7f80',
      sensor: 'open',
      relay: 'open',
      alarm: 'none',
      lockDown: 'none',
    },
  },
  'device.online': { about: 'A device is heard again', data: device, example: { sn: 'CJI4214560012' } },
  'device.offline': { about: 'A device is not heard any more', data: device, example: { sn: 'CJI4214560012' } },
  'device.unknown': {
    about: 'A device that nobody has approved calls for the first time',
    data: device,
    example: { sn: 'CJI4214560099' },
  },
  'command.ended': {
    about: 'A command for a device has its end',
    data: record({
      id: whole('The number of the command on the wire'),
      sn,
      type: text('What it was, such as openDoor'),
      status: text('done, failed, unanswered, expired or cancelled'),
      returnCode: orNull(whole("The device's answer; null without one")),
    }),
    example: { id: 221, sn: 'CJI4214560012', type: 'openDoor', status: 'done', returnCode: 0 },
  },
  'sync.failed': {
    about: 'A device refuses rows that it should hold',
    data: record({ sn, failed: whole('Rows that failed with one answer') }),
    example: { sn: 'CJI4214560012', failed: 2 },
  },
  'identification.answered': {
    about: 'A device asked whether somebody may pass, and was answered',
    data: record({
      id: whole('Its number in the list of identifications'),
      sn,
      pin,
      doorId: orNull(text('The door')),
      result: oneOf('The answer', ['SUCCESS', 'FAILED', 'TIMEOUT']),
      reason: text('Why'),
    }),
    example: {
      id: 17,
      sn: 'CJI4214560012',
      pin: '1001',
      doorId: '0195b2c4d5e6f708192a3b4c5d6e7f80',
      result: 'FAILED',
      reason: 'expired',
    },
  },
  'person.created': { about: 'A person was added', data: person, example: { pin: '1001' } },
  'person.updated': {
    about: 'A person was changed',
    data: person,
    example: { pin: '1001', fields: ['department', 'lastName'] },
  },
  'person.deleted': { about: 'A person was deleted', data: person, example: { pin: '1001' } },
  'visit.started': {
    about: 'A visitor was registered',
    data: visit,
    example: { visitId: '0195b2c4d5e6f708192a3b4c5d6e7f81', pin: '80000001' },
  },
  'visit.ended': {
    about: 'A visit is over',
    data: visit,
    example: { visitId: '0195b2c4d5e6f708192a3b4c5d6e7f81', pin: '80000001' },
  },
  'parking.recorded': {
    about: 'A car passed a lane of a car park',
    data: record({
      recordId: text('The record'),
      direction: orNull(oneOf('in or out', ['in', 'out'])),
      channelId: orNull(text('The lane')),
      pin: text('The person of the car, empty where it is not known'),
    }),
    example: {
      recordId: '0195b2c4d5e6f708192a3b4c5d6e7f82',
      direction: 'in',
      channelId: '0195b2c4d5e6f708192a3b4c5d6e7f83',
      pin: '1001',
    },
  },
  'camera.alarm': {
    about: 'A camera or a recorder told of an alarm, or of its end',
    data: record({
      cameraId: text('The camera'),
      camera: text('Its name'),
      channel: whole('Number of its channel'),
      recorderId: text('Its recorder'),
      doorId: orNull(text('The door that it sees; null where none is linked')),
      code: text('What it is, as the camera calls it'),
      state: oneOf('begin, or end when the cause is over', ['begin', 'end']),
      text: text('What the camera says of it'),
      at: instant('When it happened'),
    }),
    example: {
      cameraId: '0195b2c4d5e6f708192a3b4c5d6e7f85',
      camera: 'Gate north',
      channel: 1,
      recorderId: '0195b2c4d5e6f708192a3b4c5d6e7f86',
      doorId: '0195b2c4d5e6f708192a3b4c5d6e7f80',
      code: 'VMD',
      state: 'begin',
      text: 'Motion',
      at: '2026-11-22T07:30:00.000Z',
    },
  },
  'intrusion.event': {
    about:
      'An intrusion panel reports, or an auxiliary input that is named as a point; level 2 is an alarm, 1 a trouble',
    data: record({
      intrusionEventId: text('The event in the list of intrusion events'),
      panelId: orNull(text('The panel; null for an auxiliary input')),
      panelName: text('Name of the panel, or of the device of the input'),
      code: text('Contact ID; the code of the panel where none has its meaning'),
      category: text('What it is about: burglary, panic, fire, arming ...'),
      does: oneOf('What it does', [...doings]),
      name: text('The same in words'),
      partition: whole('Number of the partition; 0 = the panel'),
      partitionName: text('Its name'),
      point: whole('Number of the zone, or of the user who armed; 0 = none'),
      pointName: text('Name of the zone'),
    }),
    example: {
      intrusionEventId: '0195b2c4d5e6f708192a3b4c5d6e7f85',
      panelId: '0195b2c4d5e6f708192a3b4c5d6e7f86',
      panelName: 'Warehouse',
      code: '1130',
      category: 'burglary',
      does: 'alarm',
      name: 'Burglary',
      partition: 1,
      partitionName: 'Hall',
      point: 5,
      pointName: 'Gate',
    },
  },
  'space.reservation.reminder': {
    about: 'A reservation of a room begins soon, as early as it was to be told',
    data: record({
      reservationId: text('The reservation'),
      spaceId: text('The room'),
      spaceName: text('Name of the room'),
      startTime: instant('Its beginning'),
      endTime: instant('Its end'),
      remindMinutes: whole('How many minutes before its beginning people were to be reminded'),
      applicantPin: text('Who has reserved it, empty where they are gone'),
      pins: texts('Who takes part'),
    }),
    example: {
      reservationId: '0195b2c4d5e6f708192a3b4c5d6e7f85',
      spaceId: '0195b2c4d5e6f708192a3b4c5d6e7f86',
      spaceName: 'Room 1',
      startTime: '2026-11-25T09:00:00.000Z',
      endTime: '2026-11-25T10:00:00.000Z',
      remindMinutes: 15,
      applicantPin: '1001',
      pins: ['1002', '1003'],
    },
  },
  'webhook.disabled': {
    about: 'A webhook has been disabled, because its receiver fails or said that it is gone',
    data: record({ webhookId: text('The webhook'), reason: text('Why') }),
    example: { webhookId: '0195b2c4d5e6f708192a3b4c5d6e7f84', reason: 'its receiver has failed for 120 hours' },
  },
  'feed.gap': {
    about: 'Messages between two positions are missing: after a restore or a failover, or because they were too old',
    data: record({
      from: text('The last position before the gap'),
      to: text('The first position after it'),
      reason: orNull(text('Why')),
    }),
    example: { from: '812345', to: '100000812345', reason: 'restore' },
  },
  'postern.test': {
    about: 'Sent on request, to see whether messages arrive',
    data: record({ webhookId: text('The webhook that is tested'), at: instant('When it was asked for') }, [
      'webhookId',
    ]),
    example: { webhookId: '0195b2c4d5e6f708192a3b4c5d6e7f84', at: '2026-11-22T07:30:00.000Z' },
  },
} as const satisfies Record<string, Omit<MessageType, 'name'>>;

export type FeedTypeName = keyof typeof types;

export const feedTypes: readonly MessageType[] = Object.entries(types).map(([name, rest]) => ({ name, ...rest }));

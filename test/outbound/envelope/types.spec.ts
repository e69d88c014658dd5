import { describe, expect, it } from 'vitest';
import { messageTypes, typesNamed } from '../../../src/outbound/envelope/all-types.js';
import { eventTypeOf } from '../../../src/outbound/envelope/event-types.js';
import { events, pointOf } from '../../../src/protocol/access-push/codes/events.js';

const onlyDoor = 1;
const typeOf = (code: number, module = 'acc') => {
  const info = events.find((one) => one.code === code);
  return eventTypeOf({
    eventNo: code,
    eventLevel: info?.level ?? 0,
    module,
    pointType: pointOf(code, onlyDoor).type,
  }).name;
};

/** Every code of the tables, by the type that it becomes at a controller. */
const expected: Readonly<Record<string, readonly number[]>> = {
  'door.forced': [102],
  'door.held': [28, 58],
  'alarm.raised': [
    100, 101, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 132, 133,
    134, 150, 151, 152, 153, 154, 155, 6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009, 6010, 6011, 6012,
    6013, 6014, 6015, 6016,
  ],
  'alarm.cancelled': [7],
  'access.granted': [0, 1, 2, 3, 4, 14, 15, 16, 17, 18, 19, 67, 203, 207, 208, 215, 216, 218, 222, 232],
  'access.denied': [
    20, 21, 22, 23, 24, 25, 27, 29, 30, 31, 33, 34, 35, 36, 38, 39, 40, 41, 42, 44, 45, 48, 49, 50, 52, 53, 56, 59, 60,
    61, 62, 63, 64, 68, 69, 73, 74, 75, 80, 5021, 5023, 5024, 5025, 5026,
  ],
  'door.opened': [200],
  'door.closed': [201],
  'door.unlocked': [5, 8, 202, 205],
  'door.locked': [9, 233],
  'door.event': [
    6, 10, 11, 26, 32, 37, 43, 47, 51, 54, 55, 57, 70, 71, 72, 76, 77, 78, 79, 204, 209, 210, 211, 212, 213, 219, 223,
    224, 227, 228, 231, 234, 239, 240, 241, 242, 254, 255, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4009, 4010,
    4011, 4012, 4013, 4014, 4015, 4016, 4017, 5000, 5001, 5002, 5003, 5004, 5005, 5006, 5007, 5008, 5009, 5010, 5011,
    5012, 5013, 5014, 5015, 5016, 5017, 5018, 5019, 5020, 5022,
  ],
  'input.event': [65, 220, 221, 225, 226],
  'output.event': [12, 13, 229, 230],
  'reader.event': [66, 235, 236, 237],
  'floor.event': [249, 250, 251, 252],
  'device.event': [206, 214, 217, 243, 244, 245, 246, 247, 248, 700, 4008],
};

describe('types of events', () => {
  it.each(Object.entries(expected))('%s has its codes', (name, codes) => {
    expect(codes.filter((code) => typeOf(code) !== name)).toEqual([]);
  });

  it('has a place for every code of the tables', () => {
    const all = Object.values(expected)
      .flat()
      .sort((a, b) => a - b);
    expect(all).toEqual(events.map(({ code }) => code));
  });

  it('tells a punch from a passage by the kind of device', () => {
    expect([0, 1, 232].map((code) => typeOf(code, 'att'))).toEqual(Array(3).fill('attendance.punched'));
    expect([27, 101].map((code) => typeOf(code, 'att'))).toEqual(['access.denied', 'alarm.raised']);
    expect(typeOf(0, 'psg')).toBe('access.granted');
  });

  it.each([
    [{ eventNo: 9_999, eventLevel: 2, module: 'acc', pointType: 'door' }, 'alarm.raised'],
    [{ eventNo: 9_999, eventLevel: 1, module: 'acc', pointType: 'auxIn' }, 'input.event'],
    [{ eventNo: 300, eventLevel: 1, module: 'acc', pointType: 'none' }, 'device.event'],
  ])('knows what to call an event that no table knows: %o', (event, name) => {
    expect(eventTypeOf(event).name).toBe(name);
  });
});

describe('names of types', () => {
  it('are those of the contract', () => {
    expect(messageTypes.map(({ name }) => name).sort()).toEqual([
      'access.denied',
      'access.granted',
      'alarm.cancelled',
      'alarm.raised',
      'attendance.punched',
      'camera.alarm',
      'command.ended',
      'device.event',
      'device.offline',
      'device.online',
      'device.unknown',
      'door.closed',
      'door.event',
      'door.forced',
      'door.held',
      'door.locked',
      'door.opened',
      'door.state',
      'door.unlocked',
      'feed.gap',
      'floor.event',
      'identification.answered',
      'input.event',
      'intrusion.event',
      'output.event',
      'parking.recorded',
      'person.created',
      'person.deleted',
      'person.updated',
      'postern.test',
      'reader.event',
      'space.reservation.reminder',
      'sync.failed',
      'visit.ended',
      'visit.started',
      'webhook.disabled',
    ]);
  });

  it('may be named by their family', () => {
    expect(typesNamed('access.*')).toEqual(['access.granted', 'access.denied']);
    expect(typesNamed('person.created')).toEqual(['person.created']);
    expect([typesNamed('access'), typesNamed('access.'), typesNamed('no.*'), typesNamed('')]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

import { isPassage } from '../../protocol/access-push/codes/events.js';
import { refusals } from '../../protocol/access-push/codes/outcomes.js';
import { eventData, eventExample, withoutPerson } from './event-data.js';
import type { EventType, Happened } from './event-type.js';

const codes = (...list: readonly number[]) => {
  const wanted = new Set(list);
  return ({ eventNo }: Happened) => wanted.has(eventNo);
};
const atPoint =
  (...points: readonly string[]) =>
  ({ pointType }: Happened) =>
    points.includes(pointType);
const isAlarm = ({ eventLevel }: Happened) => eventLevel === 2;
const isPassed = ({ eventNo }: Happened) => isPassage(eventNo);
const isPunch = (event: Happened) => isPassed(event) && event.module === 'att';

const type = (
  name: string,
  about: string,
  fits: EventType['fits'],
  different: Readonly<Record<string, unknown>> = {},
): EventType => ({ name, about, fits, data: eventData, example: eventExample(different) });

const nobody = (eventNo: number, eventName: string, more: object = {}) => ({
  ...withoutPerson,
  eventNo,
  eventName,
  ...more,
});

const place = (pointType: string, pointNo: number, pointName: string) => ({
  pointType,
  pointNo,
  pointName,
  ...(pointType === 'door' ? {} : { doorId: null, doorName: '' }),
});

const alarm = { eventLevel: 2, outcome: 'alarm' } as const;
const warning = { eventLevel: 1 } as const;

/** The types that events become, in the order in which their rules are tried. The last ones together fit everything. */
export const eventTypes: readonly EventType[] = [
  type(
    'door.forced',
    'A door was opened without a permission',
    codes(102),
    nobody(102, 'The door is opened accidentally', alarm),
  ),
  type(
    'door.held',
    'A door is open for too long',
    codes(28, 58),
    nobody(28, 'Door opening times out', { ...warning, outcome: 'other' }),
  ),
  type(
    'alarm.raised',
    'An alarm, such as duress, tampering, fire, a failure of power',
    isAlarm,
    nobody(100, 'Tamper alarm', alarm),
  ),
  type('alarm.cancelled', 'An alarm was cancelled', codes(7), nobody(7, 'Cancel the alarm')),
  type('attendance.punched', 'Somebody punched at a terminal for attendance', isPunch, {
    module: 'att',
    devName: 'Canteen terminal',
    verifyType: '1',
    verifyModeName: 'Only Fingerprint',
    cardNo: '',
    logId: 0,
  }),
  type('access.granted', 'Somebody verified and could pass', isPassed),
  type(
    'access.denied',
    'Somebody wanted to pass and could not: by time, right, validity, anti-passback, interlock, an unknown or wrong ' +
      'credential, a lock, fever or mask',
    codes(...refusals),
    { ...warning, eventNo: 23, eventName: 'Unauthorized access', outcome: 'refused' },
  ),
  type('door.opened', "A door's sensor says that it is open", codes(200), nobody(200, 'The door is open')),
  type('door.closed', "A door's sensor says that it is closed", codes(201), nobody(201, 'The door is closed')),
  type(
    'door.unlocked',
    'A lock was opened by a schedule, remotely or by the exit button',
    codes(5, 8, 202, 205),
    nobody(8, 'Open the door remotely'),
  ),
  type('door.locked', 'A door was closed or locked remotely', codes(9, 233), nobody(9, 'Close the door remotely')),
  type('door.event', 'Any other event of a door', atPoint('door'), nobody(224, 'Ring the doorbell')),
  type(
    'input.event',
    'Any other event of an auxiliary input',
    atPoint('auxIn'),
    nobody(221, 'The auxiliary input point is short-circuited', place('auxIn', 1, 'Fire detector')),
  ),
  type(
    'output.event',
    'Any other event of an auxiliary output',
    atPoint('auxOut'),
    nobody(12, 'Enable auxiliary output remotely', place('auxOut', 1, 'Siren')),
  ),
  type(
    'reader.event',
    'Any other event of a reader',
    atPoint('reader'),
    nobody(237, 'Reader online', place('reader', 1, 'Main entrance in')),
  ),
  type('floor.event', 'Any other event of a floor of an elevator', atPoint('floor'), {
    ...place('floor', 3, 'Third floor'),
    module: 'ele',
    eventNo: 250,
    eventName: 'The elevator control floor selection button is triggered with the permissions',
  }),
  type(
    'device.event',
    'Any other event of a device, or of no place at all',
    () => true,
    nobody(206, 'Start the device', place('device', 0, 'Front building')),
  ),
];

const known = new Map<string, EventType>();

/** The first type that fits. */
export function eventTypeOf(event: Happened): EventType {
  const { eventNo, eventLevel, module, pointType } = event;
  const key = `${eventNo} ${eventLevel} ${module} ${pointType}`;
  const found = known.get(key) ?? eventTypes.find(({ fits }) => fits(event));
  if (!found) throw new Error(`no type fits event ${key}`);
  if (known.size < mostKnown) known.set(key, found);
  return found;
}

/** Codes come from devices, so there is no end to them. */
const mostKnown = 2_000;

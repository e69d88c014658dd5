import { outcomes } from '../../protocol/access-push/codes/outcomes.js';
import { flag, instant, oneOf, orNull, record, text, texts, whole } from './schema.js';

const ofLevel = 'only at the privacy levels names and photos';

/** What a message says of an event. */
export const eventData = record(
  {
    id: text('Id of the event, as lists have it'),
    eventTime: text("The device's wall clock as sent: yyyy-MM-dd HH:mm:ss"),
    happenedAt: instant("The instant, by the device's time zone"),
    receivedAt: instant('When the gateway received it'),
    clockDoubtful: flag('The clock of the device is wrong: the time is in the future, or long ago'),
    late: flag('It was received more than an hour after it happened'),
    module: text('Kind of device: acc, att, ele, psg, ins'),
    sn: text('Serial number of the device'),
    devName: text('Its name at the time'),
    logId: whole('Number by the device; -1 where it has none'),
    eventNo: whole('Event code'),
    eventName: text('Its name'),
    eventLevel: whole('0 normal, 1 warning, 2 alarm', { enum: [0, 1, 2] }),
    outcome: oneOf('What became of it', outcomes),
    pin: text('Person, empty where there is none'),
    name: text(`First name at the time; ${ofLevel}`),
    lastName: text(`Last name at the time; ${ofLevel}`),
    deptCode: text('Code of the department at the time'),
    deptName: text(`Its name at the time; ${ofLevel}`),
    areaName: text('Name of the area at the time'),
    cardNo: text('Card, empty where there is none; without `cards` only its last four digits: ***6789'),
    verifyType: text('How it was verified, as the device says'),
    verifyModeName: text('The same in words'),
    pointType: text('What pointNo counts: door, reader, auxIn, auxOut, device, floor, none'),
    pointNo: whole('Number of the door, reader, input, output or floor on its device'),
    pointName: text('Its name at the time'),
    doorId: orNull(text('Door, null where there is none')),
    doorName: text('Its name at the time'),
    readerName: text('Name of the reader at the time'),
    inOut: orNull(whole('0 in, 1 out, others as sent')),
    accZone: orNull(text('Zones that the reader led into, else out of')),
    maskFlag: text('Mask, as the device says'),
    temperature: text('Temperature, as the device says'),
    detail: text('Why a visitor was not let in, where the visit has not begun or is over'),
    photos: texts('Addresses of pictures, good for 24 hours; only at the privacy level photos'),
  },
  ['name', 'lastName', 'deptName', 'detail', 'photos'],
);

/** One passage; examples of types say in what they differ. */
const passage = {
  id: '0f1a2b3c4d000012675e6f708192a3b4',
  eventTime: '2026-11-22 08:30:00',
  happenedAt: '2026-11-22T07:30:00.000Z',
  receivedAt: '2026-11-22T07:30:00.412Z',
  clockDoubtful: false,
  late: false,
  module: 'acc',
  sn: 'CJI4214560012',
  devName: 'Front building',
  logId: 4711,
  eventNo: 0,
  eventName: 'The door opens normally after punch',
  eventLevel: 0,
  outcome: 'granted',
  pin: '1001',
  deptCode: '20',
  areaName: 'Head office',
  cardNo: '***6789',
  verifyType: '4',
  verifyModeName: 'Only Card',
  pointType: 'door',
  pointNo: 1,
  pointName: 'Main entrance',
  doorId: '0195b2c4d5e6f708192a3b4c5d6e7f80',
  doorName: 'Main entrance',
  readerName: 'Main entrance in',
  inOut: 0,
  accZone: null,
  maskFlag: '',
  temperature: '',
} as const;

export const eventExample = (different: Readonly<Record<string, unknown>>) => ({ ...passage, ...different });

/** Of an event in which nobody took part. */
export const withoutPerson = { pin: '', deptCode: '', cardNo: '', outcome: 'other', readerName: 'Other' } as const;

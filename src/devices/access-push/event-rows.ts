import type { NewEvent } from '../../modules/transaction/event.js';
import { eventOf, pointOf } from '../../protocol/access-push/codes/events.js';
import { naturalKey, type RtlogEvent } from '../../protocol/access-push/rtlog.js';
import type { Rec } from '../../protocol/access-push/records.js';
import type { CachedDevice } from '../push/cached-device.js';
import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';

/** The text that the vendor prints if no reader is involved (docs/rules.md 10). */
const otherReader = 'Other';

const earliest = Date.UTC(2015, 0, 1);
const aheadMs = 60 * 60 * 1_000;

/** A clock that shows a time before 2015, or more than an hour ahead, cannot be right. */
const isDoubtful = (happened: Date, received: Date) =>
  happened.getTime() < earliest || happened.getTime() > received.getTime() + aheadMs;

interface Place {
  readonly pointType: string;
  readonly pointNo: number;
  readonly pointName: string;
  readonly doorId: string | null;
  readonly doorName: string;
  readonly readerName: string;
}

type Point = ReturnType<typeof pointOf>;

const nameOfPoint = {
  // A point that the device did not announce has no name of its own.
  auxIn: (known: CachedDevice, number: number) =>
    known.pointNames.get(`auxIn ${number}`) ?? `${known.device.name}-AuxIn-${number}`,
  auxOut: (known: CachedDevice, number: number) =>
    known.pointNames.get(`auxOut ${number}`) ?? `${known.device.name}-AuxOut-${number}`,
  floor: (known: CachedDevice, number: number) =>
    known.pointNames.get(`floor ${number}`) ?? `${known.device.name}-Floor-${number}`,
  device: (known: CachedDevice) => known.device.name,
  none: () => '',
} as const;

function placeOf(known: CachedDevice, point: Point, inOut: number | null): Place {
  const { type: pointType, number: pointNo } = point;
  if (pointType === 'door') return doorPlace(known, pointNo, inOut);
  if (pointType === 'reader') return readerPlace(known, pointNo);
  const pointName = nameOfPoint[pointType](known, pointNo);
  return { pointType, pointNo, pointName, doorId: null, doorName: '', readerName: otherReader };
}

function doorPlace({ doors, sides }: CachedDevice, pointNo: number, inOut: number | null): Place {
  const door = doors.get(pointNo);
  const name = door?.name ?? '';
  const readerName = (door && sides.get(`${pointNo} ${inOut ?? ''}`)) ?? otherReader;
  return { pointType: 'door', pointNo, pointName: name, doorId: door?.id ?? null, doorName: name, readerName };
}

function readerPlace({ doors, readers }: CachedDevice, pointNo: number): Place {
  const reader = readers.get(pointNo);
  const door = reader && doors.get(reader.door);
  const readerName = reader?.name ?? otherReader;
  const place = { pointType: 'reader', pointNo, pointName: reader?.name ?? '', readerName };
  return door ? { ...place, doorId: door.id, doorName: door.name } : { ...place, doorId: null, doorName: '' };
}

interface Received {
  readonly record: Rec;
  readonly event: RtlogEvent;
  readonly receivedAt: Date;
}

/**
 * Whose index it is: that of the sub-device which the row names, or else the device's own. If no operator accepted the
 * named sub-device behind this device, the events count as the device's own: they are no repetitions of the other's
 * events.
 */
function counterOf({ fields }: Rec, { sn, subDevices }: CachedDevice): string {
  const named = fields.get('sn')?.trim() ?? '';
  if (named === '' || named === sn) return sn;
  if (subDevices.has(named)) return named;
  return `${sn}/${named.slice(0, 64)}`;
}

/** A number that is no known direction must not keep the event out of its table. */
const directionOf = ({ inOut }: RtlogEvent) => (inOut !== null && inOut > 255 ? null : inOut);

/** Firmware without the sensor sends this field with every event. */
const isOff = ({ device }: CachedDevice, option: string) => device.options[option] === '0';

/** One uploaded event with all the names that are stored with it. */
export function toEvent(known: CachedDevice, { record, event, receivedAt }: Received): NewEvent {
  const happenedAt = instantOf(event.wallClock, known.timeZone);
  return {
    sn: known.sn,
    devName: known.device.name,
    module: known.device.module,
    naturalKey: naturalKey(counterOf(record, known), record),
    eventTime: event.wallClock,
    happenedAt,
    doubtful: isDoubtful(happenedAt, receivedAt),
    logId: event.index,
    eventNo: event.eventNo,
    eventLevel: eventOf(event.eventNo).level,
    pin: event.pin,
    areaName: known.areaName,
    cardNo: event.cardNo,
    verifyType: event.verifyType,
    ...placeOf(known, pointOf(event.eventNo, event.eventAddr), event.inOut),
    inOut: directionOf(event),
    maskFlag: isOff(known, 'MaskDetectionFunOn') ? '' : event.maskFlag,
    temperature: isOff(known, 'IRTempDetectionFunOn') ? '' : event.temperature,
    linkId: event.linkId,
    raw: event.raw,
    zones: zonesOf(known, event),
  };
}

/** Only doors have sides with readers, and zones behind them. */
function zonesOf({ zones }: CachedDevice, { eventNo, eventAddr, inOut }: RtlogEvent) {
  if (zones.size === 0) return undefined;
  const { type, number } = pointOf(eventNo, eventAddr);
  return type === 'door' ? zones.get(`${number} ${inOut ?? ''}`) : undefined;
}

/** An event that the gateway itself writes: no pin, no index (logId -1), no event point. */
export function madeEvent(known: CachedDevice, eventNo: number, at: Date): NewEvent {
  const eventTime = wallClockOf(at, known.timeZone);
  return {
    sn: known.sn,
    devName: known.device.name,
    module: known.device.module,
    naturalKey: `${known.sn}|made|${at.toISOString()}|${eventNo}`,
    eventTime,
    happenedAt: at,
    doubtful: false,
    logId: -1,
    eventNo,
    eventLevel: eventOf(eventNo).level,
    pin: '',
    areaName: known.areaName,
    cardNo: '',
    verifyType: '200',
    pointType: 'none',
    pointNo: 0,
    pointName: '',
    doorId: null,
    doorName: '',
    readerName: otherReader,
    inOut: null,
    maskFlag: '',
    temperature: '',
    linkId: '',
    raw: '',
  };
}

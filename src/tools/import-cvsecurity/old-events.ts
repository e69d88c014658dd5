import type { HistoricEvent } from '../../modules/transaction/history-ingest.service.js';
import { instantOf } from '../../platform/database/zone-time.js';
import { eventOf, events, pointOf } from '../../protocol/access-push/codes/events.js';
import { verifyModes } from '../../protocol/access-push/codes/verify.js';
import { naturalKey } from '../../protocol/access-push/rtlog.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { serverWordsOf } from '../../protocol/access-push/words/server-words.js';
import { eventName } from '../../protocol/access-push/words/words.js';
import type { OldRow } from './old-list.js';
import { cardOf, said } from './old-values.js';

/** Doors here that an event may have happened at. */
export interface KnownDoor {
  readonly id: string;
  readonly sn: string;
  readonly number: number;
  readonly name: string;
}

export interface EventPlaces {
  readonly doors: readonly KnownDoor[];
  /** Businesses of devices by serial number. */
  readonly modules: ReadonlyMap<string, string>;
  readonly timeZone: string;
}

const wall = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?$/;
const serverWords = serverWordsOf('en', wordsOf('en'));
/** The old server sends the name if it does not send the number. */
const numbers = new Map(
  [...events].reverse().flatMap(({ code, name }) => [
    [name.toLowerCase(), code],
    [eventName(serverWords, code).toLowerCase(), code],
  ]),
);
const modeNumbers = new Map(
  [verifyModes, serverWords.verifyModes].flatMap((names) =>
    [...names.entries()].map(([number, name]): [string, string] => [name.toLowerCase(), String(number)]),
  ),
);

const whole = (text: string, most: number): number | null =>
  /^\d{1,10}$/.test(text) && Number(text) <= most ? Number(text) : null;
const largest = 0x7fff_ffff;
const noDirection = 255;

interface Parts {
  readonly sn: string;
  readonly eventTime: string;
  readonly eventNo: number;
}

/** @returns why it cannot be taken over, or the event */
export function oldEvent(row: OldRow, places: EventPlaces): HistoricEvent | string {
  const [, day, time] = wall.exec(said(row, 'eventTime')) ?? [];
  if (day === undefined || time === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`))) return 'its time is none';
  const sn = said(row, 'devSn');
  if (sn === '') return 'it names no device';
  const eventNo = whole(said(row, 'eventNo'), largest) ?? numbers.get(said(row, 'eventName').toLowerCase());
  if (eventNo === undefined) return `its kind "${said(row, 'eventName')}" is not known`;
  return eventOfParts(row, { sn, eventTime: `${day} ${time}`, eventNo }, places);
}

function eventOfParts(row: OldRow, parts: Parts, places: EventPlaces): HistoricEvent {
  const { sn, eventTime, eventNo } = parts;
  const inOut = whole(said(row, 'readerState'), noDirection);
  return {
    ...{ sn, eventTime, eventNo, inOut },
    devName: said(row, 'devName') || sn,
    module: places.modules.get(sn) ?? 'acc',
    naturalKey: keyOf(row, parts),
    happenedAt: instantOf(eventTime, places.timeZone),
    doubtful: false,
    logId: whole(said(row, 'logId'), largest) ?? 0,
    eventLevel: eventOf(eventNo).level,
    ...{ pin: said(row, 'pin'), name: said(row, 'name'), lastName: said(row, 'lastName') },
    ...{ deptCode: said(row, 'deptCode'), deptName: said(row, 'deptName'), areaName: said(row, 'areaName') },
    cardNo: cardOf(said(row, 'cardNo')) ?? '',
    verifyType: whole(said(row, 'verifyType'), largest)?.toString() ?? modeOf(said(row, 'verifyModeName')),
    ...placeOf(row, parts, places),
    readerName: said(row, 'readerName') || 'Other',
    ...{ maskFlag: said(row, 'maskFlag'), temperature: said(row, 'temperature'), linkId: '', raw: '' },
    zones: said(row, 'accZone') === '' ? undefined : { name: said(row, 'accZone'), in: [], out: [] },
  };
}

/** A method that stands for several has no number of its own. */
const modeOf = (name: string) => modeNumbers.get(name.toLowerCase()) ?? '';

/**
 * The same key as the device's own upload of the event, so old events that a panel sends again are not stored twice.
 */
function keyOf(row: OldRow, { sn, eventTime, eventNo }: Parts): string {
  const fields = new Map([
    ['time', eventTime],
    ['event', String(eventNo)],
    ['index', said(row, 'logId')],
    ['pin', said(row, 'pin') || '0'],
    ['cardno', said(row, 'cardNo') || '0'],
    ['eventaddr', said(row, 'doorNumber')],
    ['inoutstatus', said(row, 'readerState')],
  ]);
  return naturalKey(sn, { word: '', fields, raw: '' });
}

type Place = Pick<HistoricEvent, 'pointType' | 'pointNo' | 'pointName' | 'doorId' | 'doorName'>;

function placeOf(row: OldRow, { sn, eventNo }: Parts, { doors }: EventPlaces): Place {
  const name = said(row, 'eventPointName', 'doorName');
  const own = doors.filter((door) => door.sn === sn);
  const number = whole(said(row, 'doorNumber'), largest);
  const point = number === null ? null : pointOf(eventNo, number);
  const door = own.find((one) => (point?.type === 'door' ? one.number === point.number : one.name === name));
  if (door) {
    return {
      pointType: 'door',
      pointNo: door.number,
      pointName: name || door.name,
      doorId: door.id,
      doorName: door.name,
    };
  }
  return { pointType: point?.type ?? 'none', pointNo: point?.number ?? 0, pointName: name, doorId: null, doorName: '' };
}

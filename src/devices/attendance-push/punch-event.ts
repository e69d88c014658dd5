import type { NewEvent } from '../../modules/transaction/event.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import type { Punch } from '../../protocol/attendance-push/punch.js';
import type { RtlogEvent } from '../../protocol/access-push/rtlog.js';
import { toEvent } from '../access-push/event-rows.js';
import type { CachedDevice } from '../push/cached-device.js';

/** A person was recognised, or the card or person is unknown to the terminal. */
const passed = 0;
const notRegistered = 27;
const onlyDoor = 1;

/** States of appendix A4: in for work, after a break, for overtime; and out again. */
const directions: Readonly<Record<number, number>> = { 0: 0, 1: 1, 2: 1, 3: 0, 4: 0, 5: 1 };
const noDirection = 2;

/**
 * Verification modes by the numbers of old terminals, as numbers of appendix A5, which the other protocol uses, too.
 */
const classicVerify: Readonly<Record<number, number>> = { 0: 3, 1: 1, 2: 4 };
const otherWay = 200;
const notSaid: ReadonlySet<number> = new Set([255, -1]);

const longest = { pin: 64, workCode: 32, raw: 2_000 } as const;

function verifyOf({ verify }: Punch, { device }: CachedDevice): number {
  if (verify === null || notSaid.has(verify)) return otherWay;
  const isClassic = device.quirks.classicVerify === true || isAntique(device.pushVersion);
  return (isClassic ? classicVerify[verify] : undefined) ?? verify;
}

const maskOf = ({ mask }: Punch) => (mask === null ? '' : mask ? '1' : '0');
const degrees = (text: string | null) => (text !== null && /^\d{1,3}(?:\.\d{1,3})?$/.test(text) ? text : '');

/** Values for what a terminal does not report: no index, no card, no event point but its own door. */
export const bareEvent: Omit<RtlogEvent, 'wallClock' | 'eventNo' | 'raw'> = {
  pin: '',
  pinRaw: '',
  cardNo: '',
  cardRaw: '',
  eventAddr: onlyDoor,
  inOut: noDirection,
  verifyType: String(otherWay),
  index: 0,
  siteCode: '',
  linkId: '',
  maskFlag: '',
  temperature: '',
  convTemperature: '',
  bitCount: null,
  alarmType: '',
};

/** An event of a terminal, at its door if it has one. */
export function terminalEvent(known: CachedDevice, event: RtlogEvent, naturalKey: string, receivedAt: Date): NewEvent {
  const record = { word: '', fields: new Map<string, string>(), raw: event.raw };
  const made = { ...toEvent(known, { record, event, receivedAt }), naturalKey };
  if (known.doors.has(onlyDoor)) return made;
  return { ...made, pointType: 'device', pointNo: 0, pointName: known.device.name };
}

/** Two uploads of one punch have the same text: person, time, state, verification and work code. */
const keyOf = (sn: string, { pin, time, status, verify, workCode }: Punch): string =>
  ['att', sn, pin, time, status ?? '', verify ?? '', workCode]
    .map((part) => String(part).replaceAll('|', '||'))
    .join('|');

/** The event that a punch stands for. A person whom the terminal does not know does not pass. */
export function punchEvent(known: CachedDevice, punch: Punch, raw: string, receivedAt: Date): NewEvent {
  const nobody = punch.cardNo !== '' || /^0*$/.test(punch.pin);
  const event: RtlogEvent = {
    ...bareEvent,
    wallClock: punch.time,
    pin: nobody ? '' : punch.pin.slice(0, longest.pin),
    pinRaw: punch.pin,
    cardNo: /^\d{1,20}$/.test(punch.cardNo) ? punch.cardNo : '',
    eventNo: nobody ? notRegistered : passed,
    inOut: directions[punch.status ?? -1] ?? noDirection,
    verifyType: String(verifyOf(punch, known)),
    maskFlag: maskOf(punch),
    temperature: degrees(punch.temperature),
    raw: raw.slice(0, longest.raw),
  };
  return terminalEvent(known, event, keyOf(known.sn, punch), receivedAt);
}

import { doorWords, type DoorSensor } from '../../protocol/access-push/rtstate.js';
import type { FeedEntry } from '../feed/feed-entry.js';
import type { FeedTypeName } from './feed-types.js';
import type { MessageParts } from './new-message.js';

type Detail = Readonly<Record<string, unknown>>;

/** What an entry tells, and what it is about. */
interface Told {
  readonly type: FeedTypeName;
  readonly data: Detail;
  readonly subject?: string;
  readonly doorId?: string;
  readonly pin?: string;
  readonly visitId?: string;
  readonly departments?: readonly string[];
  readonly alarmCode?: string;
  /** Where no device says it. */
  readonly areaCode?: string | null;
  readonly level?: 0 | 1 | 2;
  readonly time?: Date;
}

type Teller = (entry: FeedEntry, detail: Detail) => Told | null;

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined;

/** As PostgreSQL writes an instant into JSON, in any zone. */
function instantText(value: unknown): string {
  const at = new Date(textOr(value, ''));
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A position as the entry has it: a number, or digits. */
const digitsOf = (value: unknown, otherwise: number): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : String(otherwise);

const ofDevice =
  (type: 'device.online' | 'device.offline' | 'device.unknown'): Teller =>
  ({ sn }) => ({ type, subject: `device/${sn}`, data: { sn } });

const personTypes: Readonly<Record<string, 'person.created' | 'person.updated' | 'person.deleted'>> = {
  added: 'person.created',
  changed: 'person.updated',
  deleted: 'person.deleted',
};

const visitTypes: Readonly<Record<string, 'visit.started' | 'visit.ended'>> = {
  added: 'visit.started',
  ended: 'visit.ended',
};

/** What an intrusion event is for those who ask for alarms alone. */
const levels: Readonly<Record<string, 1 | 2>> = { alarm: 2, trouble: 1 };

/** What each kind of entry tells; a kind that is not here is no message to anybody. */
const tellers: Readonly<Record<string, Teller>> = {
  // Entries from before the feed had states say nothing.
  doorState: ({ sn, ref }, detail) =>
    'sensor' in detail
      ? {
          type: 'door.state',
          subject: `door/${ref}`,
          doorId: ref,
          data: {
            sn,
            doorId: ref,
            ...doorWords(detail as { sensor: DoorSensor; relay: 0 | 1 | null; alarm: number | null }),
            lockDown: textOr(detail.lockDown, 'none'),
          },
        }
      : null,
  online: ofDevice('device.online'),
  offline: ofDevice('device.offline'),
  device: (entry, detail) =>
    detail.what === 'added' && detail.status === 'pending' ? ofDevice('device.unknown')(entry, detail) : null,
  command: ({ sn, ref }, { type, status, returnCode }) =>
    typeof status === 'string'
      ? {
          type: 'command.ended',
          subject: `device/${sn}`,
          data: {
            id: Number(ref),
            sn,
            type: textOr(type, ''),
            status,
            returnCode: typeof returnCode === 'number' ? returnCode : null,
          },
        }
      : null,
  syncFailure: ({ sn, ref }) => ({ type: 'sync.failed', subject: `device/${sn}`, data: { sn, failed: Number(ref) } }),
  identification: ({ sn, ref }, { pin, doorId, result, reason }) =>
    typeof result === 'string'
      ? {
          type: 'identification.answered',
          subject: typeof doorId === 'string' ? `door/${doorId}` : `device/${sn}`,
          ...(typeof doorId === 'string' ? { doorId } : {}),
          pin: textOr(pin, ''),
          data: {
            id: Number(ref),
            sn,
            pin: textOr(pin, ''),
            doorId: textOrNull(doorId),
            result,
            reason: textOr(reason, ''),
          },
        }
      : null,
  person: ({ ref }, { what, departments, fields }) => {
    const type = personTypes[String(what)];
    if (!type) return null;
    const changed = textsOf(fields);
    return {
      type,
      subject: `person/${ref}`,
      pin: ref,
      departments: textsOf(departments) ?? [],
      data: { pin: ref, ...(type === 'person.updated' && changed ? { fields: changed } : {}) },
    };
  },
  visit: ({ ref }, { what, pin }) => {
    const type = visitTypes[String(what)];
    if (!type) return null;
    return {
      type,
      subject: `visit/${ref}`,
      visitId: ref,
      pin: textOr(pin, ''),
      data: { visitId: ref, pin: textOrNull(pin) },
    };
  },
  parking: ({ ref }, { direction, channelId, pin }) => ({
    type: 'parking.recorded',
    subject: `parking/${ref}`,
    pin: textOr(pin, ''),
    data: {
      recordId: ref,
      direction: textOrNull(direction),
      channelId: textOrNull(channelId),
      pin: textOr(pin, ''),
    },
  }),
  cameraAlarm: ({ ref, at }, { code, state, text, time, doorId, camera, channel, recorderId, areaCode }) => {
    const happened = typeof time === 'string' ? new Date(time) : at;
    return {
      type: 'camera.alarm',
      subject: `camera/${ref}`,
      ...(typeof doorId === 'string' ? { doorId } : {}),
      areaCode: textOr(areaCode, ''),
      alarmCode: textOr(code, ''),
      time: happened,
      data: {
        cameraId: ref,
        camera: textOr(camera, ''),
        channel: typeof channel === 'number' ? channel : 0,
        recorderId: textOr(recorderId, ''),
        doorId: textOrNull(doorId),
        code: textOr(code, ''),
        state: state === 'end' ? 'end' : 'begin',
        text: textOr(text, ''),
        at: happened.toISOString(),
      },
    };
  },
  intrusion: ({ ref }, detail) => ({
    type: 'intrusion.event',
    subject: `intrusion/${ref}`,
    areaCode: textOrNull(detail.areaCode),
    level: levels[String(detail.does)] ?? 0,
    data: {
      intrusionEventId: ref,
      panelId: textOrNull(detail.panelId),
      panelName: textOr(detail.panelName, ''),
      code: textOr(detail.code, ''),
      category: textOr(detail.category, ''),
      does: textOr(detail.does, 'other'),
      name: textOr(detail.name, ''),
      partition: Number(detail.partition ?? 0),
      partitionName: textOr(detail.partitionName, ''),
      point: Number(detail.point ?? 0),
      pointName: textOr(detail.pointName, ''),
    },
  }),
  spaceReminder: ({ ref }, detail) => ({
    type: 'space.reservation.reminder',
    subject: `space/${textOr(detail.spaceId, '')}`,
    areaCode: textOrNull(detail.areaCode),
    pin: textOr(detail.applicantPin, ''),
    data: {
      reservationId: ref,
      spaceId: textOr(detail.spaceId, ''),
      spaceName: textOr(detail.spaceName, ''),
      startTime: instantText(detail.startTime),
      endTime: instantText(detail.endTime),
      remindMinutes: typeof detail.remindMinutes === 'number' ? detail.remindMinutes : 0,
      applicantPin: textOr(detail.applicantPin, ''),
      pins: textsOf(detail.pins) ?? [],
    },
  }),
  webhookDisabled: ({ ref }, { reason }) => ({
    type: 'webhook.disabled',
    subject: `webhook/${ref}`,
    data: { webhookId: ref, reason: textOr(reason, '') },
  }),
  feedGap: ({ position }, { from, to, reason }) => ({
    type: 'feed.gap',
    data: { from: digitsOf(from, 0), to: digitsOf(to, position), reason: textOrNull(reason) },
  }),
};

/** Null for what is no message to anybody. */
export function entryMessage(entry: FeedEntry, detail: Detail, areaCode: string | null): MessageParts | null {
  const told = tellers[entry.kind]?.(entry, detail);
  if (!told) return null;
  const { type, data, subject, doorId, visitId, departments, alarmCode, level = 0 } = told;
  return {
    ...whereOf(entry, told, areaCode),
    position: entry.position,
    id: `msg_${entry.position}`,
    type,
    doorId: doorId ?? null,
    pin: pinOf(told),
    ...(visitId === undefined ? {} : { visitId }),
    ...(departments === undefined ? {} : { departments }),
    ...(alarmCode === undefined ? {} : { alarmCode }),
    level,
    subject: subject ?? null,
    data: () => data,
  };
}

const pinOf = ({ pin = '' }: Told): string | null => (pin === '' ? null : pin);

/** Where and when it was: what the entry tells goes before what is known of its device. */
const whereOf = ({ sn, at }: FeedEntry, told: Told, areaCode: string | null) => ({
  sn: sn === '' ? null : sn,
  areaCode: told.areaCode ?? areaCode,
  time: told.time ?? at,
});

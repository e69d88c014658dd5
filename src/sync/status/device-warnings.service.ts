import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { alertCodes, type AlertCode, type Device } from '../../modules/device/device.entity.js';
import { elsewhere } from '../../modules/device/binding.js';
import { isTerminal } from '../../modules/device/request-delay.js';
import { answersBy } from '../ledger/answers.js';
import { quarantinedOf } from './quarantine-counts.repository.js';
import { foreignOf } from '../survey/due.js';
import { unknownUsersText } from './unknown-users.js';
import { signsOf, type DeviceSigns } from '../ledger/ledger-users.repository.js';

export const warningCodes = [
  'noAdministrator',
  'unknownUsers',
  'foreignRows',
  'refusedTable',
  'cardsOver',
  'clockDrift',
  'quarantined',
  ...alertCodes,
  'moved',
] as const;

/** Something about a device that an operator should look into. */
export interface DeviceWarning {
  readonly code: (typeof warningCodes)[number];
  readonly text: string;
}

/** A device counts as back if it calls this long after it acknowledged its move. */
const moveGraceMs = 60_000;
/** How long a single event at a device is shown as a warning. */
const alertDays = 7;

/** What an operator should look into at devices, collected from what is known about them. */
@Injectable()
export class DeviceWarningService {
  async of(tx: EntityManager, devices: readonly Device[], now = new Date()): Promise<Map<string, DeviceWarning[]>> {
    const rows = await signsOf(tx, devices, alertDays);
    const bySn = new Map(rows.map((row) => [row.sn, row]));
    const foreign = await foreignOf(tx, [...bySn.keys()]);
    const quarantined = await quarantinedOf(tx, [...bySn.keys()], alertDays);
    return new Map(
      devices.map((device) => {
        const row = bySn.get(device.sn);
        return [
          device.sn,
          row
            ? warningsOf(
                device,
                { ...row, quarantined: quarantined.get(device.sn) ?? 0, foreign: foreign.get(device.sn) ?? {} },
                now,
              )
            : [],
        ];
      }),
    );
  }
}

/** It called here after it had acknowledged all steps of its move: it has not moved, or has come back. */
export function hasReturned({ move, lastSeenAt }: Pick<Device, 'move' | 'lastSeenAt'>): boolean {
  if (move?.status !== 'moved' || lastSeenAt === null) return false;
  return lastSeenAt.getTime() > Date.parse(move.at) + moveGraceMs;
}

/** What is known about a device here, with its recent uploads that could not be read. */
interface Signs extends DeviceSigns {
  readonly quarantined: number;
  /** Rows by table that it holds and that nothing here wants. */
  readonly foreign: Readonly<Record<string, number>>;
}

function warningsOf(device: Device, row: Signs, now: Date): DeviceWarning[] {
  return [
    ...administratorWarning(device, row),
    ...unknownWarning(device, row),
    ...foreignWarning(row),
    ...row.refused.map((refused) => refusedWarning(refused, device)),
    ...cardsWarning(row),
    ...(row.clockSet ? [warning('clockDrift', 'its clock was more than a minute off within the last hour')] : []),
    ...quarantineWarning(row),
    ...newcomerWarnings(device, row),
    ...alertWarnings(device, now),
    ...movedWarning(device),
  ];
}

const warning = (code: DeviceWarning['code'], text: string): DeviceWarning => ({ code, text });

function administratorWarning(device: Device, { administrators }: DeviceSigns): DeviceWarning[] {
  if (administrators || device.registeredAt === null || !isTerminal(device.options)) return [];
  return [warning('noAdministrator', 'it holds no administrator: whoever stands before it can open its menu')];
}

function unknownWarning({ extraUsers }: Device, { unknown }: DeviceSigns): DeviceWarning[] {
  const users = Math.max(extraUsers ?? 0, unknown);
  return users === 0 ? [] : [warning('unknownUsers', unknownUsersText(users))];
}

function foreignWarning({ foreign }: Signs): DeviceWarning[] {
  const tables = Object.entries(foreign);
  if (tables.length === 0) return [];
  const rows = tables.reduce((sum, [, n]) => sum + n, 0);
  const which = tables.map(([table, n]) => `${table} ${n}`).join(', ');
  const what = rows === 1 ? '1 row' : `${rows} rows`;
  return [
    warning('foreignRows', `it holds ${what} of somebody else (${which}): take them over or away, see its survey`),
  ];
}

function refusedWarning(
  { table, rows, code }: DeviceSigns['refused'][number],
  { link }: Pick<Device, 'link'>,
): DeviceWarning {
  const why = code === null ? '' : ` (${code}: ${answersBy(link).meaning(code, '')})`;
  return warning('refusedTable', `it refuses ${rows === 1 ? '1 row' : `${rows} rows`} of its table ${table}${why}`);
}

function cardsWarning({ cardsOver }: DeviceSigns): DeviceWarning[] {
  if (cardsOver === 0) return [];
  const whose = cardsOver === 1 ? '1 person has' : `${cardsOver} persons have`;
  return [warning('cardsOver', `${whose} more cards than it keeps of one: only the first of them opens its doors`)];
}

function quarantineWarning({ quarantined }: Signs): DeviceWarning[] {
  if (quarantined === 0) return [];
  const uploads = quarantined === 1 ? '1 upload' : `${quarantined} uploads`;
  return [warning('quarantined', `${uploads} within ${alertDays} days that nobody could read: see its quarantine`)];
}

function newcomerWarnings({ addressMode, addresses }: Device, signs: DeviceSigns): DeviceWarning[] {
  // A caller from before its address was given to the device is no newcomer any more.
  const newcomers = elsewhere(addresses, signs.newcomers);
  const duplicates = elsewhere(addresses, signs.duplicates);
  if (addressMode === 'off' || newcomers.length === 0) return [];
  const held = addressMode === 'pin' ? 'held: let it in where it is the device' : 'served as well';
  const called = warning('newcomer', `${newcomers.join(', ')} calls with its serial number, and is ${held}`);
  if (duplicates.length === 0) return [called];
  return [
    called,
    warning('deviceDuplicate', `${duplicates.join(', ')} and the device call in turns: there are two of it`),
  ];
}

/** Alerts that may no longer be true. All others are shown until they are old. */
const stillHolds: Partial<Record<AlertCode, (device: Device) => boolean>> = {
  token: ({ tokenMode }) => tokenMode === 'enforce',
  remoteIdentification: ({ remoteIdentification }) => !remoteIdentification,
  // These are shown as long as such calls continue.
  newcomer: () => false,
  deviceDuplicate: () => false,
};

/** The last alert of each kind that is not old. */
function alertWarnings(device: Device, now: Date): DeviceWarning[] {
  const since = now.getTime() - alertDays * 24 * 60 * 60 * 1_000;
  return alertCodes.flatMap((wanted) => {
    if (stillHolds[wanted]?.(device) === false) return [];
    const last = device.alerts.findLast(({ code, at }) => code === wanted && Date.parse(at) > since);
    return last ? [warning(wanted, last.text)] : [];
  });
}

function movedWarning(device: Device): DeviceWarning[] {
  const { move } = device;
  if (move === null) return [];
  const to = `${move.host}:${move.port}`;
  if (hasReturned(device)) return [warning('moved', `it was sent to ${to} and still calls here`)];
  if (move.status === 'moved')
    return [warning('moved', `it was sent to ${to}; whether it has arrived is not known here`)];
  if (move.status === 'unknown') return [warning('moved', `it was sent to ${to} and gave no answer`)];
  return [];
}

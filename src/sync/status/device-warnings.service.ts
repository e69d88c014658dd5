import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { alertCodes, type AlertCode, type Device } from '../../modules/device/device.entity.js';
import { isTerminal } from '../../modules/device/request-delay.js';
import { answersBy } from '../ledger/answers.js';
import { unknownUsersText } from './unknown-users.js';

export const warningCodes = [
  'noAdministrator',
  'unknownUsers',
  'refusedTable',
  'clockDrift',
  ...alertCodes,
  'moved',
] as const;

/** Something about a device that an operator should see to. */
export interface DeviceWarning {
  readonly code: (typeof warningCodes)[number];
  readonly text: string;
}

interface Row {
  readonly sn: string;
  readonly administrators: boolean;
  readonly unknown: number;
  readonly refused: readonly { readonly table: string; readonly rows: number; readonly code: number | null }[];
  readonly clockSet: boolean;
  /** Addresses from which somebody else calls with its number, and those that call in turns with it. */
  readonly newcomers: readonly string[];
  readonly duplicates: readonly string[];
}

/** Roles that may change a terminal's settings (Access PUSH 9.1.1, user). */
const administrators = '(6, 14)';

/** A device counts as there again once it has called this long after it said yes to its move. */
const moveGraceMs = 60_000;
/** How long something that a device did once is worth a warning. */
const alertDays = 7;

const usersUnknown = `FROM device_user u LEFT JOIN ledger l ON l.sn = u.sn AND l.table_name = 'user' AND l.key = 'Pin=' || u.pin
  WHERE u.sn = ANY($1) AND l.sn IS NULL`;

/** Set by set: devices may hold tens of thousands of users each. */
const facts = `
  WITH roles AS MATERIALIZED (SELECT id, 'Pin=' || pin AS key, privilege FROM person p WHERE privilege IN ${administrators}
    OR id IN (SELECT person_id FROM module_person WHERE privilege IN ${administrators})),
  -- A role of its own in the device's business takes the place of the person's.
  ours AS (SELECT DISTINCT l.sn FROM roles JOIN ledger l ON l.sn = ANY($1) AND l.table_name = 'user' AND l.key = roles.key
    JOIN device d ON d.sn = l.sn LEFT JOIN module_person m ON m.person_id = roles.id AND m.module = d.module
    WHERE l.held_hash = l.desired_hash AND NOT l.unknown AND coalesce(m.privilege, roles.privilege) IN ${administrators}),
  unknown AS (SELECT u.sn, count(*)::int AS n, bool_or(u.privilege IN ${administrators}) AS administrators
    ${usersUnknown} GROUP BY u.sn),
  refused AS (SELECT sn, json_agg(json_build_object('table', table_name, 'rows', n, 'code', code) ORDER BY table_name) AS tables
    FROM (SELECT sn, table_name, count(*)::int AS n, max(return_code) AS code FROM ledger
      WHERE sn = ANY($1) AND failed AND return_code IS NOT NULL GROUP BY sn, table_name) r GROUP BY sn),
  others AS (SELECT sn, array_agg(address ORDER BY address) AS newcomers,
      coalesce(array_agg(address ORDER BY address) FILTER (WHERE duplicate), '{}') AS duplicates
    FROM device_newcomer WHERE sn = ANY($1) AND last_seen_at > clock_timestamp() - interval '${alertDays} days' GROUP BY sn)
  SELECT d.sn, ours.sn IS NOT NULL OR coalesce(unknown.administrators, false) AS administrators,
    coalesce(unknown.n, 0) AS unknown, coalesce(refused.tables, '[]') AS refused,
    EXISTS (SELECT 1 FROM command c WHERE c.sn = d.sn AND c.type = 'setTime' AND c.origin = 'clock'
      AND c.created_at > clock_timestamp() - interval '1 hour') AS "clockSet",
    coalesce(others.newcomers, '{}') AS newcomers, coalesce(others.duplicates, '{}') AS duplicates
  FROM device d LEFT JOIN ours USING (sn) LEFT JOIN unknown USING (sn) LEFT JOIN refused USING (sn)
    LEFT JOIN others USING (sn)
  WHERE d.sn = ANY($1)`;

/** What an operator should see to at devices, gathered from what is known of them. */
@Injectable()
export class DeviceWarningService {
  async of(tx: EntityManager, devices: readonly Device[], now = new Date()): Promise<Map<string, DeviceWarning[]>> {
    const rows: Row[] = await tx.query(facts, [devices.map(({ sn }) => sn)]);
    const bySn = new Map(rows.map((row) => [row.sn, row]));
    return new Map(
      devices.map((device) => {
        const row = bySn.get(device.sn);
        return [device.sn, row ? warningsOf(device, row, now) : []];
      }),
    );
  }
}

/** It called here after it had said yes to everything: it has not gone, or has come back. */
export function hasReturned({ move, lastSeenAt }: Pick<Device, 'move' | 'lastSeenAt'>): boolean {
  if (move?.status !== 'moved' || lastSeenAt === null) return false;
  return lastSeenAt.getTime() > Date.parse(move.at) + moveGraceMs;
}

function warningsOf(device: Device, row: Row, now: Date): DeviceWarning[] {
  return [
    ...administratorWarning(device, row),
    ...unknownWarning(device, row),
    ...row.refused.map((refused) => refusedWarning(refused, device)),
    ...(row.clockSet ? [warning('clockDrift', 'its clock was more than a minute off within the last hour')] : []),
    ...newcomerWarnings(device, row),
    ...alertWarnings(device, now),
    ...movedWarning(device),
  ];
}

const warning = (code: DeviceWarning['code'], text: string): DeviceWarning => ({ code, text });

function administratorWarning(device: Device, { administrators }: Row): DeviceWarning[] {
  if (administrators || device.registeredAt === null || !isTerminal(device.options)) return [];
  return [warning('noAdministrator', 'it holds no administrator: whoever stands before it can open its menu')];
}

function unknownWarning({ extraUsers }: Device, { unknown }: Row): DeviceWarning[] {
  const users = Math.max(extraUsers ?? 0, unknown);
  return users === 0 ? [] : [warning('unknownUsers', unknownUsersText(users))];
}

function refusedWarning({ table, rows, code }: Row['refused'][number], { link }: Pick<Device, 'link'>): DeviceWarning {
  const why = code === null ? '' : ` (${code}: ${answersBy(link).meaning(code, '')})`;
  return warning('refusedTable', `it refuses ${rows === 1 ? '1 row' : `${rows} rows`} of its table ${table}${why}`);
}

function newcomerWarnings({ addressMode }: Device, { newcomers, duplicates }: Row): DeviceWarning[] {
  if (addressMode === 'off' || newcomers.length === 0) return [];
  const held = addressMode === 'pin' ? 'held: let it in where it is the device' : 'served as well';
  const called = warning('newcomer', `${newcomers.join(', ')} calls with its serial number, and is ${held}`);
  if (duplicates.length === 0) return [called];
  return [
    called,
    warning('deviceDuplicate', `${duplicates.join(', ')} and the device call in turns: there are two of it`),
  ];
}

/** Alerts that may have stopped to be true; the others hold until they are old. */
const stillHolds: Partial<Record<AlertCode, (device: Device) => boolean>> = {
  token: ({ tokenMode }) => tokenMode === 'enforce',
  remoteIdentification: ({ remoteIdentification }) => !remoteIdentification,
  // These stand as long as somebody calls.
  newcomer: () => false,
  deviceDuplicate: () => false,
};

/** Of each kind the last alert that is not old. */
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

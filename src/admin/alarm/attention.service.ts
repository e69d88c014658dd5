import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { failedRowsBy } from '../../core/ledger/holdings.js';
import { listAlarms, type AlarmRow } from '../../modules/alarm/alarm-list.js';
import { Device } from '../../modules/device/device.entity.js';
import type { Permission } from '../../platform/operator/permissions.js';
import { DeviceWarningService } from '../../sync/status/device-warnings.service.js';
import type { AttentionItemView, AttentionView } from './attention.dto.js';

export interface Reader {
  /** Areas; null = all. */
  readonly areas: readonly string[] | null;
  readonly may: (permission: Permission) => boolean;
}

const mostItems = 200;
const mostAlarms = 100;
const order = { bad: 0, warning: 1, news: 2 } as const;
/** They are there as what they are about. */
const toldOtherwise: ReadonlySet<string> = new Set(['offline', 'sync', 'holdNotEnded', 'clock']);

/** What needs somebody now, as far as the reader may see it. */
@Injectable()
export class AttentionService {
  constructor(private readonly warnings: DeviceWarningService) {}

  async of(tx: EntityManager, reader: Reader): Promise<AttentionView> {
    const items = [
      ...(await this.alarms(tx, reader)),
      ...(await this.devices(tx, reader)),
      ...(await heldTooLong(tx, reader)),
      ...(await firstPasswords(tx, reader)),
      ...(await disabledWebhooks(tx, reader)),
    ];
    const sorted = items.sort((one, other) => order[one.severity] - order[other.severity]);
    return { items: sorted.slice(0, mostItems), total: items.length };
  }

  private async alarms(tx: EntityManager, { areas }: Reader): Promise<AttentionItemView[]> {
    const bounds = areas === null ? {} : { bounds: areas };
    const rows = [
      ...(await listAlarms(tx, { state: 'unacked', ...bounds }, 'priority', null, mostAlarms)),
      ...(await listAlarms(tx, { state: 'cleared', ...bounds }, 'priority', null, mostAlarms)),
    ];
    return rows
      .filter(({ kind }) => !toldOtherwise.has(kind))
      .sort((one, other) => one.priority - other.priority)
      .map(ofAlarm);
  }

  private async devices(tx: EntityManager, reader: Reader): Promise<AttentionItemView[]> {
    const { areas } = reader;
    const where = { status: In(['pending', 'approved']), ...(areas === null ? {} : { areaCode: In([...areas]) }) };
    const devices = await tx.find(Device, { where, order: { sn: 'ASC' } });
    const approved = devices.filter(({ status }) => status === 'approved');
    const isReader = reader.may('device.read');
    const failed = isReader
      ? await failedRowsBy(
          tx,
          approved.map(({ sn }) => sn),
        )
      : new Map<string, number>();
    const warnings = isReader ? await this.warnings.of(tx, approved) : new Map<string, never>();
    return devices.flatMap((device) => {
      const { sn, status } = device;
      if (status === 'pending') return isReader ? [pending(device, reader)] : [];
      const codes = (warnings.get(sn) ?? []).map(({ code }: { code: string }) => code);
      return [
        ...(isAway(device) ? [offline(device, reader)] : []),
        ...(failed.has(sn) ? [refused(device, failed.get(sn) ?? 0, reader)] : []),
        ...codes.filter((code) => code !== 'refusedTable').map((code) => warned(device, code)),
      ];
    });
  }
}

const instant = (at: Date | null) => at?.toISOString() ?? null;
const namesOf = ({ sn, name }: Pick<Device, 'sn' | 'name'>) => ({ sn, deviceName: name === '' ? sn : name });
const pageOf = (sn: string, tab = 'overview') => `/devices/${encodeURIComponent(sn)}?tab=${tab}`;
const callFor = (sn: string, what: string) => `/devices/${encodeURIComponent(sn)}/${what}`;

const ofAlarm = ({
  id,
  kind,
  state,
  sn,
  deviceName,
  doorName,
  count,
  priority,
  firstAt,
}: AlarmRow): AttentionItemView => ({
  code: 'alarm',
  params: { id, kind, sn, deviceName: deviceName ?? sn, doorName: doorName ?? '', count, priority },
  severity: priority <= 2 ? 'bad' : 'warning',
  since: instant(firstAt),
  link: `/alarms?${state === 'cleared' ? 'tab=cleared&' : ''}alarm=${id}`,
  fix: null,
});

const isAway = ({ online, lastSeenAt, offlineSince }: Device) => !online && (lastSeenAt ?? offlineSince) !== null;

const offline = (device: Device, { may }: Reader): AttentionItemView => ({
  code: 'offline',
  params: namesOf(device),
  severity: 'bad',
  since: instant(device.lastSeenAt ?? device.offlineSince),
  link: may('device.read') ? pageOf(device.sn) : null,
  fix: null,
});

const pending = (device: Device, { may }: Reader): AttentionItemView => ({
  code: 'pending',
  params: namesOf(device),
  severity: 'news',
  since: instant(device.createdAt),
  link: pageOf(device.sn),
  fix: may('device')
    ? { code: 'approve', method: 'POST', path: callFor(device.sn, 'approve'), body: { existing: 'keep' } }
    : null,
});

const refused = (device: Device, count: number, { may }: Reader): AttentionItemView => ({
  code: 'rowsRefused',
  params: { ...namesOf(device), count },
  severity: 'warning',
  since: null,
  link: pageOf(device.sn, 'sync'),
  fix: may('device') ? { code: 'sync', method: 'POST', path: callFor(device.sn, 'sync'), body: {} } : null,
});

const inSync = new Set(['unknownUsers', 'foreignRows']);
const warned = (device: Device, code: string): AttentionItemView => ({
  code: `warning-${code}`,
  params: namesOf(device),
  severity: 'warning',
  since: null,
  link: pageOf(device.sn, inSync.has(code) ? 'sync' : 'overview'),
  fix: null,
});

async function heldTooLong(tx: EntityManager, { areas, may }: Reader): Promise<AttentionItemView[]> {
  const rows: { doorId: string; doorName: string; sn: string; until: Date }[] = await tx.query(
    `SELECT h.door_id AS "doorId", d.name AS "doorName", v.sn, max(h.until) AS until FROM door_hold h
     JOIN door d ON d.id = h.door_id JOIN device v ON v.sn = d.device_sn
     WHERE h.state <> 'ended' AND h.until < clock_timestamp() - interval '1 minute'
       AND ($1::text[] IS NULL OR v.area_code = ANY($1)) GROUP BY 1, 2, 3 ORDER BY 2`,
    [areas],
  );
  return rows.map(({ doorId, doorName, sn, until }) => ({
    code: 'holdNotEnded',
    params: { doorId, doorName, sn },
    severity: 'bad',
    since: instant(until),
    link: `/doors?door=${encodeURIComponent(doorId)}`,
    fix: may('door.hold')
      ? { code: 'closeDoor', method: 'POST', path: '/doors/actions', body: { doorIds: [doorId], action: 'close' } }
      : null,
  }));
}

/** Passwords that somebody else has made, and that are still used. */
async function firstPasswords(tx: EntityManager, { may }: Reader): Promise<AttentionItemView[]> {
  if (!may('operator')) return [];
  const rows: { name: string }[] = await tx.query(
    'SELECT name FROM operator WHERE must_change AND NOT disabled ORDER BY name LIMIT 20',
  );
  return rows.map(({ name }) => ({
    ...{ code: 'firstPassword', params: { name }, severity: 'warning', since: null, link: null, fix: null },
  }));
}

/** Their receivers have failed for days, or said that they are gone: nothing is sent to them any more. */
async function disabledWebhooks(tx: EntityManager, { may }: Reader): Promise<AttentionItemView[]> {
  if (!may('webhook')) return [];
  const rows: { name: string; updatedAt: Date }[] = await tx.query(
    `SELECT name, updated_at AS "updatedAt" FROM webhook WHERE status = 'disabled' ORDER BY name LIMIT 20`,
  );
  return rows.map(({ name, updatedAt }) => ({
    ...{
      code: 'webhookDisabled',
      params: { name },
      severity: 'bad',
      since: instant(updatedAt),
      link: '/webhooks',
      fix: null,
    },
  }));
}

import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AlarmEvent } from '../../protocol/dc09/alarm-event.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { IntrusionEventService } from './intrusion-event.service.js';
import type { NormalState, PointKind } from './intrusion-layout.service.js';

const everyMs = 1_000;
/** Feed entries in one transaction. */
const mostAtOnce = 2_000;

/** The contact of an input opens, and closes (Security PUSH, events 220 and 221). */
const contact = { opens: 220, closes: 221 } as const;

/** What a point of each kind raises, in Contact ID. */
const declared = {
  burglary: ['130', 'Burglary'],
  panic: ['120', 'Panic alarm'],
  fire: ['110', 'Fire alarm'],
  medical: ['100', 'Medical alarm'],
  technical: ['150', '24-hour auxiliary zone'],
  tamper: ['137', 'Tamper'],
} as const satisfies Record<PointKind, readonly [code: string, name: string]>;

interface PointEvent {
  readonly ref: string;
  readonly sn: string;
  readonly eventNo: number;
  readonly happenedAt: Date | null;
  readonly doubtful: boolean | null;
  readonly at: Date;
  readonly pointId: string;
  readonly pointName: string;
  readonly kind: PointKind;
  readonly normally: NormalState;
  readonly deviceName: string;
  readonly deviceIp: string;
  readonly areaCode: string | null;
}

const entries = `SELECT f.ref, f.sn, f.at, e.event_no AS "eventNo", e.happened_at AS "happenedAt", e.doubtful,
    t.id AS "pointId", t.name AS "pointName", t.kind, t.normally, d.name AS "deviceName",
    coalesce(d.address, '') AS "deviceIp", d.area_code AS "areaCode"
  FROM feed f JOIN event e ON e.event_time = f.event_time AND e.id = CASE WHEN f.kind = 'event' THEN f.ref::uuid END
    AND e.event_no IN (${contact.opens}, ${contact.closes}) AND e.point_type = 'auxIn'
  JOIN aux_input x ON x.device_sn = e.sn AND x.number = e.point_no
  JOIN intrusion_point t ON t.aux_in_id = x.id JOIN device d ON d.sn = e.sn
  WHERE f.position > $1 AND f.position <= $2 ORDER BY f.position`;

/** Auxiliary inputs that are named as points: what their contacts tell is an intrusion event. */
@Injectable()
export class AuxPointFoldService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: IntrusionEventService,
    jobs: PeriodicJobService,
    notifications: Notifications,
  ) {
    const failure = 'auxiliary inputs could not be looked at and will be next time';
    this.job = jobs.add({ name: 'intrusionPoints', everyMs, failure }, () => this.fold());
    notifications.on('feed', () => this.job.soon());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async fold(): Promise<void> {
    // Most sites have none: the feed is not read then.
    const [any]: unknown[] = await this.unitOfWork.manager.query(
      'SELECT 1 FROM intrusion_point WHERE aux_in_id IS NOT NULL LIMIT 1',
    );
    if (!any) return;
    let isFull = true;
    while (isFull && !this.job.isStopped) isFull = await this.unitOfWork.run((tx) => this.once(tx));
  }

  /** @returns whether there is more; false also if another gateway is doing it */
  private async once(tx: EntityManager): Promise<boolean> {
    const [cursor]: { position: number }[] = await tx.query(
      'SELECT position FROM intrusion_folded FOR UPDATE SKIP LOCKED',
    );
    if (!cursor) return false;
    const [part]: { last: number | null; n: number }[] = await tx.query(
      `SELECT max(position) AS last, count(*)::int AS n FROM (
         SELECT position FROM feed WHERE position > $1 ORDER BY position LIMIT $2) f`,
      [cursor.position, mostAtOnce],
    );
    if (!part?.last) return false;
    const found: PointEvent[] = await tx.query(entries, [cursor.position, part.last]);
    await tx.query('UPDATE intrusion_folded SET position = $1', [part.last]);
    for (const one of found) await this.take(tx, one);
    return part.n === mostAtOnce;
  }

  private async take(tx: EntityManager, one: PointEvent): Promise<void> {
    const { ref, sn, happenedAt, doubtful, at, pointId, pointName, deviceName, deviceIp, areaCode } = one;
    const name = deviceName === '' ? sn : deviceName;
    const origin = {
      ...{ panelId: null, sn, thing: pointId, name, address: deviceIp, areaCode, protocol: 'aux', sequence: '' },
      ident: `event ${ref}`,
    };
    const when = happenedAt !== null && doubtful !== true && happenedAt <= at ? happenedAt : at;
    await this.events.store(tx, origin, [{ event: eventOf(one), partitionName: '', pointName }], when);
  }
}

function eventOf({ kind, normally, eventNo }: PointEvent): AlarmEvent {
  const [code, name] = declared[kind];
  const isAlarm = eventNo === (normally === 'open' ? contact.closes : contact.opens);
  const contactId = `${isAlarm ? 1 : 3}${code}`;
  return {
    ...{ code: contactId, contactId, category: kind, does: isAlarm ? 'alarm' : 'restore', partition: 0, point: 0 },
    ...{ name: isAlarm ? name : `${name}, restored`, isOfUser: false, isRepeated: false },
  };
}

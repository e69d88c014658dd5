import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { InsideListService } from '../accZone/inside-list.service.js';
import { feedPosition } from '../transaction/feed-position.js';
import { tick } from './muster-ticks.js';
import type { MusterMark, NewMuster } from './muster.js';

const everyMs = 1_000;

/** Counts people after an alarm, or a drill: who was inside, and what became of each. */
@Injectable()
export class MusterService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly insides: InsideListService,
    jobs: PeriodicJobService,
  ) {
    const failure = 'people at muster readers could not be counted and will be next time';
    this.job = jobs.add({ name: 'musters', everyMs, failure }, () => this.tickAll());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** @throws Failure conflict for an id that is taken; invalid for zones and readers that are not there */
  async start(tx: EntityManager, { id = newId(), zoneIds, readerIds, drill }: NewMuster, by: string): Promise<string> {
    const zones: { id: string; name: string }[] = await tx.query(
      'SELECT id, name FROM acc_zone WHERE id = ANY($1) ORDER BY code',
      [zoneIds],
    );
    checkKnown('zoneIds', 'zone', zoneIds, zones);
    const readers: { id: string }[] = await tx.query('SELECT id FROM reader WHERE id = ANY($1) ORDER BY id', [
      readerIds,
    ]);
    checkKnown('readerIds', 'reader', readerIds, readers);
    // Read first: what comes while the list is made is looked at after it.
    const position = await feedPosition(tx);
    const made: unknown[] = await tx.query(
      `INSERT INTO muster (id, zone_ids, zone_names, reader_ids, drill, started_at, started_by, position)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        id,
        zones.map((zone) => zone.id),
        zones.map(({ name }) => name),
        readers.map((one) => one.id),
        drill,
        by,
        position,
      ],
    );
    if (made.length === 0) throw taken('id', id, `there is a muster ${id} already`);
    const people = await this.insides.ofZones(
      tx,
      zones.map((zone) => zone.id),
    );
    await tx.query(
      `INSERT INTO muster_person (muster_id, pin, name, last_name, dept_name, visitor, host_name, zone_id, since,
         last_door_id, last_door_name, last_door_at, added)
       SELECT $1, s.pin, s.name, s."lastName", s."deptName", s.visitor, s."hostName", s."zoneId", s.since,
         s."lastDoor" ->> 'id', s."lastDoor" ->> 'name', (s."lastDoor" ->> 'at')::timestamptz, false
       FROM json_to_recordset($2::json) AS s (pin text, name text, "lastName" text, "deptName" text, visitor boolean,
         "hostName" text, "zoneId" text, since timestamptz, "lastDoor" json)`,
      [id, JSON.stringify(people)],
    );
    await tell(tx, id, 'started');
    return id;
  }

  /**
   * The newest mark counts, in whatever order they come. A clock that is ahead does not keep later marks from counting.
   * Whoever was not inside is added.
   * @throws Failure notFound, personNotFound
   */
  async mark(tx: EntityManager, id: string, pin: string, { state, at }: MusterMark, by: string): Promise<void> {
    // The end waits for it, so that it counts either before or after.
    const found: unknown[] = await tx.query('SELECT 1 FROM muster WHERE id = $1 FOR SHARE', [id]);
    if (found.length === 0) throw new Failure('notFound', `there is no muster ${id}`);
    const marked: { pin: string }[] = await tx.query(
      `WITH known AS (
         SELECT k.pin, k.name, k.last_name, k.dept_name, k.visitor, k.host_name
         FROM muster_person k WHERE k.muster_id = $1 AND k.pin = $2
         UNION ALL
         SELECT p.pin, p.name, p.last_name, coalesce(d.name, ''), p.is_visitor,
           coalesce((SELECT v.host_name FROM visit v WHERE v.person_id = p.id AND v.exit_time IS NULL), '')
         FROM person p LEFT JOIN department d ON d.id = p.department_id WHERE p.pin = $2
         LIMIT 1),
       marked AS (
         INSERT INTO muster_person AS m (muster_id, pin, name, last_name, dept_name, visitor, host_name, added, state,
           state_at, marked_by)
         SELECT t.id, k.pin, k.name, k.last_name, k.dept_name, k.visitor, k.host_name, true, $3,
           greatest(t.started_at, least($4::timestamptz, clock_timestamp())), $5
         FROM known k JOIN muster t ON t.id = $1
         ON CONFLICT (muster_id, pin) DO UPDATE SET state = excluded.state, state_at = excluded.state_at,
           marked_by = excluded.marked_by, reader_id = NULL
         WHERE m.state_at IS NULL OR m.state_at < excluded.state_at RETURNING pin)
       SELECT pin FROM known`,
      [id, pin, state, at, by],
    );
    if (marked.length === 0) throw new Failure('personNotFound', `there is no person ${pin}`);
    await tell(tx, id, 'marked');
  }

  /** What has come until now counts. Ended once, it stays as it is. @throws Failure notFound */
  async end(tx: EntityManager, id: string, by: string): Promise<void> {
    const [muster]: { ended: boolean }[] = await tx.query(
      'SELECT ended_at IS NOT NULL AS ended FROM muster WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (!muster) throw new Failure('notFound', `there is no muster ${id}`);
    if (muster.ended) return;
    while ((await tick(tx, id))?.isMore === true);
    await tx.query('UPDATE muster SET ended_at = clock_timestamp(), ended_by = $2 WHERE id = $1', [id, by]);
    await tx.query(
      `UPDATE muster_person SET end_state = coalesce(state, 'missing'), end_at = state_at WHERE muster_id = $1`,
      [id],
    );
    await tell(tx, id, 'ended');
  }

  private async tickAll(): Promise<void> {
    const open: { id: string }[] = await this.unitOfWork.manager.query(
      'SELECT id FROM muster WHERE ended_at IS NULL AND cardinality(reader_ids) > 0',
    );
    for (const { id } of open) {
      for (let isMore = true; isMore && !this.job.isStopped;)
        isMore = await this.unitOfWork.run((tx) => ticked(tx, id));
    }
  }
}

async function ticked(tx: EntityManager, id: string): Promise<boolean> {
  const done = await tick(tx, id);
  if (done?.isMarked === true) await tell(tx, id, 'marked');
  return done?.isMore ?? false;
}

/** @throws Failure invalid */
function checkKnown(field: string, what: string, ids: readonly string[], known: readonly { id: string }[]): void {
  const missing = ids.filter((id) => !known.some((one) => one.id === id));
  if (missing.length > 0) throw fieldError(field, `names no ${what}: ${missing.join(', ')}`);
}

/** Streams tell of it. */
async function tell(tx: EntityManager, id: string, what: 'started' | 'marked' | 'ended'): Promise<void> {
  await tx.query(`SELECT feed_tell('muster', '', $1, $2)`, [id, { what }]);
  notify(tx, 'feed');
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Notifications } from '../../../platform/database/notifications.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Failure } from '../../../platform/errors.js';
import type { PeriodicJob } from '../../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../../platform/schedule/periodic-job.service.js';
import { LOG } from '../../../platform/tokens.js';
import { platesOfCard } from './card-plate.js';
import { PlateReadService } from './plate-read.service.js';

/** What comes within this time is looked at together. */
const gatherMs = 50;
const everyMs = 1_000;
const mostAtOnce = 1_000;
/** Older events open nothing. */
const backSeconds = 30;

interface PlateReader {
  readonly channelId: string;
  readonly sn: string;
  readonly doorId: string;
}

interface CardRow {
  readonly position: number;
  readonly channelId: string | null;
  readonly eventId: string;
  readonly cardNo: string;
  readonly at: Date;
  /** The device has let it through the door that is the barrier. */
  readonly isThrough: boolean;
}

const readers = `SELECT c.id AS "channelId", d.device_sn AS sn, d.id AS "doorId"
  FROM parking_channel c JOIN reader r ON r.id = c.reader_id JOIN door d ON d.id = r.door_id`;

/** A clock that is a little wrong does not make an event late. */
const happened = `CASE WHEN abs(extract(epoch FROM v.received_at - v.happened_at)) <= 60 THEN v.received_at
  ELSE v.happened_at END`;

/** Events of the feed at readers that give plates. Others of the feed are passed over by their device. */
const rows = `SELECT f.position, e."channelId", e."eventId", e."cardNo", e.at, e."isThrough"
  FROM (SELECT position, kind, sn, ref, event_time FROM feed WHERE position > $1 AND position <= 9223372036854775807
    ORDER BY position LIMIT $2) f
  LEFT JOIN LATERAL (
    SELECT c.id AS "channelId", replace(v.id::text, '-', '') AS "eventId", v.card_no AS "cardNo", ${happened} AS at,
      v.passage IS NOT NULL AND c.barrier = 'door' AND c.barrier_id = v.door_id AS "isThrough"
    FROM event v JOIN reader r ON r.door_id = v.door_id
      AND (v.in_out = r.reader_state OR v.in_out IS NULL OR v.in_out NOT IN (0, 1))
    JOIN parking_channel c ON c.reader_id = r.id
    WHERE f.kind = 'event' AND f.sn = ANY($3) AND v.event_time = f.event_time AND v.card_no <> ''
      AND v.id = CASE WHEN f.kind = 'event' THEN f.ref::uuid END) e ON true
  ORDER BY f.position`;

const start = `SELECT coalesce(
    (SELECT min(position) - 1 FROM (SELECT position, at FROM feed ORDER BY position DESC LIMIT $1) f
      WHERE f.at > clock_timestamp() - $2::int * interval '1 second'),
    (SELECT max(position) FROM feed), 0)::float8 AS position`;

/** Which of some plates anybody has: the deny list first. */
const known = `SELECT plate FROM unnest($1::text[]) WITH ORDINALITY p (plate, no)
  LEFT JOIN parking_plate l USING (plate)
  WHERE l.plate IS NOT NULL OR EXISTS (SELECT 1 FROM parking_fixed_vehicle v WHERE v.plate = p.plate)
    OR EXISTS (SELECT 1 FROM person o WHERE o.car_plate IS NOT NULL AND plates_in(o.car_plate) @> ARRAY[p.plate])
  ORDER BY l.type DESC NULLS LAST, p.no LIMIT 1`;

/**
 * Plates that readers give as card numbers. Each gateway looks at the feed from the time when it came on; an event is
 * judged once, whoever is first, because its id is the key of the read.
 */
@Injectable()
export class CardReadService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly job: PeriodicJob;
  private gathering: NodeJS.Timeout | null = null;
  /** Null = there is no such reader, and nothing is followed. */
  private position: number | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reads: PlateReadService,
    @Inject(LOG) private readonly log: Logger,
    jobs: PeriodicJobService,
    notifications: Notifications,
  ) {
    const failure = 'plates from card readers could not be looked at and will be next time';
    this.job = jobs.add({ name: 'plate cards', everyMs, failure }, () => this.follow());
    notifications.on('feed', () => this.soon());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  onModuleDestroy(): void {
    if (this.gathering) clearTimeout(this.gathering);
  }

  /** Where no reader gives plates, only the job looks whether there is one now. */
  private soon(): void {
    if (this.position === null) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.job.soon();
    }, gatherMs).unref();
  }

  private async follow(): Promise<void> {
    const { manager } = this.unitOfWork;
    const found = await manager.query<PlateReader[]>(readers);
    if (found.length === 0) {
      this.position = null;
      return;
    }
    if (this.position === null) {
      const [row] = await manager.query<{ position: number }[]>(start, [mostAtOnce, backSeconds]);
      this.position = row?.position ?? 0;
    }
    const sns = [...new Set(found.map(({ sn }) => sn))];
    while (!this.job.isStopped) {
      const part: CardRow[] = await manager.query<CardRow[]>(rows, [this.position, mostAtOnce, sns]);
      await Promise.all(part.filter(({ channelId }) => channelId !== null).map((row) => this.take(row)));
      this.position = part.at(-1)?.position ?? this.position;
      if (part.length < mostAtOnce) return;
    }
  }

  private async take({ channelId, eventId, cardNo, at, isThrough }: CardRow): Promise<void> {
    const plates = platesOfCard(cardNo);
    const [owned] = await this.unitOfWork.manager.query<{ plate: string }[]>(known, [plates]);
    const carNumber = owned?.plate ?? plates[0];
    if (carNumber === undefined || channelId === null) return;
    try {
      const seen = { carNumber, channel: channelId, key: `event ${eventId}`, at, isThrough };
      await this.reads.carryOut(await this.unitOfWork.run((tx) => this.reads.judge(tx, seen)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.log.warn({ channelId, eventId, reason: error.message }, 'a plate from a card reader was not judged');
    }
  }
}

import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { lockKeys } from '../../platform/database/locks.js';
import { Notifications } from '../../platform/database/notifications.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOG } from '../../platform/tokens.js';
import type { WireLine } from './wire-line.js';

/** Lines are gathered for so long, and written with one statement. */
const gatherMs = 200;
const mostWaiting = 2_000;
const mostOfDevice = 5_000;
const keptFor = `interval '1 day'`;
/** One answer. */
const mostItems = 200;

interface Waiting {
  readonly sn: string;
  readonly line: WireLine;
}

export interface StoredLine extends WireLine {
  readonly position: number;
}

export interface WireReading {
  readonly items: readonly StoredLine[];
  /** After which to go on. */
  readonly position: number;
  /** Null = it is not recorded. */
  readonly until: Date | null;
}

const columns = `id::float8 AS position, at, direction, line, status, code, params, raw`;

/**
 * What devices and this gateway say to each other, of the devices that are recorded. It is written behind the answer
 * that a device gets, in small batches: if it cannot be written it is lost, and no device notices.
 */
@Injectable()
export class WireLogService implements OnModuleDestroy {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private isStopping = false;
  private lost = 0;
  private readonly sleepers = new Set<{ readonly sn: string; readonly wake: () => void }>();

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly notifications: Notifications,
  ) {
    notifications.on('wire', (sn) => this.wake(sn));
  }

  /** Waiting readers are answered at once, so that the server can stop. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.wake('*');
    await this.writing;
    await this.flush();
  }

  /** It never waits and never throws. */
  note(sn: string, line: WireLine): void {
    if (this.waiting.length >= mostWaiting) {
      this.tellLoss(1, 'too many at once');
      return;
    }
    this.waiting.push({ sn, line });
    this.timer ??= setTimeout(() => {
      // What comes while this is being written gets a timer of its own.
      this.timer = null;
      this.writing = this.writing.then(() => this.flush());
    }, gatherMs).unref();
  }

  /** @param minutes 0 = no longer @returns until when it is recorded */
  async record(tx: EntityManager, sn: string, minutes: number): Promise<Date | null> {
    const [[row]]: [{ until: Date | null }[], number] = await tx.query(
      `UPDATE device SET wire_until = CASE WHEN $2 > 0 THEN clock_timestamp() + make_interval(mins => $2) END
       WHERE sn = $1 RETURNING wire_until AS until`,
      [sn, minutes],
    );
    notify(tx, 'device', sn);
    notify(tx, 'wire', sn);
    return row?.until ?? null;
  }

  /** Recording that is over costs nothing any more. */
  async end(sns: readonly string[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [ended]: [{ sn: string }[], number] = await tx.query(
        `UPDATE device SET wire_until = NULL WHERE sn = ANY($1) AND wire_until <= clock_timestamp() RETURNING sn`,
        [sns],
      );
      for (const { sn } of ended) {
        notify(tx, 'device', sn);
        notify(tx, 'wire', sn);
      }
    });
  }

  /**
   * Lines after a position, oldest first, or the newest ones. Answers as soon as there is one, or recording begins or
   * ends, or the time is over; `gone` ends it for a client that left.
   */
  async read(sn: string, after: number | undefined, seconds: number, gone: AbortSignal): Promise<WireReading> {
    const over = Date.now() + seconds * 1_000;
    const first = await this.search(sn, after);
    for (let found = first; ; found = await this.search(sn, after ?? first.position)) {
      const left = over - Date.now();
      const isNews = found.items.length > 0 || found.until?.getTime() !== first.until?.getTime();
      if (isNews || left <= 0 || this.isStopping || gone.aborted) return found;
      await this.sleep(sn, Math.min(left, this.notifications.recheckMs), gone);
    }
  }

  private async search(sn: string, after: number | undefined): Promise<WireReading> {
    const { manager } = this.unitOfWork;
    const [device]: { until: Date | null }[] = await manager.query(
      'SELECT CASE WHEN wire_until > clock_timestamp() THEN wire_until END AS until FROM device WHERE sn = $1',
      [sn],
    );
    const items: StoredLine[] = await manager.query(
      after === undefined
        ? `SELECT * FROM (SELECT ${columns} FROM wire_line WHERE sn = $1 AND at > now() - ${keptFor}
             ORDER BY id DESC LIMIT ${mostItems}) l ORDER BY position`
        : `SELECT ${columns} FROM wire_line WHERE sn = $1 AND id > $2 AND at > now() - ${keptFor}
           ORDER BY id LIMIT ${mostItems}`,
      after === undefined ? [sn] : [sn, after],
    );
    return { items, position: items.at(-1)?.position ?? after ?? 0, until: device?.until ?? null };
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    if (batch.length === 0) return;
    this.waiting = [];
    try {
      await this.unitOfWork.run((tx) => this.write(tx, batch));
      this.lost = 0;
    } catch (error) {
      this.tellLoss(batch.length, error);
    }
  }

  /** The lock comes before the numbers, so that a reader who has seen one has seen all below it. */
  private async write(tx: EntityManager, batch: readonly Waiting[]): Promise<void> {
    const sns = [...new Set(batch.map(({ sn }) => sn))];
    const all = <T>(of: (line: WireLine) => T) => batch.map(({ line }) => of(line));
    await tx.query(`SET LOCAL synchronous_commit = off`);
    await lockKeys(tx, 'wire', sns);
    await tx.query(
      `INSERT INTO wire_line (sn, at, direction, line, status, code, params, raw)
       SELECT sn, at, direction, line, status, code, params::jsonb, raw
       FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[])
         WITH ORDINALITY AS l (sn, at, direction, line, status, code, params, raw, place) ORDER BY place`,
      [
        batch.map(({ sn }) => sn),
        all(({ at }) => at),
        all(({ direction }) => direction),
        all(({ line }) => line),
        all(({ status }) => status),
        all(({ code }) => code),
        all(({ params }) => JSON.stringify(params)),
        all(({ raw }) => raw),
      ],
    );
    await tx.query(
      `DELETE FROM wire_line l USING (
         SELECT s.sn, (SELECT id FROM wire_line w WHERE w.sn = s.sn ORDER BY id DESC OFFSET ${mostOfDevice} LIMIT 1) AS id
         FROM unnest($1::text[]) s (sn)) old
       WHERE l.sn = old.sn AND l.id <= old.id`,
      [sns],
    );
    for (const sn of sns) notify(tx, 'wire', sn);
  }

  /** Once, until it works again. */
  private tellLoss(count: number, why: unknown): void {
    if (this.lost === 0)
      this.log.warn({ err: why }, 'recorded exchanges with devices could not be written and are lost');
    this.lost += count;
  }

  private sleep(sn: string, milliseconds: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { sn, wake: () => done() };
      const timer = setTimeout(sleeper.wake, milliseconds);
      const done = () => {
        clearTimeout(timer);
        this.sleepers.delete(sleeper);
        gone.removeEventListener('abort', sleeper.wake);
        resolve();
      };
      gone.addEventListener('abort', sleeper.wake);
      this.sleepers.add(sleeper);
    });
  }

  private wake(key: string): void {
    for (const { sn, wake } of [...this.sleepers]) if (key === '*' || key === sn) wake();
  }
}

import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { reminderMail, type Reminded } from './reminder-mail.js';
import { end } from './reservation.service.js';
import { hold } from './space.service.js';

const everyMs = 5_000;
const atOnce = 100;
/** Between two tries to send a mail. */
const mailPause = `interval '1 minute'`;
const mostTries = 20;

/**
 * What becomes of reservations with time and has to be written: reminders, and rooms to which nobody came. Each is one
 * conditional statement, so one gateway does it once, after a restart as well. All else is told by the time.
 */
@Injectable()
export class SpaceTurnsService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mailer: Mailer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    jobs: PeriodicJobService,
  ) {
    const failure = 'reminders of reservations could not be sent and will be tried again';
    this.job = jobs.add({ name: 'space-turns', everyMs, failure }, () => this.run());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** One run; also for whoever does not want to wait. */
  async run(): Promise<void> {
    await this.remind();
    if (this.mailer.isThere) await this.sendMails();
    await this.releaseUnused();
  }

  /** Tells the feed, and notes that there is a mail to send. Whoever is late is reminded as long as it has not begun. */
  private async remind(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `WITH due AS (
           SELECT id FROM space_reservation WHERE remind_at <= clock_timestamp() AND reminded_at IS NULL
             AND remind_at IS NOT NULL AND starts_at > clock_timestamp() AND cancelled_at IS NULL AND finished_at IS NULL
           ORDER BY remind_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED),
         told AS (
           UPDATE space_reservation r SET reminded_at = clock_timestamp(), mail = CASE WHEN $1 THEN 'due' END,
             mail_at = clock_timestamp() FROM due WHERE r.id = due.id RETURNING r.*)
         SELECT feed_tell('spaceReminder', coalesce((SELECT min(p.sn) FROM space_place p WHERE p.space_id = t.space_id), ''),
           t.id, jsonb_build_object('spaceId', t.space_id, 'spaceName', s.name, 'areaCode', s.area_code,
             'startTime', t.starts_at, 'endTime', t.ends_at, 'remindMinutes', t.remind_minutes,
             'applicantPin', coalesce(a.pin, ''), 'pins', (SELECT coalesce(jsonb_agg(q.pin ORDER BY q.pin), '[]')
               FROM space_participant x JOIN person q ON q.id = x.person_id WHERE x.reservation_id = t.id)))
         FROM told t JOIN space s ON s.id = t.space_id LEFT JOIN person a ON a.id = t.applicant_id`,
        [this.mailer.isThere],
      );
    });
  }

  /**
   * A mail is claimed before it is sent: a gateway that dies meanwhile has sent it or not, and nobody sends it again. One
   * that the server refused is tried again until the reservation begins.
   */
  private async sendMails(): Promise<void> {
    for (let sent = 0; sent < atOnce && !this.job.isStopped; sent++) {
      const mail = await this.claim();
      if (!mail) return;
      try {
        if (mail.to.length > 0) await this.mailer.send(reminderMail(mail, this.config.siteTimeZone));
        await this.settle(mail.id, 'sent');
      } catch (error) {
        // The text of an SMTP answer may repeat addresses.
        this.log.warn({ code: (error as { code?: unknown }).code, reservation: mail.id }, 'a reminder was not sent');
        await this.settle(mail.id, mail.tries < mostTries ? 'due' : 'failed');
      }
    }
  }

  private async claim(): Promise<Reminded | null> {
    const [rows]: [Reminded[], number] = await this.unitOfWork.manager.query(
      `UPDATE space_reservation r SET mail = 'sending', mail_tries = mail_tries + 1, mail_at = clock_timestamp()
       FROM space s WHERE s.id = r.space_id AND r.id = (
         SELECT id FROM space_reservation WHERE mail = 'due' AND mail_at <= clock_timestamp()
           AND starts_at > clock_timestamp() AND cancelled_at IS NULL AND finished_at IS NULL
         ORDER BY mail_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING r.id, r.subject, r.content, r.starts_at AS "startsAt", r.ends_at AS "endsAt", r.mail_tries AS tries,
         s.name AS "spaceName", s.address AS "spaceAddress", ARRAY(
           SELECT DISTINCT m.email FROM (
             SELECT CASE WHEN r.applicant_email <> '' THEN r.applicant_email ELSE a.email END AS email FROM person a
               WHERE a.id = r.applicant_id
             UNION ALL SELECT q.email FROM space_participant x JOIN person q ON q.id = x.person_id
               WHERE x.reservation_id = r.id) m
           WHERE m.email <> '' ORDER BY 1) AS "to"`,
    );
    return rows[0] ?? null;
  }

  private async settle(id: string, mail: 'sent' | 'due' | 'failed'): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE space_reservation SET mail = $2, mail_at = clock_timestamp() + CASE WHEN $2 = 'due' THEN ${mailPause}
         ELSE interval '0' END WHERE id = $1 AND mail = 'sending'`,
      [id, mail],
    );
  }

  /**
   * Whoever took part and passed a door of the room has come. Where nobody has, the room is given back; not where one of
   * its devices is away, or was until a moment ago: it may have let them in, and its events are still to come.
   */
  private async releaseUnused(): Promise<void> {
    const due: { id: string; spaceId: string }[] = await this.unitOfWork.manager.query(
      `SELECT r.id, r.space_id AS "spaceId" FROM space_reservation r JOIN space s ON s.id = r.space_id
       WHERE r.starts_at <= clock_timestamp() AND r.ends_at > clock_timestamp() AND r.cancelled_at IS NULL
         AND r.finished_at IS NULL AND r.attended_at IS NULL AND r.starts_at + make_interval(mins => s.retention_minutes) <= clock_timestamp()
         AND EXISTS (SELECT 1 FROM space_place p WHERE p.space_id = s.id)
         AND NOT EXISTS (SELECT 1 FROM space_place p JOIN device d ON d.sn = p.sn WHERE p.space_id = s.id
           AND (NOT d.online OR d.returned_at IS NOT NULL))
       ORDER BY r.starts_at LIMIT ${atOnce}`,
    );
    for (const { id, spaceId } of due) {
      if (this.job.isStopped) return;
      await this.unitOfWork.run(async (tx) => {
        await hold(tx, spaceId);
        const rows: { came: boolean }[] = await tx.query(cameSql, [id]);
        const [row] = rows;
        if (row?.came)
          await tx.query('UPDATE space_reservation SET attended_at = clock_timestamp() WHERE id = $1', [id]);
        else if (row) await end(tx, id, 'finished_at', true);
      });
    }
  }
}

/** Events are found by the device's clock: a day more on both sides is any zone. */
const cameSql = `SELECT EXISTS (
    SELECT 1 FROM space_place p JOIN event e ON e.sn = p.sn AND e.door_id = p.door_id
    WHERE p.space_id = r.space_id AND e.passage IS NOT NULL AND e.happened_at >= r.opens_at
      AND e.event_time >= (r.opens_at - interval '1 day') AT TIME ZONE 'UTC'
      AND e.event_time <= (clock_timestamp() + interval '1 day') AT TIME ZONE 'UTC'
      AND e.pin <> '' AND e.pin IN (SELECT q.pin FROM person q WHERE q.id IN (SELECT r.applicant_id
        UNION SELECT x.person_id FROM space_participant x WHERE x.reservation_id = r.id))) AS came
  FROM space_reservation r WHERE r.id = $1 AND r.attended_at IS NULL AND r.cancelled_at IS NULL
    AND r.finished_at IS NULL AND r.ends_at > clock_timestamp() FOR UPDATE OF r`;

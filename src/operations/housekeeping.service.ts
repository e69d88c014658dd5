import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { deleteOldPictures } from './picture-retention.js';
import { dropOldFeed } from './feed-retention.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';

const hourMs = 60 * 60 * 1_000;

/** Rows that nobody needs any more. Events and the audit log are kept. */
const leftovers = [
  // Incomplete answers whose rest never came (docs/rules.md 10: 10 minutes from package to package).
  `DELETE FROM query_package WHERE received_at < now() - interval '1 hour'`,
  // A device that was away for so long is compared again anyway.
  `DELETE FROM bio_tombstone WHERE at < now() - interval '2 years'`,
  `DELETE FROM card_tombstone WHERE at < now() - interval '2 years'`,
  `DELETE FROM person_tombstone WHERE at < now() - interval '2 years'`,
  `DELETE FROM wire_line l WHERE at < now() - interval '1 day' OR NOT EXISTS (SELECT 1 FROM device d WHERE d.sn = l.sn)`,
  // Gateways read all devices again every minute.
  `DELETE FROM device_removed WHERE at < now() - interval '1 day'`,
  `DELETE FROM command WHERE finished_at < now() - interval '90 days'`,
  `DELETE FROM identification WHERE at < now() - interval '90 days'`,
  // QR codes that have ended; until then a device may still report them.
  `DELETE FROM qr_code WHERE expires_at < now() - interval '30 days'`,
  // Uploads that broke off, and rows that were never fetched.
  `DELETE FROM stored_file WHERE NOT complete AND created_at < now() - interval '1 day'`,
  // Pictures for an application that was never made.
  `DELETE FROM leave_image i WHERE created_at < now() - interval '30 days'
     AND NOT EXISTS (SELECT 1 FROM att_application a WHERE a.image_name = i.name)`,
  `DELETE FROM answer_rows WHERE received_at < now() - interval '1 day'`,
  // A caller who comes back after so long waits like any other.
  `DELETE FROM api_token_caller WHERE last_used_at < now() - interval '90 days'`,
  `DELETE FROM operator_address WHERE last_used_at < now() - interval '90 days'`,
  // Wrong passwords count for a quarter of an hour, and no session lasts longer than twelve hours.
  `DELETE FROM wrong_password WHERE at < now() - interval '1 hour'`,
  `DELETE FROM operator_session WHERE since < now() - interval '1 day'`,
  // What was wrong with a line names people.
  `DELETE FROM person_import WHERE created_at < now() - interval '7 days'`,
  // What waits at a webhook that is paused or disabled ends where everybody sees it, and not without a word. What waits
  // at an active one is sent: its schedule ends it.
  `UPDATE webhook_message m SET status = 'dead', next_at = NULL, last_at = now(),
     last_error = 'it waited for 30 days, and its webhook was not resumed'
   FROM webhook w WHERE w.id = m.webhook_id AND w.status <> 'active'
     AND m.status = 'pending' AND m.last_at < now() - interval '30 days'`,
  // What became of messages. Who wants to see it does so within days; what was not delivered, within a month.
  `DELETE FROM webhook_message WHERE last_at < now() - interval '72 hours'
     AND (status = 'delivered' OR status = 'dead' AND last_at < now() - interval '30 days')`,
  `DELETE FROM reconciliation WHERE finished_at < now() - interval '90 days'`,
  `DELETE FROM verification WHERE finished_at < now() - interval '90 days'`,
  // The last row of a door says since when it has been as it is.
  `DELETE FROM door_state_log l WHERE at < now() - interval '90 days' AND EXISTS (
     SELECT 1 FROM door_state_log n WHERE n.door_id = l.door_id AND (n.at, n.id) > (l.at, l.id))`,
] as const;

/** Deletes what is no longer needed, hourly, by whichever gateway comes first. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'housekeeping', everyMs: hourMs, failure: 'housekeeping failed and will be tried again' },
      () => this.clean(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async clean(): Promise<void> {
    for (const statement of leftovers) {
      if (this.job.isStopped) return;
      await this.unitOfWork.manager.query(statement);
    }
    await deleteOldPictures(this.unitOfWork.manager, () => this.job.isStopped);
    await dropOldFeed(this.unitOfWork);
  }
}

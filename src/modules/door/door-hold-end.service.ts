import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { requestDelayOf } from '../device/request-delay.js';
import { HoldClock, type RunningHold } from './hold-clock.js';
import { backOff } from './hold-times.js';
import { refusalOf, type OutputRow } from './output.service.js';

const everyMs = 1_000;
const mostAtOnce = 100;
/** The end of an order is waited for; this is only for one that vanished. */
const longestAnswer = `interval '5 minutes'`;
/** Another order to hold the door is on its way: it decides. */
const shortly = `interval '5 seconds'`;
/** A hold that is over for so long is told to operators. */
const tolerated = `interval '1 minute'`;
/** A hold that nobody could end for so long is left to them. */
const longest = `interval '1 day'`;
interface Hold {
  readonly doorId: string;
  readonly commandId: number;
}

type Due = Pick<OutputRow, 'number' | 'sn' | 'status' | 'online' | 'options' | 'quirks'> & {
  readonly isUnderWay: boolean;
  readonly isHeldAnew: boolean;
  readonly isUntold: boolean;
  readonly isOver: boolean;
};

/**
 * Ends holds when their time is over. When that is stands in the database, so it is done after a restart, too, by one
 * gateway. The order to close is a control command: it is handed out at once and once, or never. It is only given while
 * the order to hold the door is the newest that was given.
 */
@Injectable()
export class DoorHoldEndService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  private readonly clock = new HoldClock();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    jobs: PeriodicJobService,
  ) {
    const failure = 'a hold of a door could not be ended and will be tried again';
    this.job = jobs.add({ name: 'door-holds', everyMs, failure }, () => this.endDue());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async endDue(): Promise<void> {
    await this.unitOfWork.manager.query(endInDoubt);
    await this.endElapsed();
    const due: Hold[] = await this.unitOfWork.manager.query(
      `SELECT door_id AS "doorId", command_id AS "commandId" FROM door_hold
       WHERE next_try <= clock_timestamp() AND state <> 'ended' ORDER BY next_try LIMIT ${mostAtOnce}`,
    );
    for (const hold of due) {
      if (this.job.isStopped) return;
      await this.unitOfWork.run((tx) => this.end(tx, hold));
    }
  }

  private async endElapsed(): Promise<void> {
    const now = performance.now();
    const running: RunningHold[] = await this.unitOfWork.manager.query(
      `SELECT door_id AS "doorId", command_id AS "commandId",
         extract(epoch FROM until - clock_timestamp())::float8 * 1000 AS "leftMs"
       FROM door_hold WHERE until > clock_timestamp() AND state <> 'ended'`,
    );
    const over = this.clock.over(running, now);
    if (over.length === 0) return;
    await this.unitOfWork.manager.query(
      `UPDATE door_hold h SET until = clock_timestamp(), next_try = clock_timestamp()
       FROM unnest($1::text[], $2::int[]) AS o (door_id, command_id)
       WHERE h.door_id = o.door_id AND h.command_id = o.command_id AND h.next_try IS NOT NULL AND h.state <> 'ended'
         AND h.until > clock_timestamp()`,
      [over.map(({ doorId }) => doorId), over.map(({ commandId }) => commandId)],
    );
  }

  private async end(tx: EntityManager, hold: Hold): Promise<void> {
    const row = await dueOf(tx, hold);
    if (!row) return;
    if (row.isUntold) await tellNotEnded(tx, row.sn, hold);
    if (row.isOver) return setNext(tx, hold, 'NULL');
    if (row.isUnderWay || row.isHeldAnew) return setNext(tx, hold, `clock_timestamp() + ${shortly}`);
    if (refusalOf(row) !== null) return setNext(tx, hold, `clock_timestamp() + ${backOff}`);
    const asked = { origin: 'door', pollSeconds: requestDelayOf(row) };
    const id = await this.commands.run(tx, row.sn, { type: 'closeDoor', door: row.number }, asked);
    await tx.query('UPDATE door_hold SET end_command = $3 WHERE door_id = $1 AND command_id = $2', [
      hold.doorId,
      hold.commandId,
      id,
    ]);
    await setNext(tx, hold, `clock_timestamp() + ${longestAnswer}`);
  }
}

/** Nobody knows how long doors were held when the clock was set back behind the order: in doubt that was long enough. */
const endInDoubt = `UPDATE door_hold SET until = clock_timestamp(), next_try = clock_timestamp(), sent_at = clock_timestamp()
  WHERE next_try IS NOT NULL AND state <> 'ended' AND sent_at > clock_timestamp() + interval '1 minute'`;

/** Whoever gives a new order to hold the door locks this row before: what it gave is seen behind the lock. */
async function dueOf(tx: EntityManager, { doorId, commandId }: Hold): Promise<Due | undefined> {
  const locked: unknown[] = await tx.query(
    `SELECT 1 FROM door_hold WHERE door_id = $1 AND command_id = $2 AND next_try <= clock_timestamp() AND state <> 'ended'
     FOR UPDATE`,
    [doorId, commandId],
  );
  if (locked.length === 0) return undefined;
  const open = `c.status IN ('queued', 'sent')`;
  const [row]: Due[] = await tx.query(
    `SELECT d.number, v.sn, v.status, v.online, v.options, v.quirks,
       EXISTS (SELECT 1 FROM command c WHERE c.id = h.end_command AND ${open}) AS "isUnderWay",
       EXISTS (SELECT 1 FROM command c WHERE c.sn = v.sn AND c.type = 'holdDoorOpen' AND c.id > h.command_id AND ${open})
         AS "isHeldAnew",
       NOT h.is_told AND h.until < clock_timestamp() - ${tolerated} AS "isUntold",
       h.until < clock_timestamp() - ${longest} AS "isOver"
     FROM door_hold h JOIN door d ON d.id = h.door_id JOIN device v ON v.sn = d.device_sn
     WHERE h.door_id = $1 AND h.command_id = $2`,
    [doorId, commandId],
  );
  return row;
}

async function setNext(tx: EntityManager, { doorId, commandId }: Hold, at: string): Promise<void> {
  await tx.query(`UPDATE door_hold SET next_try = ${at} WHERE door_id = $1 AND command_id = $2`, [doorId, commandId]);
}

/** An entry of the feed, once for each hold; the state of the door shows an end that is past. */
async function tellNotEnded(tx: EntityManager, sn: string, { doorId, commandId }: Hold): Promise<void> {
  await tx.query('UPDATE door_hold SET is_told = true WHERE door_id = $1 AND command_id = $2', [doorId, commandId]);
  await tx.query(`SELECT feed_append('holdNotEnded', $1, $2)`, [sn, doorId]);
  notify(tx, 'feed');
}

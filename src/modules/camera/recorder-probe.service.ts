import { connect } from 'node:net';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { Recorder } from './camera.entity.js';
import { checkedAddress, type CameraTarget } from './camera-http.js';
import { reasonOf } from './onvif.service.js';
import { RecorderService } from './recorder.service.js';

const everyMs = 15_000;
/** A recorder is looked at so often, by one gateway. */
const restSeconds = 60;
const answerMs = 3_000;
const atOnce = 16;

interface Looked {
  readonly id: string;
  readonly online: boolean;
  readonly fault: string | null;
}

/** Which recorders are there: whether somebody listens at their port. No request waits for it. */
@Injectable()
export class RecorderProbeService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorders: RecorderService,
    jobs: PeriodicJobService,
    notifications: Notifications,
  ) {
    const failure = 'recorders could not be looked for and will be next time';
    this.job = jobs.add({ name: 'recorders', everyMs, failure }, () => this.look());
    notifications.on('recorder', () => this.job.soon());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async look(): Promise<void> {
    for (let due = await this.due(); due.length > 0 && !this.job.isStopped; due = await this.due()) {
      const looked = await Promise.all(due.map((recorder) => this.probe(recorder)));
      await this.write(looked);
    }
  }

  /** Those that nobody has looked at for a while; others see that this gateway does. */
  private async due(): Promise<Recorder[]> {
    const [rows]: [{ id: string }[], number] = await this.unitOfWork.manager.query(
      `UPDATE recorder SET checked_at = clock_timestamp() WHERE id IN (
         SELECT id FROM recorder WHERE checked_at IS NULL OR checked_at < clock_timestamp() - interval '${restSeconds} seconds'
         ORDER BY checked_at NULLS FIRST LIMIT ${atOnce} FOR UPDATE SKIP LOCKED) RETURNING id`,
    );
    if (rows.length === 0) return [];
    return this.unitOfWork.manager
      .createQueryBuilder(Recorder, 'r')
      .whereInIds(rows.map(({ id }) => id))
      .getMany();
  }

  private async probe(recorder: Recorder): Promise<Looked> {
    try {
      await reach(this.recorders.target(recorder));
      return { id: recorder.id, online: true, fault: null };
    } catch (error) {
      return { id: recorder.id, online: false, fault: reasonOf(error) };
    }
  }

  private async write(looked: readonly Looked[]): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE recorder r SET online = l.online, fault = l.fault,
         online_since = CASE WHEN r.online = l.online THEN r.online_since ELSE clock_timestamp() END
       FROM json_to_recordset($1::json) AS l (id text, online boolean, fault text)
       WHERE r.id = l.id AND (r.online, r.fault) IS DISTINCT FROM (l.online, l.fault)`,
      [JSON.stringify(looked)],
    );
  }
}

/** Resolves when somebody takes a connection. */
async function reach(target: CameraTarget): Promise<void> {
  const signal = AbortSignal.timeout(answerMs);
  const host = await checkedAddress(target, signal);
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port: target.port, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) => {
      reject(signal.aborted ? new Error(`no answer within ${answerMs / 1_000} seconds`) : error);
    });
  });
}

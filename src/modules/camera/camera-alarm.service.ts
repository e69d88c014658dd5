import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notify } from '../../platform/database/unit-of-work.js';
import { CameraService } from './camera.service.js';

/** What a camera or recorder tells of itself. */
export interface CameraAlarm {
  /** The code that clients of `setPushSetting` choose by. */
  readonly code: string;
  /** `end` = its cause is over. */
  readonly state: 'begin' | 'end';
  readonly text: string;
  readonly at: Date;
}

/** What is known of an alarm once it is in the feed. */
export interface TakenAlarm extends CameraAlarm {
  readonly cameraId: string;
  readonly doorId: string | null;
}

/** Alarms of cameras: they go into the feed, and from there to the alarms, to webhooks and to all other readers. */
@Injectable()
export class CameraAlarmService {
  constructor(private readonly cameras: CameraService) {}

  /** @throws Failure notFound */
  async take(tx: EntityManager, cameraId: string, alarm: CameraAlarm): Promise<TakenAlarm> {
    const { camera, recorder } = await this.cameras.withRecorder(tx, cameraId);
    const [door]: { id: string; sn: string }[] = await tx.query(
      `SELECT d.id, d.device_sn AS sn FROM camera_door c JOIN door d ON d.id = c.door_id WHERE c.camera_id = $1
       ORDER BY d.id LIMIT 1`,
      [cameraId],
    );
    const doorId = door?.id ?? null;
    const detail = {
      ...{ code: alarm.code, state: alarm.state, text: alarm.text, time: alarm.at.toISOString(), doorId },
      ...{ camera: camera.name, channel: camera.channel, recorderId: recorder.id, areaCode: recorder.areaCode },
    };
    await tx.query('SELECT feed_tell($1, $2, $3, $4)', [
      'cameraAlarm',
      door?.sn ?? '',
      cameraId,
      JSON.stringify(detail),
    ]);
    notify(tx, 'feed');
    return { ...alarm, cameraId, doorId };
  }
}

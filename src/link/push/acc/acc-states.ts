import { Injectable } from '@nestjs/common';
import { hint, Work } from '../../../db/work.js';
import { parseRecords, type Rec } from '../../../wire/push/records.js';
import { decodeRtstate } from '../../../wire/push/rtstate.js';
import { ClockWatch } from '../clock-watch.js';
import { DeviceDirectory } from '../directory.js';
import type { KnownDevice } from '../known-device.js';
import { Quarantine } from '../quarantine.js';
import { ok, type DeviceReply } from '../reply.js';
import { textOf, type DeviceRequest } from '../request.js';

const repetitionMs = 30_000;
const timeField = /\btime=[^\t]*/i;

/** rtstate (Access PUSH 7.3): how the doors stand. A report that says nothing new costs no SQL. */
@Injectable()
export class AccStates {
  constructor(
    private readonly work: Work,
    private readonly directory: DeviceDirectory,
    private readonly quarantine: Quarantine,
    private readonly clocks: ClockWatch,
  ) {}

  async store(request: DeviceRequest, known: KnownDevice): Promise<DeviceReply> {
    const records = parseRecords(textOf(request.body));
    for (const record of records) {
      if (record.fields.has('sensor') || record.fields.has('relay')) await this.take(known, record);
      else await this.quarantine.keep(request, 'a state report without sensor and relay');
    }
    return ok;
  }

  async take(known: KnownDevice, record: Rec): Promise<void> {
    const pulse = this.directory.pulse(known.sn);
    const said = record.raw.replace(timeField, '');
    const now = Date.now();
    if (pulse.lastState === said && now - pulse.lastStateAt < repetitionMs) return;
    await this.write(known, record);
    const time = record.fields.get('time');
    if (time) await this.clocks.check(known, time);
    pulse.lastState = said;
    pulse.lastStateAt = now;
  }

  private async write(known: KnownDevice, record: Rec): Promise<void> {
    const state = decodeRtstate(record, [...known.doors.keys()]);
    const doors = state.doors.flatMap(({ door, sensor, relay, alarm }) => {
      const id = known.doors.get(door)?.id;
      return id ? [{ door_id: id, sensor, relay, alarm }] : [];
    });
    if (doors.length === 0) return;
    await this.work.run(async (tx) => {
      const changed: { door_id: string }[] = await tx.query(
        `INSERT INTO door_state AS s (door_id, sn, sensor, relay, alarm, device_time)
         SELECT door_id, $1, sensor, relay, alarm, $2
         FROM json_to_recordset($3) AS d (door_id text, sensor smallint, relay smallint, alarm int) ORDER BY door_id
         ON CONFLICT (door_id) DO UPDATE
           SET sn = $1, sensor = excluded.sensor, relay = excluded.relay, alarm = excluded.alarm, device_time = $2, at = now()
           WHERE (s.sn, s.sensor, s.relay, s.alarm) IS DISTINCT FROM ($1, excluded.sensor, excluded.relay, excluded.alarm)
         RETURNING door_id`,
        [known.sn, state.time, JSON.stringify(doors)],
      );
      for (const { door_id } of changed) await tx.query(`SELECT feed_append('doorState', $1, $2)`, [known.sn, door_id]);
      if (changed.length === 0) return;
      hint(tx, 'feed');
      hint(tx, 'doorState', known.sn);
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { steadyMs } from '../../platform/steady-clock.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { decodeRtstate } from '../../protocol/access-push/rtstate.js';
import { ClockWatchService } from '../push/clock-watch.service.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice, Pulse } from '../push/cached-device.js';
import { QuarantineService, type QuarantinedRequest } from '../push/quarantine.service.js';
import { ok, type DeviceReply } from '../push/reply.js';
import { textOf, type DeviceRequest } from '../push/request.js';
import { isOvertaken, type StateReport } from './overtaken.js';
import { feedDoorStates } from '../../modules/door/feed-door-state.js';

const repetitionMs = 30_000;
const timeField = /\btime=[^\t]*/i;

/** rtstate (Access PUSH 7.3): the states of the doors. A report without news costs no SQL. */
@Injectable()
export class AccStateHandler {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly quarantine: QuarantineService,
    private readonly clocks: ClockWatchService,
  ) {}

  async store(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const records = parseRecords(textOf(request.body));
    const reports = records.filter(({ fields }) => fields.has('sensor') || fields.has('relay'));
    if (reports.length < records.length) await this.quarantine.keep(request, 'a state report without sensor and relay');
    for (const record of reports) await this.take(request, known, record);
    return ok;
  }

  /**
   * Reports are taken one after the other: a report that is still being written must not be overtaken by the next one.
   */
  async take(request: QuarantinedRequest, known: CachedDevice, record: Rec): Promise<void> {
    if (!speaksFor(known, record)) return this.keepAside(request, record, 'a state of doors of another device');
    if (known.doors.size === 0) {
      await this.clocks.check(known, (record.fields.get('time') ?? '').trim());
      return this.keepAside(request, record, 'a state of doors, and it has none');
    }
    const pulse = this.deviceCache.pulse(known.sn);
    const mine = pulse.stateTurn.then(() => this.takeInTurn(known, record, pulse));
    pulse.stateTurn = mine.catch(() => undefined);
    await mine;
  }

  /**
   * The report without its time. Only the time differs from report to report, so equal reports are kept once and
   * counted.
   */
  private keepAside(request: QuarantinedRequest, { raw }: Rec, reason: string): Promise<void> {
    return this.quarantine.keep({ ...request, body: Buffer.from(raw.replace(timeField, '')) }, reason);
  }

  private async takeInTurn(known: CachedDevice, record: Rec, pulse: Pulse): Promise<void> {
    const time = (record.fields.get('time') ?? '').trim();
    const said = record.raw.replace(timeField, '');
    const now = steadyMs();
    if (isOvertaken(time, { time: pulse.stateTime, secondsAgo: (now - pulse.stateTimeAt) / 1_000 })) return;
    if (pulse.lastState !== said || now - pulse.lastStateAt >= repetitionMs) {
      const taken = await this.write(known, record, time);
      // Another gateway has newer information.
      if (!taken) return;
      if (time !== '') await this.clocks.check(known, time);
      pulse.lastState = said;
      pulse.lastStateAt = now;
    }
    // This is done for a repetition, too: the report before it may still be on its way.
    pulse.stateTime = time;
    pulse.stateTimeAt = now;
  }

  /** @returns false if a newer report was known for all of it */
  private async write(known: CachedDevice, record: Rec, time: string): Promise<boolean> {
    const state = decodeRtstate(record, [...known.doors.keys()]);
    const doors = state.doors.flatMap(({ door, sensor, relay, alarm }) => {
      const id = known.doors.get(door)?.id;
      return id ? [{ door_id: id, sensor, relay, alarm }] : [];
    });
    if (doors.length === 0) return true;
    return this.unitOfWork.run(async (tx) => {
      const before = await this.before(
        tx,
        doors.map(({ door_id }) => door_id),
      );
      const news = doors.filter(({ door_id }) => !isOvertaken(time, before.get(door_id) ?? null));
      await tx.query(
        `INSERT INTO door_state (door_id, sn, sensor, relay, alarm, device_time, at)
         SELECT door_id, $1, sensor, relay, alarm, $2, clock_timestamp()
         FROM json_to_recordset($3) AS d (door_id text, sensor smallint, relay smallint, alarm int) ORDER BY door_id
         ON CONFLICT (door_id) DO UPDATE SET sn = $1, sensor = excluded.sensor, relay = excluded.relay,
           alarm = excluded.alarm, device_time = $2, at = excluded.at`,
        [known.sn, state.time, JSON.stringify(news)],
      );
      const changed = news.filter((door) => isChanged(known.sn, door, before.get(door.door_id)));
      if (changed.length > 0) {
        const ids = changed.map(({ door_id }) => door_id);
        await feedDoorStates(tx, known.sn, ids);
        notify(tx, 'feed');
        notify(tx, 'doorState', known.sn);
      }
      return news.length > 0;
    });
  }

  /**
   * The last known states of the doors, from whichever gateway. The lock keeps other gateways from writing until this
   * transaction ends.
   */
  private async before(tx: EntityManager, ids: readonly string[]): Promise<Map<string, StateBefore>> {
    const rows: StateBefore[] = await tx.query(
      `SELECT door_id, sn, sensor, relay, alarm, device_time AS time,
         extract(epoch FROM clock_timestamp() - at)::float8 AS "secondsAgo"
       FROM door_state WHERE door_id = ANY($1) ORDER BY door_id FOR UPDATE`,
      [ids],
    );
    return new Map(rows.map((row) => [row.door_id, row]));
  }
}

/** The doors of the device itself, and of a controller that an operator accepted behind it. */
function speaksFor({ sn, subDevices }: CachedDevice, { fields }: Rec): boolean {
  const named = fields.get('sn')?.trim() ?? '';
  return named === '' || named === sn || subDevices.has(named);
}

interface DoorRow {
  readonly door_id: string;
  readonly sensor: number | null;
  readonly relay: number | null;
  readonly alarm: number | null;
}

interface StateBefore extends DoorRow, StateReport {
  readonly sn: string;
}

const isChanged = (sn: string, { sensor, relay, alarm }: DoorRow, before: StateBefore | undefined) =>
  before?.sn !== sn || before.sensor !== sensor || before.relay !== relay || before.alarm !== alarm;

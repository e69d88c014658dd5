import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AlarmEvent } from '../../protocol/dc09/alarm-event.js';
import type { Config } from '../../platform/config.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { CONFIG } from '../../platform/tokens.js';
import { AlarmKindService } from '../alarm/alarm-kind.service.js';
import { raise, tell, type Told } from '../alarm/alarm-store.js';
import { effectOf, endFor } from './intrusion-alarms.js';

/** Where events come from: a panel, or an auxiliary input that is named as a point. */
export interface Origin {
  readonly panelId: string | null;
  /** Of the device of an auxiliary input; empty for a panel. */
  readonly sn: string;
  /** What alarms stand at: the panel, or the point. */
  readonly thing: string;
  readonly name: string;
  readonly address: string;
  readonly areaCode: string | null;
  readonly protocol: string;
  readonly sequence: string;
  /** Equal for what was sent again. */
  readonly ident: string;
}

/** An event with the names that were true at the time. */
export interface NamedEvent {
  readonly event: AlarmEvent;
  readonly partitionName: string;
  readonly pointName: string;
}

interface Stored extends NamedEvent {
  readonly id: string;
}

/** Minutes in which a panel may send the same again. Its numbers begin anew after 9999 messages. */
const repeatMinutes = 5;

/** Stores what intrusion panels tell, with the alarms that follow: in one transaction, before the panel is answered. */
@Injectable()
export class IntrusionEventService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly kinds: AlarmKindService,
  ) {}

  /**
   * Whether this message was stored a moment ago. A panel that has used its number for something else since then counts
   * nothing by it: the same alarm is another one. Call it under the lock of the panel.
   */
  async isRepeated(
    tx: EntityManager,
    { panelId, ident, sequence }: Pick<Origin, 'panelId' | 'ident' | 'sequence'>,
  ): Promise<boolean> {
    const found: unknown[] = await tx.query(
      `SELECT 1 FROM intrusion_event e
       WHERE e.ident = $1 AND e.received_at > clock_timestamp() - make_interval(mins => $4) AND NOT EXISTS (
         SELECT 1 FROM intrusion_event n WHERE n.received_at >= e.received_at AND n.panel_id = $2 AND n.sequence = $3
           AND n.ident <> $1) LIMIT 1`,
      [ident, panelId, sequence, repeatMinutes],
    );
    return found.length > 0;
  }

  /** What a panel calls its partitions and points here. */
  async named(tx: EntityManager, panelId: string, events: readonly AlarmEvent[]): Promise<NamedEvent[]> {
    const partitions = await namesOf(tx, 'intrusion_partition', panelId);
    const points = await namesOf(tx, 'intrusion_point', panelId);
    return events.map((event) => ({
      event,
      partitionName: nameIn(partitions, event.partition),
      pointName: event.isOfUser ? '' : nameIn(points, event.point),
    }));
  }

  /** Call it last in its transaction. @param at when it happened */
  async store(tx: EntityManager, origin: Origin, events: readonly NamedEvent[], at: Date): Promise<void> {
    const areaName = await areaNameOf(tx, origin.areaCode);
    const stored: Stored[] = [];
    const told: Told[] = [];
    for (const named of events) {
      const id = newId();
      await this.insert(tx, { ...named, id }, origin, areaName, at);
      await arm(tx, origin, named.event, at);
      stored.push({ ...named, id });
    }
    for (const one of stored) told.push(...(await this.alarms(tx, one, origin, at)));
    for (const one of stored) await tellOf(tx, one, origin);
    await tell(tx, told);
    notify(tx, 'feed');
  }

  private async insert(
    tx: EntityManager,
    { id, event, partitionName, pointName }: Stored,
    origin: Origin,
    areaName: string,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO intrusion_event (id, panel_id, sn, device_name, device_ip, area_code, area_name, partition_no,
         partition_name, point_no, point_name, protocol, code, category, does, name, content, sequence, ident,
         happened_at, "time")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
      [
        ...[id, origin.panelId, origin.sn, origin.name, origin.address, origin.areaCode, areaName],
        ...[event.partition, partitionName, event.point, pointName, origin.protocol],
        ...[event.contactId || event.code, event.category, event.does, event.name],
        ...[contentOf({ event, partitionName, pointName }), origin.sequence, origin.ident],
        ...[at, wallClockOf(at, this.config.siteTimeZone)],
      ],
    );
  }

  private async alarms(tx: EntityManager, stored: Stored, origin: Origin, at: Date): Promise<Told[]> {
    const { event, partitionName, pointName, id } = stored;
    const effect = effectOf(event, { thing: origin.thing, partition: event.partition, point: event.point });
    if (effect === null) return [];
    if (effect.does !== 'raise') return endFor(tx, effect);
    const settings = (await this.kinds.of(tx)).get(effect.kind);
    if (!settings || settings.off) return [];
    const { contactId, name, partition, point } = event;
    const params = { contactId, name, partition, partitionName, point, pointName, intrusionEventId: id };
    const alarm = {
      ...{ kind: effect.kind, place: effect.place, sn: origin.sn, doorId: null, code: contactId || event.code, params },
      ...{ eventId: null, times: 1, firstAt: at, lastAt: at },
      ...(origin.panelId === null ? {} : { intrusionPanelId: origin.panelId }),
    };
    return [await raise(tx, alarm, settings.priority)];
  }
}

/** What is told in one sentence. */
function contentOf({ event, partitionName, pointName }: NamedEvent): string {
  const { name, partition, point, isOfUser, isRepeated } = event;
  const zone = isOfUser ? `user ${point}` : pointName === String(point) ? `zone ${point}` : pointName;
  return [
    name,
    ...(partition === 0 ? [] : [partitionName === String(partition) ? `partition ${partition}` : partitionName]),
    ...(point === 0 && pointName === '' ? [] : [zone]),
    ...(isRepeated ? ['reported again'] : []),
  ].join(', ');
}

async function namesOf(
  tx: EntityManager,
  table: 'intrusion_partition' | 'intrusion_point',
  panelId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows: { number: number; name: string }[] = await tx.query(
    `SELECT number, name FROM ${table} WHERE panel_id = $1`,
    [panelId],
  );
  return new Map(rows.map(({ number, name }) => [number, name]));
}

/** What has no name is called by its number. */
const nameIn = (names: ReadonlyMap<number, string>, number: number): string =>
  names.get(number) ?? (number === 0 ? '' : String(number));

async function areaNameOf(tx: EntityManager, code: string | null): Promise<string> {
  const [found]: { name: string }[] = await tx.query('SELECT name FROM area WHERE code = $1', [code]);
  return found?.name ?? '';
}

/** An old report that comes late does not undo a newer one. */
async function arm(tx: EntityManager, { panelId }: Origin, { does, partition }: AlarmEvent, at: Date): Promise<void> {
  if (panelId === null || (does !== 'opening' && does !== 'closing')) return;
  await tx.query(
    `UPDATE intrusion_partition SET armed = $3, armed_at = $4
     WHERE panel_id = $1 AND ($2 = 0 OR number = $2) AND (armed_at IS NULL OR armed_at <= $4)`,
    [panelId, partition, does === 'closing', at],
  );
}

async function tellOf(tx: EntityManager, { id, event, partitionName, pointName }: Stored, origin: Origin) {
  const { category, does, contactId, code, name, partition, point } = event;
  const detail = {
    ...{ panelId: origin.panelId, panelName: origin.name, areaCode: origin.areaCode, category, does, name },
    ...{ code: contactId || code, partition, partitionName, point, pointName },
  };
  await tx.query('SELECT feed_tell($1, $2, $3, $4::jsonb)', ['intrusion', origin.sn, id, JSON.stringify(detail)]);
}

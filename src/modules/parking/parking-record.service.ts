import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { searchedRows, type FoundRows, type Search, type SearchedRows } from '../../platform/database/searched-rows.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure, fieldError } from '../../platform/errors.js';
import { checkedPlate, ParkingListService } from './parking-list.service.js';
import { ParkingPlaceService } from './parking-place.service.js';
import { ParkingPicture, ParkingRecord } from './parking.entity.js';
import type { ParkingChannel } from './parking-channel.entity.js';
import { channelStates, type ChannelState, type EventType } from './parking-words.js';

export type Direction = ParkingRecord['direction'];

/** What a plate reader has seen. */
export interface Passage {
  /** The reader's own id of the passage. */
  readonly key: string;
  /** Id or name of the channel. */
  readonly channel: string;
  readonly carNumber: string;
  /** Left out = the direction of the channel. */
  readonly direction?: Direction | undefined;
  /** Wall clock of the site; left out = now. */
  readonly time?: string | undefined;
  readonly carTypeName?: string | undefined;
  readonly eventType?: EventType | undefined;
  /** A JPEG or PNG. */
  readonly picture?: Buffer | undefined;
}

export interface RecordFilter {
  readonly direction?: Direction | undefined;
  readonly carNumber?: string | null | undefined;
  /** Wall clock of the site, both ends included. */
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
}

/** A record as lists show it. */
export interface ListedRecord extends ParkingRecord {
  readonly hasPicture: boolean;
  /** For an exit: when the car had come in; null = not known. */
  readonly cameAt: string | null;
}

/** A payment at the central pay point does not mean that the car has left. */
const payPoint: ChannelState = 5;

/** The last passage before an exit, if that was an entry. */
const shown = `r.id, r.direction, r.reader_key AS "readerKey", r.channel_id AS "channelId",
  r.channel_name AS "channelName", r.channel_state AS "channelState", r.area_name AS "areaName", r.plate,
  r.car_number AS "carNumber", r.car_type_name AS "carTypeName", r.event_type AS "eventType", r.pin, r.name,
  r.list_type AS "listType", r.time, r.received_at AS "receivedAt",
  EXISTS (SELECT 1 FROM parking_picture p WHERE p.record_id = r.id) AS "hasPicture",
  CASE WHEN r.direction = 'out' THEN (
    SELECT CASE WHEN b.direction = 'in' THEN b.time END FROM parking_record b
    WHERE b.plate = r.plate AND b.channel_state <> ${payPoint} AND (b.time, b.id) < (r.time, r.id) ORDER BY b.time DESC, b.id DESC LIMIT 1)
  END AS "cameAt"`;

const matching = `FROM parking_record r WHERE ($1::text IS NULL OR r.direction = $1)
  AND ($2::text IS NULL OR r.plate = $2) AND ($3::text IS NULL OR r.time >= $3) AND ($4::text IS NULL OR r.time <= $4)`;

/** Entries and exits of cars, as plate readers reported them. */
@Injectable()
export class ParkingRecordService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly places: ParkingPlaceService,
    private readonly lists: ParkingListService,
    private readonly disk: DiskService,
  ) {}

  /**
   * Stores a passage once, however often its reader sends it.
   * @throws Failure carPlateInvalid, notFound (its channel), invalid, conflict if the key belongs to another passage
   */
  async store(tx: EntityManager, passage: Passage): Promise<ListedRecord> {
    const plate = checkedPlate(passage.carNumber);
    const channel = await this.places.channel(tx, passage.channel);
    const told = await this.told(tx, channel, passage, plate);
    if (told) return told;
    const record = await this.recordOf(tx, channel, passage, plate);
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(ParkingRecord)
      .values(record)
      .orIgnore()
      .returning('id')
      .execute();
    // Two requests came at the same time: the other one is committed by now.
    if ((inserted.raw as unknown[]).length === 0) return this.known(tx, channel, passage, plate);
    if (passage.picture) {
      this.disk.checkPicture();
      await tx.insert(ParkingPicture, { recordId: record.id, content: this.sealedBox.seal(passage.picture) });
    }
    return this.get(tx, record.id);
  }

  async get(tx: EntityManager, id: string): Promise<ListedRecord> {
    const [found] = await tx.query<ListedRecord[]>(`SELECT ${shown} FROM parking_record r WHERE r.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no parking record ${id}`);
    return found;
  }

  /** Deletes the record and its picture. @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(ParkingRecord, { id });
  }

  /** Newest first. */
  async list(
    tx: EntityManager,
    filter: RecordFilter,
    page: { offset?: number; limit: number },
  ): Promise<ListedRecord[]> {
    return tx.query<ListedRecord[]>(`SELECT ${shown} ${matching} ORDER BY r.time DESC, r.id DESC LIMIT $5 OFFSET $6`, [
      ...wanted(filter),
      page.limit,
      page.offset ?? 0,
    ]);
  }

  /** A page of them in any order; the newest come first. */
  async search(tx: EntityManager, filter: RecordFilter, search: Search): Promise<FoundRows<ListedRecord>> {
    const listed: SearchedRows<ListedRecord> = {
      sql: `SELECT ${shown} ${matching}`,
      parameters: wanted(filter),
      by: 'id',
      texts: ['plate', 'carNumber', 'pin', 'name', 'channelName', 'areaName'],
      others: ['time', 'receivedAt'],
      usual: '-time',
    };
    return searchedRows(tx, listed, search);
  }

  async count(tx: EntityManager, filter: RecordFilter): Promise<number> {
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${matching}`, wanted(filter));
    return row?.n ?? 0;
  }

  /** Its picture; null = it has none. */
  async picture(tx: EntityManager, id: string): Promise<Buffer | null> {
    const found = await tx.findOneBy(ParkingPicture, { recordId: id });
    return found && this.sealedBox.open(found.content);
  }

  private async known(tx: EntityManager, channel: ParkingChannel, passage: Passage, plate: string) {
    const told = await this.told(tx, channel, passage, plate);
    if (!told) throw new Failure('conflict', `the passage ${passage.key} is being stored`);
    return told;
  }

  /** The record of that key, if it is of this passage. */
  private async told(tx: EntityManager, { id: channelId }: ParkingChannel, passage: Passage, plate: string) {
    const known = await tx.findOneBy(ParkingRecord, { channelId, readerKey: passage.key });
    if (!known) return null;
    const { direction = known.direction, time = known.time } = passage;
    if (known.plate !== plate || known.direction !== direction || known.time !== time) {
      throw fieldError('key', `${passage.key} stands for another passage of this channel`, 'conflict');
    }
    return this.get(tx, known.id);
  }

  private async recordOf(tx: EntityManager, channel: ParkingChannel, passage: Passage, plate: string) {
    const direction = passage.direction ?? channelStates[channel.state as ChannelState].direction;
    if (!direction) throw fieldError('direction', 'is needed: the channel leads neither in nor out');
    const time = passage.time ?? wallClockOf(new Date(), this.config.siteTimeZone);
    const day = time.slice(0, 10);
    const driver = await driverOf(tx, plate, day);
    return {
      id: newId(),
      direction,
      readerKey: passage.key,
      channelId: channel.id,
      channelName: channel.name,
      channelState: channel.state,
      areaName: (await this.places.area(tx, channel.areaId)).name,
      plate,
      carNumber: passage.carNumber,
      carTypeName: passage.carTypeName ?? '',
      eventType: passage.eventType ?? 1,
      ...driver,
      listType: await this.lists.typeOn(tx, plate, day),
      time,
    };
  }
}

const wanted = ({ direction, carNumber, start, end }: RecordFilter) => [
  direction ?? null,
  carNumber ? checkedPlate(carNumber) : null,
  start ?? null,
  end ?? null,
];

/** The person of a car on that day; of several the first pin. A visitor counts only until signing out. */
export async function driverOf(tx: EntityManager, plate: string, day: string): Promise<{ pin: string; name: string }> {
  const rows: { pin: string; name: string }[] = await tx.query(
    `SELECT pin, trim(name || ' ' || last_name) AS name FROM person
     WHERE car_plate IS NOT NULL AND plates_in(car_plate) @> ARRAY[$1] AND (leave_date IS NULL OR leave_date > $2)
       AND NOT (is_visitor AND is_disabled)
     ORDER BY pin LIMIT 1`,
    [plate, day],
  );
  return rows[0] ?? { pin: '', name: '' };
}

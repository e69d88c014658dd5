import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Reader } from '../door/reader.entity.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { AccZone, AccZoneReader } from './acc-zone.entity.js';

export interface ZoneFacts {
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  /** All readers that lead into the zone; left out = as it is. */
  readonly inReaderIds?: readonly string[] | undefined;
  readonly outReaderIds?: readonly string[] | undefined;
}

export interface NewZone extends ZoneFacts {
  readonly name: string;
  readonly code: string;
  readonly id?: string | undefined;
}

export interface ZoneReaders {
  readonly inReaderIds: string[];
  readonly outReaderIds: string[];
}

const into = 0;
const outOf = 1;

/** Access zones and the readers that lead into and out of them. Events decide who is inside (OccupancyService). */
@Injectable()
export class AccZoneService {
  /** @param key its id or its code. @throws Failure areaNotFound */
  async get(tx: EntityManager, key: string): Promise<AccZone> {
    const zone = await tx.findOne(AccZone, { where: [{ id: key }, { code: key }] });
    if (!zone) throw new Failure('areaNotFound', `there is no zone ${key}`);
    return zone;
  }

  async create(tx: EntityManager, { name, code, id = newId(), ...readers }: NewZone): Promise<AccZone> {
    if (await tx.existsBy(AccZone, { id })) throw taken('id', id, `there is a zone ${id} already`);
    await this.checkCode(tx, id, code);
    const zone = tx.create(AccZone, { id, code, name, clearedAt: null });
    await tx.insert(AccZone, zone);
    await this.setReaders(tx, id, readers);
    return zone;
  }

  async patch(tx: EntityManager, key: string, { name, code, ...readers }: ZoneFacts): Promise<AccZone> {
    const { id } = await this.get(tx, key);
    await holdRow(tx, 'acc_zone', id);
    const zone = await this.get(tx, id);
    if (code !== undefined) await this.checkCode(tx, zone.id, code);
    zone.name = name ?? zone.name;
    zone.code = code ?? zone.code;
    await tx.update(AccZone, { id: zone.id }, { name: zone.name, code: zone.code });
    await this.notifyDevices(tx, zone.id);
    await this.setReaders(tx, zone.id, readers);
    return zone;
  }

  async remove(tx: EntityManager, key: string): Promise<void> {
    const { id } = await this.get(tx, key);
    await this.notifyDevices(tx, id);
    await tx.query('DELETE FROM acc_zone_presence WHERE zone_id = $1', [id]);
    await tx.delete(AccZone, { id });
  }

  /** Readers of each zone, by their ids. */
  async readersOf(tx: EntityManager, zoneIds: readonly string[]): Promise<Map<string, ZoneReaders>> {
    const rows = await tx.find(AccZoneReader, { where: { zoneId: In(zoneIds) }, order: { readerId: 'ASC' } });
    const of = (zone: string, wanted: number) =>
      rows.filter(({ zoneId, direction }) => zoneId === zone && direction === wanted).map(({ readerId }) => readerId);
    return new Map(zoneIds.map((id) => [id, { inReaderIds: of(id, into), outReaderIds: of(id, outOf) }]));
  }

  private async checkCode(tx: EntityManager, id: string, code: string): Promise<void> {
    const other = await tx.findOneBy(AccZone, { code });
    if (other && other.id !== id) throw taken('code', other.name, `there is a zone ${code} already`);
  }

  private async setReaders(tx: EntityManager, zoneId: string, said: ZoneFacts): Promise<void> {
    if (said.inReaderIds === undefined && said.outReaderIds === undefined) return;
    const now = (await this.readersOf(tx, [zoneId])).get(zoneId);
    const inside = [...new Set(said.inReaderIds ?? now?.inReaderIds ?? [])];
    const outside = [...new Set(said.outReaderIds ?? now?.outReaderIds ?? [])];
    await this.checkReaders(tx, 'inReaderIds', inside);
    await this.checkReaders(tx, 'outReaderIds', outside);
    const both = inside.find((id) => outside.includes(id));
    if (both !== undefined) throw fieldError('outReaderIds', `names ${both}, which leads into the zone`);
    // Gateways are also notified about removed readers.
    await this.notifyDevices(tx, zoneId);
    await tx.delete(AccZoneReader, { zoneId });
    await tx.insert(AccZoneReader, [
      ...inside.map((readerId) => ({ zoneId, readerId, direction: into })),
      ...outside.map((readerId) => ({ zoneId, readerId, direction: outOf })),
    ]);
    await this.notifyDevices(tx, zoneId);
  }

  private async checkReaders(tx: EntityManager, field: string, ids: readonly string[]): Promise<void> {
    const found = await tx.find(Reader, { where: { id: In(ids) }, select: { id: true } });
    const missing = ids.filter((id) => !found.some((reader) => reader.id === id));
    if (missing.length > 0) throw fieldError(field, `names no reader: ${missing.join(', ')}`);
  }

  /** Gateways keep devices in memory with the zones of their readers. */
  private async notifyDevices(tx: EntityManager, zoneId: string): Promise<void> {
    const devices: { sn: string }[] = await tx.query(
      `SELECT DISTINCT d.device_sn AS sn FROM acc_zone_reader z JOIN reader r ON r.id = z.reader_id
       JOIN door d ON d.id = r.door_id WHERE z.zone_id = $1`,
      [zoneId],
    );
    for (const { sn } of devices) notify(tx, 'device', sn);
  }
}

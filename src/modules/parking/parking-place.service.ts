import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { ParkingArea } from './parking.entity.js';
import { ParkingChannel } from './parking-channel.entity.js';
import { channelWith, checkChannel, plainChannel, settingsOf, type ParkingChannelFacts } from './channel-settings.js';
import { checkArea } from './parking-site.service.js';
import { lock } from '../../platform/database/locks.js';

export interface ParkingAreaFacts {
  readonly name?: string | undefined;
  /** Null = at the top. */
  readonly parentId?: string | null | undefined;
  readonly admitsTemporary?: boolean | undefined;
}

type New<T, K extends keyof T> = T & { readonly id?: string | undefined } & { readonly [P in K]-?: NonNullable<T[P]> };

/** Car parks and their lanes. */
@Injectable()
export class ParkingPlaceService {
  constructor(private readonly sealedBox: SealedBox) {}

  async area(tx: EntityManager, id: string): Promise<ParkingArea> {
    const area = await tx.findOneBy(ParkingArea, { id });
    if (!area) throw new Failure('notFound', `there is no parking area ${id}`);
    return area;
  }

  async addArea(tx: EntityManager, facts: New<ParkingAreaFacts, 'name'>): Promise<ParkingArea> {
    const { id = newId(), name, parentId = null, admitsTemporary = false } = facts;
    await this.checkFree(tx, ParkingArea, 'parking area', { id, name });
    await this.checkParent(tx, id, parentId);
    await tx.insert(ParkingArea, { id, name, parentId, admitsTemporary });
    return this.area(tx, id);
  }

  async patchArea(tx: EntityManager, id: string, facts: ParkingAreaFacts): Promise<ParkingArea> {
    // Also for its name alone: what is written back was read.
    await lock(tx, 'parkingAreas');
    const area = await this.area(tx, id);
    const { name, parentId, admitsTemporary = area.admitsTemporary } = facts;
    if (name !== undefined) await this.checkName(tx, ParkingArea, 'parking area', { id, name });
    if (parentId !== undefined) await this.checkParent(tx, id, parentId);
    const changed = {
      name: name ?? area.name,
      parentId: parentId === undefined ? area.parentId : parentId,
      admitsTemporary,
    };
    await tx.update(ParkingArea, { id }, changed);
    return this.area(tx, id);
  }

  async removeArea(tx: EntityManager, id: string): Promise<void> {
    await this.area(tx, id);
    const [use]: { what: string }[] = await tx.query(
      `SELECT 'a parking area' AS what FROM parking_area WHERE parent_id = $1
       UNION ALL SELECT 'a parking channel' FROM parking_channel WHERE area_id = $1
       UNION ALL SELECT 'a parking entrance' FROM parking_entrance WHERE area_id = $1
       UNION ALL SELECT 'a parking space' FROM parking_space WHERE area_id = $1
       UNION ALL SELECT 'a parking tariff' FROM parking_tariff WHERE area_id = $1
       UNION ALL SELECT 'a fixed vehicle' FROM parking_fixed_vehicle WHERE area_id = $1 LIMIT 1`,
      [id],
    );
    if (use) throw new Failure('conflict', `${use.what} stands in the parking area ${id}`);
    await tx.delete(ParkingArea, { id });
  }

  /** @param key its id or its name */
  async channel(tx: EntityManager, key: string): Promise<ParkingChannel> {
    const channel =
      (await tx.findOneBy(ParkingChannel, { id: key })) ?? (await tx.findOneBy(ParkingChannel, { name: key }));
    if (!channel) throw new Failure('notFound', `there is no parking channel ${key}`);
    return channel;
  }

  async addChannel(
    tx: EntityManager,
    facts: New<ParkingChannelFacts, 'name' | 'areaId' | 'state'>,
  ): Promise<ParkingChannel> {
    const { id = newId(), name, areaId, state } = facts;
    await this.checkFree(tx, ParkingChannel, 'parking channel', { id, name });
    await checkArea(tx, areaId);
    const plain = { ...plainChannel, id, name, areaId, state, barrierSecret: null };
    const channel = channelWith(plain, { ...facts, id } as ParkingChannelFacts, this.seal);
    await checkChannel(tx, channel);
    await tx.insert(ParkingChannel, channel);
    return this.channel(tx, id);
  }

  async patchChannel(tx: EntityManager, id: string, facts: ParkingChannelFacts): Promise<ParkingChannel> {
    const { id: own } = await this.channel(tx, id);
    await holdRow(tx, 'parking_channel', own);
    const known = await this.channel(tx, own);
    const changed = channelWith(settingsOf(known), facts, this.seal);
    await this.checkName(tx, ParkingChannel, 'parking channel', changed);
    await checkArea(tx, changed.areaId);
    await checkChannel(tx, changed);
    await tx.update(ParkingChannel, { id: known.id }, changed);
    return this.channel(tx, known.id);
  }

  /** Records of the channel keep its name. */
  async removeChannel(tx: EntityManager, key: string): Promise<void> {
    const { id } = await this.channel(tx, key);
    await tx.delete(ParkingChannel, { id });
  }

  private async checkFree(tx: EntityManager, of: Kind, what: string, asked: Named): Promise<void> {
    if (await tx.existsBy(of, { id: asked.id })) throw taken('id', asked.id, `the id ${asked.id} is taken`);
    await this.checkName(tx, of, what, asked);
  }

  private async checkName(tx: EntityManager, of: Kind, what: string, { id, name }: Named): Promise<void> {
    if (await tx.existsBy(of, { name, id: Not(id) })) {
      throw taken('name', name, `there is a ${what} "${name}" already`);
    }
  }

  private readonly seal = (text: string) => this.sealedBox.seal(Buffer.from(text));

  /** An area cannot be inside itself or inside one of its own areas. */
  private async checkParent(tx: EntityManager, id: string, parentId: string | null): Promise<void> {
    if (parentId === null) return;
    await lock(tx, 'parkingAreas');
    const above: { id: string }[] = await tx.query(
      `WITH RECURSIVE above AS (
         SELECT id, parent_id FROM parking_area WHERE id = $1
         UNION SELECT a.id, a.parent_id FROM parking_area a JOIN above ON a.id = above.parent_id)
       SELECT id FROM above`,
      [parentId],
    );
    if (parentId === id || above.some((area) => area.id === id))
      throw fieldError('parentId', 'stands in this area itself');
    if (above.length === 0) throw fieldError('parentId', `names no parking area: ${parentId}`);
  }
}

type Kind = typeof ParkingArea | typeof ParkingChannel;

interface Named {
  readonly id: string;
  readonly name: string;
}

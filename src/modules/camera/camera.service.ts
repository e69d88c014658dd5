import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import type { Slice } from '../../platform/slice.js';
import { Camera, Recorder } from './camera.entity.js';
import { givenOf } from './given.js';
import type { OnvifChannel } from './onvif-session.js';

export interface CameraFacts {
  readonly name?: string | undefined;
  readonly channel?: number | undefined;
  readonly type?: string | undefined;
  readonly mainUri?: string | null | undefined;
  readonly subUri?: string | null | undefined;
  readonly playbackUri?: string | null | undefined;
  readonly snapshotUri?: string | null | undefined;
  /** All of them; left out = as they are. */
  readonly doorIds?: readonly string[] | undefined;
}

export interface NewCamera extends CameraFacts {
  readonly id?: string | undefined;
  readonly name: string;
  readonly recorderId: string;
}

export interface CameraAndRecorder {
  readonly camera: Camera;
  readonly recorder: Recorder;
}

const noUris = { mainUri: null, subUri: null, playbackUri: null, snapshotUri: null } as const;

/** What the vendor's own sample has. */
const usualType = 'DOME';
/** The account is the recorder's, and is put in when an address is handed out. */
const withAccount = /^[a-z]+:\/\/[^/?#]*@/i;

/** Cameras, and the doors that they see. */
@Injectable()
export class CameraService {
  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Camera> {
    const camera = await tx.findOneBy(Camera, { id });
    if (!camera) throw new Failure('notFound', `there is no camera ${id}`);
    return camera;
  }

  /** @throws Failure notFound */
  async withRecorder(tx: EntityManager, id: string): Promise<CameraAndRecorder> {
    const camera = await this.get(tx, id);
    return { camera, recorder: await tx.findOneByOrFail(Recorder, { id: camera.recorderId }) };
  }

  async create(tx: EntityManager, { id = newId(), recorderId, doorIds = [], ...facts }: NewCamera): Promise<Camera> {
    if (await tx.existsBy(Camera, { id })) throw taken('id', id, `there is a camera ${id} already`);
    if (!(await lockedRecorder(tx, recorderId))) throw fieldError('recorderId', `names no recorder: ${recorderId}`);
    const channel = facts.channel ?? (await nextChannel(tx, recorderId));
    await checkChannel(tx, recorderId, channel, id);
    checkUris(facts);
    const { name, type = usualType, ...others } = facts;
    await tx.insert(Camera, { id, recorderId, name, type, ...noUris, ...givenOf(others), channel });
    await this.link(tx, id, doorIds, []);
    return this.get(tx, id);
  }

  /** @param hidden ids of doors that the caller does not see: they stay linked */
  async patch(
    tx: EntityManager,
    id: string,
    { doorIds, ...facts }: CameraFacts,
    hidden: readonly string[],
  ): Promise<Camera> {
    const { recorderId } = await this.get(tx, id);
    await lockedRecorder(tx, recorderId);
    if (facts.channel !== undefined) await checkChannel(tx, recorderId, facts.channel, id);
    checkUris(facts);
    const given = givenOf(facts);
    if (Object.keys(given).length > 0) await tx.update(Camera, { id }, given);
    if (doorIds) await this.link(tx, id, doorIds, hidden);
    return this.get(tx, id);
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.delete(Camera, { id });
    notify(tx, 'camera');
  }

  async listOf(tx: EntityManager, recorderId: string, { offset, limit }: Slice) {
    const [rows, total] = await tx.findAndCount(Camera, {
      where: { recorderId },
      order: { channel: 'ASC' },
      skip: offset,
      take: limit,
    });
    return { rows, total };
  }

  /** Doors of each camera, by their ids. */
  async doorsOf(tx: EntityManager, cameraIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows: { cameraId: string; doorIds: string[] }[] = await tx.query(
      `SELECT camera_id AS "cameraId", array_agg(door_id ORDER BY door_id) AS "doorIds" FROM camera_door
       WHERE camera_id = ANY($1) GROUP BY camera_id`,
      [cameraIds],
    );
    const found = new Map(rows.map(({ cameraId, doorIds }) => [cameraId, doorIds]));
    return new Map(cameraIds.map((id) => [id, found.get(id) ?? []]));
  }

  /** The cameras that see a door. */
  async ofDoor(tx: EntityManager, doorId: string): Promise<CameraAndRecorder[]> {
    const rows: { id: string }[] = await tx.query(
      'SELECT camera_id AS id FROM camera_door WHERE door_id = $1 ORDER BY camera_id',
      [doorId],
    );
    return Promise.all(rows.map(({ id }) => this.withRecorder(tx, id)));
  }

  /** The channels that a recorder told: new ones become cameras, and known ones get its addresses. */
  async take(tx: EntityManager, recorderId: string, channels: readonly OnvifChannel[]): Promise<number> {
    if (!(await lockedRecorder(tx, recorderId))) throw new Failure('notFound', `there is no recorder ${recorderId}`);
    const known = await tx.findBy(Camera, { recorderId });
    let added = 0;
    for (const [index, { name, ...told }] of channels.entries()) {
      const channel = index + 1;
      const there =
        known.find((one) => one.sourceToken === told.sourceToken) ??
        known.find((one) => one.channel === channel && one.sourceToken === null);
      if (there) {
        await tx.update(Camera, { id: there.id }, told);
        continue;
      }
      const isFree = !known.some((one) => one.channel === channel);
      const number = isFree ? channel : await nextChannel(tx, recorderId);
      const facts = { id: newId(), recorderId, channel: number, name: name ?? `Channel ${number}`, type: usualType };
      await tx.insert(Camera, { ...facts, ...told });
      added++;
    }
    return added;
  }

  private async link(tx: EntityManager, id: string, doorIds: readonly string[], hidden: readonly string[]) {
    await tx.query('DELETE FROM camera_door WHERE camera_id = $1 AND door_id <> ALL($2)', [
      id,
      [...doorIds, ...hidden],
    ]);
    const known: { id: string }[] = await tx.query('SELECT id FROM door WHERE id = ANY($1)', [doorIds]);
    const missing = doorIds.filter((doorId) => !known.some((door) => door.id === doorId));
    if (missing.length > 0) throw fieldError('doorIds', `names no door: ${missing.join(', ')}`);
    await tx.query(
      'INSERT INTO camera_door (camera_id, door_id) SELECT $1, d FROM unnest($2::text[]) d ON CONFLICT DO NOTHING',
      [id, doorIds],
    );
    notify(tx, 'camera');
  }
}

async function lockedRecorder(tx: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await tx.query('SELECT 1 FROM recorder WHERE id = $1 FOR NO KEY UPDATE', [id]);
  return rows.length > 0;
}

async function nextChannel(tx: EntityManager, recorderId: string): Promise<number> {
  const [row]: { next: number }[] = await tx.query(
    'SELECT coalesce(max(channel), 0) + 1 AS next FROM camera WHERE recorder_id = $1',
    [recorderId],
  );
  return row?.next ?? 1;
}

async function checkChannel(tx: EntityManager, recorderId: string, channel: number, id: string): Promise<void> {
  const [other]: { id: string }[] = await tx.query(
    'SELECT id FROM camera WHERE recorder_id = $1 AND channel = $2 AND id <> $3',
    [recorderId, channel, id],
  );
  if (other) throw taken('channel', other.id, `the recorder has a camera at channel ${channel} already`);
}

function checkUris(facts: CameraFacts): void {
  for (const field of ['mainUri', 'subUri', 'playbackUri', 'snapshotUri'] as const) {
    if (withAccount.test(facts[field] ?? ''))
      throw fieldError(field, 'must have no account in it: that of the recorder is used');
  }
}

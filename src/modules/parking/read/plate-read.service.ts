import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../../platform/config.js';
import { newId } from '../../../platform/database/id.js';
import { lockKey, lockShared } from '../../../platform/database/locks.js';
import { searchedRows, type FoundRows, type Search } from '../../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../../platform/database/zone-time.js';
import { Failure, fieldError } from '../../../platform/errors.js';
import { CONFIG } from '../../../platform/tokens.js';
import { BarrierService, type Opening } from '../barrier.service.js';
import type { ParkingChannel } from '../parking-channel.entity.js';
import { checkedPlate } from '../parking-list.service.js';
import { ParkingPlaceService } from '../parking-place.service.js';
import { channelStates, type ChannelState } from '../parking-words.js';
import type { OpeningOutcome } from '../site-controller.js';
import { ParkingStayService } from '../stay/stay.service.js';
import { ParkingRead } from './parking-read.entity.js';
import { PassageService, type Passed } from './passage.service.js';
import { factsOf } from './plate-facts.js';
import { isLate, leaveVerdict, verdictOn, type ReadReason, type Verdict } from './plate-verdict.js';

/** A plate that a camera or a reader has read. */
export interface SeenPlate {
  readonly carNumber: string;
  /** Id or name. */
  readonly channel: string;
  /** The reader's own id of the read; left out = each report is a read of its own. */
  readonly key?: string | undefined;
  /** Left out = now. */
  readonly at?: Date | undefined;
  /** A JPEG or PNG. */
  readonly picture?: Buffer | undefined;
  /** The device has let the car through by itself. */
  readonly isThrough?: boolean;
}

export interface ReadFilter {
  readonly plate?: string | undefined;
  readonly channelId?: string | undefined;
  readonly opened?: boolean | undefined;
}

/** A read that was judged, and what is still to be done behind the commit. */
export interface Judged {
  readonly read: ParkingRead;
  readonly request: { readonly id: string; readonly channel: ParkingChannel; readonly passed: Passed } | null;
}

/** What is known of a read before it is judged. */
type ReadBase = Omit<ParkingRead, 'receivedAt' | 'opened' | 'reason' | 'detail' | 'recordId' | 'commandId'>;

/** Commands of this origin are looked at again when they are handed out. */
export const readOrigin = 'parking';

/** A car stands in front of a camera for some seconds, and is read many times. */
const repeatSeconds = 10;
/** What may have opened the barrier. */
const mayHaveOpened = `(opened OR reason IN ('opening', 'barrierSilent'))`;
/** No command for a door lives longer. */
const longestLife = `interval '2 minutes'`;
/** Where a device opens, it opens when it fetches the command: until then the opening still waits. */
const isRecent = `received_at > clock_timestamp() - $3::int * interval '1 second'
  OR received_at > clock_timestamp() - ${longestLife} AND EXISTS (SELECT 1 FROM command c WHERE c.id = command_id
    AND (c.status = 'queued' OR c.sent_at > clock_timestamp() - $3::int * interval '1 second'))`;

const failed: Readonly<Partial<Record<Failure['reason'], ReadReason>>> = {
  deviceOffline: 'barrierOffline',
  deviceUnsupported: 'barrierMissing',
};
const unopened: Readonly<Record<Exclude<OpeningOutcome['result'], 'opened'>, ReadReason>> = {
  refused: 'barrierRefused',
  silent: 'barrierSilent',
  unreached: 'barrierOffline',
};

/** Judges plates that were read, and opens for those who may pass: once, at once or not at all. */
@Injectable()
export class PlateReadService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly places: ParkingPlaceService,
    private readonly barriers: BarrierService,
    private readonly stays: ParkingStayService,
    private readonly passages: PassageService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Judges a read and queues the opening in the same transaction, in which nobody takes anything from this car. What was
   * judged before is told again.
   * @throws Failure carPlateInvalid, notFound for the channel, conflict if the key belongs to another read, invalid
   */
  async judge(tx: EntityManager, seen: SeenPlate): Promise<Judged> {
    const plate = checkedPlate(seen.carNumber);
    const channel = await this.places.channel(tx, seen.channel);
    const { direction } = channelStates[channel.state as ChannelState];
    if (direction === null) throw fieldError('channelId', `leads neither in nor out: ${channel.name}`);
    // In this order everywhere: the plates, this plate, its persons, its stay.
    await lockShared(tx, 'parkingPlates');
    await lockKey(tx, 'parkingRead', plate);
    const told = seen.key === undefined ? null : await this.told(tx, channel, seen.key, plate);
    if (told) return { read: told, request: null };
    const at = seen.at ?? new Date();
    const verdict = await this.verdict(tx, channel, plate, at);
    const id = newId();
    const key = seen.key ?? id;
    const read = { id, readKey: key, channelId: channel.id, channelName: channel.name, at };
    const base = { ...read, plate, carNumber: seen.carNumber, pin: verdict.driver?.pin ?? '' };
    const shut = await this.shut(tx, base, verdict);
    if (shut !== null) return { read: await this.write(tx, base, shut, false), request: null };
    const passed = { channel, direction, verdict, plate, at, key, ...pick(seen) };
    return this.letThrough(tx, base, passed, seen.isThrough === true);
  }

  /** For a car that may pass now. */
  private async letThrough(tx: EntityManager, base: ReadBase, passed: Passed, isThrough: boolean): Promise<Judged> {
    const { channel, verdict } = passed;
    if (isThrough || channel.barrier === 'none') {
      const reason = isThrough ? 'openedByDevice' : verdict.reason;
      const recordId = await this.passages.pass(tx, passed);
      return { read: await this.write(tx, base, reason, false, { recordId }), request: null };
    }
    const opening = await this.open(tx, channel);
    if (opening instanceof Failure) {
      const reason = failed[opening.reason] ?? 'barrierMissing';
      return { read: await this.write(tx, base, reason, false, { detail: opening.message }), request: null };
    }
    if (opening.by === 'request') {
      const request = { id: base.id, channel, passed };
      return { read: await this.write(tx, base, 'opening', false), request };
    }
    const recordId = await this.passages.pass(tx, passed);
    const { commandId } = opening;
    return { read: await this.write(tx, base, verdict.reason, true, { recordId, commandId }), request: null };
  }

  /** Behind the commit: asks the site's own controller, where the barrier is one. @returns the read as it is then */
  async carryOut({ read, request }: Judged): Promise<ParkingRead> {
    if (request === null) return read;
    const { id, channel, passed } = request;
    const outcome = await this.barriers.send(channel, id, { plate: read.plate, at: read.at.toISOString() });
    return this.unitOfWork.run(async (tx) => {
      const { result, detail } = outcome;
      const changed =
        result === 'opened'
          ? { opened: true, reason: passed.verdict.reason, recordId: await this.passages.pass(tx, passed) }
          : { reason: unopened[result], detail };
      await tx.update(ParkingRead, { id }, changed);
      return tx.findOneByOrFail(ParkingRead, { id });
    });
  }

  async get(tx: EntityManager, id: string): Promise<ParkingRead> {
    const found = await tx.findOneBy(ParkingRead, { id });
    if (!found) throw new Failure('notFound', `there is no plate read ${id}`);
    return found;
  }

  /** Newest first. @throws Failure carPlateInvalid */
  search(tx: EntityManager, { plate, channelId, opened }: ReadFilter, search: Search): Promise<FoundRows<ParkingRead>> {
    return searchedRows<ParkingRead>(
      tx,
      {
        sql: `SELECT id, channel_id AS "channelId", channel_name AS "channelName", read_key AS "readKey", plate,
            car_number AS "carNumber", at, received_at AS "receivedAt", opened, reason, pin, detail,
            record_id AS "recordId", command_id AS "commandId"
          FROM parking_read WHERE ($1::text IS NULL OR plate = $1) AND ($2::text IS NULL OR channel_id = $2)
            AND ($3::boolean IS NULL OR opened = $3)`,
        parameters: [plate === undefined ? null : checkedPlate(plate), channelId ?? null, opened ?? null],
        by: 'id',
        texts: ['plate', 'carNumber', 'pin', 'channelName', 'reason'],
        others: ['at', 'receivedAt'],
        usual: '-receivedAt',
      },
      search,
    );
  }

  /** Whether the car of a command that waits may still pass: something may have been taken from it since. */
  async mayStill(tx: EntityManager, commandId: number): Promise<boolean> {
    const read = await tx.findOneBy(ParkingRead, { commandId });
    if (!read) return false;
    const channel = await this.places.channel(tx, read.channelId).catch(() => null);
    if (!channel) return false;
    const clock = wallClockOf(new Date(), this.config.siteTimeZone);
    const facts = await factsOf(tx, read.plate, channel, { day: clock.slice(0, 10), holds: false });
    const now = verdictOn(facts, clock);
    const isOut = channelStates[channel.state as ChannelState].direction === 'out';
    return isOut ? now.reason !== 'denied' : now.may;
  }

  private async verdict(tx: EntityManager, channel: ParkingChannel, plate: string, at: Date): Promise<Verdict> {
    const clock = wallClockOf(new Date(), this.config.siteTimeZone);
    const facts = await factsOf(tx, plate, channel, { day: clock.slice(0, 10), holds: true });
    const verdict = verdictOn(facts, clock);
    const { direction, isInner } = wayOf(channel);
    if (direction !== 'out') return verdict;
    if (isInner) return leaveVerdict(verdict, { free: true, reason: 'free' });
    return leaveVerdict(verdict, await this.stays.mayLeave(tx, { plate, at, channelId: channel.id }));
  }

  /** Why the barrier stays shut; null = it opens. */
  private async shut(
    tx: EntityManager,
    { plate, channelId, at }: Pick<ParkingRead, 'plate' | 'channelId' | 'at'>,
    { may, reason }: Verdict,
  ): Promise<ReadReason | null> {
    if (reason === 'denied') return reason;
    const repeats: unknown[] = await tx.query(
      `SELECT 1 FROM parking_read WHERE plate = $1 AND channel_id = $2 AND ${mayHaveOpened} AND (${isRecent}) LIMIT 1`,
      [plate, channelId, repeatSeconds],
    );
    // Behind an exit it has left already, and nobody needs to be told that it may not.
    if (repeats.length > 0) return 'repeated';
    if (!may) return reason;
    return isLate(at, new Date()) ? 'late' : null;
  }

  private async open(tx: EntityManager, channel: ParkingChannel): Promise<Opening | Failure> {
    try {
      return await this.barriers.ask(tx, channel, readOrigin);
    } catch (error) {
      if (error instanceof Failure && failed[error.reason] !== undefined) return error;
      throw error;
    }
  }

  /** The read of that key, if it is of this plate. */
  private async told(tx: EntityManager, { id: channelId }: ParkingChannel, readKey: string, plate: string) {
    const known = await tx.findOneBy(ParkingRead, { channelId, readKey });
    if (known && known.plate !== plate)
      throw fieldError('id', `${readKey} stands for another read of this channel`, 'conflict');
    return known;
  }

  private async write(
    tx: EntityManager,
    base: ReadBase,
    reason: ReadReason,
    opened: boolean,
    more: Partial<Pick<ParkingRead, 'detail' | 'recordId' | 'commandId'>> = {},
  ): Promise<ParkingRead> {
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(ParkingRead)
      .values({ ...base, reason, opened, detail: '', recordId: null, commandId: null, ...more })
      .orIgnore()
      .returning('id')
      .execute();
    // The same key came for another plate in this moment.
    if ((inserted.raw as unknown[]).length === 0)
      throw fieldError('id', `${base.readKey} stands for another read of this channel`, 'conflict');
    return this.get(tx, base.id);
  }
}

const pick = ({ carNumber, picture }: SeenPlate) => ({ carNumber, picture });

const wayOf = ({ state }: ParkingChannel) => {
  const { direction, isInner } = channelStates[state as ChannelState];
  return { direction, isInner };
};

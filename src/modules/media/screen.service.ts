import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { requestDelayOf } from '../device/request-delay.js';
import type { Device } from '../device/device.entity.js';
import { FileLinkService } from '../file/file-links.service.js';
import { FileStoreService } from '../file/file-store.service.js';
import type { ServedFile } from '../file/served-file.js';
import { StoredFile } from '../file/stored-file.entity.js';
import { returnClass } from '../../protocol/access-push/codes/returns.js';
import { flagOf } from '../../protocol/access-push/dialect.js';
import { Media, MediaPush, type PushStatus } from './media.entity.js';
import { lock, tryLock } from '../../platform/database/locks.js';

const origin = 'media';
const linkKind = 'media';
/** Seconds between a refusal and the next try; after the last one the screen is given up. */
const backOff = [60, 300, 1_800, 7_200, 21_600] as const;
const secondsUntilCalledAgain = 60;
/** The time that a device has, after it fetched a part, for the next part and for its answer. */
const secondsBetweenParts = 600;
/** The most screens that are started at once. */
const mostAtOnce = 200;

const version = `m.file_id || ' ' || m.type || ' ' || m.area || ' ' || m.range || ' ' || m.interval`;
const wantedOn = `(m.side = 'both' OR m.side = s.side) AND (m.devices IS NULL OR s.sn = ANY(m.devices))`;

interface DueScreen {
  readonly media: Media;
  readonly sn: string;
  readonly side: 'in' | 'out';
  readonly device: Pick<Device, 'options' | 'quirks'>;
}

/**
 * Brings media to the advertising screens of channel controllers (Access PUSH 9.5.3). Each row says that one screen
 * must show one medium. Each row becomes one command, which the screen answers after it has fetched the file. A device
 * gets one command at a time.
 */
@Injectable()
export class ScreenService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly deliveries: DeliveryService,
    private readonly links: FileLinkService,
    private readonly files: FileStoreService,
  ) {
    links.serve(linkKind, (tx, id, sn) => this.file(tx, id, sn));
  }

  onModuleInit(): void {
    this.commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  /**
   * Plans which screens must show which media: for one medium, or for the devices that have changed since a time.
   * @returns how many rows wait again
   */
  async plan(tx: EntityManager, which: { mediaId?: string; since?: Date | null }): Promise<number> {
    const { mediaId = null, since = null } = which;
    await lockPlan(tx);
    const devices: Pick<Device, 'sn' | 'options'>[] = await tx.query(
      `SELECT sn, options FROM device WHERE status = 'approved' AND ($1::timestamptz IS NULL OR updated_at > $1)
         AND EXISTS (SELECT 1 FROM media) AND options::text ~* 'adscreen' ORDER BY sn`,
      [since],
    );
    const screens = devices.filter(hasScreen).map(({ sn }) => sn);
    await tx.query(
      `DELETE FROM media_push s USING media m WHERE m.id = s.media_id AND m.id = $1 AND NOT (${wantedOn})`,
      [mediaId],
    );
    const rows: unknown[] = await tx.query(
      `INSERT INTO media_push AS p (media_id, sn, side, version)
       SELECT m.id, s.sn, s.side, ${version} FROM media m
         CROSS JOIN (SELECT sn, side FROM unnest($2::text[]) sn CROSS JOIN unnest(ARRAY['in', 'out']) side) s
       WHERE ($1::text IS NULL OR m.id = $1) AND ${wantedOn} ORDER BY 1, 2, 3
       ON CONFLICT (media_id, sn, side) DO UPDATE SET version = excluded.version, status = 'waiting', command_id = NULL,
         return_code = NULL, failures = 0, retry_at = NULL, updated_at = clock_timestamp()
       WHERE p.version <> excluded.version RETURNING 1`,
      [mediaId, screens],
    );
    return rows.length;
  }

  /** Sends a media to its screens again, whatever the earlier result was. */
  async again(tx: EntityManager, mediaId: string): Promise<void> {
    await this.withdraw(tx, mediaId);
    await this.plan(tx, { mediaId });
    await tx.query(
      `UPDATE media_push SET status = 'waiting', command_id = NULL, failures = 0, retry_at = NULL,
         updated_at = clock_timestamp() WHERE media_id = $1`,
      [mediaId],
    );
  }

  /** Cancels what is on its way, because the media changes or is deleted. */
  async withdraw(tx: EntityManager, mediaId: string): Promise<void> {
    await lockPlan(tx);
    const open: { sn: string }[] = await tx.query(
      `SELECT DISTINCT sn FROM media_push WHERE media_id = $1 AND status = 'sent' ORDER BY sn`,
      [mediaId],
    );
    for (const { sn } of open) await lockDevice(tx, sn);
    const rows: { id: number }[] = await tx.query(
      `SELECT command_id AS id FROM media_push WHERE media_id = $1 AND status = 'sent' ORDER BY command_id`,
      [mediaId],
    );
    await this.commands.withdraw(
      tx,
      rows.map(({ id }) => id),
    );
    await tx.query(
      `UPDATE media_push SET status = 'waiting', command_id = NULL, updated_at = clock_timestamp()
       WHERE media_id = $1 AND status = 'sent'`,
      [mediaId],
    );
  }

  /** Queues what is due on devices that are online; one gateway at a time. @returns how many commands were queued */
  async send(tx: EntityManager): Promise<number> {
    if (!(await tryLock(tx, 'mediaPushes'))) return 0;
    await this.forgetLost(tx);
    const due = await this.due(tx);
    for (const push of due) await this.order(tx, push);
    return due.length;
  }

  /** Newest media first, by device and side. */
  list(tx: EntityManager, mediaId: string, page: { after: string; limit: number }): Promise<MediaPush[]> {
    return tx
      .createQueryBuilder(MediaPush, 'p')
      .where('p.mediaId = :mediaId', { mediaId })
      .andWhere(`p.sn || ' ' || p.side > :after`, page)
      .orderBy(`p.sn || ' ' || p.side`)
      .limit(page.limit)
      .getMany();
  }

  /** How many screens are in which state with each of these media. */
  async counts(tx: EntityManager, mediaIds: readonly string[]): Promise<Map<string, Record<PushStatus, number>>> {
    const rows: { id: string; status: PushStatus; n: number }[] = await tx.query(
      `SELECT media_id AS id, status, count(*)::int AS n FROM media_push WHERE media_id = ANY($1) GROUP BY 1, 2`,
      [mediaIds],
    );
    const found = new Map(mediaIds.map((id) => [id, { waiting: 0, sent: 0, done: 0, failed: 0 }]));
    for (const { id, status, n } of rows) {
      const counts = found.get(id);
      if (counts) counts[status] = n;
    }
    return found;
  }

  /** Commands that ended without a result: the device was replaced, or removed and approved again. */
  private async forgetLost(tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE media_push p SET status = 'waiting', command_id = NULL, updated_at = clock_timestamp()
       WHERE p.status = 'sent' AND NOT EXISTS (
         SELECT 1 FROM command c WHERE c.id = p.command_id AND c.sn = p.sn AND c.status IN ('queued', 'sent'))`,
    );
  }

  private async due(tx: EntityManager): Promise<DueScreen[]> {
    const rows: { mediaId: string; sn: string; side: 'in' | 'out'; device: DueScreen['device'] }[] = await tx.query(
      `SELECT DISTINCT ON (p.sn) p.media_id AS "mediaId", p.sn, p.side,
         json_build_object('options', d.options, 'quirks', d.quirks) AS device
       FROM media_push p JOIN device d ON d.sn = p.sn
       WHERE p.status = 'waiting' AND (p.retry_at IS NULL OR p.retry_at <= clock_timestamp())
         AND d.online AND d.status = 'approved'
         AND NOT EXISTS (SELECT 1 FROM media_push o WHERE o.sn = p.sn AND o.status = 'sent')
       ORDER BY p.sn, p.failures, p.updated_at, p.media_id, p.side LIMIT ${mostAtOnce}`,
    );
    const due: DueScreen[] = [];
    for (const { mediaId, ...push } of rows) {
      due.push({ ...push, media: await tx.findOneByOrFail(Media, { id: mediaId }) });
    }
    return due;
  }

  private async order(tx: EntityManager, { media, sn, side, device }: DueScreen): Promise<void> {
    const { id, type, area, range, interval, pathName, suffix } = media;
    const url = this.links.path({ sn, kind: linkKind, id }, `${pathName}.${suffix}`);
    const content = type === 1 ? ('picture' as const) : ('video' as const);
    const order = { type: 'adScreen', side, area, content, range, url, interval } as const;
    const where = { mediaId: id, sn, side };
    try {
      const commandId = await this.commands.run(tx, sn, order, { origin, pollSeconds: requestDelayOf(device) });
      await tx.update(MediaPush, where, { status: 'sent', commandId, updatedAt: new Date() });
    } catch (error) {
      // The device itself reports that it no longer has a screen.
      if (!(error instanceof Failure)) throw error;
      await tx.delete(MediaPush, where);
    }
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const push = await tx.findOneBy(MediaPush, { commandId: command.id, sn: command.sn });
    // The file has been replaced meanwhile.
    if (!push) return;
    const { mediaId, sn, side } = push;
    await tx.update(MediaPush, { mediaId, sn, side }, { ...standingAfter(push, end), updatedAt: new Date() });
  }

  /** Only for devices that should show it. A device that fetches is busy, so its answer is waited for longer. */
  private async file(tx: EntityManager, id: string, sn: string): Promise<ServedFile | null> {
    const pushes = await tx.findBy(MediaPush, { mediaId: id, sn });
    const media = pushes.length > 0 ? await tx.findOneBy(Media, { id }) : null;
    const file = media && (await tx.findOneBy(StoredFile, { id: media.fileId }));
    if (!file) return null;
    const open = pushes.flatMap(({ status, commandId }) =>
      status === 'sent' && commandId !== null ? [commandId] : [],
    );
    const sent = () =>
      this.unitOfWork.run(async (own) => {
        for (const commandId of open) await this.deliveries.prolong(own, sn, commandId, secondsBetweenParts);
      });
    return { ...this.files.served(file), type: media.contentType, sent };
  }
}

/** Plans run one after another: a plan from an old state of a medium would undo the plan for its new state. */
const lockPlan = (tx: EntityManager): Promise<void> => lock(tx, 'mediaPlan');

const hasScreen = ({ options }: Pick<Device, 'options'>) =>
  flagOf(options, 'IsSupportADScreen') || flagOf(options, 'ADScreenFunOn');

type Standing = Pick<MediaPush, 'status' | 'returnCode' | 'failures' | 'retryAt'>;

/** The state of a push after its command has ended. */
function standingAfter({ failures }: MediaPush, { status, returnCode }: CommandEnd): Standing {
  if (status === 'done') return { status: 'done', returnCode, failures, retryAt: null };
  // Only an operator cancels it.
  if (status === 'cancelled') return { status: 'failed', returnCode, failures, retryAt: null };
  if (status === 'expired')
    return { status: 'waiting', returnCode, failures, retryAt: inSeconds(secondsUntilCalledAgain) };
  // Its firmware cannot do it, and will not be able to do it later.
  const never = returnCode !== null && returnClass(returnCode) === 'never';
  const seconds = never ? undefined : backOff[failures];
  const after = { returnCode, failures: failures + 1 };
  if (seconds === undefined) return { ...after, status: 'failed', retryAt: null };
  return { ...after, status: 'waiting', retryAt: inSeconds(seconds) };
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { lacking } from '../../core/command/device-capabilities.js';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { registrationIn } from '../device/binding.js';
import type { Device } from '../device/device.entity.js';
import { DeviceService } from '../device/device.service.js';
import { isController, requestDelayOf } from '../device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { flagOf } from '../../protocol/access-push/dialect.js';
import type { UpgradeMethod } from '../../protocol/access-push/command-upgrade.js';
import { FileLinkService } from './file-links.service.js';
import { FirmwareService } from './firmware.service.js';
import { asBase64, type ServedFile } from './served-file.js';

/** One attempt to give a device another firmware. */
export interface Upgrade {
  readonly id: string;
  readonly sn: string;
  readonly firmwareId: string;
  readonly name: string;
  readonly size: number;
  readonly md5: string;
  readonly method: UpgradeMethod;
  readonly commandId: number;
  /** Bytes of the file that were sent to the device, each counted once. */
  readonly fetched: number;
  readonly fetchedAt: Date | null;
  /** The version that the device reported before, and reports now. */
  readonly firmwareBefore: string;
  readonly firmwareNow: string;
  readonly createdAt: Date;
}

const columns = `u.id, u.sn, u.file_id AS "firmwareId", u.name, u.size, u.md5, u.method, u.command_id AS "commandId",
  (SELECT coalesce(sum(upper(part) - lower(part)), 0)::bigint FROM unnest(u.fetched) part) AS fetched,
  u.fetched_at AS "fetchedAt", u.firmware_before AS "firmwareBefore", u.created_at AS "createdAt",
  coalesce(nullif(d.options->>'FirmVer', ''), d.options->>'FWVersion', '') AS "firmwareNow"`;

/** The file itself, and its base64 text for method 1: each name is for one of them. */
const plain = 'fw';
const base64 = 'fw64';
/** The name under which devices accept the file (9.4.1, return code -25). */
const called = 'emfw.cfg';
const secondsBetweenParts = 3_600;
const gone: ReadonlySet<string> = new Set(['cancelled', 'expired']);

/** Lets devices fetch firmware (Access PUSH 9.4.1), and tracks their progress. */
@Injectable()
export class UpgradeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DeviceService,
    private readonly firmware: FirmwareService,
    private readonly commands: CommandService,
    private readonly deliveries: DeliveryService,
    private readonly links: FileLinkService,
  ) {
    links.serve(plain, (tx, id, sn) => this.file(tx, id, sn));
    links.serve(base64, async (tx, id, sn) => {
      const file = await this.file(tx, id, sn);
      return file && asBase64(file);
    });
  }

  /** @param method how it is fetched; left out = by the device's own functions */
  async start(
    tx: EntityManager,
    sn: string,
    asked: { firmwareId: string; method?: UpgradeMethod | undefined; origin: string },
  ): Promise<Upgrade> {
    const device = await this.devices.get(tx, sn);
    const { id: firmwareId, name, size, md5 } = await this.firmware.get(tx, asked.firmwareId);
    const method = asked.method ?? usualMethod(device);
    const id = newId();
    const url = this.links.path({ sn, kind: method === 1 ? base64 : plain, id }, called);
    const order = { type: 'upgrade', method, url, checksum: md5, size } as const;
    await this.checkReady(tx, device);
    const lack = lacking(order, device.options);
    if (lack !== null) throw new Failure('deviceUnsupported', `device ${sn} ${lack}`);
    const how = { origin: asked.origin, pollSeconds: requestDelayOf(device) };
    const commandId = await this.commands.run(tx, sn, order, how);
    await tx.query(
      `INSERT INTO upgrade (id, sn, file_id, name, size, md5, method, command_id, firmware_before)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, sn, firmwareId, name, size, md5, method, commandId, registrationIn(device.options).firmware],
    );
    return this.get(tx, sn, id);
  }

  /** Newest first; `before` is the last id of the previous page. */
  list(tx: EntityManager, sn: string, page: { limit: number; before?: string | undefined }): Promise<Upgrade[]> {
    return tx.query(
      `SELECT ${columns} FROM upgrade u JOIN device d ON d.sn = u.sn
       WHERE u.sn = $1 AND ($2::text IS NULL OR u.id < $2) ORDER BY u.id DESC LIMIT $3`,
      [sn, page.before ?? null, page.limit],
    );
  }

  async get(tx: EntityManager, sn: string, id: string): Promise<Upgrade> {
    const rows: Upgrade[] = await tx.query(
      `SELECT ${columns} FROM upgrade u JOIN device d ON d.sn = u.sn WHERE u.sn = $1 AND u.id = $2`,
      [sn, id],
    );
    if (!rows[0]) throw new Failure('notFound', `there is no upgrade ${id} of device ${sn}`);
    return rows[0];
  }

  command(tx: EntityManager, { commandId }: Upgrade): Promise<Command | null> {
    return this.commands.find(tx, commandId);
  }

  /** Firmware is not sent later: a device that is away would start with it at any hour. */
  private async checkReady(tx: EntityManager, { sn, status, online }: Device): Promise<void> {
    if (status !== 'approved') throw new Failure('conflict', `device ${sn} is ${status}`);
    if (!online) throw new Failure('deviceOffline', `device ${sn} is offline`);
    const open: unknown[] = await tx.query(
      `SELECT 1 FROM command WHERE sn = $1 AND type = 'upgrade' AND status IN ('queued', 'sent') LIMIT 1`,
      [sn],
    );
    if (open.length > 0) throw new Failure('conflict', `device ${sn} is being upgraded already`);
  }

  private async file(tx: EntityManager, id: string, sn: string): Promise<ServedFile | null> {
    const rows: { file_id: string; command_id: number; status: string | null }[] = await tx.query(
      `SELECT u.file_id, u.command_id, c.status FROM upgrade u
       LEFT JOIN command c ON c.id = u.command_id AND c.sn = u.sn WHERE u.id = $1 AND u.sn = $2`,
      [id, sn],
    );
    const [upgrade] = rows;
    if (!upgrade || gone.has(upgrade.status ?? '')) return null;
    const file = await this.firmware.get(tx, upgrade.file_id).catch(() => null);
    return (
      file && { ...this.firmware.served(file), sent: (from, to) => this.sent(id, sn, upgrade.command_id, { from, to }) }
    );
  }

  /** A device that fetches is busy, so its answer is waited for longer. */
  private async sent(id: string, sn: string, commandId: number, part: { from: number; to: number }): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `UPDATE upgrade SET fetched = fetched + int8multirange(int8range($2, $3)), fetched_at = clock_timestamp()
         WHERE id = $1`,
        [id, part.from, part.to],
      );
      await this.deliveries.prolong(tx, sn, commandId, secondsBetweenParts);
    });
  }
}

/** In parts if the device can do that; otherwise by its class: controllers take text, terminals the file (9.4.1). */
function usualMethod({ options }: Device): UpgradeMethod {
  if (flagOf(options, 'SubcontractingUpgradeFunOn')) return 3;
  return isController(options) ? 1 : 2;
}

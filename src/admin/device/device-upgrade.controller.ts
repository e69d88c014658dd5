import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { UpgradeService, type Upgrade } from '../../modules/file/upgrade.service.js';
import { toUpgradeView, UpgradeBody, UpgradeView } from './device-upgrade.dto.js';
import { AdminResource, Create, Read } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { adminOrigin } from './raw-data.service.js';

/** Firmware of one device. */
@AdminResource('devices/:sn')
export class DeviceUpgradeController {
  constructor(
    private readonly devices: DeviceService,
    private readonly upgrades: UpgradeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Create('upgrade', 'Have a device fetch firmware and restart with it', { of: UpgradeView })
  start(
    @Param('sn') sn: string,
    @Body() { firmwareId, method }: UpgradeBody,
    @CurrentCaller() caller: Caller,
  ): Promise<UpgradeView> {
    const asked = { firmwareId, method, origin: adminOrigin };
    return this.audited.run(caller, async (tx) => this.view(tx, await this.upgrades.start(tx, sn, asked)));
  }

  @Read('upgrades', 'Upgrades of one device, newest first', { of: UpgradeView, as: 'page' })
  async list(@Param('sn') sn: string, @Query() { limit = usualLimit, cursor }: ListQuery): Promise<Page<UpgradeView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const before = cursorKey(cursor);
    const rows = await this.upgrades.list(tx, sn, {
      limit: limit + 1,
      before: before === undefined ? undefined : String(before),
    });
    const { items, nextCursor } = pageOf(
      rows,
      limit,
      ({ id }) => id,
      (upgrade) => upgrade,
    );
    return { items: await Promise.all(items.map((upgrade) => this.view(tx, upgrade))), nextCursor };
  }

  @Read('upgrades/:id', 'How far an upgrade is', { of: UpgradeView })
  async get(@Param('sn') sn: string, @Param('id') id: string): Promise<UpgradeView> {
    return this.view(this.unitOfWork.manager, await this.upgrades.get(this.unitOfWork.manager, sn, id));
  }

  private async view(tx: EntityManager, upgrade: Upgrade): Promise<UpgradeView> {
    return toUpgradeView(upgrade, await this.upgrades.command(tx, upgrade));
  }
}

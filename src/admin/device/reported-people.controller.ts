import { Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { ReportedAsideService } from '../../modules/bioTemplate/reported-aside.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { keysInside } from '../../platform/operator/bounds.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { AsideView, keyOf, toAsideView } from './reported-people.dto.js';

/** What a device reported about people, and what was not taken over. */
@AdminResource('devices/:sn/reported')
export class ReportedPeopleController {
  constructor(
    private readonly devices: DeviceService,
    private readonly asides: ReportedAsideService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What the device reported about people and was not learnt, by pin', { of: AsideView, as: 'page' })
  async list(@Param('sn') sn: string, @Query() { limit = usualLimit, cursor }: ListQuery): Promise<Page<AsideView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await this.asides.list(tx, sn, { after: String(cursorKey(cursor) ?? ''), limit: limit + 1 });
    return pageOf(rows, limit, ({ key }) => key, toAsideView);
  }

  @Action(':id/take-over', "It becomes the person's, in the place of what they have; a user becomes a person")
  async takeOver(
    @Param('sn') sn: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await this.checkSight(tx, request, { sn, key: keyOf(id) });
      await this.asides.takeOver(tx, sn, keyOf(id));
    });
  }

  @Action(':id/dismiss', 'Dismiss it for as long as the device reports the same')
  async dismiss(
    @Param('sn') sn: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await this.checkSight(tx, request, { sn, key: keyOf(id) });
      await this.asides.dismiss(tx, sn, keyOf(id));
    });
  }

  /** The device is of the operator's areas; the person may be of another department. @throws Failure notFound */
  private async checkSight(
    tx: EntityManager,
    { signedIn }: FastifyRequest,
    { sn, key }: { sn: string; key: string },
  ): Promise<void> {
    const bounds = signedIn?.bounds;
    if (!bounds) return;
    const { pin } = await this.asides.get(tx, sn, key);
    const there = await keysInside(tx, bounds, 'person', [pin]);
    if (!there.has(pin)) throw new Failure('notFound', `there is no person ${pin}`);
  }
}

import { Body, Inject, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CommandListService } from '../../core/command/command-list.service.js';
import { CommandService } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import { lifeOf, type Order } from '../../core/command/order.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { Door } from '../../modules/door/door.entity.js';
import { Failure } from '../../platform/errors.js';
import { unknownUsers } from '../../sync/ledger/ledger-users.repository.js';
import { SyncStatusService } from '../../sync/status/sync-status.service.js';
import { CommandBody, orderOf } from './command-body.dto.js';
import { CommandView, DeviceCommandsQuery, toCommandView } from './command.dto.js';
import { commandFilter, commandPage } from './command-filter.js';
import { Action, AdminResource, Create, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorKey, pageOf, usualLimit } from '../common/page.js';
import type { CountedPage } from '../common/search-page.js';
import { WaitQuery } from '../common/wait.js';
import { Snapshot } from '../common/snapshot.js';
import { adminOrigin } from './raw-data.service.js';
import { nothingToDo, ResendBody, SyncNumbers, SyncQuery, SyncView, toSyncRowView } from './sync.dto.js';

/** Work for one device, and whether it holds what it should. */
@AdminResource('devices/:sn')
export class DeviceWorkController {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly lists: CommandListService,
    private readonly waits: CommandWaitService,
    private readonly sync: SyncStatusService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Read('commands', 'Commands of one device, newest first', { of: CommandView, as: 'page' })
  @Snapshot()
  async list(@Param('sn') sn: string, @Query() query: DeviceCommandsQuery): Promise<CountedPage<CommandView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    return commandPage(this.lists, tx, await commandFilter(tx, query, sn), query);
  }

  @Create('commands', 'Queue a command: raw text, or a type with its parameters', { of: CommandView })
  async run(
    @Param('sn') sn: string,
    @Body() body: CommandBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    const { wait = query.wait ?? 0 } = body;
    const order = orderOf(body);
    const command = await this.audited.run(caller, async (tx) => {
      const device = await this.devices.get(tx, sn);
      this.checkReach(device, order);
      await this.checkDoor(tx, sn, order);
      const asked = { origin: adminOrigin, pollSeconds: requestDelayOf(device) };
      const id = await this.commands.run(tx, sn, order, asked);
      return this.commands.get(tx, id);
    });
    if (wait === 0) return toCommandView(command);
    return toCommandView(await this.waits.orGiveUp([command.id], this.waits.wait(command.id, wait)));
  }

  @Read('sync', 'Rows that differ from what the device should hold, and users that nobody here knows', { of: SyncView })
  @Snapshot()
  async rows(@Param('sn') sn: string, @Query() { limit = usualLimit, cursor, state }: SyncQuery): Promise<SyncView> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const after = cursorKey(cursor);
    const rows = await this.sync.rows(tx, sn, {
      limit: limit + 1,
      state,
      ...(after === undefined ? {} : { cursor: String(after) }),
    });
    const page = pageOf(rows, limit, ({ table, key }) => `${table} ${key}`, toSyncRowView);
    return { ...page, unknownUsers: await unknownUsers(tx, sn) };
  }

  @Action('sync', 'Send again what differs or was refused; with full, everything', { of: SyncNumbers })
  async resend(
    @Param('sn') sn: string,
    @Body() { full }: ResendBody,
    @CurrentCaller() caller: Caller,
  ): Promise<SyncNumbers> {
    return this.audited.run(caller, async (tx) => {
      await this.devices.get(tx, sn);
      await this.sync.resend(tx, sn, full ?? false);
      return (await this.sync.summary(tx, [sn])).get(sn) ?? nothingToDo;
    });
  }

  /** A door that opens late is worse than one that does not open: no such command waits for a device to come back. */
  /** If the device is away, a queued control command expires by itself; a device that is not served gets none. */
  private checkReach({ sn, status }: Device, order: Order): void {
    const { kind } = lifeOf(order, this.config.commandTtl, 0);
    if (status === 'approved' || (status === 'disabled' && kind !== 'control')) return;
    throw new Failure(kind === 'control' ? 'deviceOffline' : 'conflict', `device ${sn} is ${status}`);
  }

  private async checkDoor(tx: EntityManager, sn: string, order: Order): Promise<void> {
    // 0 means every door of the device; the doors of another controller have numbers of their own.
    if (!('door' in order) || order.door === 0 || order.subSn !== undefined) return;
    const doors = await tx.findBy(Door, { deviceSn: sn });
    // The doors of a device that has not registered yet are unknown, so the number cannot be checked.
    if (doors.length > 0 && !doors.some(({ number }) => number === order.door))
      throw invalidField('door', `names no door of ${sn}: ${order.door}`);
  }
}

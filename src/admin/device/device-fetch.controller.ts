import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Order } from '../../core/command/order.js';
import type { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { AttStampService } from '../../devices/attendance-push/stamps.js';
import { ReconciliationService } from '../../devices/event-recovery/reconciliation.service.js';
import { attFetch, fetchOrders, type Fetched } from '../../sync/setup/fetch-orders.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorNumber, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { adminOrigin } from './raw-data.service.js';
import { FetchBody, FetchView, ReconciliationView, toFetchView, toReconciliationView } from './reconciliation.dto.js';

const seconds = (time: string) => `${time.replace('T', ' ')}${time.length === 16 ? ':00' : ''}`;

/** Asks a device again for what it holds; its events are only compared, and missing ones are stored. */
@AdminResource('devices/:sn')
export class DeviceFetchController {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly reconciliations: ReconciliationService,
    private readonly stamps: AttStampService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('fetch', 'Have a device send what it holds: users, templates, photos, or events of a period', {
    of: FetchView,
  })
  fetch(@Param('sn') sn: string, @Body() body: FetchBody, @CurrentCaller() caller: Caller): Promise<FetchView> {
    const { what } = body;
    const period = periodOf(body);
    return this.audited.run(caller, async (tx) => {
      if (what !== 'events') return toFetchView(what, await this.ask(tx, sn, what), null);
      const started = await this.reconciliations.start(tx, sn, period);
      return toFetchView(what, [await this.commands.get(tx, started.commandId ?? 0)], started);
    });
  }

  @Read('reconciliations', 'Comparisons of its events with ours, newest first', { of: ReconciliationView, as: 'page' })
  async list(
    @Param('sn') sn: string,
    @Query() { limit = usualLimit, cursor }: ListQuery,
  ): Promise<Page<ReconciliationView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await this.reconciliations.list(tx, sn, { limit: limit + 1, before: cursorNumber(cursor) });
    return pageOf(rows, limit, ({ id }) => id, toReconciliationView);
  }

  @Read('reconciliations/:id', 'One comparison', { of: ReconciliationView })
  async one(@Param('sn') sn: string, @Param('id') id: string): Promise<ReconciliationView> {
    if (!/^\d{1,15}$/.test(id)) throw new Failure('notFound', `there is no reconciliation ${id} of device ${sn}`);
    const number = Number(id);
    return toReconciliationView(await this.reconciliations.get(this.unitOfWork.manager, sn, number));
  }

  private async ask(tx: EntityManager, sn: string, what: Fetched): Promise<Command[]> {
    const device = await this.devices.get(tx, sn);
    if (device.status !== 'approved') throw new Failure('conflict', `device ${sn} is ${device.status}`);
    if (!device.online) throw new Failure('deviceOffline', `device ${sn} is offline`);
    const orders = await this.ordersFor(tx, device, what);
    if (orders.length === 0) throw new Failure('deviceUnsupported', `device ${sn} holds no ${what}`);
    const asked = { origin: adminOrigin, pollSeconds: requestDelayOf(device) };
    const commands: Command[] = [];
    for (const order of orders) {
      commands.push(await this.commands.get(tx, await this.commands.run(tx, sn, order, asked)));
    }
    return commands;
  }

  /** A terminal that has no such query sends all its data of people again, from its next first contact on. */
  private async ordersFor(tx: EntityManager, device: Device, what: Fetched): Promise<readonly Order[]> {
    if (device.link !== 'push-att') return fetchOrders(what, device.options);
    const { orders, again } = attFetch(what, device);
    if (again) await this.stamps.reset(tx, device.sn, ['operlog', 'biodata']);
    return again ? [...orders, check] : orders;
  }
}

const check: Order = { type: 'raw', text: 'CHECK' };

function periodOf({ what, from, to }: FetchBody) {
  if (what !== 'events' && from !== undefined) throw invalidField('from', 'is only for events');
  if (what !== 'events' && to !== undefined) throw invalidField('to', 'is only for events');
  const period = { from: from && seconds(from), to: to && seconds(to) };
  if (period.from && period.to && period.to < period.from) throw invalidField('to', 'must not be before from');
  return period;
}

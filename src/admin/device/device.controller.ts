import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceOptionsService } from '../../modules/device/device-options.service.js';
import { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { NewcomerService } from '../../modules/device/newcomer.service.js';
import { plainAddress } from '../../platform/network/networks.js';
import { PullTerminalService, type PullSettings } from '../../modules/device/pull-terminal.service.js';
import { asksNobody } from '../../modules/device/device-trust.js';
import { PartRegistrationService } from '../../devices/access-push/part-registration.service.js';
import { DeviceWarningService } from '../../sync/status/device-warnings.service.js';
import { fieldError, missing } from '../../platform/errors.js';
import { PullPollerService } from '../../devices/standalone/pull-poller.service.js';
import { PullProbeService } from '../../devices/standalone/pull-probe.service.js';
import { RetirementService } from '../../sync/setup/retirement.service.js';
import { SyncStatusService } from '../../sync/status/sync-status.service.js';
import {
  ApproveBody,
  DeviceBody,
  DeviceQuery,
  DevicesQuery,
  DeviceView,
  NewDeviceBody,
  ReplaceBody,
  toDeviceView,
} from './device.dto.js';
import { refuseOfDepartments } from './bound-to-departments.js';
import { chosenDevices, withoutCapabilities } from './device-list.js';
import { AdmitBody, RegistrationWindowBody } from './device-newcomer.dto.js';
import { partPull } from './device-pull.dto.js';
import { Action, AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import { nothingToDo } from './sync.dto.js';

const listed: Listed<Device> = {
  entity: Device,
  by: 'sn',
  texts: ['sn', 'name', 'type', 'address'],
  others: ['status', 'lastSeenAt', 'registeredAt'],
  apart: { lastSeenAt: { table: 'device_seen', column: 'seen_at' } },
};

@AdminResource('devices')
export class AdminDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly newcomers: NewcomerService,
    private readonly options: DeviceOptionsService,
    private readonly parts: PartRegistrationService,
    private readonly retirements: RetirementService,
    private readonly sync: SyncStatusService,
    private readonly warnings: DeviceWarningService,
    private readonly terminals: PullTerminalService,
    private readonly poller: PullPollerService,
    private readonly probe: PullProbeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Devices by serial number', { of: DeviceView, as: 'page' })
  @Snapshot()
  async list(@Query() query: DevicesQuery): Promise<CountedPage<DeviceView>> {
    const tx = this.unitOfWork.manager;
    const { where, sns } = await chosenDevices(tx, this.sync, query);
    const page = await searchPage(tx, listed, query, (device) => device, where, sns);
    const views = await this.views(tx, page.items);
    return { ...page, items: query.with === 'capabilities' ? views : views.map(withoutCapabilities) };
  }

  @Create('', 'Approve a serial number before its device calls', { of: DeviceView })
  async add(
    @Body() body: NewDeviceBody,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<DeviceView> {
    if (body.existing === 'import') refuseOfDepartments(request);
    const { pull, rest } = partPull(body);
    const { link, sn, ...others } = rest;
    checkPull(link === 'pull', pull);
    const found = sn ?? (link === 'pull' ? await this.numberAt(pull) : undefined);
    if (found === undefined) throw missing('sn', 'is missing');
    const view = await this.change(caller, async (tx) => {
      const device = await this.devices.add(tx, { ...others, sn: found, ...(link ? { link } : {}) });
      if (link) await this.terminals.set(tx, found, pull);
      return device;
    });
    if (link) this.poller.restart(found);
    return view;
  }

  /** The serial number that the terminal itself reports. */
  private async numberAt(pull: PullSettings): Promise<string> {
    const { host = '', port, commKey, transport } = pull;
    this.terminals.checkHost(host);
    const { sn, says, fault } = await this.probe.test(null, {
      host,
      port,
      commKey,
      transport,
      allowLocal: this.terminals.allowLocal,
    });
    if (sn !== null) return sn;
    if (fault === null) throw fieldError('sn', 'must be said: the terminal does not tell it');
    if (fault === 'authFailed') throw fieldError('commKey', `is refused: ${says}`);
    throw fieldError('host', `cannot be asked for its serial number: ${says}`);
  }

  @Read(':sn', 'One device', { of: DeviceView })
  @Snapshot()
  async get(@Param('sn') sn: string, @Query() _: DeviceQuery): Promise<DeviceView> {
    const tx = this.unitOfWork.manager;
    return this.view(tx, await this.devices.get(tx, sn));
  }

  @Patch(':sn', 'Name, use, area, time zone, protocol version, token, addresses, remote identification, quirks', {
    of: DeviceView,
  })
  patch(@Param('sn') sn: string, @Body() body: DeviceBody, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    const { pull, rest } = partPull(body);
    return this.change(caller, async (tx) => {
      const { remoteIdentification: asked, module, link } = await this.devices.get(tx, sn);
      checkPull(link === 'pull', { host: '', ...pull });
      const device = await this.devices.patch(tx, sn, rest);
      // The business of a device decides whether it has floors or gates.
      if (device.module !== module && device.registeredAt !== null) await this.parts.ensure(tx, device);
      if (Object.keys(pull).length > 0) await this.terminals.set(tx, sn, pull);
      const isOver = asked && !device.remoteIdentification && device.registeredAt !== null;
      if (isOver && device.status === 'approved') await this.options.write(tx, device, asksNobody);
      return device;
    });
  }

  @Remove(':sn', 'Forget a device, its doors and readers; events stay')
  async remove(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.devices.remove(tx, sn));
  }

  @Action(':sn/approve', 'Serve a device that waits', { of: DeviceView })
  approve(
    @Param('sn') sn: string,
    @Body() body: ApproveBody,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<DeviceView> {
    if (body.existing === 'import') refuseOfDepartments(request);
    return this.change(caller, (tx) => this.devices.approve(tx, sn, body.existing));
  }

  @Action(':sn/reject', 'Never serve a device that waits', { of: DeviceView })
  reject(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    return this.change(caller, (tx) => this.devices.reject(tx, sn));
  }

  @Action(':sn/disable', 'Stop serving a device; it keeps its doors', { of: DeviceView })
  disable(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    return this.change(caller, (tx) => this.devices.disable(tx, sn));
  }

  @Action(':sn/enable', 'Serve a disabled device again', { of: DeviceView })
  enable(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    return this.change(caller, (tx) => this.retirements.enable(tx, sn));
  }

  @Action(':sn/replace', 'Let another panel take its place, with its doors, readers and levels', { of: DeviceView })
  async replace(
    @Param('sn') sn: string,
    @Body() body: ReplaceBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DeviceView> {
    const { pull, rest } = partPull(body);
    const { newSn } = rest;
    const view = await this.change(caller, async (tx) => {
      const device = await this.devices.replace(tx, sn, newSn);
      checkPull(device.link === 'pull', { host: '', ...pull });
      if (Object.keys(pull).length > 0) await this.terminals.set(tx, newSn, pull);
      return device;
    });
    if (view.link === 'pull') this.poller.restart(newSn);
    return view;
  }

  @Action(':sn/newcomers/admit', 'Let a newcomer in: it is the device; what it holds is compared', { of: DeviceView })
  admit(
    @Param('sn') sn: string,
    @Body() { address, keep }: AdmitBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DeviceView> {
    return this.change(caller, (tx) => this.newcomers.admit(tx, sn, plainAddress(address), keep ?? false));
  }

  @Action(':sn/registration-window', 'Let it register without its token for some minutes, though tokens are demanded', {
    of: DeviceView,
  })
  open(
    @Param('sn') sn: string,
    @Body() { minutes }: RegistrationWindowBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DeviceView> {
    return this.change(caller, (tx) => this.devices.openRegistration(tx, sn, minutes));
  }

  private change(caller: Caller, task: (tx: EntityManager) => Promise<Device>): Promise<DeviceView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await task(tx)));
  }

  private async view(tx: EntityManager, device: Device): Promise<DeviceView> {
    const [view] = await this.views(tx, [device]);
    return view ?? toDeviceView(device, { sync: nothingToDo, warnings: [] });
  }

  private async views(tx: EntityManager, devices: readonly Device[]): Promise<DeviceView[]> {
    const numbers = await this.sync.summary(
      tx,
      devices.map(({ sn }) => sn),
    );
    const warnings = await this.warnings.of(tx, devices);
    const pulls = await this.terminals.list(
      tx,
      devices.flatMap(({ sn, link }) => (link === 'pull' ? [sn] : [])),
    );
    return devices.map((device) =>
      toDeviceView(device, {
        sync: numbers.get(device.sn) ?? nothingToDo,
        warnings: warnings.get(device.sn) ?? [],
        pull: pulls.get(device.sn),
      }),
    );
  }
}

/** The settings of port 4370 are only for terminals that the gateway calls there. */
function checkPull(isPull: boolean, { host, ...others }: PullSettings): void {
  if (isPull && host === undefined) throw missing('host', 'is missing');
  const [stray] = Object.keys(others);
  if (!isPull && (stray !== undefined || (host ?? '') !== '')) {
    throw fieldError(stray ?? 'host', 'is for terminals on port 4370 (link pull)');
  }
}

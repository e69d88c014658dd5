import { Body, Param } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { PullTerminalService } from '../../modules/device/pull-terminal.service.js';
import { Failure } from '../../platform/errors.js';
import { PullProbeService } from '../../devices/standalone/pull-probe.service.js';
import { optionsOf } from '../../devices/standalone/pull-worker.js';
import { DiagnosisView, DiscoverBody, DiscoveredList } from './device-pull.dto.js';
import { Action, AdminResource } from '../common/admin.js';

const usualWaitMs = 2_000;

/** Terminals on port 4370: whether they can be reached, and which ones are on the network. */
@AdminResource('devices')
export class DevicePullController {
  constructor(
    private readonly devices: DeviceService,
    private readonly terminals: PullTerminalService,
    private readonly probe: PullProbeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action(':sn/test', 'Look whether a terminal on port 4370 can be talked to, and say why not', { of: DiagnosisView })
  async test(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<DiagnosisView> {
    const { manager } = this.unitOfWork;
    await this.devices.get(manager, sn);
    const terminal = await this.terminals.find(manager, sn);
    if (!terminal) throw new Failure('conflict', `device ${sn} calls by itself: it has no address to be called at`);
    const found = await this.probe.test(sn, optionsOf(terminal));
    await this.audited.run(caller, () => Promise.resolve());
    return found;
  }

  @Action('discover', 'Terminals on port 4370 that answer a greeting on the networks of this computer', {
    of: DiscoveredList,
  })
  async discover(@Body() body: DiscoverBody, @CurrentCaller() caller: Caller): Promise<DiscoveredList> {
    await this.audited.run(caller, () => Promise.resolve());
    return { items: await this.probe.discover(body.waitMs ?? usualWaitMs, body.host) };
  }
}

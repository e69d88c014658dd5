import { Body, Param } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Create, Read, Remove } from '../common/admin.js';
import {
  SimulatorAnswerView,
  SimulatorBody,
  SimulatorLineBody,
  SimulatorList,
  SimulatorView,
} from './simulator.dto.js';
import { SimulatorService } from './simulator.service.js';

/** Simulated panels, until there is a device. */
@AdminResource('simulators')
export class SimulatorController {
  constructor(
    private readonly simulators: SimulatorService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Simulators that were started here', { of: SimulatorList })
  async list(): Promise<SimulatorList> {
    return { items: await this.simulators.list(this.unitOfWork.manager) };
  }

  @Create('', 'Start a simulator that calls this gateway; 409 once a real device is approved', { of: SimulatorView })
  async start(@Body() body: SimulatorBody, @CurrentCaller() caller: Caller): Promise<SimulatorView> {
    const sn = await this.audited.run(caller, (tx) => this.simulators.reserve(tx, body));
    return this.simulators.start(sn, body);
  }

  @Action(':sn/start', 'Start a simulator again that has ended with the gateway', { of: SimulatorView })
  async startAgain(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<SimulatorView> {
    const model = await this.audited.run(caller, (tx) => this.simulators.modelOf(tx, sn));
    return this.simulators.start(sn, model);
  }

  @Action(':sn/act', 'Do something at a simulator, as on its keyboard', { of: SimulatorAnswerView })
  async act(
    @Param('sn') sn: string,
    @Body() { line }: SimulatorLineBody,
    @CurrentCaller() caller: Caller,
  ): Promise<SimulatorAnswerView> {
    const lines = await this.simulators.act(sn, line);
    await this.audited.run(caller, () => Promise.resolve());
    return { lines };
  }

  @Remove(':sn', 'End a simulator, and forget it as a device')
  async remove(@Param('sn') sn: string, @CurrentCaller() caller: Caller): Promise<void> {
    // One that still calls would be back at once, as a device that waits for approval.
    await this.simulators.stop(sn);
    await this.audited.run(caller, (tx) => this.simulators.forget(tx, sn));
  }
}

import type { EntityManager } from 'typeorm';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../device/device.service.js';
import { RemoteOrderService } from '../door/remote-orders.service.js';
import { GateStateService } from './gate-state.service.js';
import {
  directionOf,
  GateDto,
  GateIdQuery,
  GateStateByIdQuery,
  GateStateBySnQuery,
  GateStateDto,
  OpenGateByIdParams,
  OpenGateByNameParams,
} from './psg-gate.dto.js';
import { PsgGateService } from './psg-gate.service.js';

@Resource('psgGate')
export class PsgGateController {
  constructor(
    private readonly gates: PsgGateService,
    private readonly states: GateStateService,
    private readonly devices: DeviceService,
    private readonly orders: RemoteOrderService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('psgGate/allGateState', 'The states of all gates', { section: '2.31.1', of: GateStateDto, as: 'list' })
  allGateState(): Promise<GateStateDto[]> {
    return this.states.all(this.unitOfWork.manager);
  }

  @Read('psgGate/gateStateById', 'The state of a gate', {
    section: '2.31.2',
    fails: ['doorNotFound'],
    of: GateStateDto,
    as: 'list',
  })
  gateStateById(@Params() { gateId }: GateStateByIdQuery): Promise<GateStateDto[]> {
    return this.states.ofGate(this.unitOfWork.manager, gateId);
  }

  @Read('psgGate/gateStateBySn', 'The states of the gates of a controller', {
    section: '2.31.3',
    fails: ['deviceNotFound'],
    of: GateStateDto,
    as: 'list',
  })
  async gateStateBySn(@Params() { deviceSn }: GateStateBySnQuery): Promise<GateStateDto[]> {
    await this.devices.getOfModule(this.unitOfWork.manager, 'psg', deviceSn);
    return this.states.ofDevice(this.unitOfWork.manager, deviceSn);
  }

  @Read('psgGate/getById', 'Get a gate', { section: '2.31.4', fails: ['doorNotFound'], of: GateDto })
  async getById(@Params() { id }: GateIdQuery): Promise<GateDto> {
    return GateDto.of(await this.gates.get(this.unitOfWork.manager, id));
  }

  @Read('psgGate/list', 'List the gates', { section: '2.31.5', of: GateDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<GateDto[]> {
    const gates = await this.gates.list(this.unitOfWork.manager, sliceOf(page));
    return gates.map((gate) => GateDto.of(gate));
  }

  @Read('v2/psgGate/list', 'List the gates, with their total', { section: '2.31.6', of: GateDto, as: 'page' })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<GateDto>> {
    return pageOf(await this.list(page), await this.gates.count(this.unitOfWork.manager), sliceOf(page));
  }

  @Write('psgGate/remoteOpenById', 'Let one through a gate', {
    section: '2.31.7',
    fails: ['openGateTypeInvalid', 'doorNotFound', 'deviceOffline', 'deviceUnsupported'],
  })
  remoteOpenById(@Params() params: OpenGateByIdParams, @CurrentCaller() caller: Caller): Promise<void> {
    const direction = directionOf(params);
    return this.ask(caller, params.wait, async (tx) =>
      this.gates.open(tx, await this.gates.get(tx, params.gateId), direction),
    );
  }

  @Write('psgGate/remoteOpenByName', 'Let one through a gate, by its name', {
    section: '2.31.8',
    fails: ['openGateTypeInvalid', 'doorNotFound', 'deviceOffline', 'deviceUnsupported'],
  })
  remoteOpenByName(@Params() params: OpenGateByNameParams, @CurrentCaller() caller: Caller): Promise<void> {
    const direction = directionOf(params);
    return this.ask(caller, params.wait, async (tx) =>
      this.gates.open(tx, await this.gates.getByName(tx, params.gateName), direction),
    );
  }

  private async ask(
    caller: Caller,
    wait: number | undefined,
    order: (tx: EntityManager) => Promise<number>,
  ): Promise<void> {
    const commandId = await this.audited.run(caller, order);
    if (wait) await this.orders.outcome(commandId, wait);
  }
}

import type { EntityManager } from 'typeorm';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RemoteOrderService } from '../door/remote-orders.service.js';
import { FloorByIdParams, FloorDto, OpenFloorParams } from './floor.dto.js';
import { FloorService } from './floor.service.js';

@Resource('floor')
export class FloorController {
  constructor(
    private readonly floors: FloorService,
    private readonly orders: RemoteOrderService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('floor/list', 'List the floors of elevators', { section: '2.12.1', of: FloorDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<FloorDto[]> {
    const floors = await this.floors.list(this.unitOfWork.manager, sliceOf(page));
    return floors.map((floor) => FloorDto.of(floor));
  }

  @Read('v2/floor/list', 'List the floors of elevators, with their total', {
    section: '2.12.4',
    of: FloorDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<FloorDto>> {
    return pageOf(await this.list(page), await this.floors.count(this.unitOfWork.manager), sliceOf(page));
  }

  @Write('floor/remoteCloseById', 'The button of a floor works no longer', {
    section: '2.12.2',
    fails: ['deviceOffline', 'deviceUnsupported'],
    aliases: ['floor/remoteoffById'],
  })
  remoteCloseById(@Params() { floorId, wait }: FloorByIdParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.ask(caller, wait, async (tx) => this.floors.close(tx, await this.floors.ofElevator(tx, floorId)));
  }

  @Write('floor/remoteOpenById', 'The button of a floor works for some seconds', {
    section: '2.12.3',
    fails: ['deviceOffline', 'deviceUnsupported'],
  })
  remoteOpenById(
    @Params() { floorId, interval, wait }: OpenFloorParams,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.ask(caller, wait, async (tx) =>
      this.floors.open(tx, await this.floors.ofElevator(tx, floorId), interval),
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

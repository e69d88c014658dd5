import type { EntityManager } from 'typeorm';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  DoorByIdParams,
  DoorByNameParams,
  DoorDto,
  DoorIdQuery,
  OpenByIdParams,
  OpenByNameParams,
} from './door.dto.js';
import { DoorService } from './door.service.js';
import { RemoteOrderService } from './remote-orders.service.js';

@Resource('door')
export class DoorController {
  constructor(
    private readonly doors: DoorService,
    private readonly orders: RemoteOrderService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('door/get', 'Get a door', { section: '2.11.4', fails: ['doorNotFound'], of: DoorDto })
  async get(@Params() { id }: DoorIdQuery): Promise<DoorDto> {
    return DoorDto.of(await this.doors.get(this.unitOfWork.manager, id));
  }

  @Read('door/list', 'List the doors', { section: '2.11.5', of: DoorDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<DoorDto[]> {
    const doors = await this.doors.list(this.unitOfWork.manager, sliceOf(page));
    return doors.map((door) => DoorDto.of(door));
  }

  @Read('v2/door/list', 'List the doors, with their total', { section: '2.11.10', of: DoorDto, as: 'page' })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<DoorDto>> {
    return pageOf(await this.list(page), await this.doors.count(this.unitOfWork.manager), sliceOf(page));
  }

  @Write('door/remoteOpenById', 'Open a door for some seconds', {
    section: '2.11.8',
    fails: ['doorNotFound', 'deviceOffline'],
  })
  remoteOpenById(@Params() { doorId, interval, wait }: OpenByIdParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.ask(caller, wait, async (tx) => this.doors.open(tx, await this.doors.get(tx, doorId), interval));
  }

  @Write('door/remoteOpenByName', 'Open a door for some seconds, by its name', {
    section: '2.11.9',
    fails: ['doorNotFound', 'deviceOffline'],
  })
  remoteOpenByName(
    @Params() { doorName, interval, wait }: OpenByNameParams,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.ask(caller, wait, async (tx) =>
      this.doors.open(tx, await this.doors.getByName(tx, doorName), interval),
    );
  }

  @Write('door/remoteCloseById', 'Close a door', {
    section: '2.11.6',
    fails: ['doorNotFound', 'deviceOffline', 'deviceUnsupported'],
    aliases: ['door/remoteoffById'],
  })
  remoteCloseById(@Params() { doorId, wait }: DoorByIdParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.ask(caller, wait, async (tx) => this.doors.close(tx, await this.doors.get(tx, doorId)));
  }

  @Write('door/remoteCloseByName', 'Close a door, by its name', {
    section: '2.11.7',
    fails: ['doorNotFound', 'deviceOffline', 'deviceUnsupported'],
    aliases: ['door/remoteoffByName'],
  })
  remoteCloseByName(@Params() { doorName, wait }: DoorByNameParams, @CurrentCaller() caller: Caller): Promise<void> {
    return this.ask(caller, wait, async (tx) => this.doors.close(tx, await this.doors.getByName(tx, doorName)));
  }

  /** Waits for the device's answer only if the client asks for it, and outside of the transaction. */
  private async ask(
    caller: Caller,
    wait: number | undefined,
    order: (tx: EntityManager) => Promise<number>,
  ): Promise<void> {
    const commandId = await this.audited.run(caller, order);
    if (wait) await this.orders.outcome(commandId, wait);
  }
}

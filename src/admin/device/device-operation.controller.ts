import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CommandService } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import type { Order } from '../../core/command/order.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceMoveService } from '../../modules/device/device-move.service.js';
import { DeviceOptionsService } from '../../modules/device/device-options.service.js';
import type { Device } from '../../modules/device/device.entity.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { enrolmentOrder } from '../../modules/device/enrolment.js';
import { requireOnline } from '../../modules/device/require-online.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { PersonService } from '../../modules/person/person.service.js';
import { holdsUser } from '../../sync/ledger/ledger-status.repository.js';
import { CommandView, toCommandView } from './command.dto.js';
import {
  EnrollBody,
  enrolmentOf,
  MoveBody,
  moveOf,
  optionNames,
  OptionsAnswerView,
  OptionsQuery,
  OptionsView,
  optionValues,
  ReadOptionsBody,
  TestHostBody,
  WaitBody,
  WriteOptionsBody,
} from './device-operation.dto.js';
import { WaitQuery } from '../common/wait.js';
import { MoveView, toMoveView } from './device.dto.js';
import { Action, AdminResource, Create, Read, Replace } from '../common/admin.js';
import { shownOptions } from './shown-options.js';
import { adminOrigin } from './raw-data.service.js';

type Queue = (tx: EntityManager, device: Device) => Promise<number>;

/**
 * Remote work on one device: it enrols people, reads and sets options, and sets the clock, the network and the server.
 */
@AdminResource('devices/:sn')
export class DeviceOperationController {
  constructor(
    private readonly devices: DeviceService,
    private readonly options: DeviceOptionsService,
    private readonly moves: DeviceMoveService,
    private readonly persons: PersonService,
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Create('enroll', 'Let a person hold a card, a finger, a face ... before the device', { of: CommandView })
  async enroll(
    @Param('sn') sn: string,
    @Body() body: EnrollBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    const asked = enrolmentOf(body);
    return this.queue(caller, sn, body.wait ?? query.wait, async (tx, device) => {
      await this.persons.get(tx, asked.pin);
      // If the device does not have the person and keeps the enrolment, it makes an unknown user. A card would replace
      // the person's own card there, which would then open no door any more.
      const keep = body.keep ?? (asked.what !== 'card' && (await holdsUser(tx, sn, asked.pin)));
      return this.run(tx, device, enrolmentOrder({ ...asked, keep }, device.options));
    });
  }

  @Read('options', 'The options that the device reported last', { of: OptionsView })
  async known(@Param('sn') sn: string, @Query() { names }: OptionsQuery): Promise<OptionsView> {
    const { options } = await this.devices.get(this.unitOfWork.manager, sn);
    return { values: shownOptions(options, names === undefined ? undefined : optionNames(names.split(','))) };
  }

  @Action('options/read', 'Ask the device for its options', { of: OptionsAnswerView })
  async read(
    @Param('sn') sn: string,
    @Body() body: ReadOptionsBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<OptionsAnswerView> {
    const names = optionNames(body.names);
    const command = await this.queue(caller, sn, body.wait ?? query.wait, (tx, device) =>
      this.options.read(tx, device, names),
    );
    return this.withOptions(sn, names, command);
  }

  @Replace('options', 'Set options of the device; a device that is away gets them when it calls', {
    of: OptionsAnswerView,
  })
  async write(
    @Param('sn') sn: string,
    @Body() body: WriteOptionsBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<OptionsAnswerView> {
    const command = await this.queue(caller, sn, body.wait ?? query.wait, (tx, device) =>
      this.options.write(tx, device, optionValues(body.values, device.options)),
    );
    return this.withOptions(sn, Object.keys(body.values), command);
  }

  @Create('time', "Set the device's clock to the time of its zone", { of: CommandView })
  setTime(
    @Param('sn') sn: string,
    @Body() body: WaitBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    return this.queue(caller, sn, body.wait ?? query.wait, (tx, device) => this.run(tx, device, { type: 'setTime' }));
  }

  @Create('test-host', 'Let the device try whether it gets to an address', { of: CommandView })
  testHost(
    @Param('sn') sn: string,
    @Body() body: TestHostBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    const { address } = body;
    return this.queue(caller, sn, body.wait ?? query.wait, (tx, device) =>
      this.run(tx, device, { type: 'testHost', address }),
    );
  }

  @Create('network-scan', 'Let the device search for wireless networks; they are in the answer of the command', {
    of: CommandView,
  })
  scan(
    @Param('sn') sn: string,
    @Body() body: WaitBody,
    @Query() query: WaitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandView> {
    return this.queue(caller, sn, body.wait ?? query.wait, (tx, device) =>
      this.run(tx, device, { type: 'accessPoints' }),
    );
  }

  @Action('move', 'Move the device to another server; the answer gives the progress', { of: MoveView })
  async move(
    @Param('sn') sn: string,
    @Body() body: MoveBody,
    @CurrentCaller() caller: Caller,
  ): Promise<MoveView | null> {
    const asked = moveOf(body);
    return this.audited.run(caller, async (tx) => {
      await this.moves.begin(tx, await this.devices.get(tx, sn), asked);
      return toMoveView(await this.devices.get(tx, sn));
    });
  }

  /** Queues in the transaction of the call, and waits after it. */
  private async queue(caller: Caller, sn: string, wait = 0, queue: Queue): Promise<CommandView> {
    const id = await this.audited.run(caller, async (tx) => queue(tx, await this.devices.get(tx, sn)));
    return toCommandView(await this.waits.orGiveUp([id], this.waits.wait(id, wait)));
  }

  /** None of this may happen later than it was requested for. */
  private run(tx: EntityManager, device: Device, order: Order): Promise<number> {
    requireOnline(device);
    return this.commands.run(tx, device.sn, order, { origin: adminOrigin, pollSeconds: requestDelayOf(device) });
  }

  private async withOptions(sn: string, names: readonly string[], command: CommandView): Promise<OptionsAnswerView> {
    const { options } = await this.devices.get(this.unitOfWork.manager, sn);
    return { values: shownOptions(options, names), command };
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import type { Order } from '../../core/command/order.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Device } from '../device/device.entity.js';
import { requireOnline } from '../device/require-online.js';
import { requestDelayOf } from '../device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';

/** The device that gets the order. */
export interface OrderTarget extends Pick<Device, 'status' | 'online' | 'options' | 'quirks'> {
  readonly deviceSn: string;
}

const silences: Readonly<Partial<Record<Command['status'], string>>> = {
  sent: 'sent, no answer yet',
  expired: 'nothing was sent: the device did not ask for it in time',
  cancelled: 'nothing was sent: the device has not asked for it, and it was taken back',
};

/** One order for one door, floor or gate, to be carried out now or never. */
@Injectable()
export class RemoteOrderService {
  constructor(
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * If it waited for a device to come back it would open late, so it is refused instead.
   * @returns the command's number. @throws Failure deviceOffline, deviceUnsupported
   */
  ask(tx: EntityManager, { deviceSn, ...device }: OrderTarget, order: Order): Promise<number> {
    requireOnline({ sn: deviceSn, ...device });
    return this.commands.run(tx, deviceSn, order, { origin: 'door', pollSeconds: requestDelayOf(device) });
  }

  /**
   * Returns when the device has carried out the order; call it after the commit. If the device has not fetched the
   * order by the end of the wait, the order is cancelled: the caller is told that nothing was sent, so no door may open
   * later.
   * @throws Failure deviceRefused with the meaning of its return code, noAnswer with the command's number
   */
  async outcome(commandId: number, seconds: number): Promise<void> {
    const { status, returnCode } = await this.waits.orGiveUp([commandId], this.endOf(commandId, seconds));
    if (status === 'done') return;
    if (status === 'failed' && returnCode !== null) {
      throw new Failure('deviceRefused', returnMeaning(returnCode), { commandId, returnCode });
    }
    throw new Failure('noAnswer', silences[status] ?? `no answer: ${status}`, { commandId });
  }

  private async endOf(commandId: number, seconds: number): Promise<Command> {
    const command = await this.waits.wait(commandId, seconds);
    return command.status === 'queued'
      ? this.unitOfWork.run((tx) => this.commands.cancelUnheard(tx, commandId))
      : command;
  }
}

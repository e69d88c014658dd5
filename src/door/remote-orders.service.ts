import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../command/command.service.js';
import type { Order } from '../command/order.js';
import type { Device } from '../device/device.entity.js';
import { checkReach } from '../device/reach.js';
import { requestDelayOf } from '../device/request-delay.js';
import { Failure } from '../errors.js';
import { returnMeaning } from '../wire/push/codes/returns.js';

/** Who is asked. */
export interface Asked extends Pick<Device, 'status' | 'online' | 'options' | 'quirks'> {
  readonly deviceSn: string;
}

/** One thing asked of one door, floor or gate, now or never. */
@Injectable()
export class RemoteOrders {
  constructor(private readonly commands: CommandService) {}

  /**
   * What waits for a device to come back would open late: it is refused instead.
   * @returns the command's number. @throws Failure deviceOffline, deviceUnsupported
   */
  ask(tx: EntityManager, { deviceSn, ...device }: Asked, order: Order): Promise<number> {
    checkReach({ sn: deviceSn, ...device });
    return this.commands.run(tx, deviceSn, order, { origin: 'door', pollSeconds: requestDelayOf(device) });
  }

  /**
   * Returns when the device has done it; call it after the commit.
   * @throws Failure deviceRefused with the meaning of its return code, noAnswer with the command's number
   */
  async outcome(commandId: number, seconds: number): Promise<void> {
    const { status, returnCode } = await this.commands.wait(commandId, seconds);
    if (status === 'done') return;
    if (status === 'failed' && returnCode !== null) {
      throw new Failure('deviceRefused', returnMeaning(returnCode), { commandId, returnCode });
    }
    const message = status === 'sent' || status === 'queued' ? 'sent, no answer yet' : `no answer: ${status}`;
    throw new Failure('noAnswer', message, { commandId });
  }
}

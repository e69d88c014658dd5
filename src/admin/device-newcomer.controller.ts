import { Param } from '@nestjs/common';
import { Work } from '../db/work.js';
import { DeviceService } from '../device/device.service.js';
import { NewcomerService } from '../device/newcomer.service.js';
import { NewcomerList, toNewcomerView } from './device-newcomer.dto.js';
import { AdminResource, Read } from './kit/admin.js';

/** Who calls with the serial number of a device from addresses that are not the device's. */
@AdminResource('devices/:sn')
export class DeviceNewcomerController {
  constructor(
    private readonly devices: DeviceService,
    private readonly newcomers: NewcomerService,
    private readonly work: Work,
  ) {}

  @Read('newcomers', 'Who calls with its serial number from other addresses, and is held', { of: NewcomerList })
  async list(@Param('sn') sn: string): Promise<NewcomerList> {
    const tx = this.work.manager;
    const device = await this.devices.get(tx, sn);
    return { items: (await this.newcomers.list(tx, sn)).map((newcomer) => toNewcomerView(device, newcomer)) };
  }
}

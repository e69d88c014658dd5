import { Param } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { NewcomerService } from '../../modules/device/newcomer.service.js';
import { NewcomerList, toNewcomerView } from './device-newcomer.dto.js';
import { AdminResource, Read } from '../common/admin.js';

/** Callers with the serial number of a device, from addresses that are not the device's. */
@AdminResource('devices/:sn')
export class DeviceNewcomerController {
  constructor(
    private readonly devices: DeviceService,
    private readonly newcomers: NewcomerService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('newcomers', 'Who calls with its serial number from other addresses, and is held', { of: NewcomerList })
  async list(@Param('sn') sn: string): Promise<NewcomerList> {
    const tx = this.unitOfWork.manager;
    const device = await this.devices.get(tx, sn);
    return { items: (await this.newcomers.list(tx, device)).map((newcomer) => toNewcomerView(device, newcomer)) };
  }
}

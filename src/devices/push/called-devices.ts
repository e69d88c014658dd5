import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import type { CachedDevice } from './cached-device.js';
import { refuse, type DeviceReply } from './reply.js';
import type { DeviceRequest } from './request.js';

const text =
  'it pushes to this server as well as being called on port 4370: what it pushes is refused. To let it push, remove the ' +
  'device and approve it when it calls';

/**
 * A terminal that the gateway calls on port 4370 and that also calls the gateway. It has one log and one door. If both
 * ways were used, punches would be stored twice and commands done twice. So it keeps what it wants to push, and its log
 * is read on the port.
 */
@Injectable()
export class CalledDeviceHandler {
  private readonly told = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  async answer({ call }: DeviceRequest, { sn }: CachedDevice): Promise<DeviceReply> {
    if (!this.told.has(sn)) {
      this.told.add(sn);
      await this.unitOfWork.run((tx) => this.registrations.alert(tx, sn, text));
    }
    return call === 'registry' ? refuse(406, '406') : refuse(403, 'this device is called on port 4370');
  }
}

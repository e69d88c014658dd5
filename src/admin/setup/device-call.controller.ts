import { Query } from '@nestjs/common';
import { DeviceCalls } from '../../devices/push/device-calls.js';
import { AdminResource, Read } from '../common/admin.js';
import { DeviceCallList, DeviceCallQuery } from './device-call.dto.js';

/** Who calls the device port, for whoever stands before a device that is not in the list. */
@AdminResource('device-calls')
export class DeviceCallController {
  constructor(private readonly calls: DeviceCalls) {}

  @Read('', 'The last callers at the device port of this gateway, wrong ones too; with wait when there are new ones', {
    of: DeviceCallList,
  })
  async list(@Query() { wait = 0, after }: DeviceCallQuery): Promise<DeviceCallList> {
    const { position } = this.calls;
    // A position of before a restart is of another count, and is answered at once.
    if (after === undefined || after <= position) await this.calls.wait(after ?? position, wait);
    return {
      items: this.calls.all().map((call) => ({ ...call, at: call.at.toISOString() })),
      position: this.calls.position,
    };
  }
}

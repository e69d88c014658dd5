import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceDto, SnQuery } from '../device/device.dto.js';
import { isOfModule } from '../device/device.entity.js';
import { DeviceService } from '../device/device.service.js';
import { Failure } from '../../platform/errors.js';

@Resource('device')
export class AttDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('device/getAtt', 'Get an attendance device by its serial number', {
    section: '2.22.1',
    fails: ['deviceNotFound'],
    of: DeviceDto,
    aliases: ['device/getAtt/:sn'],
  })
  async getAtt(@Params() { sn }: SnQuery): Promise<DeviceDto> {
    const device = await this.devices.find(this.unitOfWork.manager, sn);
    if (!device || !isOfModule(device, 'att')) {
      throw new Failure('deviceNotFound', `there is no attendance device ${sn}`);
    }
    return DeviceDto.of(device);
  }
}

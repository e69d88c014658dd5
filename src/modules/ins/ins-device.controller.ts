import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceDto } from '../device/device.dto.js';
import { DeviceService } from '../device/device.service.js';

/** FaceKiosk devices. */
@Resource('device')
export class InsDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('device/attAdDeviceList', 'List the FaceKiosk devices', { section: '2.29.1', of: DeviceDto, as: 'list' })
  async list(@Params() page: PageQuery): Promise<DeviceDto[]> {
    const devices = await this.devices.ofModule(this.unitOfWork.manager, 'ins', sliceOf(page));
    return devices.map((device) => DeviceDto.of(device));
  }

  @Read('v2/device/attAdDeviceList', 'List the FaceKiosk devices, with their total', {
    section: 'v1.2:2.10.3.2',
    of: DeviceDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<DeviceDto>> {
    const total = await this.devices.countOfModule(this.unitOfWork.manager, 'ins');
    return pageOf(await this.list(page), total, sliceOf(page));
  }
}

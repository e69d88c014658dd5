import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceDto, SnQuery } from './device.dto.js';
import { DeviceService } from './device.service.js';

@Resource('device')
export class DeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('device/accList', 'List the controllers', { section: '2.9.1', of: DeviceDto, as: 'list' })
  async accList(@Params() page: PageQuery): Promise<DeviceDto[]> {
    const devices = await this.devices.ofModule(this.unitOfWork.manager, 'acc', sliceOf(page));
    return devices.map((device) => DeviceDto.of(device));
  }

  @Read('device/getAcc', 'Get a controller by its serial number', {
    section: '2.9.2',
    fails: ['deviceNotFound'],
    of: DeviceDto,
    aliases: ['device/getAcc/:sn'],
  })
  async getAcc(@Params() { sn }: SnQuery): Promise<DeviceDto> {
    return DeviceDto.of(await this.devices.getOfModule(this.unitOfWork.manager, 'acc', sn));
  }

  @Read('v2/device/list', 'List the controllers, with their total', {
    section: '2.9.3',
    of: DeviceDto,
    as: 'page',
    aliases: ['v2/device/accList'],
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<DeviceDto>> {
    const total = await this.devices.countOfModule(this.unitOfWork.manager, 'acc');
    return pageOf(await this.accList(page), total, sliceOf(page));
  }
}

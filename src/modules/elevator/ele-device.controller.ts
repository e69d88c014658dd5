import { Read, Resource } from '../../facade/endpoint.js';
import { Text } from '../../facade/fields.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceDto } from '../device/device.dto.js';
import { DeviceService } from '../device/device.service.js';

class EleSnQuery {
  @Text('Serial number', { missing: 'eleSnMissing', aliases: ['deviceSn', 'devSn'] }) sn!: string;
}

@Resource('eleDevice')
export class EleDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('eleDevice/eleList', 'List the elevator controllers', { section: '2.10.1', of: DeviceDto, as: 'list' })
  async eleList(@Params() page: PageQuery): Promise<DeviceDto[]> {
    const devices = await this.devices.ofModule(this.unitOfWork.manager, 'ele', sliceOf(page));
    return devices.map((device) => DeviceDto.of(device));
  }

  @Read('eleDevice/getEle', 'Get an elevator controller by its serial number', {
    section: '2.10.2',
    fails: ['deviceNotFound'],
    of: DeviceDto,
    aliases: ['eleDevice/getEle/:sn'],
  })
  async getEle(@Params() { sn }: EleSnQuery): Promise<DeviceDto> {
    return DeviceDto.of(await this.devices.getOfModule(this.unitOfWork.manager, 'ele', sn));
  }

  @Read('v2/eleDevice/eleList', 'List the elevator controllers, with their total', {
    section: '2.10.3',
    of: DeviceDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<DeviceDto>> {
    const total = await this.devices.countOfModule(this.unitOfWork.manager, 'ele');
    return pageOf(await this.eleList(page), total, sliceOf(page));
  }
}

import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SnQuery } from '../device/device.dto.js';
import { DeviceService } from '../device/device.service.js';
import { GateDeviceDto } from './psg-gate.dto.js';

@Resource('psgDevice')
export class PsgDeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('psgDevice/list', 'List the controllers of gates', {
    section: '2.30.1',
    of: GateDeviceDto,
    as: 'list',
    aliases: ['psgdDvice/list'],
  })
  async list(@Params() page: PageQuery): Promise<GateDeviceDto[]> {
    const devices = await this.devices.ofModule(this.unitOfWork.manager, 'psg', sliceOf(page));
    return devices.map((device) => GateDeviceDto.of(device));
  }

  @Read('psgDevice/getBySn', 'Get a controller of gates by its serial number', {
    section: '2.30.2',
    fails: ['deviceNotFound'],
    of: GateDeviceDto,
    aliases: ['psgDevice/getBySn/:sn'],
  })
  async getBySn(@Params() { sn }: SnQuery): Promise<GateDeviceDto> {
    return GateDeviceDto.of(await this.devices.getOfModule(this.unitOfWork.manager, 'psg', sn));
  }

  @Read('v2/psgDevice/list', 'List the controllers of gates, with their total', {
    section: '2.30.3',
    of: GateDeviceDto,
    as: 'page',
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<GateDeviceDto>> {
    const total = await this.devices.countOfModule(this.unitOfWork.manager, 'psg');
    return pageOf(await this.list(page), total, sliceOf(page));
  }
}

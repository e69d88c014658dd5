import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SnQuery } from '../device/device.dto.js';
import { SpaceDeviceService } from './space-device.service.js';
import { SpaceDeviceDto, SpaceDevicesQuery, toSpaceDevice } from './space.dto.js';

@Resource('spaceDevice')
export class SpaceDeviceController {
  constructor(
    private readonly devices: SpaceDeviceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('spaceDevice/getBySn', 'Get a device that may stand at a room by its serial number', {
    section: 'v1.2:2.13.1.1',
    fails: ['deviceNotFound'],
    of: SpaceDeviceDto,
  })
  async getBySn(@Params() { sn }: SnQuery): Promise<SpaceDeviceDto> {
    return toSpaceDevice(await this.devices.get(this.unitOfWork.manager, sn));
  }

  @Read('spaceDevice/list', 'List the devices that may stand at a room', {
    section: 'v1.2:2.13.1.2',
    of: SpaceDeviceDto,
    as: 'page',
  })
  async list(@Params() query: SpaceDevicesQuery): Promise<Page<SpaceDeviceDto>> {
    const slice = sliceOf(query);
    const { rows, total } = await this.devices.list(this.unitOfWork.manager, query, slice);
    return pageOf(rows.map(toSpaceDevice), total, slice);
  }
}

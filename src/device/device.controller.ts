import { Read, Resource } from '../api/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page, type Slice } from '../api/page.js';
import { Params } from '../api/params.js';
import { Work } from '../db/work.js';
import { Failure } from '../errors.js';
import { DeviceDto, SnQuery } from './device.dto.js';
import { Device } from './device.entity.js';
import { DeviceService } from './device.service.js';

@Resource('device')
export class DeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly work: Work,
  ) {}

  @Read('device/accList', 'List the controllers', { section: '2.9.1', of: DeviceDto, as: 'list' })
  async accList(@Params() page: PageQuery): Promise<DeviceDto[]> {
    return rowsOf(await this.controllers(), sliceOf(page));
  }

  @Read('device/getAcc', 'Get a controller by its serial number', {
    section: '2.9.2',
    of: DeviceDto,
    aliases: ['device/getAcc/:sn'],
  })
  async getAcc(@Params() { sn }: SnQuery): Promise<DeviceDto> {
    const device = await this.devices.find(this.work.manager, sn);
    if (!device || !isShown(device)) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    return DeviceDto.of(device);
  }

  @Read('v2/device/list', 'List the controllers, with their total', {
    section: '2.9.3',
    of: DeviceDto,
    as: 'page',
    aliases: ['v2/device/accList'],
  })
  async listWithTotal(@Params() page: PageQuery): Promise<Page<DeviceDto>> {
    const slice = sliceOf(page);
    const all = await this.controllers();
    return pageOf(rowsOf(all, slice), all.length, slice);
  }

  private controllers(): Promise<Device[]> {
    return this.devices.list(this.work.manager, { statuses: ['approved', 'disabled'], module: 'acc' });
  }
}

/** Strangers and refused ones are no devices of the house. */
const isShown = ({ status, module }: Device) => module === 'acc' && (status === 'approved' || status === 'disabled');

const rowsOf = (devices: readonly Device[], { offset, limit }: Slice) =>
  devices.slice(offset, offset + limit).map((device) => DeviceDto.of(device));

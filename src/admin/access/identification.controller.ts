import { Param, Query } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { IdentificationService } from '../../modules/identification/identification.service.js';
import { IdentificationView, toIdentificationView } from './identification.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { cursorNumber, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';

/** What devices asked here and what they were answered (Access PUSH 10). */
@AdminResource('devices/:sn/identifications')
export class IdentificationController {
  constructor(
    private readonly devices: DeviceService,
    private readonly identifications: IdentificationService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Requests of the device who may pass, with their answers; newest first', {
    of: IdentificationView,
    as: 'page',
  })
  async list(@Param('sn') sn: string, @Query() query: ListQuery): Promise<Page<IdentificationView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const { limit = usualLimit, cursor } = query;
    const before = cursorNumber(cursor);
    const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
    const rows = await this.identifications.list(tx, sn, page);
    return pageOf(rows, limit, ({ id }) => id, toIdentificationView);
  }
}

import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { keptUploads, reportedErrors } from '../../modules/device/device-reports.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { SubDeviceService } from '../../modules/device/sub-device.service.js';
import { WiegandTestService } from '../../modules/device/wiegand-test.service.js';
import {
  AuthorizeBody,
  DeviceErrorsView,
  DeviceUploadsQuery,
  DeviceUploadView,
  SubDevicesView,
  WiegandTestsView,
} from './device-upload.dto.js';
import { errorMeaning } from '../../protocol/access-push/codes/errors.js';
import { AdminResource, Read, Replace } from '../common/admin.js';
import { cursorNumber, pageOf, usualLimit, type Page } from '../common/page.js';

/** What devices sent and no handler reads, or could read: kept whole and sealed. */
@AdminResource('device-uploads')
export class DeviceUploadController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Read('', 'Uploads that are kept whole, newest first, without their contents', { of: DeviceUploadView, as: 'page' })
  async list(@Query() query: DeviceUploadsQuery): Promise<Page<DeviceUploadView>> {
    const { limit = usualLimit, cursor, sn, table } = query;
    const page = { before: cursorNumber(cursor), limit: limit + 1 };
    const rows = await keptUploads(this.unitOfWork.manager, { sn, table, ...page });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ receivedAt, ...row }) => ({ ...row, receivedAt: receivedAt.toISOString() }),
    );
  }
}

/** What one device reported beside people and events. */
@AdminResource('devices/:sn')
export class DeviceReportController {
  constructor(
    private readonly devices: DeviceService,
    private readonly tests: WiegandTestService,
    private readonly subDevices: SubDeviceService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('wiegand-tests', 'What readers read since the command wiegandTest', { of: WiegandTestsView })
  async wiegandTests(@Param('sn') sn: string): Promise<WiegandTestsView> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const tests = await this.tests.list(tx, sn);
    return { items: tests.map((test) => ({ ...test, receivedAt: test.receivedAt.toISOString() })) };
  }

  @Read('sub-devices', 'Controllers behind a master, as the master reports them', { of: SubDevicesView })
  async list(@Param('sn') sn: string): Promise<SubDevicesView> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const found = await this.subDevices.list(tx, sn);
    return { items: found.map((one) => ({ ...one, updatedAt: one.updatedAt.toISOString() })) };
  }

  @Replace('sub-devices/:subSn', 'Accept a controller behind a master, or reject it')
  async authorize(
    @Param('sn') sn: string,
    @Param('subSn') subSn: string,
    @Body() { authorized }: AuthorizeBody,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, async (tx) => {
      await this.devices.get(tx, sn);
      await this.subDevices.authorize(tx, sn, subSn, authorized);
    });
  }

  @Read('errors', 'Errors that the device reported', { of: DeviceErrorsView })
  async errors(@Param('sn') sn: string): Promise<DeviceErrorsView> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await reportedErrors(tx, sn);
    return {
      items: rows.map((row) => ({ ...row, meaning: errorMeaning(row.code), receivedAt: row.receivedAt.toISOString() })),
    };
  }
}

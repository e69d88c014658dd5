import { Body } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendanceSettingsService } from '../../modules/attendance/attendance-settings.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { noteChange } from '../../platform/auth/audit-change.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { fieldError } from '../../platform/errors.js';
import { Site } from '../../platform/site.js';
import { QrKeyService } from '../../modules/device/qr-key.service.js';
import { QrCodeService } from '../../modules/qrCode/qr-code.service.js';
import { usualTemperatureLimit } from '../../modules/transaction/hep-transaction.dto.js';
import { temperatureLimitSetting } from '../../modules/transaction/stored-event.js';
import { readRetention, writeRetention, type Kept } from '../../operations/retention/retention-settings.js';
import { badgeOf, setBadge } from '../../modules/visitor/badge-settings.js';
import { VisitorSettingsService } from '../../modules/visitor/visitor-settings.service.js';
import { Action, AdminResource, Patch, Read } from '../common/admin.js';
import { siteView, writeSite } from './site-settings.js';
import { SettingsBody, SettingsView } from './setting.dto.js';

async function brokersIn(tx: EntityManager): Promise<string[]> {
  const rows: { name: string }[] = await tx.query('SELECT name FROM feed_reader ORDER BY name');
  return rows.map(({ name }) => name);
}

/** Pictures have two names. @throws Failure invalid if they are said to be two things */
function retentionOf({ retention = {}, retentionDays }: SettingsBody): Partial<Kept> {
  if (retentionDays === undefined) return retention;
  if (retention.pictureDays !== undefined && retention.pictureDays !== retentionDays) {
    throw fieldError('retentionDays', 'is the same as retention.pictureDays');
  }
  return { ...retention, pictureDays: retentionDays };
}

/** Settings of the installation. */
@AdminResource('settings')
export class SettingController {
  constructor(
    private readonly qrKeys: QrKeyService,
    private readonly qrCodes: QrCodeService,
    private readonly attendance: AttendanceSettingsService,
    private readonly visitors: VisitorSettingsService,
    private readonly site: Site,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Settings of the installation', { of: SettingsView })
  get(): Promise<SettingsView> {
    return this.view(this.unitOfWork.manager);
  }

  @Patch('', 'Change settings', { of: SettingsView })
  patch(@Body() body: SettingsBody, @CurrentCaller() caller: Caller): Promise<SettingsView> {
    const { vendorQrCode, qrProvider: provider, qrSeconds: seconds, qrTemplate: template, temperatureLimit } = body;
    const { visitorLevelIds: levelIds, nationalIdRule } = body;
    return this.audited.run(caller, async (tx) => {
      const before = await this.view(tx);
      if (vendorQrCode !== undefined) await this.qrKeys.switch(tx, vendorQrCode);
      await this.qrCodes.configure(tx, { provider, seconds, template });
      if (body.attendanceApplications) await this.attendance.setFirstState(tx, body.attendanceApplications);
      if (temperatureLimit !== undefined) await writeSetting(tx, temperatureLimitSetting, temperatureLimit);
      await this.visitors.set(tx, { levelIds, nationalIdRule });
      await writeSite(tx, this.site, body);
      await writeRetention(tx, retentionOf(body));
      if (body.badge) await setBadge(tx, body.badge);
      const after = await this.view(tx);
      noteChange(tx, before, after);
      return after;
    });
  }

  @Action('qr-key/rotate', "Make another key for the vendor's QR codes and send it to devices", { of: SettingsView })
  rotate(@CurrentCaller() caller: Caller): Promise<SettingsView> {
    return this.audited.run(caller, async (tx) => {
      await this.qrKeys.rotate(tx);
      return this.view(tx);
    });
  }

  private async view(tx: EntityManager): Promise<SettingsView> {
    const { provider: qrProvider, seconds: qrSeconds, template: qrTemplate } = await this.qrCodes.settings(tx);
    const attendanceApplications = await this.attendance.firstState(tx);
    const temperatureLimit = (await readSetting<number>(tx, temperatureLimitSetting)) ?? usualTemperatureLimit;
    const vendorQrCode = await this.qrKeys.isOn(tx);
    const { levelIds, nationalIdRule } = await this.visitors.get(tx);
    const retention = await readRetention(tx);
    return {
      ...{ vendorQrCode, qrProvider, qrSeconds, qrTemplate, attendanceApplications, temperatureLimit },
      ...{ visitorLevelIds: [...levelIds], nationalIdRule },
      ...(await siteView(tx, this.site)),
      ...{ retention, retentionDays: retention.pictureDays },
      badge: await badgeOf(tx),
      brokers: await brokersIn(tx),
    };
  }
}

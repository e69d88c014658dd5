import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { QuarantineDismissalService } from '../../devices/quarantine/quarantine-dismissal.service.js';
import { QuarantineListService, type QuarantineEntry } from '../../devices/quarantine/quarantine-list.service.js';
import { QuarantineRetryService } from '../../devices/quarantine/quarantine-retry.service.js';
import { Action, AdminResource, Read, Remove } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorKey, cursorOf, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { mostIds, QuarantineEntryView, QuarantineRetriedView, QuarantineRetryBody } from './device-quarantine.dto.js';

const entryId = /^[ps][1-9]\d{0,17}$/;
const listKey = /^\d{1,17} [ps][1-9]\d{0,17}$/;

/** What a device sent and the gateway could not read. */
@AdminResource('devices/:sn/quarantine')
export class DeviceQuarantineController {
  constructor(
    private readonly devices: DeviceService,
    private readonly entries: QuarantineListService,
    private readonly dismissals: QuarantineDismissalService,
    private readonly retries: QuarantineRetryService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What it sent and nobody could read, newest first, with the reason', {
    of: QuarantineEntryView,
    as: 'page',
  })
  async list(
    @Param('sn') sn: string,
    @Query() { limit = usualLimit, cursor }: ListQuery,
  ): Promise<Page<QuarantineEntryView>> {
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await this.entries.list(tx, sn, limit + 1, keyIn(cursor, listKey));
    return pageOf(rows, limit, ({ key }) => key, toView);
  }

  @Action('retry', 'Try it again, after an update: what can be read now is stored as history, the rest stays', {
    of: QuarantineRetriedView,
  })
  async retry(
    @Param('sn') sn: string,
    @Body() { ids, cursor }: QuarantineRetryBody,
    @CurrentCaller() caller: Caller,
  ): Promise<QuarantineRetriedView> {
    checkIds(ids);
    await this.devices.get(this.unitOfWork.manager, sn);
    const read = await this.retries.read(sn, ids ?? null, keyIn(cursor, entryId));
    const { stored, repeated, kept, next } = read;
    // What can be stored is stored; quarantine and the audit log change in the same transaction.
    await this.audited.run(
      caller,
      (tx) => this.retries.settle(tx, sn, read),
      () => ({ stored, repeated, kept }),
    );
    return { stored, repeated, kept, more: next !== null, nextCursor: next && cursorOf(next) };
  }

  @Remove(':id', 'Dismiss one body for good; the audit log keeps why it was here')
  async dismiss(@Param('sn') sn: string, @Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(
      caller,
      async (tx) => {
        await this.devices.get(tx, sn);
        return this.dismissals.dismiss(tx, sn, id);
      },
      (dismissed) => ({ dismissed }),
    );
  }
}

function checkIds(ids: readonly string[] | undefined): void {
  if (ids?.length === 0) throw invalidField('ids', 'must name at least one; left out it means all');
  if (ids && ids.length > mostIds) throw invalidField('ids', `must not be more than ${mostIds}`);
  const wrong = ids?.find((id) => !entryId.test(id));
  if (wrong !== undefined) throw invalidField('ids', 'must be ids of the list, as p12 or s5');
}

function keyIn(cursor: string | undefined, form: RegExp): string | null {
  const key = cursorKey(cursor);
  if (key === undefined) return null;
  if (typeof key === 'string' && form.test(key)) return key;
  throw invalidField('cursor', 'is not one of this list');
}

const toView = ({ key: _, at, retriedAt, ...entry }: QuarantineEntry): QuarantineEntryView => ({
  ...entry,
  at: at.toISOString(),
  retriedAt: retriedAt?.toISOString() ?? null,
});

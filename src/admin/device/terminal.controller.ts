import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { terminalOperations } from '../../modules/device/device-reports.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { Failure } from '../../platform/errors.js';
import { AttStampService, stampTables, type StampTable } from '../../devices/attendance-push/stamps.js';
import { operationNames } from '../../protocol/attendance-push/operations.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorNumber, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { OperationView, TerminalResendBody, TerminalResendView } from './terminal.dto.js';

/** Terminals that speak Attendance PUSH: what was done in their menu, and sending their data again. */
@AdminResource('devices/:sn')
export class TerminalController {
  constructor(
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly stamps: AttStampService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('operations', 'What was done at the terminal, newest first', { of: OperationView, as: 'page' })
  async operations(@Param('sn') sn: string, @Query() query: ListQuery): Promise<Page<OperationView>> {
    const { limit = usualLimit, cursor } = query;
    const tx = this.unitOfWork.manager;
    await this.devices.get(tx, sn);
    const rows = await terminalOperations(tx, sn, { before: cursorNumber(cursor), limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => ({
        ...row,
        operation: operationNames.get(row.code) ?? '',
        receivedAt: row.receivedAt.toISOString(),
      }),
    );
  }

  @Action(
    'resend',
    'Make a terminal send tables again from the first row on; what is known already is not stored twice',
    {
      of: TerminalResendView,
    },
  )
  async resend(
    @Param('sn') sn: string,
    @Body() { tables }: TerminalResendBody,
    @CurrentCaller() caller: Caller,
  ): Promise<TerminalResendView> {
    const which = tables.map(tableNamed);
    if (which.length === 0) throw invalidField('tables', 'is empty', 'missing');
    return this.audited.run(caller, async (tx) => {
      const { link } = await this.devices.get(tx, sn);
      if (link !== 'push-att') throw new Failure('deviceUnsupported', `device ${sn} does not speak Attendance PUSH`);
      await this.stamps.reset(tx, sn, which);
      // A terminal that does not poll in time is told at its next first contact.
      const commandId = await this.commands.run(tx, sn, { type: 'raw', text: 'CHECK' }, { origin: 'admin' });
      return { commandId };
    });
  }
}

function tableNamed(name: string): StampTable {
  const table = stampTables.find((one) => one === name.toLowerCase());
  if (!table) throw invalidField('tables', `must be of ${stampTables.join(', ')}: "${name}"`);
  return table;
}

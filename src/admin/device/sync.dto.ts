import { openStates } from '../../sync/ledger/ledger-status.repository.js';
import { rowReasons } from '../../sync/status/row-reason.js';
import type { SyncRow } from '../../sync/status/sync-status.service.js';
import { Flag, OneOf, Shown } from '../common/fields.js';
import { ListQuery } from '../common/page.js';

export class ResendBody {
  @Flag('Everything, not only what differs', { optional: true }) full?: boolean;
}

export class SyncNumbers {
  @Shown('Rows it should hold') desired!: number;
  @Shown('Of these, acknowledged as they should be') acked!: number;
  @Shown('Refused, and no longer tried by themselves') failed!: number;
  @Shown('Waiting for a row that was refused') blocked!: number;
  @Shown('Users on the device that it was not given from here: they may open doors') extra!: number;
  @Shown('Rows of which it is not known whether it holds them') unknown!: number;
  @Shown('Rows that its last reading found and nothing here wants: linkages, rights, rules of another server')
  foreign!: number;
  @Shown('It has acknowledged all that it should hold and all that was taken from it') inSync!: boolean;
  @Shown('Why it is not in sync; null where it is', { nullable: true, type: String }) reason!: string | null;
}

export const nothingToDo: SyncNumbers = {
  desired: 0,
  acked: 0,
  failed: 0,
  blocked: 0,
  extra: 0,
  unknown: 0,
  foreign: 0,
  inSync: true,
  reason: null,
};

export class SyncQuery extends ListQuery {
  @OneOf('Only rows in this state', openStates, { optional: true }) state?: (typeof openStates)[number];
}

class SyncRowView {
  @Shown('Table of the device') table!: string;
  @Shown('Its key there') key!: string;
  @Shown('The person of the row; empty if it belongs to nobody') pin!: string;
  @Shown('The state', { enum: [...openStates] }) state!: string;
  @Shown('Whether the device should hold it; false = it should go') wanted!: boolean;
  @Shown('How often it was refused in a row') failures!: number;
  @Shown("The device's last return code", { nullable: true, type: Number }) returnCode!: number | null;
  @Shown('What it means', { nullable: true, type: String }) returnMeaning!: string | null;
  @Shown('Why the device does not hold it as it should, for programs', { enum: [...rowReasons] }) code!: string;
  @Shown('The same in words') reason!: string;
  @Shown('When it is tried again', { nullable: true, type: String }) retryAt!: string | null;
  @Shown('The command that carries it', { nullable: true, type: Number }) commandId!: number | null;
}

class UnknownUser {
  @Shown('Pin on the device') pin!: string;
  @Shown('Name on the device') name!: string;
}

export class SyncView {
  @Shown('Rows that differ', { type: [SyncRowView] }) items!: SyncRowView[];
  @Shown('Where the next call continues', { nullable: true, type: String }) nextCursor!: string | null;
  @Shown('Users the device reported that it should not hold, up to a thousand', { type: [UnknownUser] })
  unknownUsers!: UnknownUser[];
}

export const toSyncRowView = (row: SyncRow): SyncRowView => ({
  table: row.table,
  key: row.key,
  pin: row.pin,
  state: row.state,
  wanted: row.wanted,
  failures: row.failures,
  returnCode: row.returnCode,
  returnMeaning: row.returnMeaning,
  code: row.code,
  reason: row.reason,
  retryAt: row.retryAt?.toISOString() ?? null,
  commandId: row.commandId,
});

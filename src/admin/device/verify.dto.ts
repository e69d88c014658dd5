import type { Command } from '../../core/command/command.js';
import type { Repair, Step, StepStatus, Verification } from '../../sync/verify/verification.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { CommandView, toCommandView } from './command.dto.js';
import { Flag, Int, OneOf, Shown, Texts } from '../common/fields.js';
import { invalidField } from '../common/invalid.js';

const repairs: readonly Repair[] = ['none', 'missing', 'all'];
const statuses: readonly StepStatus[] = [
  'waiting',
  'counting',
  'querying',
  'matches',
  'differs',
  'cannotVerify',
  'noAnswer',
  'failed',
];

export class VerifyQuery {
  @Int('Seconds to wait for the end; left out = 20', { optional: true, min: 0, max: 25 }) wait?: number;
}

export class VerifyBody extends VerifyQuery {
  @Texts(
    'Tables to compare row by row, by their names on the device; left out = all that it should hold, those that can be counted only where the number differs',
    {
      optional: true,
    },
  )
  tables?: string[];
  @OneOf(
    'What becomes of differences: only told (left out = this); missing and different rows sent again; rows too many taken away, too',
    repairs,
    {
      optional: true,
    },
  )
  repair?: Repair;
  @Flag('With repair all: rows of pins that nobody here knows are taken away as well', { optional: true })
  removeUnknown?: boolean;
}

/** Tables by their names in the ledger. @throws Failure for a table that devices are never sent */
export function tablesOf({ tables }: VerifyBody): string[] | undefined {
  return tables?.map((name) => {
    const table = tableNamed(name);
    if (!table?.operations.includes('update')) throw invalidField('tables', `names no table of a device: ${name}`);
    return name.toLowerCase();
  });
}

class DifferentView {
  @Shown('Its key on the device') key!: string;
  @Shown('Columns that say something else; values are not shown', { type: [String] }) columns!: string[];
}

const number = { nullable: true, type: Number } as const;

class TableView {
  @Shown('Table of the device') table!: string;
  @Shown('Biometric type, for templates and photos', number) type!: number | null;
  @Shown('The state; cannotVerify = this firmware does not give the table away', { enum: [...statuses] })
  status!: string;
  @Shown('Rows on the device', number) device!: number | null;
  @Shown('Rows that it has acknowledged', number) ledger!: number | null;
  @Shown('Keys that the device lacks, up to a thousand', { type: [String] }) missing!: string[];
  @Shown('Keys that it should not have, up to a thousand', { type: [String] }) extra!: string[];
  @Shown('Rows that differ, up to a thousand', { type: [DifferentView] }) different!: DifferentView[];
  @Shown('How many of each there are', { nullable: true, type: Object }) totals!: object | null;
  @Shown('Rows that are on their way and were not compared') pending!: number;
  @Shown('Rows whose key cannot be read') unreadable!: number;
  @Shown('Rows that are being put right') repaired!: number;
  @Shown("The device's return code where it refused", number) returnCode!: number | null;
  @Shown('What it means', { nullable: true, type: String }) returnMeaning!: string | null;
}

class UserCounts {
  @Shown('Users on the device') device!: number;
  @Shown('Users it acknowledged') ledger!: number;
  @Shown('The first less the second') difference!: number;
}

export class VerificationView {
  @Shown('Id') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown('The state', { enum: ['running', 'done'] }) status!: string;
  @Shown('What becomes of differences', { enum: [...repairs] }) repair!: string;
  @Shown('Table by table', { type: [TableView] }) tables!: TableView[];
  @Shown('The count of users that was asked for', { nullable: true, type: CommandView }) command!: CommandView | null;
  @Shown('What came of it; null where the device did not say', { nullable: true, type: UserCounts })
  user!: UserCounts | null;
  @Shown('Begun at') createdAt!: string;
  @Shown('Ended at', { nullable: true, type: String }) finishedAt!: string | null;
}

const toTableView = (step: Step): TableView => ({
  table: step.table,
  type: step.type,
  status: step.status,
  device: step.device,
  ledger: step.ledger,
  missing: [...step.missing],
  extra: [...step.extra],
  different: step.different.map(({ key, columns }) => ({ key, columns: [...columns] })),
  totals: step.totals,
  pending: step.pending,
  unreadable: step.unreadable,
  repaired: step.repaired,
  returnCode: step.returnCode,
  returnMeaning: step.returnCode === null ? null : returnMeaning(step.returnCode),
});

export const usersIn = ({ steps }: Verification): Step | undefined => steps.find(({ table }) => table === 'user');

function userCounts(step: Step | undefined): UserCounts | null {
  const { counted: device = null, ledger = null } = step ?? {};
  return device === null || ledger === null ? null : { device, ledger, difference: device - ledger };
}

/** @param counted the command that counted the users */
export const toVerificationView = (one: Verification, counted: Command | null): VerificationView => ({
  id: one.id,
  sn: one.sn,
  status: one.status,
  repair: one.repair,
  tables: one.steps.map(toTableView),
  command: counted && toCommandView(counted),
  user: userCounts(usersIn(one)),
  createdAt: one.createdAt.toISOString(),
  finishedAt: one.finishedAt?.toISOString() ?? null,
});

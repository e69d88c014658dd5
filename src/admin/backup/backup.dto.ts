import type { BackupRun } from '../../operations/backup/backup-runs.js';
import type { BackupState, Verdict } from '../../operations/backup/backup.service.js';
import { Int, Part, Shown, Text } from '../common/fields.js';

const at = 'The time of day at which a backup is made, in the zone of the site; null = none is made by itself';
/** The first backup of a schedule is made at once, and of a small site it lasts a second or two. */
export const usualWait = 60;
const dir = 'The folder of the files on the server';
const recipient = 'The public key of age that may read the files; its private half is not on this server';
const timeOfDay = { is: /^([01]\d|2[0-3]):[0-5]\d$/, says: 'a time such as 02:30' } as const;
const absolute = { is: /^\/[^\p{Cc}]*$/u, says: 'a folder such as /var/backups/postern' } as const;
const ageKey = { is: /^age1(pq1)?[02-9ac-hj-np-z]{50,2500}$/, says: 'a public key of age, such as age1...' } as const;

export class KeepBody {
  @Int('The newest of so many days', { min: 1, max: 366 }) daily!: number;
  @Int('The newest of so many weeks', { min: 0, max: 260 }) weekly!: number;
  @Int('The newest of so many months', { min: 0, max: 240 }) monthly!: number;
}

export class KeepView {
  @Shown('The newest of so many days', { type: 'integer' }) daily!: number;
  @Shown('The newest of so many weeks', { type: 'integer' }) weekly!: number;
  @Shown('The newest of so many months', { type: 'integer' }) monthly!: number;
}

export class BackupScheduleBody {
  @Text(at, { nullable: true, max: 5, pattern: timeOfDay, example: '02:30' }) at!: string | null;
  @Part('How many files stay; left out = as it was', () => KeepBody, { optional: true }) keep?: KeepBody;
  @Text(`${dir}; left out = as it was, null = backups in DATA_DIR`, {
    optional: true,
    nullable: true,
    max: 1_000,
    pattern: absolute,
  })
  dir?: string | null;
  @Text(`${recipient}; left out = as it was`, { optional: true, max: 2_600, pattern: ageKey }) recipient?: string;
}

export class BackupBody {
  @Text('Whoever knows it can read the file', { min: 12, max: 1_000 }) passphrase!: string;
  @Int(`One backup is made at a time: how many seconds to wait for another one to end; left out = ${usualWait}`, {
    optional: true,
    min: 0,
    max: 600,
  })
  wait?: number;
}

export class BackupRunView {
  @Shown('Its number', { type: 'integer' }) id!: number;
  @Shown('Made, or restored for a trial', { enum: ['backup', 'rehearsal'] }) kind!: 'backup' | 'rehearsal';
  @Shown('When it was begun', { type: String, format: 'date-time' }) startedAt!: Date;
  @Shown('When it ended; null = it has not', { type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
  @Shown('Whether it is good; null = it has not ended', { type: Boolean, nullable: true }) ok!: boolean | null;
  @Shown('The file; a name without a folder was downloaded', { type: String, nullable: true }) file!: string | null;
  @Shown('Its size', { type: 'integer', nullable: true }) bytes!: number | null;
  @Shown('What went wrong', { type: String, nullable: true }) message!: string | null;
}

export class BackupListView {
  @Shown('Backups and rehearsals, newest first, the last hundred', { type: [BackupRunView] }) items!: BackupRunView[];
  @Shown('The last good one', { type: BackupRunView, nullable: true }) lastGood!: BackupRunView | null;
}

export class LackingView {
  @Shown('The pin') pin!: string;
  @Shown('The name') name!: string;
  @Shown('The devices that lack something of this person', { type: [String] }) devices!: string[];
}

export class RestoredView {
  @Shown('When the backup was made', { type: String, format: 'date-time' }) backupAt!: string;
  @Shown('When it was restored', { type: String, format: 'date-time' }) restoredAt!: string;
  @Shown('Devices that are given nothing until they are released', { type: 'integer' }) devices!: number;
  @Shown('Those of them that were compared since', { type: 'integer' }) compared!: number;
  @Shown('Rows that devices lack or hold otherwise, as far as they were compared', { type: 'integer' }) rows!: number;
  @Shown('Persons to whom a release gives something that devices do not hold. The first thousand, by pin', {
    type: [LackingView],
  })
  lacking!: LackingView[];
}

export class BackupStateView {
  @Shown(at, { type: String, nullable: true }) at!: string | null;
  @Shown(dir) dir!: string;
  @Shown(recipient, { type: String, nullable: true }) recipient!: string | null;
  @Shown('How many files stay', { type: KeepView }) keep!: KeepView;
  @Shown('The last good backup', { type: BackupRunView, nullable: true }) lastBackup!: BackupRunView | null;
  @Shown('The last rehearsal that succeeded', { type: BackupRunView, nullable: true })
  lastRehearsal!: BackupRunView | null;
  @Shown('Devices are given nothing because the database was restored; null = all are given what they lack', {
    type: RestoredView,
    nullable: true,
  })
  restored!: RestoredView | null;
}

export class BackupCheckView {
  @Shown('The file is whole and can be read with that passphrase') ok!: boolean;
  @Shown('Why it is not', { type: String, nullable: true }) reason!: string | null;
  @Shown('When the backup was made', { type: String, format: 'date-time', nullable: true }) at!: string | null;
  @Shown('By which version', { type: String, nullable: true }) version!: string | null;
  @Shown('How many tables it has', { type: 'integer', nullable: true }) tables!: number | null;
  @Shown('How many rows', { type: 'integer', nullable: true }) rows!: number | null;
}

export const toRunView = (run: BackupRun): BackupRunView => ({ ...run });

export const toStateView = ({ settings, lastBackup, lastRehearsal, restored }: BackupState): BackupStateView => ({
  at: settings.at,
  dir: settings.dir,
  recipient: settings.recipient,
  keep: { ...settings.keep },
  lastBackup: lastBackup && toRunView(lastBackup),
  lastRehearsal: lastRehearsal && toRunView(lastRehearsal),
  restored: restored && {
    ...restored,
    lacking: restored.lacking.map((one) => ({ ...one, devices: [...one.devices] })),
  },
});

export function toCheckView(verdict: Verdict): BackupCheckView {
  if ('reason' in verdict)
    return { ok: false, reason: verdict.reason, at: null, version: null, tables: null, rows: null };
  const { at: made, postern, tables } = verdict.manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { ok: true, reason: null, at: made, version: postern, tables: tables.length, rows };
}

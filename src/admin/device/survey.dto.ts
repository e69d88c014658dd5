import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { writableNamed } from '../../protocol/access-push/tables/writable.js';
import { importStates, type Import } from '../../sync/survey/import-state.js';
import { standings, type Standing, type Survey, type SurveyRow, type SurveyStep } from '../../sync/survey/survey.js';
import type { SurveyPeople, SurveyPerson } from '../../sync/survey/survey-people.js';
import { Int, OneOf, Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';
import { invalidField } from '../common/invalid.js';

export class SurveyWait {
  @Int('Seconds to wait for the end; left out = 0', { optional: true, min: 0, max: 25 }) wait?: number;
}

export class SurveyRowQuery extends ListQuery {
  @Text('Rows of this table of the device only', { optional: true }) table?: string;
  @OneOf('Rows that stand so only', standings, { optional: true }) standing?: Standing;
}

/** @throws Failure for a table that no device has */
export function tableAsked(table: string | undefined, field = 'table'): string | undefined {
  if (table !== undefined && !writableNamed(table)) throw invalidField(field, `names no table of a device: ${table}`);
  return table;
}

const number = { nullable: true, type: Number } as const;

class StandingCounts {
  @Shown('As they should be') ours!: number;
  @Shown('With other values than they should have') differs!: number;
  @Shown('On their way, or not acknowledged yet') pending!: number;
  @Shown('Of somebody else: nothing here wants them') foreign!: number;
  @Shown("The device's own parameters, which nothing here sets") own!: number;
  @Shown('Acknowledged once, and not there') missing!: number;
}

class SurveyTable {
  @Shown('Table of the device') table!: string;
  @Shown('Biometric type, for templates and photos', number) type!: number | null;
  @Shown('How the reading stands; cannotRead = this firmware does not give the table away', {
    enum: ['waiting', 'reading', 'read', 'cannotRead', 'noAnswer', 'failed'],
  })
  status!: string;
  @Shown('Rows on the device', number) rows!: number | null;
  @Shown('How they stand to what is wanted here', { nullable: true, type: StandingCounts })
  counts!: StandingCounts | null;
  @Shown('Rows whose key cannot be read') unreadable!: number;
  @Shown("The device's return code where it refused", number) returnCode!: number | null;
  @Shown('What it means', { nullable: true, type: String }) returnMeaning!: string | null;
}

class SurveyTotals {
  @Shown('Users on the device') users!: number;
  @Shown('Those of them who are persons or visitors here') known!: number;
  @Shown('Different cards') cards!: number;
  @Shown('Users with a keypad password') passwords!: number;
  @Shown('Fingers') fingers!: number;
  @Shown('Persons with a face') faces!: number;
  @Shown('Rows that open doors or floors') authorities!: number;
  @Shown('Time zones') timeZones!: number;
  @Shown('Rows of rules: linkage, interlock, anti-passback, first card, several cards and the like') rules!: number;
  @Shown('Parameters of the device, its doors and its readers') parameters!: number;
}

class SurveyImport {
  @Shown('How far it is', { enum: [...importStates] }) state!: string;
  @Shown('Why it failed, where it did', { nullable: true, type: String }) error!: string | null;
  @Shown('Since when') since!: string;
  @Shown('The call that does it, or does it again: nothing is taken over twice') again!: string;
}

export class SurveyView {
  @Shown('Id') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown(
    'Why it is read: keep, clear, import = after it was approved so; settle, proof = after something was changed',
    {
      enum: ['asked', 'keep', 'clear', 'import', 'settle', 'proof'],
    },
  )
  purpose!: string;
  @Shown('How it stands', { enum: ['running', 'done'] }) status!: string;
  @Shown('Tables that have been asked for and ended') done!: number;
  @Shown('Tables that are asked for') of!: number;
  @Shown('What it holds, as far as it has been read', { type: SurveyTotals }) holds!: SurveyTotals;
  @Shown('How all of its rows stand', { type: StandingCounts }) counts!: StandingCounts;
  @Shown('Table by table', { type: [SurveyTable] }) tables!: SurveyTable[];
  @Shown('Whether what it holds was taken over; null = nobody has begun', { nullable: true, type: SurveyImport })
  import!: SurveyImport | null;
  @Shown('Begun at') createdAt!: string;
  @Shown('Ended at', { nullable: true, type: String }) finishedAt!: string | null;
}

export class SurveyRowView {
  @Shown('Table of the device') table!: string;
  @Shown('Its key on the device') key!: string;
  @Shown('How it stands to what is wanted here', { enum: [...standings] }) standing!: string;
  @Shown('Columns that say something else', { type: [String] }) columns!: string[];
  @Shown('What it says, without secrets', { type: Object }) row!: object;
  @Shown('Secrets that it has: passwords, templates, pictures', { type: [String] }) hidden!: string[];
}

class SurveyAuthority {
  @Shown('Table of the device') table!: string;
  @Shown('Numbers of the doors, or of the floors', { type: [Number] }) places!: number[];
  @Shown('Number of the time zone on the device', number) timeZoneId!: number | null;
}

export class SurveyPersonView {
  @Shown('Pin') pin!: string;
  @Shown('Name on the device') name!: string;
  @Shown('There is a person or a visitor of that pin here') known!: boolean;
  @Shown('Name here, where there is one', { nullable: true, type: String }) nameHere!: string | null;
  @Shown('How the row of the user stands', { enum: [...standings] }) standing!: string;
  @Shown('Cards, in decimal', { type: [String] }) cards!: string[];
  @Shown('A keypad password is there') password!: boolean;
  @Shown('Fingers') fingers!: number;
  @Shown('A face is there') face!: boolean;
  @Shown('What opens to them', { type: [SurveyAuthority] }) authorities!: SurveyAuthority[];
}

const nothing: Record<Standing, number> = { ours: 0, differs: 0, pending: 0, foreign: 0, own: 0, missing: 0 };

const toTable = (step: SurveyStep): SurveyTable => ({
  table: step.table,
  type: step.type,
  status: step.status,
  rows: step.rows,
  counts: step.tally && { ...nothing, ...step.tally },
  unreadable: step.unreadable,
  returnCode: step.returnCode,
  returnMeaning: step.returnCode === null ? null : returnMeaning(step.returnCode),
});

const sum = (steps: readonly SurveyStep[], name: Standing) =>
  steps.reduce((total, { tally }) => total + (tally?.[name] ?? 0), 0);

export const toSurveyView = (one: Survey, holds: SurveyPeople, taken: Import | null): SurveyView => ({
  id: one.id,
  sn: one.sn,
  purpose: one.purpose,
  status: one.status,
  done: one.steps.filter(({ status }) => status !== 'waiting' && status !== 'reading').length,
  of: one.steps.length,
  holds: { ...holds },
  counts: {
    ours: sum(one.steps, 'ours'),
    differs: sum(one.steps, 'differs'),
    pending: sum(one.steps, 'pending'),
    foreign: sum(one.steps, 'foreign'),
    own: sum(one.steps, 'own'),
    missing: sum(one.steps, 'missing'),
  },
  tables: one.steps.map(toTable),
  import: taken && {
    ...taken,
    since: taken.since.toISOString(),
    again: `POST /admin/v1/devices/${one.sn}/survey/import {"dryRun": false}`,
  },
  createdAt: one.createdAt.toISOString(),
  finishedAt: one.finishedAt?.toISOString() ?? null,
});

export const toSurveyRowView = (one: SurveyRow): SurveyRowView => ({
  ...one,
  columns: [...one.columns],
  row: { ...one.row },
  hidden: [...one.hidden],
});

export const toSurveyPersonView = (one: SurveyPerson): SurveyPersonView => ({
  ...one,
  cards: [...one.cards],
  authorities: one.authorities.map((authority) => ({ ...authority, places: [...authority.places] })),
});

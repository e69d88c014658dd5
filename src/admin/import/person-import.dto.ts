import { importStates, type ImportRun } from './import-run.service.js';
import { Shown, Text } from '../common/fields.js';
import { ItemFaultView } from '../common/item-fault.js';

export class ImportQuery {
  @Text('true: nothing is stored; the answer says what would be refused', {
    optional: true,
    pattern: { is: /^(true|false|1|0)?$/i, says: 'true or false' },
  })
  dryRun?: string;
}

class ImportErrorView extends ItemFaultView {
  @Shown('Line of the file, from 1') line!: number;
  @Shown('Person number, empty where the line has none') pin!: string;
  @Shown('Column that it is about', { nullable: true, type: String }) field!: string | null;
}

export class ImportView {
  @Shown('Whether it was a trial') dryRun!: boolean;
  @Shown('Lines after the headings, without empty ones') rows!: number;
  @Shown('Persons that were not there') added!: number;
  @Shown('Persons that were there') updated!: number;
  @Shown('Lines that were not taken over') failed!: number;
  @Shown('Which, and why; the first thousand of them', { type: [ImportErrorView] }) errors!: readonly ImportErrorView[];
  @Shown('Headings that say nothing to us', { type: [String] }) ignoredColumns!: readonly string[];
}

export class ImportRunView extends ImportView {
  @Shown('Id') id!: string;
  @Shown('interrupted: the gateway stopped; lines that are not done were not taken over, and can be sent again', {
    enum: [...importStates],
  })
  status!: string;
  @Shown('Lines that can be taken over') total!: number;
  @Shown('Of these, handled so far') done!: number;
  @Shown('When it began', { type: String, format: 'date-time' }) createdAt!: Date;
  @Shown('When it ended', { nullable: true, type: String, format: 'date-time' }) finishedAt!: Date | null;
}

export const toImportRunView = ({ result, ...run }: ImportRun): ImportRunView => ({ ...run, ...result });

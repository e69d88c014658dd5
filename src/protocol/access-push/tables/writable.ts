import { text } from '../field.js';
import { table, type AnyTable } from '../table.js';
import { tableNamed } from './all.js';

/** The ledger has the options that SET OPTIONS writes as rows of a table of their own (9.5.1). */
export const optionTableName = 'options';

const options = table(
  optionTableName,
  { name: text('Name'), value: text('Value') },
  {
    key: ['name'],
    unit: [],
    secret: true,
  },
);

/** Everything that a device can be made to hold: its tables, and its options. */
export const writableNamed = (name: string): AnyTable | undefined =>
  name === optionTableName ? options : tableNamed(name);

import type { EntityManager } from 'typeorm';
import { doorOfOption } from '../../protocol/access-push/parameters/door.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';

/** A row of a rule that somebody else left on a panel. */
export interface FoundRow {
  readonly table: string;
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Tables about doors, inputs and outputs: they have few rows. */
export const deviceRuleTables = [
  'inoutfun',
  'cambindinfo',
  'triggerlist',
  'antipassback',
  'interlock',
  'multimcard',
  'outrelaysetting',
  'inputiosetting',
  'difftimezonevs',
  'doorvstimezone',
  'doorparameters',
  'devparameters',
  optionTableName,
] as const;
const most = 20_000;

/** Options of doors have the door's number in their names. */
function asParameter(found: FoundRow): FoundRow {
  const ofDoor = found.table === optionTableName ? doorOfOption(String(found.row.name)) : null;
  return ofDoor ? { ...found, row: { ...found.row, id: ofDoor.door, name: ofDoor.name } } : found;
}

export const foundRows = async (tx: EntityManager, surveyId: number): Promise<FoundRow[]> => {
  const rows: FoundRow[] = await tx.query(
    `SELECT table_name AS "table", key, row FROM survey_row
     WHERE survey_id = $1 AND table_name = ANY($2) AND standing = 'foreign' ORDER BY table_name, key LIMIT ${most}`,
    [surveyId, deviceRuleTables],
  );
  return rows.map(asParameter);
};

/** Parameters of the device, in a table or among its options. */
export const deviceParametersIn = (rows: readonly FoundRow[]) =>
  rows.filter(({ table, row }) => table === 'devparameters' || (table === optionTableName && row.id === undefined));
export const isDoorParameter = ({ table, row }: FoundRow): boolean =>
  table === 'doorparameters' || (table === optionTableName && row.id !== undefined);

export const placeOfFound = ({ table, key }: FoundRow): string => `${table}\n${key}`;
export const numberIn = ({ row }: FoundRow, column: string): number => Number(row[column] ?? 0);
export const inTable = (rows: readonly FoundRow[], name: string) => rows.filter(({ table }) => table === name);

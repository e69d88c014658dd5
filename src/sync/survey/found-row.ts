import type { EntityManager } from 'typeorm';

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
] as const;
const most = 20_000;

export const foundRows = (tx: EntityManager, surveyId: number): Promise<FoundRow[]> =>
  tx.query(
    `SELECT table_name AS "table", key, row FROM survey_row
     WHERE survey_id = $1 AND table_name = ANY($2) AND standing = 'foreign' ORDER BY table_name, key LIMIT ${most}`,
    [surveyId, deviceRuleTables],
  );

export const placeOfFound = ({ table, key }: FoundRow): string => `${table}\n${key}`;
export const numberIn = ({ row }: FoundRow, column: string): number => Number(row[column] ?? 0);
export const inTable = (rows: readonly FoundRow[], name: string) => rows.filter(({ table }) => table === name);

import type { Dialect } from '../push/dialect.js';
import { keyOf, type AnyRow, type AnyTable } from '../push/table.js';
import { attBioData, attBioPhoto, face, fingerTmp, fvein } from './tables.js';

/** The name of one of these tables in the ledger: the other protocol has tables of the same names. */
export const ledgerName = ({ name }: Pick<AnyTable, 'name'>): string => `att:${name}`;

/** Where a template or a comparison photo stands. */
export interface AttBioPlace {
  readonly kind: 'template' | 'photo';
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
}

interface Form {
  readonly table: AnyTable;
  readonly row: AnyRow;
}

/** Tables of one type that are older than BIODATA (Attendance PUSH 9.5 to 9.7). */
const olderForms: Readonly<Record<number, (pin: string, place: AttBioPlace) => Form>> = {
  1: (pin, { no }) => ({ table: fingerTmp, row: { pin, fid: no } }),
  2: (pin, { index }) => ({ table: face, row: { pin, fid: index } }),
  7: (pin, { no, index }) => ({ table: fvein, row: { pin, fid: no, index } }),
};

/** Every table in which a terminal may hold it, the older form first, with the columns that tell its row from others. */
export function attBioForms(pin: string, place: AttBioPlace): readonly Form[] {
  const { kind, bioType: type, no, index } = place;
  if (kind === 'photo') return [{ table: attBioPhoto, row: { pin, type } }];
  const older = olderForms[type]?.(pin, place);
  return [...(older ? [older] : []), { table: attBioData, row: { pin, type, no, index } }];
}

/** The ledger's rows that stand for it, whichever table the terminal takes it in. */
export const attLedgerRows = (pin: string, place: AttBioPlace, dialect: Dialect): { table: string; key: string }[] =>
  attBioForms(pin, place).map(({ table, row }) => ({ table: ledgerName(table), key: keyOf(table, row, dialect) }));

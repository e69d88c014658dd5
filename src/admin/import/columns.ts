import { dayOf, wallClock } from '../../facade/dates.js';
import { isStorable, storableText } from '../common/storable.pipe.js';
import { Failure, faulty, type Reason } from '../../platform/errors.js';
import { itemFault, type ItemFault } from '../common/invalid.js';
import type { PersonFacts } from '../../modules/person/person-facts.js';

/** The values that a line has for a person. */
export interface ImportedPerson extends PersonFacts {
  readonly pin: string;
  readonly accLevelIds?: readonly string[] | undefined;
}

type Name = keyof ImportedPerson;

interface Column {
  readonly name: Name;
  /** Other headings for the column, in lower-case letters and digits only. */
  readonly headings: readonly string[];
  /** Reads a cell that is not empty. */
  readonly read: (cell: string) => unknown;
}

const text = (cell: string) => cell;
/** A separator inside a cell, because a comma may separate the cells. */
const list = (cell: string) =>
  cell
    .split(/[,;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const words = new Map([
  ...['1', 'true', 'yes', 'y', 'x'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'n'].map((word) => [word, false] as const),
]);

function flag(cell: string): boolean {
  const value = words.get(cell.toLowerCase());
  if (value === undefined)
    throw faulty({ field: 'isDisabled', code: 'choice', message: `"${cell.slice(0, 40)}" is neither yes nor no` });
  return value;
}

const column = (name: Name, read: (cell: string) => unknown, ...headings: string[]): Column => ({
  name,
  headings: [name.toLowerCase(), ...headings],
  read,
});

/** Columns by their names in the admin API, and by the headings of the vendor's own list of persons. */
export const columns: readonly Column[] = [
  column('pin', text, 'personnelid', 'personid', 'personnelno', 'personpin', 'userid'),
  column('name', text, 'firstname'),
  column('lastName', text, 'surname', 'familyname'),
  column('deptCode', text, 'departmentnumber', 'departmentcode', 'deptnumber'),
  column('gender', text, 'sex'),
  column('birthday', dayOf, 'dateofbirth'),
  column('cardNo', text, 'cardnumber', 'card'),
  column('supplyCards', list, 'secondarycards', 'secondarycardnumber', 'furthercards'),
  column('personPwd', text, 'password', 'deviceverificationpassword', 'verificationpassword'),
  column('email', text, 'mail'),
  column('mobilePhone', text, 'mobile', 'phone', 'mobilenumber'),
  column('certType', text, 'certificatetype', 'idtype'),
  column('certNumber', text, 'certificatenumber', 'idnumber'),
  column('ssn', text, 'socialsecuritynumber'),
  column('carPlate', text, 'licenseplate', 'plate'),
  column('hireDate', dayOf, 'hiredon'),
  column('isDisabled', flag, 'disabled'),
  column('accStartTime', (cell) => wallClock(cell, 'start'), 'starttime', 'validfrom'),
  column('accEndTime', (cell) => wallClock(cell, 'end'), 'endtime', 'validto'),
  column('accLevelIds', list, 'levels', 'accesslevels'),
];

const plainOf = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The column of a heading; undefined if it is none of ours. */
export const columnFor = (heading: string): Column | undefined =>
  columns.find(({ headings }) => headings.includes(plainOf(heading)));

/** The column that a refusal is about, once the cells have been read. */
const columnOf: Partial<Record<Reason, Name>> = {
  pinMissing: 'pin',
  pinInvalid: 'pin',
  departmentNotFound: 'deptCode',
  levelNotFound: 'accLevelIds',
  passwordTaken: 'personPwd',
  timeRangeInvalid: 'accEndTime',
  cardTaken: 'cardNo',
};

/** A refusal with the column that it is about. */
export const faultOf = (refused: Failure): ItemFault => itemFault(refused, columnOf);

const pinOf = (said: ReadonlyMap<Name, unknown>) => String(said.get('pin'));

/**
 * The person that the cells of a line describe. An empty cell leaves the present value as it is.
 * @returns the fault of the first cell that cannot be read, or the person
 */
export function personIn(
  heads: readonly (Column | undefined)[],
  cells: readonly string[],
): { readonly person: ImportedPerson } | { readonly fault: ItemFault; readonly pin: string } {
  const said = new Map<Name, unknown>([['pin', '']]);
  for (const [place, head] of heads.entries()) {
    const cell = cells[place] ?? '';
    if (!head || cell === '') continue;
    if (!isStorable(cell))
      return {
        fault: { field: head.name, code: 'characters', message: `${head.name} ${storableText}` },
        pin: pinOf(said),
      };
    try {
      said.set(head.name, head.read(cell));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { fault: { ...faultOf(error), field: head.name }, pin: pinOf(said) };
    }
  }
  return { person: Object.fromEntries(said) as unknown as ImportedPerson };
}

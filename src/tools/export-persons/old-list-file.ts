import type { ListedPerson } from '../../modules/person/person-list.service.js';

/** The headings of the old server's own list of persons, and the values below them. */
const columns: readonly (readonly [heading: string, value: (person: ListedPerson) => string | null])[] = [
  ['Personnel ID', ({ pin }) => pin],
  ['First Name', ({ name }) => name],
  ['Last Name', ({ lastName }) => lastName],
  ['Department Number', ({ deptCode }) => deptCode],
  ['Department Name', ({ deptName }) => deptName],
  ['Gender', ({ gender }) => gender],
  ['Birthday', ({ birthday }) => birthday],
  ['Card Number', ({ cardNo }) => cardNo],
  ['Secondary Card Number', ({ supplyCards }) => supplyCards],
  ['Email', ({ email }) => email],
  ['Mobile Phone', ({ mobilePhone }) => mobilePhone],
  ['Certificate Type', ({ certType }) => certType],
  ['Certificate Number', ({ certNumber }) => certNumber],
  ['License Plate', ({ carPlate }) => carPlate],
  ['Hire Date', ({ hireDate }) => hireDate],
  ['Start Time', ({ accStartTime }) => accStartTime],
  ['End Time', ({ accEndTime }) => accEndTime],
];

export const headings: readonly string[] = columns.map(([heading]) => heading);

/** Without passwords, photos and templates, which never leave the database in a file. */
export const cellsOf = (person: ListedPerson): string[] => columns.map(([, value]) => value(person) ?? '');

import { namingFields } from '../common/invalid.js';

const fields = {
  certTypeInvalid: 'certType',
  nationalIdInvalid: 'certNumber',
  dateIncorrect: 'endTime',
  employeeNotFound: 'hostPin',
  visitedDepartmentNotFound: 'deptCode',
  levelNotFound: 'levelIds',
  cardTaken: 'cardNo',
} as const;

/** What the visitors' services refuse, with the field of the body that it is about. */
export const namingVisitor = <T>(call: Promise<T>): Promise<T> => namingFields(fields, call);

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

/** Refusals of the visitors' services, with the field of the body that each is about. */
export const namingVisitor = <T>(call: Promise<T>): Promise<T> => namingFields(fields, call);

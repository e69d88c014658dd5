import { Failure } from '../../errors.js';

interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export function invalidFields(errors: readonly FieldFault[]): Failure {
  return new Failure('invalid', errors.map(({ message }) => message).join('; '), { errors });
}

/** A refusal that names one field. */
export const invalidField = (field: string, message: string): Failure =>
  invalidFields([{ field, message: `${field} ${message}` }]);

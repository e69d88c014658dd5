import { Failure, type Reason } from '../../platform/errors.js';

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export function invalidFields(errors: readonly FieldFault[]): Failure {
  return new Failure('invalid', errors.map(({ message }) => message).join('; '), { errors });
}

/** A refusal that names one field. */
export const invalidField = (field: string, message: string): Failure =>
  invalidFields([{ field, message: `${field} ${message}` }]);

/** Turns a refusal of a service that does not know the body into a refusal of one field of that body. */
export async function namingFields<T>(fields: Partial<Record<Reason, string>>, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const field = error instanceof Failure && !error.data ? fields[error.reason] : undefined;
    if (!(error instanceof Failure) || field === undefined) throw error;
    throw new Failure(error.reason, error.message, { errors: [{ field, message: error.message }] });
  }
}

import { Failure, type FieldFault, type Reason } from '../../platform/errors.js';

export function invalidFields(errors: readonly FieldFault[]): Failure {
  return new Failure('invalid', errors.map(({ message }) => message).join('; '), { errors });
}

/** A refusal that names one field. */
export const invalidField = (field: string, message: string, code = 'invalid'): Failure =>
  invalidFields([{ field, code, message: `${field} ${message}` }]);

/** What the reason of a service means for the field that it is about. */
const codeEndings: readonly (readonly [ending: string, code: string])[] = [
  ['Taken', 'taken'],
  ['Exists', 'taken'],
  ['NotFound', 'notFound'],
  ['Missing', 'missing'],
  // What is no time at all; a day that the calendar does not have is told by the field itself.
  ['timeInvalid', 'format'],
];
const codeOf = (reason: Reason): string => codeEndings.find(([ending]) => reason.endsWith(ending))?.[1] ?? 'invalid';

/** What a service says of a field that it does not know by its name here; null = it has named the field itself. */
function unnamed({ reason, message, data }: Failure): Omit<FieldFault, 'field'> | null {
  if (!data) return { code: codeOf(reason), message };
  const [fault] = (data.errors ?? []) as readonly FieldFault[];
  return fault?.code === 'taken' ? fault : null;
}

/** Turns a refusal of a service that does not know the body into a refusal of one field of that body. */
export async function namingFields<T>(fields: Partial<Record<Reason, string>>, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const field = error instanceof Failure ? fields[error.reason] : undefined;
    if (!(error instanceof Failure) || field === undefined) throw error;
    const fault = unnamed(error);
    throw fault ? new Failure(error.reason, error.message, { errors: [{ ...fault, field }] }) : error;
  }
}

/** A refusal of one of many: what is wrong, and with which field, where that is known. */
export type ItemFault = Omit<FieldFault, 'field'> & { readonly field: string | null };

/**
 * What a refusal says of an item of a list.
 * @param fieldOf names the field where the service has not
 */
export function itemFault({ reason, message, data }: Failure, fieldOf: Partial<Record<Reason, string>>): ItemFault {
  const [fault] = (data?.errors ?? []) as readonly FieldFault[];
  return fault ?? { field: fieldOf[reason] ?? null, code: codeOf(reason), message };
}

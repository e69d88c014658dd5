import type { ValidationError } from 'class-validator';
import type { FieldFault } from '../../platform/errors.js';

/** Rules of class-validator, and what it means for a field that one is broken. */
const codeOf: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown',
  isString: 'type',
  isInt: 'type',
  isNumber: 'type',
  isBoolean: 'type',
  isArray: 'type',
  isObject: 'type',
  isLength: 'length',
  maxLength: 'length',
  min: 'range',
  max: 'range',
  matches: 'format',
  realDay: 'calendar',
  isIn: 'choice',
  arrayMinSize: 'size',
  arrayMaxSize: 'size',
};

type Limits = NonNullable<FieldFault['params']>;

const isMissing = (value: unknown) => value === undefined || value === null;

function faultOf(what: string, field: string, error: ValidationError, rule: string, message: string): FieldFault {
  const { property, contexts } = error;
  const value: unknown = error.value;
  if (rule === 'whitelistValidation')
    return { field, code: 'unknown', message: `${property} is no ${what} of this call` };
  if (isMissing(value)) return { field, code: 'missing', message };
  const params = contexts?.[rule] as Limits | undefined;
  return { field, code: codeOf[rule] ?? 'invalid', ...(params ? { params } : {}), message };
}

/** What is said of the items of a list, and of their number, says nothing where there is no list. */
const brokenRules = ({ constraints = {} }: ValidationError): [rule: string, message: string][] =>
  Object.entries(constraints).filter(([rule]) => rule === 'isArray' || constraints.isArray === undefined);

/**
 * All validation errors, each with the path of its field: `periods.mon`.
 * @param what is validated: field or parameter
 */
export function complaints(what: string, errors: readonly ValidationError[], above = ''): FieldFault[] {
  return errors.flatMap((error) => [
    ...brokenRules(error).map(([rule, message]) => faultOf(what, above + error.property, error, rule, message)),
    ...complaints(what, error.children ?? [], `${above}${error.property}.`),
  ]);
}

import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Failure, type Reason } from '../errors.js';
import { dayOf, wallClock, type Edge } from './dates.js';

/** A parameter of a call: where it stands in the request, and what becomes of it. */
export interface Field {
  readonly name: string;
  /** Every spelling it is known by, in lower case: the manual and its clients disagree. */
  readonly spellings: readonly string[];
  /** How it is documented where it stands in a query. */
  readonly schema: {
    readonly description: string;
    readonly required: boolean;
    readonly type: 'string' | 'integer' | 'boolean';
    readonly example?: unknown;
  };
  /** Undefined = absent. Throws the Failure that tells what is wrong. */
  readonly read: (raw: unknown) => unknown;
}

interface Common {
  readonly example?: unknown;
  /** Refuse absent and empty values for this reason. */
  readonly missing?: Reason;
  readonly aliases?: readonly string[];
}

const fields = new WeakMap<object, Field[]>();

/** The declared parameters of a class, those of its parents first. */
export function fieldsOf(type: object): readonly Field[] {
  const parent = Object.getPrototypeOf(type) as object | null;
  return [...(parent && parent !== Function.prototype ? fieldsOf(parent) : []), ...(fields.get(type) ?? [])];
}

type Read = (raw: unknown, name: string) => unknown;

function field(description: string, options: Common, schema: ApiPropertyOptions, read: Read): PropertyDecorator {
  const { missing, aliases = [], example } = options;
  return (target, key) => {
    const name = String(key);
    const property = {
      description,
      required: Boolean(missing),
      ...(example === undefined ? {} : { example }),
      ...schema,
    };
    ApiProperty(property as ApiPropertyOptions)(target, key);
    const entry: Field = {
      name,
      spellings: [name, ...aliases].map((spelling) => spelling.toLowerCase()),
      schema: {
        description,
        required: Boolean(missing),
        type: typeOf(schema),
        ...(example === undefined ? {} : { example }),
      },
      read: (raw) => {
        const value = raw === undefined || raw === null ? undefined : read(raw, name);
        if (missing && isEmpty(value)) throw new Failure(missing, `${name} is required`);
        return value;
      },
    };
    const type = target.constructor;
    fields.set(type, [...(fields.get(type) ?? []), entry]);
  };
}

const typeOf = ({ type }: ApiPropertyOptions) =>
  type === 'integer' ? ('integer' as const) : type === Boolean ? ('boolean' as const) : ('string' as const);

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const invalid = (name: string, what: string) => new Failure('invalid', `${name} ${what}`);

/** Numbers and booleans are as good as their text; of a name that comes twice the first counts. */
function textOf(raw: unknown, name: string): string {
  const value: unknown = Array.isArray(raw) ? (raw[0] ?? '') : raw;
  // Half a surrogate pair has no UTF-8.
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd').trim();
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw invalid(name, 'must be text');
}

function limited(text: string, name: string, max: number): string {
  if (text.length > max) throw invalid(name, `must not be longer than ${max} characters`);
  // PostgreSQL stores no NUL.
  if (text.includes('\0')) throw invalid(name, 'must not hold a NUL character');
  return text;
}

const usualLength = 255;

/** A text, without blanks around it. Empty is a value of its own: it clears where absent keeps. */
export const Text = (description: string, options: Common & { max?: number } = {}): PropertyDecorator => {
  const max = options.max ?? usualLength;
  return field(description, options, { type: String, maxLength: max }, (raw, name) =>
    limited(textOf(raw, name), name, max),
  );
};

/** A list, given as an array or as one text with commas. */
export const Texts = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, options, { type: String }, (raw, name) => {
    const items = (Array.isArray(raw) ? raw : [raw]).flatMap((item) => textOf(item, name).split(/[,;，；]/));
    return items.map((item) => limited(item.trim(), name, usualLength)).filter((item) => item !== '');
  });

interface Range extends Common {
  readonly min: number;
  readonly max: number;
  /** Refuse what is no whole number from min to max for this reason. */
  readonly reason?: Reason;
}

/** A whole number; an empty text is none. */
export const Int = (description: string, options: Range): PropertyDecorator => {
  const { min, max, reason = 'invalid' } = options;
  return field(description, options, { type: 'integer', minimum: min, maximum: max }, (raw, name) => {
    const text = textOf(raw, name);
    if (text === '') return undefined;
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) throw new Failure(reason, `${name} must be a number from ${min} to ${max}`);
    return value;
  });
};

const words = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off', ''].map((word) => [word, false] as const),
]);

export const Flag = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, options, { type: Boolean }, (raw, name) => {
    const value = words.get(textOf(raw, name).toLowerCase());
    if (value === undefined) throw invalid(name, 'must be true or false');
    return value;
  });

/** A wall clock time; a date alone stands at the named edge of its day. Null for an empty text. */
export const Wall = (description: string, edge: Edge, options: Common = {}): PropertyDecorator =>
  field(description, options, { type: String, example: '2024-05-31 08:30:00' }, (raw, name) =>
    wallClock(textOf(raw, name), edge),
  );

/** A date. Null for an empty text. */
export const Day = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, options, { type: String, example: '2024-05-31' }, (raw, name) => dayOf(textOf(raw, name)));

/** Anything, as it came: for the class to look at as a whole. */
export const Raw = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, options, { type: String }, (raw, name) => textOf(raw, name));

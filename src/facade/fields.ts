import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Failure, type Reason } from '../platform/errors.js';
import { dayOf, wallClock, type Edge } from './dates.js';
import { UploadedFile } from '../platform/http/uploaded-file.js';

/** A parameter of a call: its place in the request, and how it is read. */
export interface Field {
  readonly name: string;
  /** All its spellings, in lower case: the manual and its clients differ. */
  readonly spellings: readonly string[];
  /** Its documentation in a path or a query. */
  readonly parameter: {
    readonly description: string;
    readonly required: boolean;
    readonly example?: unknown;
    readonly schema: { readonly type: 'string' | 'integer' | 'boolean' };
  };
  /** Why it can be refused. */
  readonly reasons: readonly Reason[];
  /** Undefined = absent. @throws the Failure that says what is wrong */
  readonly read: (raw: unknown) => unknown;
}

interface Common {
  readonly example?: unknown;
  /** Refuse absent and empty values for this reason. */
  readonly missing?: Reason;
  readonly aliases?: readonly string[];
  /** Why it can be refused, beside the reasons of its kind. */
  readonly reasons?: readonly Reason[];
}

const fields = new WeakMap<object, Field[]>();

/** The declared parameters of a class, those of its parents first. */
export function fieldsOf(type: object): readonly Field[] {
  const parent = Object.getPrototypeOf(type) as object | null;
  return [...(parent && parent !== Function.prototype ? fieldsOf(parent) : []), ...(fields.get(type) ?? [])];
}

type Read = (raw: unknown, name: string) => unknown;

function field(description: string, options: Common, schema: ApiPropertyOptions, read: Read): PropertyDecorator {
  const { missing, aliases = [], reasons = ['invalid'], example } = options;
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
      parameter: {
        description,
        required: Boolean(missing),
        ...(example === undefined ? {} : { example }),
        schema: plain(schema),
      },
      reasons: missing ? [missing, ...reasons] : reasons,
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

/** In an address a list is one text with commas. */
function plain({ type, minimum, maximum, maxLength }: ApiPropertyOptions): Field['parameter']['schema'] {
  if (type === 'integer') return { type, ...(minimum === undefined ? {} : { minimum, maximum }) };
  if (type === Boolean) return { type: 'boolean' };
  return { type: 'string', ...(maxLength === undefined ? {} : { maxLength }) };
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const invalid = (name: string, what: string) => new Failure('invalid', `${name} ${what}`);

/** Numbers and booleans are read as their text; if a name comes twice, the first counts. */
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

/** A text, without blanks around it. Empty differs from absent: it clears the value, absent keeps it. */
export const Text = (description: string, options: Common & { max?: number } = {}): PropertyDecorator => {
  const max = options.max ?? usualLength;
  return field(description, options, { type: String, maxLength: max }, (raw, name) =>
    limited(textOf(raw, name), name, max),
  );
};

const oneOrMany: ApiPropertyOptions = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };

/** Of one list. More are refused before they are taken apart: they would keep everybody waiting. */
const mostTexts = 10_000;

/** A list, given as an array or as one text with commas. */
export const Texts = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, options, oneOrMany, (raw, name) => {
    const items: string[] = [];
    for (const one of Array.isArray(raw) ? (raw as unknown[]) : [raw]) {
      items.push(...textOf(one, name).split(/[,;，；]/, mostTexts + 1));
      if (items.length > mostTexts) throw invalid(name, `must not hold more than ${mostTexts} values`);
    }
    return items.map((item) => limited(item.trim(), name, usualLength)).filter((item) => item !== '');
  });

interface Range extends Common {
  readonly min: number;
  readonly max: number;
  /** The reason for a value that is no whole number from min to max. */
  readonly reason?: Reason;
}

/** A whole number; an empty text is none. */
export const Int = (description: string, options: Range): PropertyDecorator => {
  const { min, max, reason = 'invalid' } = options;
  return field(
    description,
    { ...options, reasons: [reason] },
    { type: 'integer', minimum: min, maximum: max },
    (raw, name) => {
      const text = textOf(raw, name);
      if (text === '') return undefined;
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
      if (!(value >= min && value <= max)) throw new Failure(reason, `${name} must be a number from ${min} to ${max}`);
      return value;
    },
  );
};

/** One of a few numbers; an empty text is none, or `empty` where absent is something else. */
export const Choice = (
  description: string,
  values: readonly number[],
  options: Common & { empty?: null } = {},
): PropertyDecorator =>
  field(description, options, { type: 'integer', enum: [...values] }, (raw, name) => {
    const text = textOf(raw, name);
    if (text === '') return options.empty;
    const value = values.find((one) => String(one) === text);
    if (value === undefined) throw invalid(name, `must be one of ${values.join(', ')}`);
    return value;
  });

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

const timed = (options: Common): Common => ({ reasons: ['invalid', 'timeInvalid'], ...options });
/** If there is an end, it may come before the beginning. */
const ending = (options: Common): Common => ({ reasons: ['invalid', 'timeInvalid', 'timeRangeInvalid'], ...options });

/** A refusal that says which parameter it is about. */
function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.reason, `${name}: ${error.message}`, error.data);
  }
}

/** A wall clock time; a date alone means the given edge of its day. Null for an empty text. */
export const Wall = (description: string, edge: Edge, options: Common & { reason?: Reason } = {}): PropertyDecorator =>
  field(
    description,
    (edge === 'end' ? ending : timed)(options),
    { type: String, example: '2024-05-31 08:30:00' },
    (raw, name) => named(name, () => wallClock(textOf(raw, name), edge, options.reason)),
  );

/** A date. Null for an empty text. */
export const Day = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, timed(options), { type: String, example: '2024-05-31' }, (raw, name) =>
    named(name, () => dayOf(textOf(raw, name))),
  );

/** Bytes: base64 text, with or without `data:...;base64,` before it, or the file of a form. */
export const Bytes = (description: string, options: Common = {}): PropertyDecorator =>
  field(description, { ...options, aliases: [...(options.aliases ?? []), 'file'] }, { type: String }, (raw, name) => {
    if (raw instanceof UploadedFile) return raw.content;
    const base64 = textOf(raw, name)
      .replace(/^data:[^,]{0,200},/i, '')
      .replace(/\s/g, '');
    if (base64 === '') return undefined;
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw invalid(name, 'must be base64');
    return Buffer.from(base64, 'base64');
  });

/** Any value, unchanged: the class checks it as a whole. */
export const Raw = (description: string, options: Common & { type?: 'integer' } = {}): PropertyDecorator =>
  field(description, options, { type: options.type ?? String }, (raw, name) => textOf(raw, name));

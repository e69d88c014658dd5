import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type as NestedType } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { longestList } from './body-size.pipe.js';

interface Common {
  readonly optional?: true;
  /** The field may also be null, which clears it. */
  readonly nullable?: true;
  readonly example?: unknown;
}

const isGiven = (value: unknown, { optional, nullable }: Common) =>
  !(optional && value === undefined) && !(nullable && value === null);

/** One decorator for each field: its description, its validation and its place in the OpenAPI schema. */
function field(description: string, common: Common, schema: ApiPropertyOptions, ...checks: PropertyDecorator[]) {
  const { optional, nullable, example } = common;
  const options = {
    description,
    required: !optional,
    ...(nullable ? { nullable } : {}),
    ...(example === undefined ? {} : { example }),
    ...schema,
  };
  return (target: object, key: string | symbol): void => {
    const name = String(key);
    ValidateIf((body: Record<string, unknown>) => isGiven(body[name], common))(target, name);
    applyDecorators(ApiProperty(options as ApiPropertyOptions), ...checks)(target, key);
  };
}

interface TextOptions extends Common {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: { readonly is: RegExp; readonly says: string; readonly begins?: 'day' };
}

const longest = 255;

/** Refuses days that do not exist, such as 30 February. */
const RealDay = () =>
  ValidateBy({
    name: 'realDay',
    validator: {
      validate: (text: unknown) => typeof text === 'string' && (text === 'now' || isDay(text.slice(0, 10))),
      defaultMessage: () => '$property must be a day of the calendar',
    },
  });

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export const Text = (description: string, options: TextOptions = {}) => {
  const { min = 0, max = longest, pattern } = options;
  const checks = pattern ? [Matches(pattern.is, { message: `$property must be ${pattern.says}` })] : [];
  if (pattern?.begins === 'day') checks.push(RealDay());
  return field(
    description,
    options,
    { type: String, minLength: min, maxLength: max },
    IsString(),
    Length(min, max, { context: { min, max } }),
    ...checks,
  );
};

/** Query parameters arrive as text; a number in a body stays as it is. */
const asNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value,
);

/** The limits stand in the fault, for other languages. */
function within(min: number, max: number, each = false): PropertyDecorator[] {
  const options = { each, context: { min, max } };
  return [Min(min, options), Max(max, options)];
}

interface IntOptions extends Common {
  readonly min?: number;
  readonly max?: number;
}

export const Int = (description: string, options: IntOptions = {}) => {
  const { min = 0, max = 0x7fffffff } = options;
  const schema = { type: 'integer', minimum: min, maximum: max } as const;
  return field(description, options, schema, asNumber, IsInt(), ...within(min, max));
};

/** A number, with or without decimals. */
export const Num = (description: string, options: Common & { readonly min: number; readonly max: number }) => {
  const { min, max } = options;
  return field(description, options, { type: Number, minimum: min, maximum: max }, IsNumber(), ...within(min, max));
};

/** Shown of what can be edited: whoever changes it may say by `If-Match` which version was read. */
export const ChangedAt = () =>
  Shown('When it was changed last: its version, for If-Match', { type: String, format: 'date-time' });

export const Flag = (description: string, options: Common = {}) =>
  field(description, options, { type: Boolean }, IsBoolean());

export const OneOf = (description: string, values: readonly (string | number)[], options: Common = {}) => {
  const type = typeof values[0] === 'number' ? 'integer' : 'string';
  return field(description, options, { type, enum: [...values] }, asNumberIf(type === 'integer'), IsIn([...values]));
};

const asNumberIf = (wanted: boolean): PropertyDecorator => (wanted ? asNumber : () => undefined);

const most = longestList;

export const Texts = (description: string, options: Common = {}) =>
  field(
    description,
    options,
    { type: [String] },
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(longest, { each: true, context: { min: 0, max: longest } }),
  );

interface ManyOptions extends IntOptions {
  readonly fewest?: number;
  readonly most?: number;
}

export const Ints = (description: string, options: ManyOptions = {}) => {
  const { min = 0, max = 0x7fffffff, fewest = 0, most: mostItems = most } = options;
  return field(
    description,
    options,
    { type: 'array', minItems: fewest, maxItems: mostItems, items: { type: 'integer', minimum: min, maximum: max } },
    IsArray(),
    ArrayMinSize(fewest),
    ArrayMaxSize(mostItems),
    IsInt({ each: true }),
    ...within(min, max, true),
  );
};

/** A list of objects, each validated against a class. */
export const Items = (description: string, of: () => new () => object, options: ManyOptions = {}) => {
  const { fewest = 0, most: mostItems = most } = options;
  return field(
    description,
    options,
    { type: () => [of()], minItems: fewest, maxItems: mostItems },
    IsArray(),
    ArrayMinSize(fewest),
    ArrayMaxSize(mostItems),
    // Without this, the validator would look into a nested list, find nothing and accept it.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    NestedType(of),
  );
};

/** An object that is validated against a class. */
export const Part = (description: string, of: () => new () => object, options: Common = {}) =>
  field(description, options, { type: () => of() }, IsObject(), ValidateNested(), NestedType(of));

/** An object whose content is validated elsewhere. */
export const Values = (description: string, options: Common & { readonly schema?: object } = {}) =>
  field(description, options, { type: 'object', additionalProperties: true, ...options.schema }, IsObject());

/** A list whose items are validated elsewhere. */
export const List = (description: string, items: object, options: Common = {}) =>
  field(description, options, { type: 'array', items: items as Record<string, unknown> }, IsArray());

/** A field of an answer: nothing to validate. */
export const Shown = (description: string, schema: ApiPropertyOptions = {}) => ApiProperty({ description, ...schema });

/** `yyyy-MM-dd`. */
export const day = {
  is: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  says: 'a date as yyyy-MM-dd',
  begins: 'day',
} as const;

/** `yyyy-MM-dd HH:mm:ss`, a wall clock time of the thing that it is about. */
export const wallClock = {
  is: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  says: 'a time as yyyy-MM-dd HH:mm:ss',
  begins: 'day',
} as const;

/** The same, or `now`. */
export const orNow = {
  is: new RegExp(`^now$|${wallClock.is.source}`),
  says: `${wallClock.says}, or now`,
  begins: 'day',
} as const;

/** An id that the client chose (admin-api: opaque, 1 to 64 characters). */
export const OwnId = () =>
  Text('An id of your own; left out = made for you', {
    optional: true,
    min: 1,
    max: 64,
    pattern: { is: /^[\x21-\x7e]+$/, says: '1 to 64 visible characters' },
  });

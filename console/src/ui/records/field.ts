import type { SourceName } from './sources.js';

/** A record as the admin API has it. */
export type Values = Readonly<Record<string, unknown>>;

interface Common {
  /** The field of the body. Its words are `f-<name>` of the page's texts, or `f-<label>`. */
  readonly name: string;
  readonly label?: string;
  /** `hint-<hint>` of the page's texts. */
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** Said once, when the record is made. */
  readonly isFixed?: boolean;
  /** Only of a record that exists: it cannot be said when it is made. */
  readonly isLater?: boolean;
  /** null is a value: it takes away what was said. */
  readonly isNullable?: boolean;
  /** What a new record begins with. */
  readonly begins?: unknown;
  /** Only there where the others say so. */
  readonly when?: (values: Values) => boolean;
}

/** Parts of the chosen device, by their numbers. `by` names the field that says which parts they are. */
interface OfParts {
  readonly by?: string;
  readonly parts: Readonly<Record<string, SourceName>>;
}

export type Field = Common &
  (
    | { readonly kind: 'text'; readonly isLong?: boolean; readonly isSecret?: boolean; readonly inputType?: 'date' }
    | { readonly kind: 'clock' }
    | { readonly kind: 'dateTime' }
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
    | { readonly kind: 'flag' }
    /** Words of a value are `<name>-<value>` of the page's texts, or `<words>-<value>`. */
    | { readonly kind: 'choice'; readonly options: readonly (string | number)[]; readonly words?: string }
    | { readonly kind: 'one'; readonly of: SourceName; readonly hasNone?: boolean }
    /** With `hasAll` null is all of them. */
    | { readonly kind: 'many'; readonly of: SourceName; readonly hasAll?: boolean }
    | ({ readonly kind: 'part' } & OfParts)
    | ({ readonly kind: 'parts' } & OfParts)
    | { readonly kind: 'person' }
    | { readonly kind: 'persons' }
    /** Several in one line, by commas. */
    | { readonly kind: 'texts' }
    | { readonly kind: 'numbers' }
    | {
        readonly kind: 'items';
        readonly fields: readonly Field[];
        /** list = as they are; days = by day, `{mon: [{from, to, ...}]}`; spans = `{mon: [[from, to]]}`; pairs = `{name: value}`;
         * texts = the same, and a value is never a number. */
        readonly shape: 'list' | 'days' | 'spans' | 'pairs' | 'texts' | 'breaks';
        /** Between the words of an item. */
        readonly join?: string;
      }
  );

export type KindOf = Field['kind'];
export type FieldOf<K extends KindOf> = Extract<Field, { kind: K }>;

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
export const textsOf = (value: unknown): string[] => listOf(value).map(textOf);

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Which parts of its device a field chooses from. */
export const partsOf = ({ by, parts }: OfParts, values: Values): SourceName | undefined =>
  parts[by === undefined ? '' : textOf(values[by])];

/** What has to be known for these fields. */
export const sourcesOf = (fields: readonly Field[]): SourceName[] => [
  ...new Set(
    fields.flatMap((field): SourceName[] => {
      if (field.kind === 'one' || field.kind === 'many') return [field.of];
      if (field.kind === 'part' || field.kind === 'parts') return Object.values(field.parts);
      return field.kind === 'items' ? sourcesOf(field.fields) : [];
    }),
  ),
];

export const shownOf = (fields: readonly Field[], values: Values): readonly Field[] =>
  fields.filter(({ when }) => when?.(values) ?? true);

export const begun = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.flatMap(({ name, begins }) => (begins === undefined ? [] : [[name, begins] as const])));

const withoutSecrets = (fields: readonly Field[], record: Values): Values => {
  const secrets = fields.flatMap((field) => (field.kind === 'text' && field.isSecret ? [field.name] : []));
  return Object.fromEntries(Object.entries(record).filter(([name]) => !secrets.includes(name)));
};

/** What a form begins with. */
export const valuesOf = (fields: readonly Field[], record: Values | undefined): Values =>
  record ? withoutSecrets(fields, record) : begun(fields);

/** Lists that are said as a whole, also where they are empty. */
const wholeLists: ReadonlySet<KindOf> = new Set(['persons', 'many', 'parts']);

/** What takes away what was said before; undefined = nothing does. */
const emptied = ({ kind, isNullable = false }: Field): unknown =>
  isNullable ? null : kind === 'text' ? '' : undefined;

/** What the body has for a field; undefined = it is left out. */
function saidIn(field: Field, value: unknown, before: unknown): unknown {
  if (field.kind === 'many' && field.hasAll && value === null) return null;
  if (Array.isArray(value) || !isEmpty(value)) return value;
  if (wholeLists.has(field.kind)) return [];
  return isEmpty(before) ? undefined : emptied(field);
}

/** The body of a request. @param old the record as it was; undefined = a new one */
export function bodyOf(fields: readonly Field[], values: Values, old: Values | undefined): Record<string, unknown> {
  const said = shownOf(fields, values).filter(({ isFixed, isLater }) => (old ? !isFixed : !isLater));
  return Object.fromEntries(
    said
      .map((field): [string, unknown] => [field.name, saidIn(field, values[field.name], old?.[field.name])])
      .filter(([, value]) => value !== undefined),
  );
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

const empty: Readonly<Record<string, unknown>> = { string: '', number: 0, integer: 0, boolean: false };

/** The example that the schema gives, or a value of its type if it gives none. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const given = schema.example ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const named = schema.$ref ? schemas[schema.$ref.replace(/^.*\//, '')] : schema.oneOf?.[0];
  return named ? exampleOf(named, schemas) : madeOf(schema, schemas);
}

function madeOf(schema: Schema, schemas: Schemas): unknown {
  const { type = '', items = {} } = schema;
  if (type === 'array') return [exampleOf(items, schemas)];
  return schema.properties ? fieldExamples(schema, schemas) : (empty[type] ?? {});
}

/** An optional value without an example is left out. */
function fieldExamples({ properties = {}, required = [] }: Schema, schemas: Schemas): object {
  const telling = Object.entries(properties).filter(
    ([name, field]) => required.includes(name) || field.example !== undefined,
  );
  return Object.fromEntries(telling.map(([name, field]) => [name, exampleOf(field, schemas)]));
}

/** The parts of the OpenAPI document that the fuzz test reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema?: Schema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface Document {
  readonly paths: object;
  readonly components?: { readonly schemas?: object };
}

/** A value that a call takes. */
export interface Slot {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** A call, with its values by where they stand. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly inPath: readonly Slot[];
  readonly inQuery: readonly Slot[];
  readonly inBody: readonly Slot[];
  /** The body is a list of them, or one. */
  readonly takesList: boolean;
}

/** Every call of a document. */
export function operationsOf({ paths, components }: Document): Operation[] {
  const schemas = (components?.schemas ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(paths as Record<string, Record<string, Described>>).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, { parameters = [], requestBody }]) => {
      const body = Object.values(requestBody?.content ?? {})[0]?.schema;
      const slots = (where: string) =>
        parameters
          .filter((one) => one.in === where)
          .map(({ name, required, example, schema = {} }) => ({
            name,
            required: required === true,
            schema: { ...schema, ...(example === undefined ? {} : { example }) },
          }));
      return {
        method: verb.toUpperCase(),
        path,
        inPath: slots('path'),
        inQuery: slots('query'),
        inBody: fieldsOf(body ?? {}, schemas),
        takesList: body?.oneOf?.[0]?.type === 'array',
      };
    }),
  );
}

function fieldsOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): Slot[] {
  if (schema.$ref) return fieldsOf(schemas[schema.$ref.replace(/^.*\//, '')] ?? {}, schemas);
  if (schema.oneOf) return fieldsOf(schema.oneOf.at(-1) ?? {}, schemas);
  if (schema.items) return fieldsOf(schema.items, schemas);
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).map(([name, field]) => ({
    name,
    required: required.includes(name),
    schema: field,
  }));
}

import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly example?: unknown;
  readonly schema?: Schema;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

type Schemas = Readonly<Record<string, Schema>>;

const format = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** The facade as a Postman collection: a folder for each resource, the token and the address as variables. */
export function postmanCollection({ info, paths, components }: OpenAPIObject): object {
  const schemas = (components?.schemas ?? {}) as Schemas;
  const folders = new Map<string, object[]>();
  for (const [path, verbs] of Object.entries(paths)) {
    for (const [verb, operation] of Object.entries(verbs as Record<string, Operation>)) {
      const [folder = 'others'] = operation.tags ?? [];
      folders.set(folder, [...(folders.get(folder) ?? []), itemOf(verb.toUpperCase(), path, operation, schemas)]);
    }
  }
  const named = [...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => ({ name, item }));
  return {
    info: { name: info.title, description: info.description ?? '', schema: format },
    auth: {
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'access_token', type: 'string' },
        { key: 'value', value: '{{access_token}}', type: 'string' },
        { key: 'in', value: 'query', type: 'string' },
      ],
    },
    variable: [
      { key: 'baseUrl', value: 'http://127.0.0.1:8088' },
      { key: 'access_token', value: '' },
    ],
    item: named,
  };
}

function itemOf(method: string, path: string, operation: Operation, schemas: Schemas): object {
  const { summary = path, description = '', parameters = [], requestBody } = operation;
  const pathOf = path.replaceAll(/\{(\w+)\}/g, ':$1');
  const query = parameters
    .filter((one) => one.in === 'query')
    .map((one) => ({ ...shown(one), disabled: !one.required }));
  const variable = parameters.filter((one) => one.in === 'path').map(shown);
  const json = requestBody?.content['application/json']?.schema;
  const body = json
    ? {
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: {
          mode: 'raw',
          raw: JSON.stringify(exampleOf(json, schemas), null, 2),
          options: { raw: { language: 'json' } },
        },
      }
    : { header: [] };
  const asked = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  const raw = `{{baseUrl}}${pathOf}${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
  const url = { raw, host: ['{{baseUrl}}'], path: pathOf.split('/').slice(1), query, variable };
  return { name: `${method} ${path}: ${summary}`, request: { method, ...body, url, description } };
}

function shown({ name, description = '', example, schema }: Parameter) {
  const value = example ?? schema?.example ?? '';
  return { key: name, value: typeof value === 'string' ? value : JSON.stringify(value), description };
}

const empty: Readonly<Record<string, unknown>> = { string: '', number: 0, integer: 0, boolean: false };

/** What the schema gives as an example, and something of its type where it gives none. */
function exampleOf(schema: Schema, schemas: Schemas): unknown {
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

/** What may be left out and has no example says nothing. */
function fieldExamples({ properties = {}, required = [] }: Schema, schemas: Schemas): object {
  const telling = Object.entries(properties).filter(
    ([name, field]) => required.includes(name) || field.example !== undefined,
  );
  return Object.fromEntries(telling.map(([name, field]) => [name, exampleOf(field, schemas)]));
}

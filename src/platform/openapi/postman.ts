import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, type Schema, type Schemas } from './example-of.js';

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
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
  };
}

const format = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** The facade as a Postman collection: a folder for each resource, the token and the address as variables. */
export function postmanCollection({ info, paths, components, tags = [] }: OpenAPIObject): object {
  const schemas = (components?.schemas ?? {}) as Schemas;
  const folders = new Map<string, object[]>();
  for (const [path, verbs] of Object.entries(paths)) {
    for (const [verb, operation] of Object.entries(verbs as Record<string, Operation>)) {
      const [folder = 'others'] = operation.tags ?? [];
      folders.set(folder, [...(folders.get(folder) ?? []), itemOf(verb.toUpperCase(), path, operation, schemas)]);
    }
  }
  const named = tags.map(({ name }) => ({ name, item: folders.get(name) ?? [] }));
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
  const json = requestBody?.content['application/json'];
  const body = json
    ? {
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: {
          mode: 'raw',
          raw: JSON.stringify(json.example ?? exampleOf(json.schema ?? {}, schemas), null, 2),
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

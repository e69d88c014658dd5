import { Ajv } from 'ajv';
import { asyncApiDocument } from '../../src/outbound/envelope/async-api.js';

interface Document {
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly name: string; readonly payload: { readonly $ref: string } }>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

/** With no other fields than the named ones: the document itself allows them, so that a later one breaks no client. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const all = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return typeof all.properties === 'object' && all.type === 'object' ? { ...all, additionalProperties: false } : all;
}

const { components } = asyncApiDocument() as Document;
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
ajv.addSchema({ $id: 'out', components: { schemas: closed(components.schemas) as object } });
const schemas = new Map(Object.values(components.messages).map(({ name, payload }) => [name, payload.$ref]));

/** What a message has that the schema of its type does not say; empty = nothing. */
export function faultsOf(message: object): string[] {
  const { type } = message as { type?: unknown };
  const schema = schemas.get(String(type));
  if (schema === undefined) return [`${String(type)} is no type`];
  const check = ajv.compile({ $ref: `out${schema}` });
  if (check(message)) return [];
  return (check.errors ?? []).map(({ instancePath, message: what, params }) =>
    `${instancePath} ${what} ${JSON.stringify(params)}`.trim(),
  );
}

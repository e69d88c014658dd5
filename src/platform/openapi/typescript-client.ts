import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of a schema that decide its type. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

/** Of which document; the admin API's calls keep path, query and body apart and have no envelope. */
type Side = 'facade' | 'admin';

const head = (side: Side) => `// Made from openapi/${side}.json by \`npm run openapi\`; not edited by hand.
`;

/**
 * The types of a document: every schema, and what each call takes and answers. Those of the facade are in
 * clients/typescript, and say what is refused; those of the admin API are in the console.
 */
export function clientTypes({ paths, components }: OpenAPIObject, side: Side): string {
  const callOf = side === 'facade' ? facadeCall : adminCall;
  const schemas = Object.entries((components?.schemas ?? {}) as Record<string, Schema>);
  const calls = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs as Record<string, Operation>).map(([verb, operation]) =>
      callOf(`${verb.toUpperCase()} ${path}`, operation),
    ),
  );
  return [
    head(side),
    ...schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`),
    '/** Every call, by verb and path. */',
    'export interface Calls {',
    ...calls,
    '}',
    '',
  ]
    .join('\n')
    .split('\n')
    .map(indented())
    .join('\n');
}

/** Indents each line by the number of open braces before it. */
function indented(): (line: string) => string {
  let depth = 0;
  return (line) => {
    const text = line.trim();
    if (text.startsWith('/**')) return '  '.repeat(depth) + text;
    if (text.startsWith('}')) depth--;
    const shown = '  '.repeat(depth) + text;
    depth += (text.match(/\{/g)?.length ?? 0) - (text.replace(/^\}/, '').match(/\}/g)?.length ?? 0);
    return text === '' ? '' : shown;
  };
}

function facadeCall(name: string, operation: Operation): string {
  const { good, codes } = answerOf(operation);
  const lines = [
    `/** ${said(`${operation.summary ?? name} (${operation.description?.split('\n')[0] ?? ''})`)} */`,
    `${JSON.stringify(name)}: {`,
    `params: ${paramsOf(operation)};`,
    `data: ${good};`,
    `refusals: ${codes};`,
    '};',
  ];
  return lines.join('\n');
}

function adminCall(name: string, operation: Operation): string {
  const { parameters = [], requestBody, responses } = operation;
  const good = ['200', '201', '202'].map((status) => responses[status]).find((response) => response !== undefined);
  const body = requestBody && contentOf(requestBody.content);
  const lines = [
    `/** ${said(operation.summary ?? name)} */`,
    `${JSON.stringify(name)}: {`,
    `path: ${paramsOf({ parameters: parameters.filter(({ in: place }) => place === 'path'), responses })};`,
    `query: ${paramsOf({ parameters: parameters.filter(({ in: place }) => place === 'query'), responses })};`,
    `body: ${body ? typeOf(body) : 'undefined'};`,
    `data: ${good?.content ? typeOf(contentOf(good.content)) : 'undefined'};`,
    '};',
  ];
  return lines.join('\n');
}

/** Whether a parameter belongs to path, query or body is decided by the client: here all are one object. */
function paramsOf({ parameters = [], requestBody }: Operation): string {
  const properties = Object.fromEntries(
    parameters.map(({ name, description = '', schema = {} }) => [name, { ...schema, description }]),
  );
  const required = parameters.flatMap((one) => (one.required ? [one.name] : []));
  const named = parameters.length > 0 ? [objectOf(properties, required)] : [];
  const body = requestBody && contentOf(requestBody.content);
  const parts = [...named, ...(body ? [typeOf(body)] : [])];
  return parts.length === 0 ? 'Record<string, never>' : parts.map(grouped).join(' & ');
}

const grouped = (type: string) => (type.includes(' | ') && !type.startsWith('{') ? `(${type})` : type);

const contentOf = (content: Readonly<Record<string, { readonly schema?: Schema }>> = {}): Schema =>
  Object.values(content)[0]?.schema ?? {};

/** The type of `data`, or of the whole answer if it has no envelope; and the codes of a refusal. */
function answerOf({ responses }: Operation): { good: string; codes: string } {
  const schema = contentOf(responses['200']?.content);
  const [good = schema, refused = {}] = schema.oneOf ?? [];
  const codes = refused.properties?.code?.enum ?? [-1];
  return { good: typeOf(good.properties?.data ?? good), codes: codes.map(String).join(' | ') };
}

const plain: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  object: 'Record<string, unknown>',
};

function typeOf(schema: Schema): string {
  const type = typeWithoutNull(schema);
  return schema.nullable && type !== 'null' && type !== 'unknown' ? `${grouped(type)} | null` : type;
}

function typeWithoutNull(schema: Schema): string {
  const { $ref, type = '', enum: values } = schema;
  if ($ref) return $ref.replace(/^.*\//, '');
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  return composed(schema) ?? structured(schema) ?? plain[type] ?? 'unknown';
}

function composed({ oneOf, anyOf, allOf }: Schema): string | undefined {
  if (allOf) return allOf.map((part) => grouped(typeOf(part))).join(' & ');
  return (oneOf ?? anyOf)?.map(typeOf).join(' | ');
}

function structured({ type, items, properties, required = [] }: Schema): string | undefined {
  if (type === 'array') return `${listed(typeOf(items ?? {}))}[]`;
  return properties && objectOf(properties, required);
}

const listed = (type: string) => (/ [|&] /.test(type) && !type.startsWith('{') ? `(${type})` : type);

function objectOf(properties: Readonly<Record<string, Schema>>, required: readonly string[]): string {
  const fields = Object.entries(properties).flatMap(([name, schema]) => [
    ...(schema.description ? [`/** ${said(schema.description)} */`] : []),
    `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  ]);
  return `{\n${fields.join('\n')}\n}`;
}

/** A text in a form that is safe in a comment. */
const said = (text: string) => text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim();

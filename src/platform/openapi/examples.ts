import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, type Schema, type Schemas } from './example-of.js';
import { callTrials, trials, trialsOf, type CallTrial, type Trial } from './trials.js';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** In the description of a call that a new gateway answers with 0. */
const succeeds = 'The example succeeds as it stands.';

const json = 'application/json';
const filled = new Set(['pageno', 'pagesize']);

/** For one operation: values to try it with, what they need, and an answer for each code. */
function withExamples(
  operation: Operation,
  { verb, path, schemas, refusals }: { verb: string; path: string; schemas: Schemas; refusals: Map<string, object> },
): Operation {
  const name = path.replace('/api/', '');
  const own = callTrials[`${verb.toUpperCase()} ${name}`] ?? {};
  const { parameters, needs: ofParameters } = triedParameters(operation, own, resourceOf(name));
  const { requestBody, needs: ofBody } = triedBody(operation, own, resourceOf(name), schemas);
  const found = [...new Set([...ofParameters, ...ofBody])].join(', and ');
  const needs = own.needs === undefined ? found : (own.needs ?? '');
  const says = needs === '' ? succeeds : `The example needs ${needs}.`;
  return {
    ...operation,
    description: `${operation.description ?? ''}\n\n${says}`,
    ...(parameters ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: withAnswers(operation.responses, schemas, refusals),
  };
}

/** `v2/accLevel/list` -> `accLevel` */
const resourceOf = (name: string) => name.split('/').find((part) => !/^v\d$/.test(part)) ?? '';

const trialOf = (name: string, resource: string): Trial | undefined =>
  trialsOf[resource]?.[name.toLowerCase()] ?? trials[name.toLowerCase()];

function triedParameters({ parameters }: Operation, { values = {} }: CallTrial, resource: string) {
  const needs: string[] = [];
  const tried = parameters?.map((parameter) => {
    const { name, required } = parameter;
    if (values[name] !== undefined) return { ...parameter, example: values[name] };
    const trial = trialOf(name, resource);
    if (!trial || !(required || filled.has(name.toLowerCase()))) return parameter;
    if (trial.needs) needs.push(trial.needs);
    return { ...parameter, example: inAddress(trial.value) };
  });
  return { parameters: tried, needs };
}

/** In an address a list is one text with commas. */
const inAddress = (value: unknown) => (Array.isArray(value) ? value.join(',') : value);

/** One item of a body that may be a list. */
function objectIn(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref) return schemas[schema.$ref.replace(/^.*\//, '')] ?? {};
  const last = schema.oneOf?.at(-1);
  return last ? objectIn(last, schemas) : schema;
}

function triedBody({ requestBody }: Operation, { body }: CallTrial, resource: string, schemas: Schemas) {
  const given = requestBody?.content[json];
  if (!requestBody || !given) return { requestBody, needs: [] };
  const { properties = {}, required = [] } = objectIn(given.schema ?? {}, schemas);
  const told = body ?? Object.fromEntries(required.map((name) => [name, valueOf(name)]));
  function valueOf(name: string): unknown {
    return trialOf(name, resource)?.value ?? exampleOf(properties[name] ?? {}, schemas);
  }
  const names = Object.keys((Array.isArray(told) ? told[0] : told) as object);
  const needs = names.flatMap((name) => trialOf(name, resource)?.needs ?? []);
  return {
    requestBody: { ...requestBody, content: { ...requestBody.content, [json]: { ...given, example: told } } },
    needs,
  };
}

/** The answer of success, and one for each code with its text. */
function withAnswers(responses: Operation['responses'], schemas: Schemas, refusals: Map<string, object>) {
  const { '200': answer = {} } = responses;
  const given = answer.content?.[json] ?? {};
  const [good, refused = {}] = given.schema?.oneOf ?? [];
  const codes = codesIn(refused);
  if (!good || codes === undefined) return responses;
  const done = { summary: '0 done', value: exampleOf(good, schemas) };
  const examples = { '0': done, ...Object.fromEntries(codes.split('; ').map((said) => refusalOf(said, refusals))) };
  return { ...responses, '200': { ...answer, content: { ...answer.content, [json]: { ...given, examples } } } };
}

const codesIn = ({ properties }: Schema) => properties?.code?.description;

/** `-22 The person does not exist` is there once, for all calls that answer it. */
function refusalOf(said: string, refusals: Map<string, object>): [code: string, example: object] {
  const [code = '', ...words] = said.split(' ');
  const name = `Code${said.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/[^A-Za-z0-9]/g, '')}`;
  const value = { code: Number(code), message: words.join(' '), detail: 'What is wrong here', data: null };
  refusals.set(name, { summary: said, value });
  return [code, { $ref: `#/components/examples/${name}` }];
}

type Components = NonNullable<OpenAPIObject['components']>;

/** The facade's document with everything that helps to try it. Other forms of a call have no examples of their own. */
export function tried(document: OpenAPIObject, isOther: (operation: Operation) => boolean): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const refusals = new Map<string, object>();
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as Record<string, Operation>).map(([verb, operation]) => [
          verb,
          isOther(operation) ? operation : withExamples(operation, { verb, path, schemas, refusals }),
        ]),
      ),
    ]),
  ) as OpenAPIObject['paths'];
  const examples = Object.fromEntries([...refusals].sort(([a], [b]) => (a < b ? -1 : 1))) as Components['examples'];
  return { ...document, paths, components: { ...document.components, ...(examples ? { examples } : {}) } };
}

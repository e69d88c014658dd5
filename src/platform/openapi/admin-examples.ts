import type { OpenAPIObject } from '@nestjs/swagger';
import type { AdminTrial } from './admin-trial.js';
import { adminTrials, pathTrials } from './admin-trials.js';
import { resourceTrials } from './admin-resources.js';
import type { Operation, Parameter } from './examples.js';

/** Part of the description of a call that succeeds on a new gateway. */
const succeeds = 'The example succeeds as it stands.';
const json = 'application/json';
const prefix = '/admin/v1/';

interface Tried extends AdminTrial {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly needs: readonly string[];
  readonly wants: string;
}

/** The example that `{id}` of a path is: that of its resource. */
function idIn(call: string): AdminTrial {
  const [, resource = ''] = /^\w+ (.+?)\/\{id\}/.exec(call) ?? [];
  const id = resourceTrials[resource]?.make.id;
  if (id !== undefined) return { path: { id }, needs: [`POST ${resource}`] };
  return { wants: `the id of one (\`GET ${prefix}${resource}\` has them)` };
}

/** What one call is tried with: its own example, and the objects that the names in its path stand for. */
function trialOf(call: string): Tried {
  const own = adminTrials[call] ?? {};
  const names = [...call.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const open = names.filter((name) => own.path?.[name] === undefined);
  const meant = open.map((name) => (name === 'id' ? idIn(call) : (pathTrials[name] ?? {})));
  const isMaker = own.needs?.length === 0;
  return {
    body: own.body,
    path: Object.assign({}, ...meant.map(({ path }) => path), own.path) as Record<string, string>,
    query: own.query ?? {},
    needs: isMaker ? [] : [...new Set([...meant.flatMap(({ needs = [] }) => needs), ...(own.needs ?? [])])],
    wants: [...new Set([own.wants, ...meant.map(({ wants }) => wants)])].filter(Boolean).join(', and '),
  };
}

function says({ needs, wants }: Tried): string {
  const calls = needs.map((call) => `\`${call.replace(' ', ` ${prefix}`)}\` as it stands`);
  const all = [...calls, ...(wants === '' ? [] : [wants])];
  return all.length === 0 ? succeeds : `The example needs ${all.join(', and ')}.`;
}

function withExample(operation: Operation, call: string): Operation {
  const trial = trialOf(call);
  const { parameters, requestBody } = operation;
  const filled = (parameter: Parameter): Parameter => {
    const value = (parameter.in === 'path' ? trial.path : trial.query)[parameter.name];
    return value === undefined ? parameter : { ...parameter, example: value };
  };
  return {
    ...operation,
    description: `${operation.description ?? ''}\n\n${says(trial)}`.trimStart(),
    ...(parameters ? { parameters: parameters.map(filled) } : {}),
    ...(requestBody ? { requestBody: withBody(requestBody, trial.body) } : {}),
  };
}

type RequestBody = NonNullable<Operation['requestBody']>;

function withBody(requestBody: RequestBody, example: unknown): RequestBody {
  const given = requestBody.content[json];
  if (!given || example === undefined) return requestBody;
  const tried = { ...given, example };
  return { ...requestBody, content: { ...requestBody.content, [json]: tried } };
}

/** The admin document with values to try each call with, and what has to be there before. */
export function triedAdmin(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as Record<string, Operation>).map(([verb, operation]) => [
          verb,
          withExample(operation, `${verb.toUpperCase()} ${path.replace(prefix, '')}`),
        ]),
      ),
    ]),
  ) as OpenAPIObject['paths'];
  return { ...document, paths };
}

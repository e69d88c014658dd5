import { applyDecorators, Controller, Delete, Get, HttpCode, Post, UseFilters, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiSecurity,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { EnvelopeFilter } from './envelope.filter.js';
import { answeringRet, Envelope } from './envelope.js';
import { fieldsOf } from './fields.js';
import { Page } from './page.js';
import { paramsOf } from './params.js';

type Verb = 'GET' | 'POST' | 'DELETE';

interface Call {
  /** Where the manual describes it. */
  readonly section: string;
  /** The class of `data`; left out where the call answers with a code alone. */
  readonly of?: Type<unknown>;
  /** `data` is an array of them, one page of them with the total, or one of them or an array. */
  readonly as?: 'list' | 'page' | 'oneOrList';
  /** The answer is `ret` and `msg`, without the envelope. */
  readonly bare?: true;
  /** Other paths of the same call: the manual's own spellings, and those that clients use. */
  readonly aliases?: readonly string[];
  /** Further calls that do the same, each `VERB path`. */
  readonly also?: readonly `${Verb} ${string}`[];
  /** Parameters are documented as a JSON body. They are taken from anywhere. */
  readonly json?: true;
}

/** A resource of the vendor's API: its Swagger tag and the envelope round its errors. Paths stand in full at the calls. */
export const Resource = (name: string): ClassDecorator =>
  applyDecorators(Controller('api'), ApiTags(name), ApiSecurity('access_token'), UseFilters(EnvelopeFilter));

/** A call that reads. */
export const Read = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('GET', path, summary, call);

/** A call that changes something; like all calls of the vendor's API it answers 200. */
export const Write = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('POST', path, summary, call);

/** A call that removes something. */
export const Remove = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('DELETE', path, summary, call);

const routes = { GET: Get, POST: Post, DELETE: Delete } as const;

function endpoint(verb: Verb, path: string, summary: string, call: Call): MethodDecorator {
  return (target, key, descriptor) => {
    describe(target, key, descriptor, { verb, path, summary, call });
    if (call.bare) answeringRet.add(`/api/${path}`);
    const twins = [
      ...(call.aliases ?? []).map((alias): [Verb, string] => [verb, alias]),
      ...(call.also ?? []).map(split),
    ];
    twins.forEach(([twinVerb, twinPath], index) => {
      const twin = twinOf(target, key, `${String(key)}_${index + 1}`);
      describe(target, twin.key, twin.descriptor, {
        verb: twinVerb,
        path: twinPath,
        summary: `${summary} (another form of ${verb} /api/${path})`,
        call,
      });
    });
  };
}

function split(also: string): [Verb, string] {
  const blank = also.indexOf(' ');
  return [also.slice(0, blank) as Verb, also.slice(blank + 1)];
}

interface Described {
  readonly verb: Verb;
  readonly path: string;
  readonly summary: string;
  readonly call: Call;
}

function describe(
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
  { verb, path, summary, call }: Described,
): void {
  const decorators = [
    routes[verb](path),
    HttpCode(200),
    ApiOperation({ summary, description: `API manual ${call.section}` }),
    ...parametersOf(target, key, path, call.json === true && verb !== 'GET'),
    ...answerOf(call),
  ];
  for (const decorator of decorators) decorator(target, key, descriptor);
}

/** A handler of the same body under another name: Nest gives one handler one verb. */
function twinOf(target: object, key: string | symbol, name: string) {
  const descriptor: PropertyDescriptor = {
    configurable: true,
    writable: true,
    enumerable: false,
    value: function (this: Record<string | symbol, (...all: unknown[]) => unknown>, ...all: unknown[]): unknown {
      return this[key]?.(...all);
    },
  };
  Object.defineProperty(target, name, descriptor);
  const type = target.constructor;
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, type, key);
  if (parameters) Reflect.defineMetadata(ROUTE_ARGS_METADATA, parameters, type, name);
  Reflect.defineMetadata('design:paramtypes', Reflect.getMetadata('design:paramtypes', target, key), target, name);
  twins.set(target, (twins.get(target) ?? new Map<string | symbol, string | symbol>()).set(name, key));
  return { key: name, descriptor };
}

const twins = new WeakMap<object, Map<string | symbol, string | symbol>>();

function parametersOf(target: object, key: string | symbol, path: string, json: boolean): MethodDecorator[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const type = paramsOf(target, twins.get(target)?.get(key) ?? key);
  const named = inPath.map((name) => ApiParam({ name, type: String }));
  if (!type) return named;
  if (json) return [...named, ApiBody({ type })];
  const spoken = new Set(inPath.map((name) => name.toLowerCase()));
  const inQuery = fieldsOf(type).filter(({ spellings }) => !spellings.some((spelling) => spoken.has(spelling)));
  return [...named, ...inQuery.map(({ name, schema }) => ApiQuery({ name, ...schema }))];
}

function answerOf({ of, as, bare }: Call): MethodDecorator[] {
  if (!of) return [ApiOkResponse({ type: Envelope })];
  if (bare) return [ApiOkResponse({ type: of })];
  const one = { $ref: getSchemaPath(of) };
  const list = { type: 'array' as const, items: one };
  const page = { allOf: [{ $ref: getSchemaPath(Page) }, { properties: { data: list } }] };
  const data = { list, page, oneOrList: { oneOf: [one, list] }, one }[as ?? 'one'];
  return [
    ApiExtraModels(Envelope, Page, of),
    ApiOkResponse({ schema: { allOf: [{ $ref: getSchemaPath(Envelope) }, { properties: { data } }] } }),
  ];
}

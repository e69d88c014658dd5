import { applyDecorators, Controller, Delete, Get, HttpCode, Post, UseFilters, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import {
  ApiBody,
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiSecurity,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Reason } from '../platform/errors.js';
import { describedAnswer, type Answered } from './answer.js';
import { EnvelopeFilter } from './envelope.filter.js';
import { answeringRet } from './envelope.js';
import { fieldsOf } from './fields.js';
import { paramsOf, takesList } from './params.js';

type Verb = 'GET' | 'POST' | 'DELETE';

interface Call extends Answered {
  /** The section of the manual; `none` for a call that clients use and no manual has, `postern` for one of ours. */
  readonly section: string;
  /** Other paths of the same call: the manual's own spellings, and those that clients use. */
  readonly aliases?: readonly string[];
  /** Other calls that do the same, each `VERB path`. */
  readonly also?: readonly `${Verb} ${string}`[];
  /** Parameters are documented as a JSON body. They are taken from anywhere. */
  readonly json?: true;
}

/** A resource of the vendor's API: its Swagger tag and the envelope of its errors. The calls have their full paths. */
export const Resource = (name: string): ClassDecorator =>
  applyDecorators(Controller('api'), ApiTags(name), ApiSecurity('access_token'), UseFilters(EnvelopeFilter));

/** A call that reads data. */
export const Read = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('GET', path, summary, call);

/** A call that changes something; like all calls of the vendor's API it answers 200. */
export const Write = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('POST', path, summary, call);

/** A call that deletes something. */
export const Remove = (path: string, summary: string, call: Call): MethodDecorator =>
  endpoint('DELETE', path, summary, call);

/** Of calls that no manual has. */
const sources: Readonly<Record<string, string>> = {
  none: 'In no manual; clients use it',
  postern: 'In no manual; only Postern has it',
};

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
    ApiOperation({
      summary,
      description: sources[call.section] ?? `API manual ${call.section}`,
    }),
    ...parametersOf(target, key, path, call.json === true && verb !== 'GET'),
    ...describedAnswer(call, reasonsOf(target, key)),
  ];
  for (const decorator of decorators) decorator(target, key, descriptor);
}

/** The same handler under another name, because Nest allows one HTTP method for each handler. */
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

/** The copy takes the same parameters as the original. */
const handlerOf = (target: object, key: string | symbol) => twins.get(target)?.get(key) ?? key;
const paramsAt = (target: object, key: string | symbol) => paramsOf(target, handlerOf(target, key));

function reasonsOf(target: object, key: string | symbol): Reason[] {
  const type = paramsAt(target, key);
  return type ? fieldsOf(type).flatMap(({ reasons }) => reasons) : [];
}

function parametersOf(target: object, key: string | symbol, path: string, json: boolean): MethodDecorator[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const type = paramsAt(target, key);
  const fields = type ? fieldsOf(type) : [];
  const fieldAt = (name: string) => fields.find(({ spellings }) => spellings.includes(name.toLowerCase()));
  const named = inPath.map((name) =>
    ApiParam({ name, schema: { type: 'string' }, ...fieldAt(name)?.parameter, required: true }),
  );
  if (type && json)
    return [...named, ApiExtraModels(type), ApiBody(bodyOf(type, takesList(target, handlerOf(target, key))))];
  const taken = new Set(inPath.map(fieldAt));
  return [
    ...named,
    ...fields.filter((one) => !taken.has(one)).map(({ name, parameter }) => ApiQuery({ name, ...parameter })),
  ];
}

function bodyOf(type: Type<unknown>, isListToo: boolean) {
  if (!isListToo) return { type };
  const one = { $ref: getSchemaPath(type) };
  return { schema: { oneOf: [{ type: 'array', items: one }, one] } };
}

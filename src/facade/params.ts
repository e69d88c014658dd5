import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../platform/errors.js';
import { fieldsOf, type Field } from './fields.js';

/** Parameters by their name in lower case. */
type RequestParams = ReadonlyMap<string, unknown>;

/**
 * Merges objects without regard to the case of their names. Later objects win. Values that are not objects are ignored.
 */
export function merged(sources: readonly unknown[]): RequestParams {
  const given = new Map<string, unknown>();
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
    const lists = new Map<string, unknown[]>();
    for (const [name, value] of Object.entries(source)) {
      if (name.endsWith(']')) addTo(lists, name.toLowerCase(), value);
      else given.set(name.toLowerCase(), value);
    }
    for (const [name, values] of lists) given.set(name, values);
  }
  return given;
}

/** `pins[]`, `pins[0]`: how PHP and others write a list into a form. */
function addTo(lists: Map<string, unknown[]>, name: string, value: unknown): void {
  const list = name.replace(/\[\d*\]$/, '');
  const values = lists.get(list) ?? [];
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) values.push(one);
  lists.set(list, values);
}

/** From query, body and path, whatever the manual says about the place; the path has priority. */
const givenBy = ({ query, body, params }: FastifyRequest): RequestParams => merged([query, body, params]);

/** Values of the declared parameters. Parameters that were not sent are absent, undeclared ones are left out. */
function readFields(fields: readonly Field[], given: RequestParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, spellings, read } of fields) {
    const spelling = spellings.find((candidate) => given.has(candidate)) ?? name;
    const value = read(given.get(spelling));
    if (value !== undefined) values[name] = value;
  }
  return values;
}

const declared = new WeakMap<object, readonly Field[]>();

function fieldsFor(type: Type<unknown>): readonly Field[] {
  const known = declared.get(type) ?? fieldsOf(type);
  declared.set(type, known);
  return known;
}

/** One of several items: it may be refused without affecting the others. @throws Failure as its fields say */
export type Item<T> = () => T;

const fieldsIn = (type: Type<unknown>, item: unknown) => {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new Failure('invalid', 'every item of the list must be an object');
  }
  return readFields(fieldsFor(type), merged([item]));
};

const Listed = createParamDecorator((type: Type<unknown>, context: ExecutionContext): Item<unknown>[] => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { body } = request;
  // An empty list contains no more than an empty object, and is refused for the same reason.
  if (!Array.isArray(body) || body.length === 0) return [() => readFields(fieldsFor(type), givenBy(request))];
  return body.map((item) => () => fieldsIn(type, item));
});

const Merged = createParamDecorator((type: Type<unknown>, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return readFields(fieldsFor(type), givenBy(request));
});

/** Which class of parameters a handler takes, for the document. */
const paramsOfHandler = new WeakMap<object, Map<string | symbol, Type<unknown>>>();

export const paramsOf = (target: object, key: string | symbol): Type<unknown> | undefined =>
  paramsOfHandler.get(target)?.get(key);

/** Handlers that take a list of what their class declares, too. */
const listed = new WeakMap<object, Set<string | symbol>>();

export const takesList = (target: object, key: string | symbol): boolean => listed.get(target)?.has(key) === true;

function describe(target: object, key: string | symbol, type: Type<unknown>): void {
  const known = paramsOfHandler.get(target) ?? new Map<string | symbol, Type<unknown>>();
  paramsOfHandler.set(target, known.set(key, type));
}

/** A list of what the class declares, or one of it as `Params` takes it: `Item<T>[]`, of one where there is no list. */
export const Items =
  (type: Type<unknown>): ParameterDecorator =>
  (target, key, index) => {
    if (key === undefined) throw new Error('@Items stands at a parameter of a handler');
    describe(target, key, type);
    listed.set(target, (listed.get(target) ?? new Set<string | symbol>()).add(key));
    Listed(type)(target, key, index);
  };

/** The parameters of a call, as the class of the argument declares them. */
export const Params = (): ParameterDecorator => (target, key, index) => {
  if (key === undefined) throw new Error('@Params stands at a parameter of a handler');
  const types = Reflect.getMetadata('design:paramtypes', target, key) as Type<unknown>[];
  const type = types[index];
  if (!type) throw new Error(`@Params of ${String(key)} has no class`);
  describe(target, key, type);
  Merged(type)(target, key, index);
};

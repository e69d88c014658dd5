import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldsOf, type Field } from './fields.js';

/** Parameters by their name in lower case. */
type Given = ReadonlyMap<string, unknown>;

/** Merged from query, body and path, whatever the manual says about the place; the path counts most. */
function givenBy({ query, body, params }: FastifyRequest): Given {
  const given = new Map<string, unknown>();
  for (const source of [query, body, params]) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
    for (const [name, value] of Object.entries(source)) given.set(name.toLowerCase(), value);
  }
  return given;
}

/** Values of the declared parameters; what was not sent is not there, and what is not declared is left out. */
function readFields(fields: readonly Field[], given: Given): Record<string, unknown> {
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

const Merged = createParamDecorator((type: Type<unknown>, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return readFields(fieldsFor(type), givenBy(request));
});

/** Which class of parameters a handler takes, for the document. */
const paramsOfHandler = new WeakMap<object, Map<string | symbol, Type<unknown>>>();

export const paramsOf = (target: object, key: string | symbol): Type<unknown> | undefined =>
  paramsOfHandler.get(target)?.get(key);

/** The parameters of a call, as the class of the argument declares them. */
export const Params = (): ParameterDecorator => (target, key, index) => {
  if (key === undefined) throw new Error('@Params stands at a parameter of a handler');
  const types = Reflect.getMetadata('design:paramtypes', target, key) as Type<unknown>[];
  const type = types[index];
  if (!type) throw new Error(`@Params of ${String(key)} has no class`);
  const known = paramsOfHandler.get(target) ?? new Map<string | symbol, Type<unknown>>();
  paramsOfHandler.set(target, known.set(key, type));
  Merged(type)(target, key, index);
};

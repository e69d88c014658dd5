import { applyDecorators } from '@nestjs/common';
import { ApiExtension, type OpenAPIObject } from '@nestjs/swagger';

const mark = 'x-picture-body';

/** The body may be a picture instead of JSON (`picturesAs` of body-parser.ts). */
export const TakesPictures = (...types: readonly string[]) => applyDecorators(ApiExtension(mark, types));

interface Operation {
  readonly [mark]?: readonly string[];
  readonly requestBody?: { readonly content?: object };
}

const binary = { schema: { type: 'string', format: 'binary' } };

/** The decorator of a body knows one schema for all its types, so the pictures come to it here. */
export const withPictureBodies = (paths: OpenAPIObject['paths']): OpenAPIObject['paths'] =>
  eachOf(paths, (item) =>
    eachOf(item as Record<string, Operation>, ({ [mark]: types, ...operation }) => {
      if (!types) return operation;
      const { requestBody } = operation;
      const content = { ...requestBody?.content, ...Object.fromEntries(types.map((type) => [type, binary])) };
      return { ...operation, requestBody: { ...requestBody, content } };
    }),
  );

const eachOf = <T>(record: Record<string, T>, of: (value: T) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)])) as Record<string, T>;

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const document = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** The calls of the admin API as the pages have them: `curl … -X PUT "$URL/admin/v1/nats" … -d '{…}'`. */
const calls = readdirSync('docs/recipes').flatMap((page) =>
  [
    ...readFileSync(`docs/recipes/${page}`, 'utf8').matchAll(
      /curl -fsS(?: -X ([A-Z]+))? "\$URL(\/admin\/v1\/[\w/-]+)"[^\n]*(?:\\\n +-d '(\{.*\})')?/g,
    ),
  ].map(([, method = 'GET', path = '', body = '{}']) => ({ page, method, path, body })),
);

it('there are some', () => {
  expect(calls.length).toBeGreaterThanOrEqual(8);
});

it.each(calls)('$page: $method $path is a call, and takes the fields of $body', ({ method, path, body }) => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  expect(operation).toBeDefined();
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const fields = document.components.schemas[schema?.$ref?.split('/').pop() ?? '']?.properties ?? {};
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(JSON.parse(body) as object)));
});

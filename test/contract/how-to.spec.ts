import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
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

/** The calls as a reader types them: `admin POST '/doors?sn=X' -d '{...}'`. */
const calls = [
  ...readFileSync('docs/how-to.md', 'utf8').matchAll(
    /^admin ([A-Z]+) '?\/([^\s'?]+)[^\s]*(?: -d '(\{.*?\})')?(?:\s|$)/gm,
  ),
].map(([, method = '', path = '', body]) => ({ method, path, body }));

const operationOf = (method: string, path: string): Operation | undefined => {
  const parts = path.split('/');
  const fits = (pattern: string) => {
    const places = pattern.replace('/admin/v1/', '').split('/');
    return places.length === parts.length && places.every((place, at) => place.startsWith('{') || place === parts[at]);
  };
  const named = Object.keys(document.paths).filter(fits);
  // A path with fewer parameters wins: /doors/actions is not a door.
  const [found = ''] = named.toSorted((a, b) => a.split('{').length - b.split('{').length);
  return document.paths[found]?.[method.toLowerCase()];
};

it('has calls', () => {
  expect(calls.length).toBeGreaterThan(20);
});

it.each(calls)('$method /$path is a call, and takes the fields of $body', ({ method, path, body }) => {
  const operation = operationOf(method, path);
  expect(operation).toBeDefined();
  if (body === undefined) return;
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const fields = document.components.schemas[schema?.$ref?.split('/').pop() ?? '']?.properties ?? {};
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(JSON.parse(body) as object)));
});

/** What `pick` takes out of an answer, as the shell hands it over: in quotes or without. */
const picks = ['README.md', 'docs/how-to.md'].flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/\| pick (?:'([^'\n]*)'|([^\s')]+))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  ),
);

it('takes parts out of answers', () => {
  expect(picks.length).toBeGreaterThan(10);
});

it.each(picks)('pick %s is JavaScript behind an answer', (part) => {
  expect(() => new Script(`JSON.parse('{}')${part}`)).not.toThrow();
});

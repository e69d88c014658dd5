import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = ['README.md', 'docs', 'docs/recipes'].flatMap((place) =>
  place.endsWith('.md')
    ? [place]
    : readdirSync(join(root, place)).flatMap((name) => (name.endsWith('.md') ? [`${place}/${name}`] : [])),
);

const { paths } = JSON.parse(text('openapi/admin.json')) as { paths: Record<string, Record<string, unknown>> };
const shape = (path: string) => path.replace(/\{[^}]*\}|<[^>]*>|…/g, '*');
const routes = new Set(
  Object.entries(paths).flatMap(([path, of]) => Object.keys(of).map((verb) => `${verb.toUpperCase()} ${shape(path)}`)),
);

it('every call of the admin API that a page names by its method is there', () => {
  const named = pages.flatMap((page) =>
    [...text(page).matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/admin\/v1\/(?:<[^>]*>|[\w{}/…-]|\.ics)+)/g)].map(
      ([, verb = '', path = '']) => ({ page, call: `${verb} ${shape(path)}` }),
    ),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ call }) => !routes.has(call))).toEqual([]);
});

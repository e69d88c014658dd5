import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentOf } from '../../src/platform/openapi/documents.js';
import { startApp, type TestApp } from '../support/app.js';

const lines = readFileSync(new URL('../../openapi/vendor-calls.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.trim().split(/\s+/))
  .map(([method = '', path = '', section = '', planned]) => ({
    call: `${method} ${path}`,
    method,
    path,
    section,
    planned,
  }));

const sources: Readonly<Record<string, string>> = {
  none: 'In no manual; clients use it',
  postern: 'In no manual; only Postern has it',
};
const saidOf = (section = '') => sources[section] ?? `API manual ${section}`;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const isServed = (method: string, path: string) =>
  app.app
    .getHttpAdapter()
    .getInstance()
    .hasRoute({
      method: method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
    });

it("lists the manual's 133 operations, each line once", () => {
  const sections = lines
    .map(({ section }) => section)
    .filter((section) => sources[section] === undefined && !section.startsWith('v1.2:'));
  expect(new Set(sections).size).toBe(133);
  expect(new Set(lines.map(({ call }) => call)).size).toBe(lines.length);
});

it('has a route for every call that is not planned, and none for those that are', () => {
  const wrong = lines.filter(({ method, path, planned }) => isServed(method, path) === (planned === 'planned'));
  expect(wrong.map(({ call }) => call)).toEqual([]);
});

it('serves no call under /api that the list does not know', () => {
  const known = new Set(lines.map(({ call }) => call));
  const served = Object.entries(documentOf(app.app, 'facade').paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(served.length).toBeGreaterThan(50);
  expect(served.filter((call) => !known.has(call))).toEqual([]);
});

it('names the section of the manual at each call', () => {
  const { paths } = documentOf(app.app, 'facade');
  const sections = new Map(lines.map(({ call, section }) => [call, section]));
  const wrong = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { description?: string }>)
      .filter(
        ([method, { description }]) =>
          description?.split('\n')[0] !== saidOf(sections.get(`${method.toUpperCase()} ${path}`)),
      )
      .map(([method]) => `${method} ${path}`),
  );
  expect(wrong).toEqual([]);
});

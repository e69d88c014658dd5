import { beforeAll, describe, expect, it } from 'vitest';
import { openapiFiles } from '../../src/tools/openapi-files.js';
import { previewApp } from '../support/preview.js';

type Side = 'facade' | 'admin';
interface Operation {
  readonly security?: object[];
  readonly responses: Record<string, { content?: object }>;
}
interface Document {
  readonly security?: object[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: object; readonly securitySchemes: object };
}

let files: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  files = openapiFiles(await previewApp());
});

const parsed = (side: Side) => JSON.parse(files[`openapi/${side}.json`] ?? '') as Document;

it.each([
  'openapi/facade.json',
  'openapi/admin.json',
  'openapi/postman.json',
  'openapi/events.asyncapi.json',
  'clients/typescript/src/api.ts',
  'clients/typescript/src/events.ts',
  'docs/event-types.md',
  'console/src/api/types.ts',
])('%s is what the app has: run `npm run openapi`', async (path) => {
  await expect(files[path]).toMatchFileSnapshot(`../../${path}`);
});

describe.each(['facade', 'admin'] as const)('openapi/%s.json', (side) => {
  it('refers to nothing that is missing and has nothing unused', () => {
    const { components } = parsed(side);
    const used = new Set(
      [...JSON.stringify(parsed(side)).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
    );
    expect([...used].sort()).toEqual(Object.keys(components.schemas).sort());
  });

  it('holds the paths of its side alone', () => {
    const other = Object.keys(parsed(side).paths).filter(
      (path) => !path.startsWith({ facade: '/api/', admin: '/admin/v1/' }[side]),
    );
    expect(other).toEqual([]);
  });
});

describe('Authorize', () => {
  it('puts the facade token into the query, on every call', () => {
    const { security, components } = parsed('facade');
    expect(components.securitySchemes).toEqual({ access_token: { type: 'apiKey', in: 'query', name: 'access_token' } });
    expect(security).toEqual([{ access_token: [] }]);
  });

  it('puts the admin token into the header, on every call', () => {
    const { paths, components } = parsed('admin');
    expect(components.securitySchemes).toEqual({ admin: { type: 'http', scheme: 'bearer' } });
    const open = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods).some(({ security }) => JSON.stringify(security) !== '[{"admin":[]}]') ? [path] : [],
    );
    expect(open).toEqual([]);
  });
});

describe('the admin document', () => {
  it('has the resources of the contract', () => {
    const { paths } = parsed('admin');
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/admin/v1', '')}`),
    );
    expect(calls).toEqual(
      expect.arrayContaining([
        'POST /api-tokens',
        'DELETE /api-tokens/{id}',
        'GET /devices',
        'POST /devices',
        'PATCH /devices/{sn}',
        'DELETE /devices/{sn}',
        'POST /devices/{sn}/approve',
        'POST /devices/{sn}/reject',
        'POST /devices/{sn}/disable',
        'POST /devices/{sn}/enable',
        'POST /devices/{sn}/replace',
        'GET /devices/{sn}/commands',
        'POST /devices/{sn}/commands',
        'GET /devices/{sn}/sync',
        'POST /devices/{sn}/sync',
        'POST /devices/{sn}/verify',
        'GET /commands/{id}',
        'POST /commands/{id}/cancel',
        'PATCH /doors/{id}',
        'PATCH /readers/{id}',
        'POST /areas',
        'POST /departments',
        'POST /persons',
        'POST /time-zones',
        'POST /holidays',
        'POST /access-levels',
        'GET /access-levels/{id}/persons',
        'PUT /access-levels/{id}/persons/{pin}',
        'DELETE /access-levels/{id}/persons/{pin}',
        'GET /events',
        'GET /audit',
        'GET /audit/verify',
      ]),
    );
  });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Calls that the guide names, as `METHOD /path`; those of the other server begin with /api. */
const named = () => {
  const text = readFileSync('docs/coming-from-zk_server.md', 'utf8');
  return [
    ...new Set(
      [...text.matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]+)/g)].map(([, verb, path]) => `${verb} ${path}`),
    ),
  ];
};

it('each call of ours that the guide for users of zk_server names is in the document', () => {
  const { paths } = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const known = new Set(
    Object.entries(paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path.replace('/admin/v1', '')}`),
    ),
  );
  const ours = named().filter((call) => !/^\w+ \/api\//.test(call));
  expect(ours.length).toBeGreaterThan(30);
  expect(ours.filter((call) => !known.has(call))).toEqual([]);
});

it('no call of that server is left out', () => {
  const theirs = named().filter((call) => /^\w+ \/api\//.test(call));
  expect(theirs.sort()).toEqual([
    'DELETE /api/devices/{serialNumber}',
    'DELETE /api/users/{pin}',
    'DELETE /api/users/{pin}/biometrics',
    'DELETE /api/users/{pin}/biometrics/{type}',
    'GET /api/commands',
    'GET /api/devices',
    'GET /api/devices/{serialNumber}',
    'GET /api/stats',
    'GET /api/status',
    'GET /api/users',
    'GET /api/users/{pin}',
    'GET /api/users/{pin}/biometrics/{type}',
    'POST /api/biometrics/validate',
    'POST /api/commands/device/reboot',
    'POST /api/commands/user/add',
    'POST /api/commands/user/delete',
    'POST /api/sync/manual',
    'POST /api/users/biometric-add',
    'POST /api/users/biometric-sync',
    'POST /api/users/bulk-biometric-add',
    'PUT /api/users/biometric-update',
    'PUT /api/users/bulk-biometric-update',
  ]);
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lines } from '../../src/operations/doctor/all.js';
import { GatewayRegistryService } from '../../src/operations/gateway-registry.service.js';
import { rotateKey } from '../../src/operations/key-rotation/rotate-key.js';
import { AuditChainService } from '../../src/platform/auth/audit-chain.service.js';
import { checkFingerprint, loadEncryptionKey } from '../../src/platform/auth/encryption-key.js';
import { TokenFileService } from '../../src/platform/auth/token-file.service.js';
import { loadConfig } from '../../src/platform/config.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { plainByteColumns, sealedTables } from '../../src/platform/crypto/sealed-columns.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { PeriodicJobService } from '../../src/platform/schedule/periodic-job.service.js';
import { GATEWAY_ID } from '../../src/platform/tokens.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { jpeg } from '../support/panels.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

let dataDir: string;
let gateways: TestApp[];
let source: DataSource;
const silent = { say: () => undefined, progress: () => undefined };

/** A gateway of its own process would have read its key like this. */
const config = () => loadConfig({ DATA_DIR: dataDir });

beforeAll(async () => {
  dataDir = await realpath(await mkdtemp(join(inject('runFolder'), 'keys-')));
  await chmod(dataDir, 0o755);
  await writeFile(join(dataDir, 'encryption.key'), `${key(1)}\n`);
  await writeFile(join(dataDir, 'admin-token'), `${adminToken}\n`);
  const files = { ADMIN_TOKEN: '', ADMIN_TOKEN_FILE: join(dataDir, 'admin-token') };
  const first = await startApp({
    env: { DATA_DIR: dataDir, WEBHOOK_ALLOW_PRIVATE: 'true', ...files },
    seal: loadEncryptionKey(config()),
  });
  const second = await startApp({
    env: { DATA_DIR: dataDir },
    databaseUrl: first.databaseUrl,
    seal: loadEncryptionKey(config()),
  });
  gateways = [first, second];
  source = new DataSource(dataSourceOptions(first.databaseUrl, [], 3));
  await source.initialize();
  await source.transaction((tx) => checkFingerprint(tx, loadEncryptionKey(config())));
});

afterAll(async () => {
  await source.destroy();
  for (const gateway of [...gateways].reverse()) await gateway.stop();
});

function gateway(at: number): TestApp {
  const found = gateways[at];
  if (!found) throw new Error(`there is no gateway ${at}`);
  return found;
}
const one = () => gateway(0);
const other = () => gateway(1);

/** Sealed values by table, by what they begin with: 01 = by the first key, 02 and eight bytes = by that one. */
async function headers(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { table, columns } of sealedTables) {
    for (const [column, form] of Object.entries(columns)) {
      const bytes =
        form === 'bytes'
          ? column
          : form === 'marked'
            ? `decode(substring(${column}::text FROM '"sealed:([A-Za-z0-9+/=]+)"'), 'base64')`
            : `CASE WHEN key = '${form.of}' THEN decode(${column}->>'${form.at}', 'base64') END`;
      const rows = await one().sql<{ begin: string }>(
        `SELECT DISTINCT encode(substring(b FROM 1 FOR CASE get_byte(b, 0) WHEN 2 THEN 9 ELSE 1 END), 'hex') AS begin
         FROM (SELECT ${bytes} AS b FROM ${table}) s WHERE b IS NOT NULL ORDER BY 1`,
      );
      if (rows.length > 0) found[`${table}.${column}`] = rows.map(({ begin }) => begin);
    }
  }
  return found;
}

const everywhere = (found: Record<string, string[]>) => [...new Set(Object.values(found).flat())];

describe('the list of what is sealed', () => {
  it('has every column of bytes, sealed or not', async () => {
    const rows = await one().sql<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type IN ('bytea', 'ARRAY') AND udt_name IN ('bytea', '_bytea') ORDER BY 1`,
    );
    const sealed = sealedTables.flatMap(({ table, columns }) =>
      Object.entries(columns).flatMap(([column, form]) => (form === 'bytes' ? [`${table}.${column}`] : [])),
    );
    expect([...sealed, ...plainByteColumns].sort()).toEqual(rows.map(({ name }) => name));
  });

  it('knows every file that seals into text: those few are in it by hand', () => {
    const root = join(import.meta.dirname, '../../src');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && statSync(join(root, file)).isFile(),
    );
    const sealing = files.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return /sealSecrets\(|\.seal\([^)]*\)+\.toString\('base64'\)|seal\w*\([^\n]*\.toString\('base64'\)/.test(text);
    });
    expect(sealing.sort()).toEqual([
      // The first key, which hashes come from, and what does it.
      'modules/device/qr-key.service.ts',
      'modules/door/door-settings.service.ts',
      'modules/rule/rule.service.ts',
      'operations/key-rotation/rotate-key.ts',
      'platform/crypto/sealed-fields.ts',
    ]);
  });
});

describe('rotate-key, while two gateways run', () => {
  const person = { pin: '71', name: 'Ada', personPwd: '4711', personPhoto: '' };
  let panel: Awaited<ReturnType<typeof registeredPanel>>;
  let updated: string;

  afterAll(() => panel.panel.stop());

  it('begins from what the first key has sealed', async () => {
    person.personPhoto = await jpeg(64);
    expect((await one().api('POST', '/api/person/add', person)).body.code).toBe(0);
    expect((await one().admin('PATCH', '/settings', { vendorQrCode: true })).status).toBe(200);
    const hook = { url: 'http://127.0.0.1:9/', types: ['webhook.disabled'], headers: { 'x-key': 'secret' } };
    const made = await one().admin('POST', '/webhooks', hook);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    panel = await registeredPanel(one(), 'ROTATE1');
    const [door = ''] = panel.doorIds;
    await one().sql(`UPDATE door SET settings = $2 WHERE id = $1`, [
      door,
      JSON.stringify({ superPwd: `sealed:${new SealedBox(Buffer.alloc(32, 1)).seal('12345678').toString('base64')}` }),
    ]);
    const { id } = (await one().admin('POST', '/access-levels', { name: 'all', doorIds: panel.doorIds })).body;
    expect((await one().admin('PUT', `/access-levels/${id}/persons/71`)).status).toBe(204);
    await settle(one(), panel.panel);
    updated = await versions();
    const found = await headers();
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        'command.meant',
        'door.settings',
        'ledger.desired',
        'person.person_pwd',
        'person.photo',
        'setting.value',
        'webhook.headers',
        'webhook.secret',
      ]),
    );
    expect(everywhere(found)).toEqual(['01']);
  });

  const versions = async () =>
    JSON.stringify(
      await one().sql(
        `SELECT (SELECT max(updated_at) FROM person WHERE pin = '71')::text AS p, (SELECT max(edited_at) FROM device)::text AS v,
           (SELECT max(updated_at) FROM webhook)::text AS w, (SELECT max(updated_at) FROM door)::text AS d`,
      ),
    );

  it('can be killed in the middle, and both gateways go on: each opens what the other seals', async () => {
    let bites = 0;
    const killed = rotateKey(source, config(), loadEncryptionKey(config()), {
      ...silent,
      progress: (text) => {
        if (text.includes('sealed anew') && ++bites === 12) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect(everywhere(await headers()).sort()).toEqual(['01', expect.stringMatching(/^02[0-9a-f]{16}$/)]);
    expect((await other().api('POST', '/api/person/add', { pin: '72', name: 'Bob', personPwd: '999' })).body.code).toBe(
      0,
    );
    for (const gateway of gateways) {
      expect((await gateway.api('GET', '/api/person/get/71')).body.data.vislightPhoto).not.toBe('');
    }
  });

  it('a gateway with the new key alone is refused until nothing of the old one is left', async () => {
    const [newest = ''] = (await readFile(join(dataDir, 'encryption.key'), 'utf8')).split('\n');
    const alone = new SealedBox(Buffer.from(newest, 'base64'));
    await expect(source.transaction((tx) => checkFingerprint(tx, alone))).rejects.toThrow(
      /^ENCRYPTION_KEY_OLD must hold/,
    );
    const old = new SealedBox(Buffer.alloc(32, 1));
    await expect(source.transaction((tx) => checkFingerprint(tx, old))).rejects.toThrow(
      /^ENCRYPTION_KEY must be the key/,
    );
  });

  it('goes on, ends, and nothing is left that the old key has sealed', async () => {
    const result = await rotateKey(source, config(), loadEncryptionKey(config()), silent);
    expect(result.rows).toBeGreaterThan(0);
    const header = `02${result.to.slice(0, 16)}`;
    expect(everywhere(await headers())).toEqual([header]);
    const lines = (await readFile(join(dataDir, 'encryption.key'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(await readFile(join(dataDir, 'encryption.key.old'), 'utf8')).toBe(`${key(1)}\n`);
    const started = loadEncryptionKey(config());
    await source.transaction((tx) => checkFingerprint(tx, started));
    expect(started.fingerprint).toBe(result.to);
  });

  it('nobody has edited anything, and what hashes say stays: no panel gets anything again', async () => {
    expect(await versions()).toBe(updated);
    const told = await one().sql(
      `SELECT ref FROM feed WHERE kind = 'person' AND ref = '71' AND detail->>'what' = 'changed'`,
    );
    expect(told).toEqual([]);
    await one().admin('POST', '/devices/ROTATE1/sync', {});
    expect(await settle(one(), panel.panel)).toEqual([]);
    // The same password is no change, and the audit log is as it was written.
    await one().api('POST', '/api/person/add', { pin: '71', name: 'Ada', personPwd: '4711' });
    expect(await settle(one(), panel.panel)).toEqual([]);
    const chain = one().app.get(AuditChainService, { strict: false });
    await chain.seal();
    expect(await one().work.run((tx) => chain.verify(tx))).toMatchObject({ ok: true, firstBad: null });
    expect(
      (await other().request('GET', '/admin/v1/webhooks', { headers: { authorization: `Bearer ${adminToken}` } }))
        .status,
    ).toBe(200);
  });

  it('refuses where a gateway that runs does not hold the new key, and the old key stays', async () => {
    const keys = {
      ENCRYPTION_KEY: key(3),
      ENCRYPTION_KEY_OLD: (await readFile(join(dataDir, 'encryption.key'), 'utf8')).trim(),
    };
    const given = loadConfig({ DATA_DIR: dataDir, ...keys });
    await one().sql(`INSERT INTO gateway (id, host, pid, version, keys, sealing, seen_at)
      VALUES ('old', 'far', 7, '0', '{other}', 'other', clock_timestamp() + interval '1 hour')`);
    const refused = rotateKey(source, given, loadEncryptionKey(given), silent, 0);
    await expect(refused).rejects.toThrow(
      /^these gateways do not hold the new key yet, and the old one stays: .*far \(process 7\)/,
    );
    await one().sql(`DELETE FROM gateway WHERE id = 'old'`);
    const same = loadConfig({ DATA_DIR: dataDir, ENCRYPTION_KEY: keys.ENCRYPTION_KEY_OLD });
    await expect(rotateKey(source, same, loadEncryptionKey(same), silent, 0)).rejects.toThrow(
      /^ENCRYPTION_KEY must be the new key and ENCRYPTION_KEY_OLD the present one/,
    );
    const again = loadConfig({
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: key(1),
      ENCRYPTION_KEY_OLD: keys.ENCRYPTION_KEY_OLD,
    });
    await expect(rotateKey(source, again, loadEncryptionKey(again), silent, 0)).rejects.toThrow(
      /it was the key of this database before$/,
    );
  });
});

describe('a gateway that starts', () => {
  it('is known to a rotation before its first look, and holds what the file holds by then', async () => {
    const [now = ''] = (await readFile(join(dataDir, 'encryption.key'), 'utf8')).trim().split('\n');
    const before = (await one().sql<{ id: string }>('SELECT id FROM gateway')).map(({ id }) => id);
    // Its keys were read before a rotation has ended.
    const third = await startApp({
      env: { DATA_DIR: dataDir },
      databaseUrl: one().databaseUrl,
      seal: new SealedBox(Buffer.alloc(32, 1)),
    });
    try {
      const rows = await one().sql<{ id: string; sealing: string }>('SELECT id, sealing FROM gateway');
      expect(rows.filter(({ id }) => !before.includes(id)).map(({ sealing }) => sealing)).toEqual([
        new SealedBox(Buffer.from(now, 'base64')).fingerprint,
      ]);
      const person = await third.api('GET', '/api/person/get/71');
      expect(person.body.data.vislightPhoto).not.toBe('');
    } finally {
      await third.stop();
    }
  });
});

describe('a gateway that could not be reached during a rotation', () => {
  it('takes the new key when it is back, though the file lacks the one that it had', async () => {
    const away = await startApp({
      env: { DATA_DIR: dataDir },
      databaseUrl: one().databaseUrl,
      seal: loadEncryptionKey(config()),
    });
    try {
      await away.app
        .get(PeriodicJobService)
        .jobs.find(({ options }) => options.name === 'gateways')
        ?.stop();
      // It was not heard of for longer than a rotation waits.
      const old = (await readFile(join(dataDir, 'encryption.key'), 'utf8')).trim();
      await one().sql(`DELETE FROM gateway WHERE id = $1`, [away.app.get<string>(GATEWAY_ID)]);
      const { to } = await rotateKey(source, config(), loadEncryptionKey(config()), silent);
      expect(await readFile(join(dataDir, 'encryption.key'), 'utf8')).not.toContain(old);
      await away.app.get(GatewayRegistryService, { strict: false }).look();
      const token = { headers: { authorization: `Bearer ${adminToken}` } };
      expect((await away.request('GET', '/admin/v1/webhooks', token)).status).toBe(200);
      expect((await away.api('GET', '/api/person/get/71')).body.data.vislightPhoto).not.toBe('');
      expect(await one().sql('SELECT sealing FROM gateway WHERE id = $1', [away.app.get<string>(GATEWAY_ID)])).toEqual([
        { sealing: to },
      ]);
    } finally {
      await away.stop();
    }
  });
});

describe('tokens, without a restart', () => {
  const asks = async (gateway: TestApp, token: string) =>
    (await gateway.request('GET', '/admin/v1/settings', { headers: { authorization: `Bearer ${token}` } })).status;
  const facade = async (gateway: TestApp, token: string): Promise<number> => {
    const headers = { access_token: token };
    return (await gateway.request('GET', '/api/accLevel/list?pageNo=1&pageSize=1', { headers })).status;
  };

  it('ADMIN_TOKEN_FILE is read again: the new token opens at both gateways, the old one at none', async () => {
    const files = one().app.get(TokenFileService, { strict: false });
    const next = 'another-admin-token-0123456789';
    await writeFile(join(dataDir, 'admin-token'), 'too short');
    await files.look();
    expect(await asks(other(), adminToken)).toBe(200);
    await writeFile(join(dataDir, 'admin-token'), `${next}\n`);
    await files.look();
    for (const gateway of gateways) expect(await asks(gateway, next)).toBe(200);
    for (const gateway of gateways) await expect.poll(() => asks(gateway, adminToken), { timeout: 60_000 }).toBe(401);
    await writeFile(join(dataDir, 'admin-token'), adminToken);
    await files.look();
    for (const gateway of gateways) expect(await asks(gateway, adminToken)).toBe(200);
  });

  it('a token of the API that is made opens at once at both gateways, and one that is revoked opens at none', async () => {
    const make = async (name: string) =>
      (await one().admin('POST', '/api-tokens', { name, scopes: ['accLevel'] })).body as { id: string; token: string };
    const [old, made] = [await make('old'), await make('new')];
    for (const gateway of gateways) {
      expect([await facade(gateway, old.token), await facade(gateway, made.token)]).toEqual([200, 200]);
    }
    expect((await one().admin('DELETE', `/api-tokens/${old.id}`)).status).toBe(204);
    for (const gateway of gateways) await expect.poll(() => facade(gateway, old.token), { timeout: 60_000 }).toBe(401);
    expect(await facade(other(), made.token)).toBe(200);
  });

  it('GET /doctor answers what the command does', async () => {
    const { status, body } = await one().admin('GET', '/doctor');
    const told = body.lines as { id: string; findings: object[] }[];
    expect([status, told.map(({ id }) => id)]).toEqual([200, lines.map(({ id }) => id)]);
    expect(told.find(({ id }) => id === 'backup')?.findings[0]).toMatchObject({
      code: 'none',
      severity: 'warning',
      params: {},
      words: 'no backup was made yet',
    });
  });
});

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ErasureService } from '../../src/modules/visitor/erasure.service.js';
import { ErasureMemoryService } from '../../src/operations/erasure-memory.service.js';
import { HousekeepingService } from '../../src/operations/housekeeping.service.js';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { AuditChainService } from '../../src/platform/auth/audit-chain.service.js';
import { AuditKey } from '../../src/platform/auth/audit-key.js';
import { recordAudit } from '../../src/platform/auth/audit.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { PeriodicJobService } from '../../src/platform/schedule/periodic-job.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'erasure-'));
  app = await startApp({ env: { DATA_DIR: folder } });
});
afterAll(() => app.stop());

const clean = () => app.app.get(HousekeepingService).clean();
const verify = async () => (await app.admin('GET', '/audit/verify')).body;
const seal = () => app.app.get(AuditChainService, { strict: false }).seal();
const tamper = async (statement: string) => {
  await app.sql('ALTER TABLE audit DISABLE TRIGGER ALL');
  await app.sql(statement);
  await app.sql('ALTER TABLE audit ENABLE TRIGGER ALL');
};

/** What was done long ago, chained as it would have been then. */
async function writeOld(sns: readonly string[]): Promise<void> {
  const key = new AuditKey(new SealedBox(Buffer.alloc(32, 7)));
  await app.work.run(async (tx) => {
    const caller = { actor: 'operator:ann', tokenId: '', address: '', action: 'POST /admin/v1/devices' };
    for (const sn of sns) await recordAudit(tx, key, { ...caller, detail: { sn } });
    await tx.query('ALTER TABLE audit DISABLE TRIGGER ALL');
    await tx.query(`UPDATE audit SET at = at - interval '30 months' WHERE hash IS NULL`);
    await tx.query('ALTER TABLE audit ENABLE TRIGGER ALL');
  });
  await seal();
}

describe('the audit log', () => {
  const chains = async () =>
    (await app.sql<{ chain: number }>('SELECT chain FROM audit WHERE hash IS NOT NULL ORDER BY chain')).map(
      ({ chain }) => chain,
    );

  it('loses its beginning when that is old: it is exported, and the rest begins behind a checkpoint', async () => {
    await writeOld(['S1', 'S2']);
    expect(await verify()).toEqual({ ok: true, checked: 2, keyedFrom: 1, firstBad: null });

    // Without the file nothing goes.
    await writeFile(join(folder, 'audit'), '');
    await expect(clean()).rejects.toThrow('EEXIST');
    expect(await chains()).toEqual([1, 2]);
    await rm(join(folder, 'audit'));
    await clean();
    const plain = 'audit-000000000001-000000000002.jsonl.gz';
    expect(await readdir(join(folder, 'audit'))).toEqual([plain]);

    // With a key for backups the file is for it.
    const { recipient, identity } = await newKeyPair();
    await app.sql(`INSERT INTO setting (key, value) VALUES ('backup', $1)`, [JSON.stringify({ recipient })]);
    await writeOld(['S3']);
    await clean();
    const sealed = 'audit-000000000003-000000000003.jsonl.gz.age';
    expect((await readdir(join(folder, 'audit'))).sort()).toEqual([plain, sealed]);
    await app.sql(`DELETE FROM setting WHERE key = 'backup'`);
    await app.admin('POST', '/devices', { sn: 'S4' });
    await app.admin('POST', '/devices', { sn: 'S5' });
    await seal();

    expect(await chains()).toEqual([4, 5]);
    expect(await verify()).toMatchObject({ ok: true, checked: 2, from: 4, firstBad: null });
    const contents = await Promise.all([plain, sealed].map((name) => readFile(join(folder, 'audit', name))));
    const [open = Buffer.alloc(0), shut = Buffer.alloc(0)] = contents;
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const opened = Buffer.from(await decrypter.decrypt(new Uint8Array(shut)));
    const lines = [open, opened].flatMap((content) => gunzipSync(content).toString().trim().split('\n'));
    expect(lines.map((line) => (JSON.parse(line) as { detail: object }).detail)).toEqual([
      { sn: 'S1' },
      { sn: 'S2' },
      { sn: 'S3' },
    ]);
    const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
    expect(await app.sql('SELECT chain, file, sha256 FROM audit_checkpoint ORDER BY chain')).toEqual([
      { chain: 2, file: plain, sha256: sha256(open) },
      { chain: 3, file: sealed, sha256: sha256(shut) },
    ]);
    await clean();
    expect(await chains()).toEqual([4, 5]);

    // The files go, too, when their own time is over, and nothing beside them.
    const kept = async () => (await app.admin('GET', '/retention')).body.items.at(-1) as object;
    const bytes = open.length + shut.length;
    expect(await kept()).toMatchObject({ what: 'auditFiles', setting: 'auditFileMonths', months: 120, bytes, rows: 2 });
    await writeFile(join(folder, 'audit/notes.txt'), '');
    const old = new Date('2010-01-01T00:00:00Z');
    for (const name of [plain, 'notes.txt']) await utimes(join(folder, 'audit', name), old, old);
    expect(await kept()).toMatchObject({ oldest: old.toISOString() });
    const keep = (months: number | null) =>
      app.sql(`UPDATE setting SET value = value || $1 WHERE key = 'retention'`, [
        JSON.stringify({ auditFileMonths: months }),
      ]);
    await keep(null);
    await clean();
    expect((await readdir(join(folder, 'audit'))).sort()).toEqual([plain, sealed, 'notes.txt']);
    await keep(120);
    await clean();
    expect((await readdir(join(folder, 'audit'))).sort()).toEqual([sealed, 'notes.txt']);
  });

  it('goes on behind it; a cut without one, or one that no gateway made, is a break', async () => {
    await app.admin('POST', '/devices', { sn: 'S6' });
    await seal();
    expect(await verify()).toMatchObject({ ok: true, checked: 3, from: 4 });
    await expect(app.sql('DELETE FROM audit WHERE chain = 4')).rejects.toThrow('the audit log is append-only');
    await app.sql(
      `INSERT INTO audit_checkpoint (chain, hash, mac, file, sha256)
       SELECT chain, hash, 'forged', '', '' FROM audit WHERE chain = 4`,
    );
    expect(await verify()).toMatchObject({
      ok: false,
      firstBad: { why: 'the checkpoint was not made by the gateway' },
    });
    await expect(clean()).rejects.toThrow('the audit log is not as it was written');
    await app.sql('DELETE FROM audit_checkpoint WHERE chain = 4');
  });

  it('keeps a beginning that is not as it was written', async () => {
    expect((await verify()).ok).toBe(true);
    await tamper(`UPDATE audit SET at = at - interval '30 months' WHERE chain <= 5`);
    await expect(clean()).rejects.toThrow('this row is not as it was written: nothing of it is removed');
    expect(await chains()).toEqual([4, 5, 6]);
    await tamper(`UPDATE audit SET at = at + interval '30 months' WHERE chain <= 5`);
    await tamper('DELETE FROM audit WHERE chain = 4');
    expect(await verify()).toMatchObject({
      ok: false,
      firstBad: { chain: 4, why: 'rows are missing before this one' },
    });
  });
});

describe('somebody who was erased', () => {
  const ana = { pin: '7007', name: 'Ana', lastName: 'Soler', cardNo: '22223333', email: 'ana@example.org' };
  const remembered = () =>
    app.app.get(PeriodicJobService).jobs.find(({ options }) => options.name === 'erasure-memory');
  const traces = async () => ({
    people: (await app.sql<{ pin: string }>('SELECT pin FROM person')).map(({ pin }) => pin),
    events: await app.sql('SELECT name, card_no FROM event ORDER BY log_id'),
    parking: await app.sql('SELECT name, plate FROM parking_record'),
    audit: JSON.stringify(await app.sql('SELECT detail FROM audit')).includes('Soler'),
  });

  it('is so also after the restore of an older backup, but not who has the pin now', async () => {
    expect((await app.admin('POST', '/persons', ana)).status).toBe(201);
    await storeEvents(app, { pin: '7007', cardNo: '22223333', logId: 1 });
    await app.sql(
      `INSERT INTO parking_record (id, direction, reader_key, channel_id, channel_name, channel_state, area_name, plate,
         car_number, car_type_name, event_type, pin, name, time)
       VALUES ('p', 'in', 'p', 'c', '', 0, '', '1234ABC', '1234ABC', '', 0, '7007', 'Ana', '')`,
    );
    const whole = { people: ['7007'], audit: true, parking: [{ name: 'Ana', plate: '1234ABC' }] };
    expect(await traces()).toEqual({ ...whole, events: [{ name: 'Ana', card_no: '22223333' }] });
    for (const table of ['person', 'event', 'parking_record'])
      await app.sql(`CREATE TABLE backup_${table} AS TABLE ${table}`);

    expect((await app.admin('DELETE', '/persons/7007?history=erase')).status).toBe(204);
    const erased = {
      people: [],
      audit: false,
      parking: [{ name: '', plate: '' }],
      events: [{ name: '', card_no: '' }],
    };
    expect(await traces()).toEqual(erased);
    await remembered()?.run();
    const [file = ''] = await readdir(join(folder, 'erased'));
    const text = await readFile(join(folder, 'erased', file), 'utf8');
    expect(text).toMatch(/^\{"pinHash":"[0-9a-f]{64}","at":"[^"]+"\}\n$/);
    expect(text).not.toContain('7007');

    // The backup was made before.
    await app.sql('DELETE FROM erased_person');
    await app.sql('INSERT INTO person SELECT * FROM backup_person');
    for (const table of ['event', 'parking_record']) {
      await app.sql(`DELETE FROM ${table}`);
      await app.sql(`INSERT INTO ${table} SELECT * FROM backup_${table}`);
    }
    await app.app.get(ErasureMemoryService).onApplicationBootstrap();
    expect(await traces()).toEqual(erased);
    expect(await app.sql('SELECT count(*)::int AS n FROM erased_person')).toEqual([{ n: 1 }]);

    // Another person may get the pin.
    await app.admin('POST', '/persons', { pin: '7007', name: 'Bo', lastName: 'Moss' });
    await storeEvents(app, { pin: '7007', logId: 2 });
    expect(await app.app.get(ErasureService).eraseAgain()).toBe(1);
    expect(await traces()).toEqual({
      ...erased,
      people: ['7007'],
      events: [
        { name: '', card_no: '' },
        { name: 'Bo', card_no: '9606650' },
      ],
    });
    for (const table of ['person', 'event', 'parking_record']) await app.sql(`DROP TABLE backup_${table}`);
  });

  it('may be a visitor whose visit was not over when the backup was made', async () => {
    await app.sql(
      `INSERT INTO person (id, pin, name, is_visitor, created_at) VALUES ('v', '80000001', 'Vi', true, now() - interval '1 day')`,
    );
    await app.sql(`INSERT INTO visitor (person_id, cert_type, cert_number, cert_hash) VALUES ('v', '2', '', 'h')`);
    const visit = `INSERT INTO visit (id, person_id, pin, name, cert_type, cert_number, cert_hash, host_pin, visit_reason,
      start_time, end_time, exit_time, created_at) VALUES ('w', 'v', '80000001', 'Vi', '2', '', 'h', '', '',
      '2026-01-01 08:00:00', '2026-01-01 18:00:00'`;
    await app.sql(`${visit}, '2026-01-01 09:00:00', now() - interval '1 day')`);
    for (const table of ['person', 'visitor']) await app.sql(`CREATE TABLE backup_${table} AS TABLE ${table}`);
    expect((await app.admin('DELETE', '/persons/80000001?history=erase')).status).toBe(204);
    expect(await app.sql('SELECT 1 FROM visit')).toEqual([]);
    await app.sql(`INSERT INTO person SELECT * FROM backup_person WHERE pin = '80000001'`);
    await app.sql('INSERT INTO visitor SELECT * FROM backup_visitor');
    await app.sql(`${visit}, NULL, now() - interval '1 day')`);
    expect(await app.app.get(ErasureService).eraseAgain()).toBe(2);
    expect(await app.sql(`SELECT 1 FROM visit UNION ALL SELECT 1 FROM person WHERE pin = '80000001'`)).toEqual([]);
    for (const table of ['person', 'visitor']) await app.sql(`DROP TABLE backup_${table}`);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditChainService } from '../../src/platform/auth/audit-chain.service.js';
import { recordAudit } from '../../src/platform/auth/audit.js';
import { AuditKey } from '../../src/platform/auth/audit-key.js';
import { LoggedPasswordsService } from '../../src/platform/auth/logged-passwords.service.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.stop());

/** The key that the app of the tests uses. */
const auditKey = new AuditKey(new SealedBox(Buffer.alloc(32, 7)));

const verify = async () => (await app.admin('GET', '/audit/verify')).body;

/** What an attacker with the rights of the database's owner could do. */
const tamper = async (statement: string) => {
  await app.sql('ALTER TABLE audit DISABLE TRIGGER ALL');
  await app.sql(statement);
  await app.sql('ALTER TABLE audit ENABLE TRIGGER ALL');
};

const writeThree = async () => {
  for (const sn of ['S1', 'S2', 'S3']) await app.admin('POST', '/devices', { sn });
};

describe('the audit log', () => {
  it('says who did what, newest first, without secrets', async () => {
    await app.admin('POST', '/devices', { sn: 'S1' });
    await app.admin('POST', '/persons', { pin: '7', personPwd: '4711' });
    await app.admin('GET', '/devices');
    const { items, nextCursor } = (await app.admin('GET', '/audit?limit=1')).body;
    expect(items).toMatchObject([
      {
        actor: 'token:ADMIN_TOKEN',
        address: '127.0.0.1',
        action: 'POST /admin/v1/persons',
        detail: { pin: '7', personPwd: '***' },
      },
    ]);
    const older = (await app.admin('GET', `/audit?limit=1&cursor=${nextCursor}`)).body;
    expect(older.items[0]).toMatchObject({ action: 'POST /admin/v1/devices', detail: { sn: 'S1' } });
    expect(older.nextCursor).toBeNull();
  });

  it('says that a password was changed, and neither the one nor the other', async () => {
    const password = 'the first password';
    await app.admin('POST', '/operators', { name: 'changes', role: 'guard', password });
    const signedIn = await app.request('POST', '/admin/v1/session', {
      body: JSON.stringify({ name: 'changes', password, token: true }),
      headers: { 'content-type': 'application/json', 'x-postern': '1', origin: new URL(app.url).origin },
    });
    const { status } = await app.request('PUT', '/admin/v1/session/password', {
      body: JSON.stringify({ old: password, new: 'the second password' }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${String(signedIn.body.token)}` },
    });
    expect(status).toBe(204);
    const { items } = (await app.admin('GET', '/audit?limit=1')).body;
    expect(items).toMatchObject([
      { action: 'PUT /admin/v1/session/password', actor: 'operator:changes', detail: { old: '***', new: '***' } },
    ]);
    const rows = await app.sql('SELECT detail::text AS text FROM audit');
    expect(rows.filter(({ text }) => /the (?:first|second) password/.test(text as string))).toEqual([]);
  });

  it('is freed from passwords that an earlier version wrote, and stays whole', async () => {
    await app.sql(`DELETE FROM setting WHERE key = 'loggedPasswordsErased'`);
    const caller = { tokenId: '', address: '127.0.0.1', action: 'PUT /admin/v1/session/password' };
    const { manager } = app.app.get(UnitOfWork, { strict: false });
    for (const next of ['one password', 'another password'])
      await recordAudit(
        manager,
        auditKey,
        { ...caller, actor: 'operator:ann', detail: { old: 'what it was', new: next } },
        'session',
      );
    await app.app.get(AuditChainService, { strict: false }).seal();
    await app.app.get(LoggedPasswordsService, { strict: false }).onApplicationBootstrap();
    const rows = await app.sql('SELECT detail FROM audit ORDER BY seq');
    expect(rows.map(({ detail }) => detail)).toEqual([
      { old: '***', new: '***' },
      { old: '***', new: '***' },
    ]);
    expect(await verify()).toMatchObject({ ok: true, checked: 2 });
  });

  it('shows which command was sent, without the secrets in it', async () => {
    await app.admin('POST', '/devices', { sn: 'S1' });
    for (const body of [
      { command: 'SET OPTIONS ComPwd=4711,NetMask=255.0.0.0' },
      { command: 'DATA UPDATE user Pin=1\tPassword=4711\tName=Ann' },
      { type: 'setOptions', options: { CommKey: '4711', Volume: '7' } },
    ]) {
      expect((await app.admin('POST', '/devices/S1/commands', body)).status).toBe(201);
    }
    const { items } = (await app.admin('GET', '/audit?limit=3')).body;
    expect(items.map(({ detail }: { detail: unknown }) => detail)).toEqual([
      { sn: 'S1', type: 'setOptions', options: { CommKey: '***', Volume: '7' } },
      { sn: 'S1', command: 'DATA UPDATE user Pin=1\tPassword=***\tName=Ann' },
      { sn: 'S1', command: 'SET OPTIONS ComPwd=***,NetMask=255.0.0.0' },
    ]);
  });

  it('says what was changed, before and after, and no secret', async () => {
    await app.admin('POST', '/persons', { pin: '7', name: 'Ann', personPwd: '4711' });
    await app.admin('PATCH', '/persons/7', { name: 'Anna', personPwd: '4712' });
    await app.admin('PATCH', '/settings', { temperatureLimit: 38 });
    const { items } = (await app.admin('GET', '/audit?limit=2')).body;
    expect(items[0]).toMatchObject({ before: { temperatureLimit: 37.3 }, after: { temperatureLimit: 38 } });
    expect(items[1]).toMatchObject({ object: 'persons/7', before: { name: 'Ann' }, after: { name: 'Anna' } });
    expect(items[1].detail).toEqual({ pin: '7', name: 'Anna', personPwd: '***' });
    const [stored] = await app.sql<{ row: string }>('SELECT string_agg(detail::text, chr(10)) AS row FROM audit');
    expect(stored?.row).not.toContain('471');
    expect(await verify()).toMatchObject({ ok: true, checked: 3 });
  });

  it('is looked through by what was changed, by whom, how and when', async () => {
    await writeThree();
    await app.admin('POST', '/persons', { pin: 'S1' });
    await app.admin('PATCH', '/devices/S1', { name: 'North 100%' });
    const found = async (query: string) =>
      (await app.admin('GET', `/audit?${query}`)).body.items.map(({ object }: { object: string }) => object);
    expect(await found('object=devices/S1')).toEqual(['devices/S1', 'devices/S1']);
    expect(await found('object=persons')).toEqual(['persons/S1']);
    expect(await found('object=devices')).toHaveLength(4);
    expect(await found('action=PATCH')).toEqual(['devices/S1']);
    expect(await found('q=100%25')).toEqual(['devices/S1']);
    expect(await found('q=S3')).toEqual(['devices/S3']);
    expect(await found('to=2020-01-01')).toEqual([]);
    expect(await found('from=2020-01-01&actor=token:ADMIN_TOKEN')).toHaveLength(5);
    const { status, body } = await app.admin('GET', '/audit?from=2026-02-30');
    expect([status, body.errors[0].field]).toEqual([400, 'from']);
  });

  it('writes nothing of a call that failed', async () => {
    await app.admin('POST', '/devices', { sn: 'S1' });
    await app.admin('POST', '/devices', { sn: 'S1' });
    expect((await app.admin('GET', '/audit')).body.items).toHaveLength(1);
  });

  it('is whole while nobody touches it', async () => {
    await writeThree();
    expect(await verify()).toEqual({ ok: true, checked: 3, keyedFrom: 1, firstBad: null });
  });

  it('is append-only', async () => {
    await writeThree();
    await verify();
    const refused = 'the audit log is append-only';
    await expect(app.sql(`UPDATE audit SET actor = 'x'`)).rejects.toThrow(refused);
    await expect(app.sql('DELETE FROM audit')).rejects.toThrow(refused);
    await expect(app.sql('TRUNCATE audit')).rejects.toThrow();
    // A row that is not chained yet: nobody else sees it.
    const caller = { actor: 'operator:ann', tokenId: '', address: '127.0.0.1', action: 'POST /x', detail: {} };
    const changing = app.app.get(UnitOfWork, { strict: false }).run(async (tx) => {
      await recordAudit(tx, auditKey, caller);
      await tx.query(`UPDATE audit SET actor = 'x' WHERE hash IS NULL`);
    });
    await expect(changing).rejects.toThrow(refused);
  });

  it('names the first row that was changed', async () => {
    await writeThree();
    await verify();
    await tamper(`UPDATE audit SET detail = '{"sn": "S9"}' WHERE detail->>'sn' = 'S2'`);
    const [row] = await app.sql<{ seq: number }>(`SELECT seq FROM audit WHERE detail->>'sn' = 'S9'`);
    expect(await verify()).toEqual({
      ok: false,
      checked: 1,
      keyedFrom: 1,
      firstBad: { seq: row?.seq, chain: 2, why: 'this row is not as it was written' },
    });
  });

  it('notices rows that are missing, inside and at the end', async () => {
    await writeThree();
    await verify();
    await tamper(`DELETE FROM audit WHERE detail->>'sn' = 'S3'`);
    expect(await verify()).toEqual({
      ok: false,
      checked: 2,
      keyedFrom: 1,
      firstBad: { seq: null, chain: 3, why: 'rows are missing at the end' },
    });
    await tamper(`DELETE FROM audit WHERE detail->>'sn' = 'S1'`);
    expect((await verify()).firstBad).toMatchObject({ chain: 1, why: 'rows are missing before this one' });
  });

  it('chains a row that commits after later ones', async () => {
    await app.admin('POST', '/devices', { sn: 'S0' });
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const caller = { actor: 'late', tokenId: '', address: '', action: 'late', detail: {} };
    const late = app.work.run(async (tx) => {
      await recordAudit(tx, auditKey, caller);
      begun();
      await held;
    });
    await hasBegun;
    await app.admin('POST', '/devices', { sn: 'S1' });
    expect((await verify()).checked).toBe(2);
    finish();
    await late;
    expect(await verify()).toEqual({ ok: true, checked: 3, keyedFrom: 1, firstBad: null });
    const rows = await app.sql<{ actor: string }>('SELECT actor FROM audit ORDER BY seq');
    expect(rows.map(({ actor }) => actor)).toEqual(['token:ADMIN_TOKEN', 'late', 'token:ADMIN_TOKEN']);
  });

  it('is chained only once by two replicas', async () => {
    const other = await startApp({ databaseUrl: app.databaseUrl });
    try {
      for (let n = 0; n < 20; n++) await app.admin('POST', '/devices', { sn: `R${n}` });
      await Promise.all([app, other].map(({ app: nest }) => nest.get(AuditChainService, { strict: false }).seal()));
      expect(await verify()).toEqual({ ok: true, checked: 20, keyedFrom: 1, firstBad: null });
    } finally {
      await other.stop();
    }
  });
});

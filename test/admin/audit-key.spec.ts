import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditChainService } from '../../src/platform/auth/audit-chain.service.js';
import { storeEvents } from '../support/events.js';
import { lock } from '../../src/platform/database/locks.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.stop());

const verify = async (at = app) => (await at.admin('GET', '/audit/verify')).body;
const whole = (checked: number, keyedFrom = 1) => ({ ok: true, checked, keyedFrom, firstBad: null });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * What an attacker with the rights of the database's owner could do; all at once, so that the gateway, which chains each
 * second, chains nothing in between.
 */
const tamper = (...statements: string[]) =>
  app.work.run(async (tx) => {
    await lock(tx, 'auditChain');
    await tx.query('ALTER TABLE audit DISABLE TRIGGER ALL');
    for (const statement of statements) await tx.query(statement);
    await tx.query('ALTER TABLE audit ENABLE TRIGGER ALL');
  });

const writeThree = async () => {
  for (const sn of ['S1', 'S2', 'S3']) await app.admin('POST', '/devices', { sn });
};

/** Chains the rows as a version without a key did. That needs nothing but the database. */
const chainWithoutKey = async () => {
  const rows = await app.sql<Record<string, string>>(
    `SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, address, action, object,
       detail::text AS detail FROM audit ORDER BY seq`,
  );
  let hash = '0'.repeat(64);
  const statements = rows.map(({ seq, at, actor, address, action, object, detail }, index) => {
    hash = sha256(hash + JSON.stringify([index + 1, seq, at, actor, address, action, object, detail]));
    return `UPDATE audit SET chain = ${index + 1}, hash = '${hash}', digest = NULL, salt = NULL WHERE seq = ${seq}`;
  });
  await tamper(
    'UPDATE audit SET chain = NULL, hash = NULL',
    ...statements,
    `DELETE FROM setting WHERE key = 'audit.head'`,
    `INSERT INTO setting (key, value) VALUES ('audit.head', '{"chain": ${rows.length}, "hash": "${hash}"}')`,
  );
};

describe('the chain of the audit log', () => {
  it('cannot be made without the key', async () => {
    await writeThree();
    await verify();
    const [row] = await app.sql<{ hash: string; salt: string; digest: string }>(
      'SELECT hash, salt, digest FROM audit WHERE chain = 2',
    );
    const forged = { ...row, hash: sha256(row?.hash ?? ''), digest: sha256('forged') };
    await tamper(
      `UPDATE audit SET detail = '{"sn": "S9"}', hash = '${forged.hash}', digest = '${forged.digest}' WHERE chain = 2`,
    );
    expect((await verify()).firstBad).toMatchObject({ chain: 2, why: 'this row is not as it was written' });
  });

  it('accepts no row that the gateway did not write', async () => {
    await writeThree();
    expect(await verify()).toEqual(whole(3));
    await app.sql(`INSERT INTO audit (actor, action) VALUES ('token:ADMIN_TOKEN', 'POST /admin/v1/nothing')`);
    expect(await verify()).toEqual(whole(3));
    await tamper(`UPDATE audit SET at = now() - interval '61 seconds' WHERE action LIKE '%nothing'`);
    const { ok, firstBad } = await verify();
    expect([ok, firstBad.chain, firstBad.why]).toEqual([false, 4, 'this row was not written by the gateway']);
    await tamper(`UPDATE audit SET at = now() + interval '1 day' WHERE action LIKE '%nothing'`);
    expect((await verify()).ok).toBe(false);
  });

  it('accepts no copy of a row', async () => {
    await writeThree();
    await verify();
    const copy = (digest: string) =>
      app.sql(
        `INSERT INTO audit (actor, address, action, object, detail, salt, digest)
         SELECT actor, address, action, object, detail, salt, ${digest} FROM audit WHERE chain = 1`,
      );
    await expect(copy('digest')).rejects.toThrow('audit_by_digest');
    await copy(`digest || ' '`);
    expect((await verify()).checked).toBe(3);
  });

  it('shows that its end was cut off, with its head or without it', async () => {
    await writeThree();
    await verify();
    const before = await app.sql<{ value: object }>(`SELECT value FROM setting WHERE key = 'audit.head'`);
    await app.admin('POST', '/devices', { sn: 'S4' });
    await verify();
    await tamper('DELETE FROM audit WHERE chain = 4');
    expect((await verify()).firstBad).toEqual({ seq: null, chain: 4, why: 'rows are missing at the end' });
    // With the earlier head the chain is whole again. Only a running gateway has seen that there was more.
    await app.sql(`UPDATE setting SET value = $1 WHERE key = 'audit.head'`, [JSON.stringify(before[0]?.value)]);
    expect((await verify()).firstBad).toMatchObject({ why: 'rows are missing at the end' });
    await app.sql(`UPDATE setting SET value = value || '{"chain": 2}' WHERE key = 'audit.head'`);
    const notOurs = 'the head of the chain is missing or not as it was written';
    expect((await verify()).firstBad).toMatchObject({ why: notOurs });
    await app.sql(`DELETE FROM setting WHERE key = 'audit.head'`);
    expect((await verify()).firstBad).toMatchObject({ why: notOurs });
  });

  it('of a version without a key is closed with a key, and continues', async () => {
    await writeThree();
    await verify();
    await chainWithoutKey();
    // A gateway that starts now has not seen the earlier rows.
    const next = await startApp({ databaseUrl: app.databaseUrl });
    try {
      expect(await verify(next)).toEqual(whole(3, 4));
      await next.admin('POST', '/devices', { sn: 'S4' });
      expect(await verify(next)).toEqual(whole(4, 4));
      await tamper(`UPDATE audit SET detail = '{"sn": "S9"}' WHERE chain = 2`);
      expect((await verify(next)).firstBad).toMatchObject({ chain: 2, why: 'this row is not as it was written' });
    } finally {
      await next.stop();
    }
  });

  it('without a key is no old one for a gateway that has seen it with a key, however long it is', async () => {
    await writeThree();
    await verify();
    await tamper(
      'DELETE FROM audit',
      ...['S1', 'S2', 'S3', 'S4', 'S5'].map(
        (sn) => `INSERT INTO audit (actor, action, object) VALUES ('nobody', 'POST /admin/v1/devices', '${sn}')`,
      ),
    );
    await chainWithoutKey();
    expect((await verify()).ok).toBe(false);
    await app.admin('POST', '/devices', { sn: 'S6' });
    expect((await verify()).ok).toBe(false);
    expect(await app.sql('SELECT 1 FROM audit WHERE chain > 5')).toEqual([]);
  });

  it('is not mistaken for an old chain where links with a key are left', async () => {
    await writeThree();
    await verify();
    await app.sql(`UPDATE setting SET value = value - 'mac' WHERE key = 'audit.head'`);
    const next = await startApp({ databaseUrl: app.databaseUrl });
    try {
      expect((await verify(next)).ok).toBe(false);
    } finally {
      await next.stop();
    }
  });
});

describe('erasing a person', () => {
  const ana = {
    pin: '7007',
    name: 'Ana',
    lastName: 'Soler',
    cardNo: '22223333',
    email: 'ana@example.org',
    mobilePhone: '600100200',
    carPlate: '1234ABC',
  };
  const secrets = ['Ana', 'Soler', '22223333', 'ana@example.org', '600100200', '1234ABC'];

  it('empties what the audit log and events say about them, and the chain stays whole', async () => {
    expect((await app.admin('POST', '/persons', ana)).status).toBe(201);
    await app.admin('POST', '/persons', { pin: '7008', name: 'Ana', lastName: 'Moss', cardNo: '44445555' });
    await app.api('POST', '/api/person/add', { ...ana, cardNo: '22223333' });
    await app.admin('POST', '/cards/22223333/lost');
    await app.admin('POST', '/devices', { sn: 'S1' });
    await app.admin('POST', '/devices/S1/commands', { command: 'DATA UPDATE user Pin=7007\tName=Ana Soler' });
    await app.admin('PATCH', '/persons/7007', { name: 'Anna' });
    await storeEvents(app, { pin: '7007', cardNo: '22223333', raw: 'cardno=22223333' });
    expect((await verify()).ok).toBe(true);
    expect((await app.admin('DELETE', '/persons/7007?history=erase')).status).toBe(204);

    const rows = await app.sql<{ detail: string }>('SELECT detail::text AS detail FROM audit ORDER BY seq');
    const about = rows.map(({ detail }) => detail).filter((detail) => !detail.includes('7008'));
    for (const secret of [...secrets, 'Anna'])
      expect([secret, about.join(' ').includes(secret)]).toEqual([secret, false]);
    expect(rows.some(({ detail }) => detail.includes('"Moss"') && detail.includes('44445555'))).toBe(true);
    expect(await app.sql(`SELECT name, last_name, card_no, raw FROM event WHERE pin = '7007'`)).toEqual([
      { name: '', last_name: '', card_no: '', raw: '' },
    ]);
    expect(await verify()).toMatchObject({ ok: true, firstBad: null });
    expect(
      await app.sql('SELECT 1 FROM audit WHERE erased IS NOT NULL AND (salt IS NOT NULL OR digest IS NULL)'),
    ).toEqual([]);
  });

  it('cannot be faked: what is left of a row is sealed, too', async () => {
    await app.admin('POST', '/persons', ana);
    await verify();
    await app.admin('DELETE', '/persons/7007?history=erase');
    expect((await verify()).ok).toBe(true);
    await tamper(`UPDATE audit SET detail = '{"pin": "9"}' WHERE erased IS NOT NULL AND chain = 1`);
    expect((await verify()).firstBad).toMatchObject({ chain: 1, why: 'this row is not as it was written' });
  });

  it('also erases a person who has left', async () => {
    await app.admin('POST', '/persons', ana);
    expect((await app.admin('POST', '/persons/7007/leave', {})).status).toBe(200);
    expect((await app.admin('DELETE', '/persons/7007?history=erase')).status).toBe(204);
    expect(await app.sql(`SELECT 1 FROM person WHERE pin = '7007'`)).toEqual([]);
  });

  it('may come after their removal, and ends when nobody is left to erase', async () => {
    await app.admin('POST', '/persons', ana);
    await storeEvents(app, { pin: '7007' });
    expect((await app.admin('DELETE', '/persons/7007')).status).toBe(204);
    expect(await app.sql(`SELECT name FROM event WHERE pin = '7007'`)).toEqual([{ name: 'Ana' }]);
    expect((await app.admin('DELETE', '/persons/7007?history=erase')).status).toBe(204);
    expect(await app.sql(`SELECT name FROM event WHERE pin = '7007'`)).toEqual([{ name: '' }]);
    expect(JSON.stringify(await app.sql('SELECT detail FROM audit'))).not.toContain('ana@example.org');
    expect((await app.admin('DELETE', '/persons/7999?history=erase')).status).toBe(404);
    await app.app.get(AuditChainService, { strict: false }).seal();
    expect((await verify()).ok).toBe(true);
  });
});

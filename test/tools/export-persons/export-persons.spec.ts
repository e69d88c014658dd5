import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPersons, type GivenOptions } from '../../../src/tools/export-persons/command.js';
import { startApp, type TestApp } from '../../support/app.js';
import { Importer } from '../import-cvsecurity/import.js';

const heading =
  'Personnel ID,First Name,Last Name,Department Number,Department Name,Gender,Birthday,Card Number,' +
  'Secondary Card Number,Email,Mobile Phone,Certificate Type,Certificate Number,License Plate,Hire Date,Start Time,End Time';

describe('people as a list that the old server imports', () => {
  let site: TestApp;
  let importer: Importer;
  const folder = mkdtempSync(join(tmpdir(), 'postern-export-'));

  beforeAll(async () => {
    site = await startApp();
    importer = new Importer(site.databaseUrl);
    const add = (body: object) => site.api('POST', '/api/person/add', { deptCode: '1', ...body });
    await add({
      pin: '3001',
      name: 'Grace',
      lastName: '=Hopper',
      cardNo: '22223333',
      supplyCards: '44445555,66667777',
    });
    await add({ pin: '3002', name: 'Ada', personPwd: '31415926', accStartTime: '2026-01-01 08:00:00' });
    await site.sql('ALTER TABLE person DISABLE TRIGGER person_version');
    await site.sql(`UPDATE person SET updated_at = '2026-01-01T00:00:00Z' WHERE pin = '3001'`);
    await site.sql(`UPDATE person SET updated_at = '2026-11-23T17:30:00Z' WHERE pin = '3002'`);
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    importer.remove();
    await site.stop();
  });

  async function run(given: GivenOptions) {
    const said = { out: '', err: '' };
    const out = (text: string) => (said.out += text);
    const screen = {
      out,
      err: (line: string) => (said.err += line),
      json: (told: unknown) => out(JSON.stringify(told)),
    };
    return { code: await exportPersons(given, screen, importer.env), ...said };
  }

  it('has the headings of its own list', async () => {
    const { code, out, err } = await run({});
    expect([code, err]).toEqual([0, '2 people']);
    const lines = out.replace('\ufeff', '').split('\r\n');
    expect(lines[0]).toBe(heading);
    expect(lines[1]).toMatch(/^3001,Grace,'=Hopper,1,[^,]+,,,22223333,"44445555,66667777",/);
    expect(lines[2]).toMatch(/^3002,Ada,,1,.*,2026-01-01 08:00:00,$/);
    expect(out).not.toContain('31415926');
  });

  it('has those who are new or changed since a time of the site', async () => {
    // The site is an hour ahead of UTC then.
    for (const since of ['2026-11-23T18:30:00', '2026-11-23 18:30', '2026-11-23T17:30:00Z', '2026-11-01']) {
      const { out, err } = await run({ since });
      expect(err, since).toBe('1 people');
      expect(out).toContain('\r\n3002,Ada');
    }
    expect((await run({ since: '2026-11-23T18:30:01' })).err).toBe('0 people');
  });

  it('writes a file that only its owner can read, and that the import reads', async () => {
    const out = join(folder, 'people.csv');
    expect((await run({ out })).code).toBe(0);
    expect(await run({ out, json: true })).toEqual({
      ...{ code: 0, err: '' },
      out: JSON.stringify({ file: out, people: 2 }),
    });
    expect(await run({ json: true })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^--json needs --out/),
    });
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('3002,Ada');
    const back = await importer.run({ files: folder, only: 'people' });
    expect(back.report.summary.counts.people?.outcomes).toMatchObject({ add: 0, refused: 0 });
  });

  it.each([
    [{ since: 'yesterday' }, '--since must be a time such as 2026-11-23 or 2026-11-23T18:00:00'],
    [{ since: '2026-13-40' }, '--since must be a time such as 2026-11-23 or 2026-11-23T18:00:00'],
    [{ out: '/nowhere/people.csv' }, `ENOENT: no such file or directory, open '/nowhere/people.csv'`],
  ])('says in one line what is wrong with %j', async (given, line) => {
    expect(await run(given)).toMatchObject({ code: 2, err: line });
  });
});

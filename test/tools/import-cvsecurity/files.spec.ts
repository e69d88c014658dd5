import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { Importer } from './import.js';
import { json, pageOf, WrittenServer } from './old-server.js';
import { xlsxOf } from './xlsx.js';

describe('exports of the old server', () => {
  let site: TestApp;
  let importer: Importer;

  beforeEach(async () => {
    site = await startApp();
    importer = new Importer(site.databaseUrl);
    mkdirSync(importer.path('files'));
  });

  afterEach(async () => {
    importer.remove();
    await site.stop();
  });

  const run = (given = {}) => importer.run({ files: importer.path('files'), only: 'people,departments', ...given });
  const person = async (pin: string) => (await site.api('GET', `/api/person/get/${pin}`)).body.data;

  it('are people as CSV below a title, with photos by pin; a second time nothing changes', async () => {
    const lines = [
      'Personnel,,,,,',
      'Personnel ID,First Name,Last Name,Department Number,Department Name,Card Number',
      '301,Margaret,Hamilton,31,Software,0077001',
      '302,"Doe, Jane",,31,Software,',
    ];
    importer.write('files/people.csv', `${lines.join('\r\n')}\r\n`);
    const picture = sharp({ create: { width: 40, height: 40, channels: 3, background: '#336699' } });
    importer.write('files/301.jpg', await picture.jpeg().toBuffer());
    expect((await run()).report.summary.counts.people?.outcomes).toMatchObject({ add: 2, refused: 0 });
    const done = await run({ apply: true });
    expect({ code: done.code, err: done.err }).toEqual({ code: 0, err: '' });
    expect(await person('301')).toMatchObject({
      name: 'Margaret',
      deptCode: '31',
      deptName: 'Software',
      cardNo: '77001',
    });
    expect((await person('301')).personPhoto).not.toBe('');
    expect(await person('302')).toMatchObject({ name: 'Doe, Jane', lastName: '' });
    const again = await run({ apply: true });
    expect(again.report.summary.counts.people?.outcomes).toEqual({ add: 0, change: 0, same: 2, refused: 0 });
  });

  it('are people as XLSX, and fill only what the API leaves empty', async () => {
    importer.write(
      'files/people.xlsx',
      xlsxOf([
        ['Personnel ID', 'First Name', 'Mobile Phone', 'Email'],
        [401, 'Other', '+34 600 100 200', 'of@file.example'],
        [402, 'Only here', '', ''],
      ]),
    );
    const old = await WrittenServer.start();
    try {
      const row = { pin: '401', name: 'Radia', deptCode: '1', mobilePhone: '', email: 'of@api.example' };
      old.calls['v2/person/getPersonList'] = (_request, response, query) => json(response, pageOf([row], query));
      const token = importer.path('token');
      const done = await run({ apply: true, url: old.url, tokenFile: token, only: 'people' });
      expect({ code: done.code, err: done.err }).toEqual({ code: 0, err: '' });
    } finally {
      await old.stop();
    }
    expect(await person('401')).toMatchObject({
      name: 'Radia',
      mobilePhone: '+34 600 100 200',
      email: 'of@api.example',
    });
    expect(await person('402')).toMatchObject({ name: 'Only here' });
  });

  it('name a department that stands here only where they tell a name, in whichever row', async () => {
    await site.admin('POST', '/departments', { code: '31', name: 'Software' });
    importer.write('files/people.csv', 'Personnel ID,Department Number\n311,31\n312,33\n313,35\n');
    const first = await run({ apply: true });
    expect(first.report.summary.counts.departments?.outcomes).toEqual({ add: 2, change: 0, same: 1, refused: 0 });
    // What is named here since then stays.
    expect((await site.admin('PATCH', '/departments/35', { name: 'Mine' })).status).toBe(200);
    const lines = [
      'Personnel ID,Department Number,Department Name',
      ...['321,31,', '322,32,Stores', '323,32,', '324,33,Hall', '325,35,Theirs'],
    ];
    importer.write('files/people.csv', lines.join('\n'));
    const second = await run({ apply: true });
    expect(second.report.summary.counts.departments?.outcomes).toEqual({ add: 1, change: 1, same: 2, refused: 0 });
    expect(await site.sql(`SELECT code, name FROM department WHERE code LIKE '3_' ORDER BY code`)).toEqual([
      { code: '31', name: 'Software' },
      { code: '32', name: 'Stores' },
      { code: '33', name: 'Hall' },
      { code: '35', name: 'Mine' },
    ]);
  });

  it('do not make a department gone that they tell, nor what only the old server lists', async () => {
    importer.write('files/people.csv', 'Personnel ID,Department Number,Department Name\n331,34,Lab\n');
    await run({ apply: true });
    const old = await WrittenServer.start();
    try {
      const token = importer.path('token');
      const area = { code: 'A9', name: 'Attic' };
      old.calls['v2/attAreaPerson/area/list'] = (_request, response, query) => json(response, pageOf([area], query));
      const first = await run({ apply: true, url: old.url, tokenFile: token, only: 'people,departments,areas' });
      expect(first.report.summary.counts.areas?.outcomes).toMatchObject({ add: 1 });
    } finally {
      await old.stop();
    }
    const again = await run({ apply: true, only: 'people,departments,areas' });
    expect(again.report.items.filter(({ kind }) => kind === 'departments')).toMatchObject([
      { key: '34', outcome: 'same' },
    ]);
    expect(again.report.items.filter(({ outcome }) => outcome === 'gone')).toEqual([]);
  });

  it.each([
    ['people.csv', 'Personnel\nPersonnel ID,First Name,Last Name\n341,Ada,\n,Nobody,"At\nall"\n\n,,\n,,Blank\n'],
    [
      'people.xlsx',
      xlsxOf([
        ['Personnel', '', ''],
        ['Personnel ID', 'First Name', 'Last Name'],
        [341, 'Ada', ''],
        ['', 'Nobody', 'At\nall'],
        ['', '', ''],
        ['', '', ''],
        ['', '', ''],
        ['', '', 'Blank'],
      ]),
    ],
  ])('say which lines have no Personnel ID: %s', async (name, content) => {
    importer.write(`files/${name}`, content);
    const { code, report } = await run();
    expect(code).toBe(1);
    expect(report.items.filter(({ kind }) => kind === 'people')).toMatchObject([
      { key: '341', outcome: 'add' },
      { key: '', name: 'Nobody At\nall', outcome: 'refused', reason: `line 4 of ${name} has no Personnel ID` },
      { key: '', name: 'Blank', outcome: 'refused', reason: `line 8 of ${name} has no Personnel ID` },
    ]);
  });

  it.each([
    ['people.xlsx', 'no workbook', /^--files: .*people\.xlsx cannot be read: /],
    ['people.csv', 'a,b\n1,2\n', /^--files: people\.csv has no heading Personnel ID in its first lines$/],
    [
      'people.csv',
      'pin,name\n1,"open\n',
      /^--files: .*people\.csv cannot be read: the quote that opens in line 2 is never closed$/,
    ],
  ])('that cannot be read are named in one line: %s of %j', async (name, content, says) => {
    importer.write(`files/${name}`, content);
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err).toMatch(says);
    expect(err.split('\n')).toHaveLength(1);
  });
});

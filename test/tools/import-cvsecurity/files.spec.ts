import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { Importer } from './import.js';
import { json, pageOf, WrittenServer } from './old-server.js';
import { xlsxOf } from './xlsx.js';

describe('exports of the old server', { timeout: 120_000 }, () => {
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

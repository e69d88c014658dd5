import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { Importer } from './import.js';
import { json, pageOf, success, WrittenServer } from './old-server.js';

const people = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => ({ pin: String(from + at), name: `Person ${from + at}`, deptCode: '1' }));

describe('an old server that does not answer as it should', () => {
  let old: WrittenServer;
  let database: TestDatabase;
  let importer: Importer;

  beforeEach(async () => {
    old = await WrittenServer.start();
    database = await freshDatabase();
    importer = new Importer(database.url, old.url, 'the-secret-token-of-the-old-server');
  });

  afterEach(async () => {
    importer.remove();
    await old.stop();
    await database.drop();
  });

  const only = { only: 'people' };
  const added = (count: number) => ({ add: count, change: 0, same: 0, refused: 0 });

  it.each([
    ['401', 'the token is not accepted (401)', 401, {}],
    [
      'its log-in',
      'the server sends to its log-in (bioLogin.do): the token is not accepted',
      302,
      { location: '/bioLogin.do' },
    ],
  ])('answers a wrong token with %s: one line, nothing of the token', async (_, says, status, headers) => {
    for (const path of ['v2/person/getPersonList', 'person/getPersonList', 'v2/accLevel/list', 'accLevel/list']) {
      old.calls[path] = (_request, response) => void response.writeHead(status, headers).end();
    }
    const { code, out, err, files } = await importer.run(only);
    expect(code).toBe(2);
    expect(err.split('\n')).toEqual([expect.stringContaining(says)]);
    expect(`${out}${err}${files.csv}${files.html}${files.json}`).not.toContain('the-secret-token');
  });

  it('answers with a million brackets: they are not read into memory, and the report says why', async () => {
    for (const path of ['v2/person/getPersonList', 'person/getPersonList', 'v2/accLevel/list', 'accLevel/list']) {
      old.calls[path] = (_request, response) => void response.end(`{"code":0,"data":${'['.repeat(1_000_000)}`);
    }
    const { code, out, err, files } = await importer.run(only);
    expect(code).toBe(1);
    expect(`${out}${err}${files.csv}${files.json}`).toContain(
      'the answer is nested too deeply, or has too many values',
    );
  });

  it('is not there: one line, and 2', async () => {
    const url = old.url;
    await old.stop();
    const { code, err } = await importer.run({ ...only, url });
    expect(code).toBe(2);
    expect(err).toMatch(/^v2\/accLevel\/list: 127\.0\.0\.1:\d+ refuses connections$/);
    old = await WrittenServer.start();
  });

  it('gives 500 now and then, and a page that breaks off: it is asked again', async () => {
    const faults = [500, 'half', 500] as const;
    let at = 0;
    old.calls['v2/person/getPersonList'] = (_request, response, query) => {
      const fault = faults[at++];
      const body = pageOf(people(450), query);
      if (fault === undefined) json(response, body);
      if (fault === 500) response.writeHead(500).end();
      if (fault !== 'half') return;
      const text = JSON.stringify(body);
      response.writeHead(200, { 'content-length': text.length }).write(text.slice(0, text.length / 2));
      response.socket?.end();
    };
    const { code, report } = await importer.run(only, { restsMs: [10, 10, 10] });
    expect(code).toBe(0);
    expect(report.summary.counts.people?.outcomes).toEqual(added(450));
  });

  it('is slow with large pages, or refuses them (-91): smaller ones are asked for, and nobody is left out', async () => {
    old.calls['v2/person/getPersonList'] = (_request, response, query) => {
      const isLarge = Number(query.get('pageSize')) > 20;
      json(response, isLarge ? { code: -91, message: 'PageSize is greater' } : pageOf(people(45), query));
    };
    old.calls['v2/accLevel/list'] = (_request, response, query) => {
      // Never answered.
      if (query.get('pageSize') === '1000') return;
      json(response, pageOf([{ id: 'L1', name: 'Staff' }], query));
    };
    const { code, report } = await importer.run(only, { timeoutMs: 5_000 });
    expect(code).toBe(0);
    expect(report.summary.counts.people?.outcomes).toEqual(added(45));
    expect(old.asked).toContain('GET v2/accLevel/list?pageNo=1&pageSize=200');
  });

  it('speaks of more people than it tells: that is refused, and nobody counts as gone', async () => {
    old.calls['v2/person/getPersonList'] = (_request, response, query) => json(response, pageOf(people(30), query));
    expect((await importer.run({ ...only, apply: true })).code).toBe(0);
    old.calls['v2/person/getPersonList'] = (_request, response) =>
      json(response, success({ page: 0, size: 200, total: 30, data: people(15), offset: 0, lastPage: true }));
    const { code, report } = await importer.run(only);
    expect(code).toBe(1);
    expect(report.items.filter(({ outcome }) => outcome === 'refused')).toEqual([
      expect.objectContaining({
        kind: 'people',
        reason: expect.stringContaining('the server speaks of 30 rows and told 15'),
      }),
    ]);
    expect(report.summary.counts.people).toMatchObject({ gone: 0 });
  });

  it('has only the first version: pages go on until one is empty, and departments come from people', async () => {
    const all = people(250).map((person) => ({ ...person, deptCode: '77', deptName: 'Stores' }));
    old.calls['person/getPersonList'] = (request, response, query) => {
      if (request.method !== 'POST') return void response.writeHead(405).end();
      const [no, size] = [Number(query.get('pageNo')), Math.min(Number(query.get('pageSize')), 100)];
      json(response, success(all.slice((no - 1) * size, no * size)));
    };
    const { code, report } = await importer.run({ only: 'people,departments', apply: true });
    expect(code).toBe(0);
    expect(report.summary.counts.departments?.outcomes).toEqual(added(1));
    expect(report.summary.counts.people?.outcomes).toEqual(added(250));
  });

  it('ignores the number of the page: it is not asked for ever', async () => {
    old.calls['person/getPersonList'] = (_request, response) => json(response, success(people(5)));
    const { code, report } = await importer.run(only);
    expect(code).toBe(0);
    expect(report.summary.counts.people?.outcomes).toEqual(added(5));
  });

  it('tells what cannot be taken: it is refused or named, and the rest is taken', async () => {
    const rows = [
      {
        pin: '1',
        name: 'Fine',
        deptCode: '1',
        cardNo: 'x8Jk2+encrypted==',
        mobilePhone: 'Zm9vYmFy',
        email: 'no address',
      },
      { pin: '2', name: 'Nowhere', deptCode: '404' },
      { pin: '', name: 'Nobody' },
      { pin: '3 4', name: 'Blank' },
      { pin: '5', name: 'First', deptCode: '1', cardNo: '555' },
      { pin: '6', name: 'Second', deptCode: '1', cardNo: '0555' },
      { pin: '7', name: '=1+1', deptCode: '1', personPhoto: 'bm90IGEgcGljdHVyZQ==' },
    ];
    old.calls['department/getDepartmentList'] = (_request, response, query) => json(response, pageOf([], query));
    old.calls['v2/person/getPersonList'] = (_request, response, query) => json(response, pageOf(rows, query));
    const { code, report, files } = await importer.run({ only: 'people,departments', apply: true });
    expect(code).toBe(1);
    const outcomes = Object.fromEntries(report.items.map(({ key, outcome }) => [key, outcome]));
    expect(outcomes).toMatchObject({ 1: 'add', 2: 'refused', '3 4': 'refused', 5: 'add', 6: 'refused', 7: 'add' });
    const whys = report.summary.unread.filter(({ what }) => what === 'person 1').map(({ why }) => why.split(' ')[0]);
    expect(whys).toEqual(['cardNo', 'email', 'mobilePhone']);
    expect(report.summary.unread).toContainEqual(
      expect.objectContaining({ what: 'the photo of person 7', where: 'PUT /admin/v1/persons/7/photo' }),
    );
    expect(report.summary.cardsTwice).toEqual([{ cardNo: '555', pins: ['5', '6'] }]);
    expect(files.csv).toContain(`people,7,7,'=1+1,add,`);
    expect(files.json).not.toContain('encrypted==');
  });
});

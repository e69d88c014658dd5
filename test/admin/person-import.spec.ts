import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csvRows } from '../../src/admin/import/csv.js';
import { readPersons } from '../../src/admin/import/person-lines.js';
import { generalId } from '../support/facade-site.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';

const readCsv = (text: string) => [...csvRows(text)].filter(({ cells }) => cells.length > 0);

describe('CSV as spreadsheets write it', () => {
  it.each<[string, string, string[][]]>([
    [
      'commas and quotes',
      'pin,name\n1,Ana\n2,"Bo, ""B"""\n',
      [
        ['pin', 'name'],
        ['1', 'Ana'],
        ['2', 'Bo, "B"'],
      ],
    ],
    [
      'semicolons',
      'pin;name\r\n1;"a\r\nb"\r\n\r\n2;x',
      [
        ['pin', 'name'],
        ['1', 'a\r\nb'],
        ['2', 'x'],
      ],
    ],
    [
      'tabs',
      'pin\tname\n1\tx\n',
      [
        ['pin', 'name'],
        ['1', 'x'],
      ],
    ],
    [
      'bars',
      'pin|name\n1|x',
      [
        ['pin', 'name'],
        ['1', 'x'],
      ],
    ],
    ['one column', 'pin\n1', [['pin'], ['1']]],
    ['an empty cell at the end', 'pin,name\n1,', [['pin', 'name'], ['1']]],
    [
      'a comma in quotes in the first line',
      '"pin, number";name\n1;2',
      [
        ['pin, number', 'name'],
        ['1', '2'],
      ],
    ],
    [
      'blanks and lines of nothing',
      ' pin , name \n,,\n 1 , "Q" \n',
      [
        ['pin', 'name'],
        ['1', '"Q"'],
      ],
    ],
    [
      'old line ends',
      'pin,name\r1,x\r2,y',
      [
        ['pin', 'name'],
        ['1', 'x'],
        ['2', 'y'],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, cells) => {
    expect(readCsv(text).map((row) => row.cells)).toEqual(cells);
  });

  it('numbers its lines as editors do', () => {
    expect(readCsv('pin,name\n1,"a\nb"\n\n2,x').map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('a quote that is never closed is reported', () => {
    expect(() => readCsv('pin,name\n1,x\n2,"y\n3,z')).toThrow('the quote that opens in line 3 is never closed');
  });
});

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/departments', { code: '5', name: 'Sales' });
});
afterAll(() => app.stop());
beforeEach(() => app.sql('DELETE FROM person'));

const send = async (body: string | Buffer, { query = '', type = 'text/csv' } = {}) =>
  app.request('POST', `/admin/v1/persons/import${query}`, {
    body,
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': type },
  });
const person = async (pin: string) => (await app.admin('GET', `/persons/${pin}`)).body;

const file = `Personnel ID,First Name,Last Name,Department Number,Gender,Card Number,Secondary Cards,Birthday,Access Levels,isDisabled,Office
7,Ana,Soler,5,female,000123,"456,789",1990-1-31,${generalId},no,12
8,Zoë,,,,,,,,yes,
`;

it('adds and edits persons, by our names and by the headings of the vendor', async () => {
  const { status, body } = await send(file);
  expect(status).toBe(200);
  expect(body).toEqual({
    dryRun: false,
    rows: 2,
    added: 2,
    updated: 0,
    failed: 0,
    errors: [],
    ignoredColumns: ['Office'],
  });
  expect(await person('7')).toMatchObject({
    name: 'Ana',
    lastName: 'Soler',
    deptCode: '5',
    gender: 'F',
    cardNo: '123',
    supplyCards: ['456', '789'],
    birthday: '1990-01-31',
    accLevelIds: [generalId],
    isDisabled: false,
  });
  expect(await person('8')).toMatchObject({ name: 'Zoë', deptCode: '1', isDisabled: true });
  // An empty cell says nothing.
  expect((await send('pin;name;cardNo\n7;;\n9;New;55')).body).toMatchObject({ added: 1, updated: 1, failed: 0 });
  expect(await person('7')).toMatchObject({ name: 'Ana', cardNo: '123' });
});

it('a refused line does not stop the others, and is reported with its column', async () => {
  await app.admin('POST', '/persons', { pin: '1', cardNo: '77' });
  const lines = [
    'pin,name,deptCode,cardNo,accLevelIds,isDisabled,birthday',
    '2,Good,5,,,,',
    '3,,99,,,,',
    '4,,,77,,,',
    'a b,,,,,,',
    ',Nobody,,,,,',
    '5,,,,nobody,,',
    '6,,,,,perhaps,',
    '7,,,,,,31.12.',
    '8,,,x,,,',
    '2,Twice,,,,,',
    '9,,,500,,,',
    '10,,,0500,,,',
  ];
  const { body } = await send(lines.join('\n'));
  expect(body).toMatchObject({ rows: 12, added: 2, updated: 0, failed: 10 });
  expect(
    body.errors.map(({ line, pin, field, code, params }: Record<string, unknown>) => [line, pin, field, code, params]),
  ).toEqual([
    [3, '3', 'deptCode', 'notFound', undefined],
    [4, '4', 'cardNo', 'taken', { by: '1' }],
    [5, 'a b', 'pin', 'format', undefined],
    [6, '', 'pin', 'missing', undefined],
    [7, '5', 'accLevelIds', 'notFound', undefined],
    [8, '6', 'isDisabled', 'choice', undefined],
    [9, '7', 'birthday', 'format', undefined],
    [10, '8', 'cardNo', 'range', { min: '1', max: '18446744073709551615' }],
    [11, '2', 'pin', 'twice', { line: 2 }],
    [13, '10', 'cardNo', 'twice', { line: 12 }],
  ]);
  expect(body.errors[8].message).toBe('pin 2 stands in line 2 already');
  expect((await app.admin('GET', '/persons')).body.items.map(({ pin }: { pin: string }) => pin)).toEqual([
    '1',
    '2',
    '9',
  ]);
});

it('a trial reports the same and changes nothing', async () => {
  await app.admin('POST', '/persons', { pin: '8' });
  const audit = await app.sql('SELECT 1 FROM audit');
  const csv = `${file}9,x,,99\n`;
  const { body } = await send(csv, { query: '?dryRun=true' });
  expect(body).toMatchObject({ dryRun: true, rows: 3, added: 1, updated: 1, failed: 1 });
  expect((await app.admin('GET', '/persons')).body.items).toHaveLength(1);
  expect(await app.sql('SELECT 1 FROM audit')).toHaveLength(audit.length);
  const done = (await send(csv)).body;
  expect(done.dryRun).not.toBe(true);
  expect(body).toEqual({ ...done, dryRun: true });
});

it('a trial considers earlier lines: a card that one person gives up is free for the next', async () => {
  await send('pin,cardNo\n1,11\n2,22\n3,33');
  const before = await app.sql('SELECT card_no, person_id FROM card ORDER BY 1');
  const csv = 'pin,cardNo\n2,11\n1,44\n3,22\n4,33\n5,55';
  const expected = { rows: 5, added: 2, updated: 3, failed: 0, errors: [] };
  expect((await send(csv, { query: '?dryRun=true' })).body).toMatchObject({ dryRun: true, ...expected });
  expect(await app.sql('SELECT card_no, person_id FROM card ORDER BY 1')).toEqual(before);
  expect((await send(csv)).body).toMatchObject(expected);
  const taken = 'pin,cardNo\n1,22\n2,66';
  const refused = { added: 0, updated: 1, failed: 1, errors: [{ line: 2, pin: '1', field: 'cardNo' }] };
  expect((await send(taken, { query: '?dryRun=true' })).body).toMatchObject({
    ...refused,
    errors: [{ line: 2, message: 'The card number 22 has been used' }],
  });
  expect((await send(taken)).body).toMatchObject(refused);
});

it('takes a form with a file, and the bytes of old spreadsheets', async () => {
  const boundary = 'xyz';
  const form = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\nContent-Type: text/csv\r\n\r\npin,name\r\n7,Ana\r\n--${boundary}--\r\n`;
  expect((await send(form, { type: `multipart/form-data; boundary=${boundary}` })).body).toMatchObject({ added: 1 });
  await send(Buffer.from('pin;name\n8;José', 'latin1'));
  await send(Buffer.from('\ufeffpin\tname\n9\tJosé', 'utf16le'));
  await send('\ufeffpin,name\n10,José');
  expect([await person('8'), await person('9'), await person('10')].map(({ name }) => name)).toEqual([
    'José',
    'José',
    'José',
  ]);
});

it('reads other code pages of old spreadsheets, and says what to do with a file of mixed encodings', async () => {
  await send(Buffer.from('\ufeffpin\tname\n11\tJosé', 'utf16le').swap16());
  await send(Buffer.from([...Buffer.from('pin;name\n12;'), 0x8a, 0x80]));
  expect([await person('11'), await person('12')].map(({ name }) => name)).toEqual(['José', 'Š€']);
  const mixed = Buffer.concat([Buffer.from('\ufeffpin,name\n13,José\n'), Buffer.from('14,José\n', 'latin1')]);
  const { status, body } = await send(mixed);
  expect([status, body.errors]).toEqual([
    400,
    [
      {
        field: 'file',
        code: 'invalid',
        message:
          'file begins with the mark of UTF-8, and line 3 is not UTF-8: save it as "CSV UTF-8", or without the mark',
      },
    ],
  ]);
});

it.each<[string, string, string]>([
  ['nothing', '', 'file'],
  ['no column of pins', 'name\nAna', 'pin'],
  ['a quote that nobody closes', 'pin,name\n1,"x', 'file'],
  ['too many lines', `pin\n${Array.from({ length: 10_001 }, (_, n) => n + 1).join('\n')}`, 'file'],
])('%s is refused by the name of the field', async (_, body, field) => {
  const { status, body: problem } = await send(body);
  expect([status, problem.errors?.[0]?.field]).toEqual([400, field]);
});

it('refuses a dryRun that is neither true nor false', async () => {
  expect((await send('pin\n1', { query: '?dryRun=perhaps' })).body.errors[0].field).toBe('dryRun');
  expect(await app.sql('SELECT 1 FROM person')).toEqual([]);
});

it.each<[string, Buffer]>([
  ['a cell of 9 MB', Buffer.from(`pin,name\n1,"${'x'.repeat(9_000_000)}"\n`)],
  ['a cell of quotes', Buffer.from(`pin,name\n1,"${'""'.repeat(4_500_000)}"\n`)],
  ['a heading of 9 MB', Buffer.from(`pin,"${'x'.repeat(9_000_000)}"\n1,2\n`)],
  ['millions of cells', Buffer.from(`pin,name\n1${','.repeat(9_000_000)}\n`)],
  ['half a character', Buffer.of(0xff, 0xfe, 0x00, 0xd8)],
  ['half a character in a name', Buffer.from('\ufeffpin,name\n1,\ud800', 'utf16le')],
  ['half a character of the other order', Buffer.of(0xfe, 0xff, 0xd8, 0x00, 0x00)],
])('%s breaks nothing', async (_, body) => {
  const { status } = await send(body);
  expect([200, 400]).toContain(status);
});

/** How often other work gets its turn while the task runs. */
async function turnsDuring(task: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const ticker = setInterval(() => turns++, 1);
  await task();
  clearInterval(ticker);
  return turns;
}

it.each<[string, string]>([
  ['a million empty lines', `${'\n'.repeat(1_000_000)}1,a\n`],
  ['lines of hundreds of cells', `1${',x'.repeat(450)}\n`.repeat(9_000)],
])('%s let other work run in between', async (_, lines) => {
  expect(await turnsDuring(() => readPersons(`pin,name\n${lines}`))).toBeGreaterThan(3);
});

it('of millions of lines only the allowed number is read', () => {
  const rows = csvRows(`pin,name\n${'1,a\n'.repeat(2_500_000)}`);
  expect([rows.next().value, rows.next().value]).toEqual([
    { line: 1, cells: ['pin', 'name'] },
    { line: 2, cells: ['1', 'a'] },
  ]);
});

it('a file with more lines than a sheet has is refused, be they empty', async () => {
  const empty = `"${'\n'.repeat(99_000)}"\n`;
  const { status, body } = await send(`pin,name\n${empty.repeat(11)}1,a\n`);
  expect([status, body.errors[0].field, body.detail]).toEqual([400, 'file', expect.stringContaining('1048576 lines')]);
});

it.each(['pin', 'name', 'deptCode', 'accLevelIds'])('a NUL in %s refuses only its line', async (column) => {
  const cell = (heading: string, pin: string) => (heading === 'pin' ? pin : '');
  const headings = ['pin', 'name', 'deptCode', 'accLevelIds'];
  const bad = headings.map((heading) => (heading === column ? `${cell(heading, '21')}\0x` : cell(heading, '21')));
  const { status, body } = await send(`${headings.join(',')}\n${bad.join(',')}\n22,Good,,\n`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ added: 1, failed: 1, errors: [{ line: 2, field: column }] });
});

it('a quote that swallows the file is reported', async () => {
  const { status, body } = await send(`pin,name\n1,"${'""'.repeat(3_000_000)}`);
  expect([status, body.errors[0].field]).toEqual([400, 'file']);
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attRowTables } from '../../../src/protocol/attendance-push/rows.js';
import { tables } from '../../../src/protocol/access-push/tables/all.js';
import { terminal, type Terminal } from '../attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { panel } from '../../support/panels.js';
import { brief, type RawDevice } from '../../support/raw-device.js';
import { carriers, goodOf, states, storedUploads, template } from './stored-uploads.js';

let app: TestApp;
let acc: RawDevice;
let att: Terminal;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  acc = (await panel(app, 'WHOLE-ACC', 'MultiStageControlFunOn=1,MasterControlOn=1')).device;
  att = await terminal(app, 'WHOLE-ATT');
});

afterAll(() => app.stop());

const odd = ['', '0', '1', '9', '-1', '255', '99999999999', 'x', ' ', '2026-04-10 11:49:32', '2026-13-40', template];

interface Row {
  readonly mark: string;
  readonly line: string;
  /** The row reports a present state, so a newer row replaces it. */
  readonly isState: boolean;
}

/** What is wrong with a row: nothing, odd values, no person or device, foreign columns, no columns at all. */
interface Shape {
  readonly kind: 'good' | 'odd' | 'nobody' | 'foreign' | 'noise';
  readonly odd: readonly string[];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constantFrom('good', 'odd', 'nobody', 'foreign', 'noise'),
  odd: fc.array(fc.constantFrom(...odd), { minLength: 1, maxLength: 6 }),
});

const nobody = ['0', '7'.repeat(70)];
/** A punch without a pin counts as a repetition of the one before. */
const isNobody = (table: string, name: string, kind: Shape['kind']) =>
  kind === 'nobody' && table !== 'attlog' && /pin/i.test(name);

let marks = 7_000_000;

function rowOf(table: string, word: string, names: readonly string[], { kind, odd: values }: Shape): Row {
  const mark = String(++marks);
  const isState = states.has(table) && (kind === 'good' || kind === 'odd' || kind === 'nobody');
  if (kind === 'noise') return { mark, line: `?? ${mark}`, isState };
  if (kind === 'foreign') return { mark, line: `${word}mark=${mark}`, isState };
  const carried = table === 'attphoto' ? `20260410114932-${mark}.jpg` : mark;
  const cells = names.map((name, at) => {
    const isCarrier = carriers.test(name) || (table === 'rtlog' && name === 'index');
    if (isCarrier) return `${name}=${isNobody(table, name, kind) ? nobody[at % 2] : carried}`;
    return `${name}=${kind === 'good' ? goodOf(name) : values[at % values.length]}`;
  });
  return { mark, line: `${word}${[`mark=${mark}`, ...cells].join('\t')}`, isState };
}

/** The names on the wire, as the declaration has them. */
function namesOf({ fields }: { readonly fields: object }): string[] {
  return Object.values(fields).flatMap((field: { name?: string; names?: readonly string[] }) =>
    field.name === undefined ? [...(field.names ?? [])] : [field.name],
  );
}

const accTables = Object.entries(tables).map(([table, declared]) => ({ table, names: namesOf(declared) }));
const direct = new Set(['rtlog', 'rtstate', 'irstate', 'testdata']);

async function sendAcc(table: string, rows: readonly Row[], asked: boolean): Promise<void> {
  const body = rows.map(({ line }) => line).join('\r\n');
  const tail = `type=tabledata&tablename=${table}&count=${rows.length}&packcnt=1&packidx=1&cmdid=0`;
  const told =
    table === 'enrollinfodata' ? `type=EnrollInfoData` : `table=tabledata&tablename=${table}&count=${rows.length}`;
  const path = asked ? `querydata?${tail}` : `cdata?${direct.has(table) ? `table=${table}` : told}`;
  const [status, text] = await brief(acc.post(`/iclock/${path}`, body));
  expect([table, status]).toEqual([table, 200]);
  expect(['OK', `${table}=${rows.length}`]).toContain(text);
}

const attTables = [
  ...attRowTables.map(({ name, table }) => ({ name, names: namesOf(table) })),
  { name: 'attlog', names: ['PIN', 'Time', 'Status', 'Verify'] },
  { name: 'operlog', names: [] },
  { name: 'whatever', names: ['a'] },
];

async function sendAtt(name: string, rows: readonly Row[]): Promise<void> {
  const [status, text] = await att.upload(name.toUpperCase(), rows.map(({ line }) => line).join('\n'));
  expect([name, status]).toEqual([name, 200]);
  expect(['OK', `OK: ${rows.length}`]).toContain(text);
}

const operation = (mark: string) => `OPLOG 4\t0\t2026-04-10 11:49:32\t${mark}\t0\t0\t0`;
const punch = (mark: string) => `${mark}\t2026-04-10 11:49:32\t0\t1\t0\t0`;

// covers: whatever a device uploads is stored or kept, each row of it
it('each row of every table is stored or kept, whatever it is, and answered once and for all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(shape, { minLength: 6, maxLength: 9 }), fc.boolean(), async (shapes, asked) => {
      const sent: { readonly table: string; readonly row: Row }[] = [];
      const note = (table: string, rows: readonly Row[]) => sent.push(...rows.map((row) => ({ table, row })));
      for (const { table, names } of accTables) {
        const rows = shapes.map((one) => rowOf(table, '', names, one));
        await sendAcc(table, rows, asked);
        note(table, rows);
      }
      for (const { name, names } of attTables) {
        const word = name === 'attlog' || name === 'whatever' ? '' : `${name.toUpperCase()} `;
        const rows = shapes.map((one) => rowOf(name, word, names, one));
        const marked = (line: (mark: string) => string): Row => {
          const mark = String(++marks);
          return { mark, line: line(mark), isState: false };
        };
        rows.push(marked(operation), marked(punch));
        await sendAtt(name, rows);
        note(name, rows);
      }
      const found = await storedUploads(app);
      const lost = sent.filter(({ row }) => !row.isState && !found.includes(row.mark));
      expect(lost.map(({ table, row }) => `${table}: ${row.line}`)).toEqual([]);
    }),
    {
      seed: 10,
      numRuns: process.env.POSTERN_TEST_VOLUME === 'full' ? 20 : 4,
      examples: [
        [everyShape, false],
        [everyShape, true],
      ],
    },
  );
});

const everyShape: Shape[] = [
  { kind: 'good', odd: [''] },
  { kind: 'foreign', odd: [''] },
  { kind: 'noise', odd: [''] },
  { kind: 'nobody', odd: ['1'] },
  { kind: 'odd', odd: ['x', '', '255'] },
  { kind: 'good', odd: [''] },
];

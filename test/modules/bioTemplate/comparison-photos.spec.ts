import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { jpeg, panel } from '../../support/panels.js';
import { toldTemplates, hybrid, olderFaces, template, fingerRow, bioRow } from './told-templates.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { templatesOf, ready } = toldTemplates(() => app);

// covers requests: POST cdata biophoto
describe('comparison photos', () => {
  it('go to devices without a template of the type, never both', async () => {
    const a = await panel(app, 'PHOTO-A', hybrid);
    const b = await panel(app, 'PHOTO-B', hybrid);
    const c = await panel(app, 'PHOTO-C', olderFaces);
    await ready('431', [a, b, c]);
    const photo = await jpeg(40);
    const row = `biophoto pin=431\tfilename=431.jpg\ttype=9\tsize=${photo.length}\tcontent=${photo}`;
    expect(await a.upload('biophoto', row)).toEqual([200, 'biophoto=1']);
    await a.upload('biodata', bioRow('431', { tmp: template('face') }));
    expect(await a.settle()).toEqual([]);
    // It does not matter whether the photo was sent before the template came.
    expect((await b.settle()).at(-1)).toEqual(
      'DATA UPDATE biodata Pin=431\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=ZmFjZQ==',
    );
    expect(await c.settle()).toEqual([
      `DATA UPDATE biophoto PIN=431\tType=9\tNo=0\tIndex=0\tSize=${photo.length}\tContent=${photo}\tFormat=0`,
    ]);
    await c.upload('biodata', bioRow('431', { majorver: 38, minorver: 0, tmp: template('older face') }));
    expect(await c.settle()).toEqual([
      'DATA DELETE biophoto PIN=431\tType=9',
      // The device may have lost the face with the photo.
      'DATA UPDATE biodata Pin=431\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=38\tMinorVer=0\tFormat=0\tTmp=b2xkZXIgZmFjZQ==',
    ]);
    const [taken] = (await templatesOf('431')).filter(({ kind }) => kind === 'photo');
    await app.admin('DELETE', `/persons/431/templates/${taken?.id ?? ''}`);
    expect(await a.settle()).toEqual([
      'DATA DELETE biophoto PIN=431\tType=9',
      'DATA UPDATE biodata Pin=431\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=ZmFjZQ==',
    ]);
  });

  it('that a device tells as it uploads them, without No and Index, are those that it was given', async () => {
    const a = await panel(app, 'TOLD-A', hybrid);
    const b = await panel(app, 'TOLD-B', hybrid);
    await ready('433', [a, b]);
    const photo = await jpeg(40);
    const row = `biophoto pin=433\tfilename=433.jpg\ttype=9\tsize=${photo.length}\tcontent=${photo}`;
    await a.upload('biophoto', row);
    expect(await b.settle()).toHaveLength(1);
    const { id } = (await app.admin('POST', '/devices/TOLD-B/verify?wait=0', { tables: ['biophoto'] })).body;
    await b.settle(async (text, command) => {
      const place = `cmdid=${command}&tablename=biophoto&count=1&packcnt=1&packidx=1`;
      if (text.startsWith('DATA QUERY')) await b.device.post(`/iclock/querydata?type=tabledata&${place}`, row);
      return text.startsWith('DATA QUERY') ? 1 : -1;
    });
    const path = `/devices/TOLD-B/verifications/${String(id)}`;
    await expect
      .poll(async () => (await app.admin('GET', path)).body as object)
      .toMatchObject({ status: 'done', tables: [{ status: 'matches', device: 1, unreadable: 0, missing: [] }] });
  });

  it('damaged base64 is repaired: blanks, percent signs, no padding, a line of its own', async () => {
    const a = await panel(app, 'REPAIR-A', hybrid);
    const b = await panel(app, 'REPAIR-B', hybrid);
    await ready('432', [a, b]);
    const photo = await jpeg(200);
    const damaged = photo.replaceAll('+', ' ').replaceAll('/', '%2F').replace(/=+$/, '');
    expect(await a.upload('biophoto', `biophoto pin=432\tfilename=1.jpg\ttype=9\tsize=1\ncontent=${damaged}`)).toEqual([
      200,
      'biophoto=1',
    ]);
    expect(await b.settle()).toEqual([
      `DATA UPDATE biophoto PIN=432\tType=9\tNo=0\tIndex=0\tSize=${photo.length}\tContent=${photo}\tFormat=0`,
    ]);
  });
});

describe('base64 in several lines', () => {
  const lines = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\r\n') ?? '';

  it('is one photo, and the row behind it another; a name of the table alone is no part of it', async () => {
    const a = await panel(app, 'LINES-A', hybrid);
    const b = await panel(app, 'LINES-B', hybrid);
    await ready('434', [a, b]);
    await ready('435', [a, b]);
    const [first, second] = [await jpeg(200), await jpeg(40)];
    const row = (pin: string, content: string) =>
      `biophoto pin=${pin}\tfilename=1.jpg\ttype=9\tsize=1\tcontent=${content}`;
    const body = `${row('434', lines(first, 76))}\r\n${row('435', '')}\r\n${lines(second, 2_000)}\r\nbiophoto\r\n`;
    expect(await a.upload('biophoto', body)).toEqual([200, 'biophoto=1']);
    const given = (await b.settle()).flatMap((text) => text.replace('DATA UPDATE biophoto ', '').split('\n'));
    expect(given.sort()).toEqual(
      [['434', first] as const, ['435', second] as const].map(
        ([pin, photo]) => `PIN=${pin}\tType=9\tNo=0\tIndex=0\tSize=${photo.length}\tContent=${photo}\tFormat=0`,
      ),
    );
  });
});

describe('hostile uploads', () => {
  it('are acknowledged, and what cannot be used is kept sealed', async () => {
    const a = await panel(app, 'HOSTILE-A', hybrid);
    await ready('441', [a]);
    const rows = [
      bioRow('441', { type: 99_999, tmp: template('x') }),
      bioRow('441', { type: -1, tmp: template('x') }),
      bioRow('441', { no: 4_000_000_000, tmp: template('x') }),
      bioRow('441', { tmp: '!!!' }),
      bioRow('441', { tmp: '' }),
      bioRow('0', { tmp: template('x') }),
      bioRow('9'.repeat(300), { tmp: template('x') }),
      'biodata',
      '\0\0\0',
    ];
    expect(await a.upload('biodata', rows)).toEqual([200, 'biodata=9']);
    expect(await a.upload('templatev10', fingerRow('441', 99, 'x'))).toEqual([200, 'templatev10=1']);
    expect(await a.upload('biophoto', `biophoto pin=441\ttype=9\tcontent=${template('no picture')}`)).toEqual([
      200,
      'biophoto=1',
    ]);
    expect(await a.upload('userpic', `userpic pin=441\tcontent=${template('no picture')}`)).toEqual([200, 'userpic=1']);
    expect(await templatesOf('441')).toEqual([]);
    const kept = (await app.admin('GET', '/device-uploads?sn=HOSTILE-A')).body.items as { table: string }[];
    expect(kept.map(({ table }) => table).sort()).toEqual(['biodata', 'biophoto', 'templatev10', 'userpic']);
    expect(await a.settle()).toEqual([]);
  });

  it('unknown pins do not become persons; an operator can take them over', async () => {
    const a = await panel(app, 'STRANGER-A', hybrid);
    await a.settle();
    await a.upload('biodata', bioRow('442', { tmp: template('stranger') }));
    expect((await app.admin('GET', '/persons/442')).status).toBe(404);
    await app.admin('POST', '/persons', { pin: '442' });
    expect(await templatesOf('442')).toEqual([]);
    expect((await app.admin('POST', '/persons/442/templates/import')).body.items).toMatchObject([
      { bioType: 9, sourceSn: 'STRANGER-A' },
    ]);
  });
});

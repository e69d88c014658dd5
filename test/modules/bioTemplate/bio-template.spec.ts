import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { granted, panel } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.sql('DELETE FROM person');
  for (const pin of ['666', '6663']) await app.api('POST', '/api/person/add', { pin });
});

const finger = (text: string) => Buffer.from(text.padEnd(30, '.')).toString('base64');
const add = async (body: object) => (await app.api('POST', '/api/bioTemplate/add', body)).body;
const kept = async (pin: string, ...fingers: number[]) => {
  for (const no of fingers) {
    const body = { personId: pin, validType: '1', template: finger(`${pin} ${no}`), templateNo: String(no) };
    expect((await add(body)).code).toBe(0);
  }
};
const list = async (pin: string) => (await app.api('GET', `/api/bioTemplate/getFgListByPin/${pin}`)).body;
const nos = async (pin: string): Promise<string[]> =>
  (await list(pin)).data.map(({ templateNo }: { templateNo: string }) => templateNo);
const isThere = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body.code === 0;

describe('2.25.1 and 2.25.4', () => {
  it('a fingerprint is added and listed as v1.1 prints it', async () => {
    const body = { personId: 666, validType: '1', template: finger('a'), templateNo: '3' };
    expect(await add(body)).toEqual({ code: 0, message: 'success', data: null });
    expect((await add({ pin: '666', validType: 3, template: finger('b'), templateNo: 5 })).code).toBe(0);
    expect(await list('666')).toEqual({
      code: 0,
      message: 'success',
      data: [
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          personId: '666',
          pin: '666',
          validType: 1,
          bioType: 1,
          version: '10',
          template: finger('a'),
          templateNo: '3',
          templateNoIndex: 0,
        },
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          personId: '666',
          pin: '666',
          validType: 3,
          bioType: 1,
          version: '10',
          template: finger('b'),
          templateNo: '5',
          templateNoIndex: 0,
        },
      ],
    });
    expect((await app.api('GET', '/api/bioTemplate/getFgListByPin?pin=666')).body.data).toHaveLength(2);
    expect((await list('6663')).data).toEqual([]);
  });

  it('the later manual prints one object, its numbers as text; several are an array', async () => {
    await kept('666', 3);
    const { body } = await app.api('GET', '/api/v2/bioTemplate/getFgListByPin?pin=666');
    expect(body).toEqual({
      code: 0,
      message: 'success',
      data: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        personId: '666',
        pin: '666',
        validType: '1',
        bioType: 1,
        version: '10',
        template: finger('666 3'),
        templateNo: '3',
        templateNoIndex: 0,
      },
    });
    await kept('666', 4);
    const { data } = (await app.api('GET', '/api/v2/bioTemplate/getFgListByPin/666')).body;
    expect(data.map(({ templateNo }: { templateNo: string }) => templateNo)).toEqual(['3', '4']);
    expect((await app.api('GET', '/api/v2/bioTemplate/getFgListByPin/6663')).body.data).toEqual([]);
  });

  it('the same finger again is replaced if the token allows it; another algorithm is a second template', async () => {
    await kept('666', 3);
    const again = { personId: '666', validType: '3', template: finger('new'), templateNo: '3', version: '10.0' };
    expect((await add(again)).code).toBe(-31);
    await app.sql(`UPDATE api_token SET compatibility = '{"templates":"edit"}'`);
    // Tokens are kept in memory for two seconds at most.
    await expect.poll(async () => (await add(again)).code, { timeout: 60_000 }).toBe(0);
    await app.sql(`UPDATE api_token SET compatibility = '{}'`);
    expect((await list('666')).data).toMatchObject([{ validType: 3, version: '10', template: finger('new') }]);
    await add({ personId: '666', validType: '1', template: finger('12'), templateNo: '3', version: '12' });
    expect((await list('666')).data).toMatchObject([{ version: '10' }, { version: '12', template: finger('12') }]);
  });

  const good = { personId: '666', validType: '1', template: finger('good'), templateNo: '3' };
  it.each<[object, number]>([
    [{ ...good, personId: '' }, -20],
    [{ ...good, personId: '9' }, -22],
    [{ ...good, validType: '2' }, -32],
    [{ ...good, validType: undefined }, -32],
    [{ ...good, templateNo: '10' }, -33],
    [{ ...good, templateNo: '-1' }, -33],
    [{ ...good, templateNo: 'thumb' }, -33],
    [{ ...good, templateNo: '' }, -33],
    [{ ...good, template: '' }, -1],
    [{ ...good, template: 'no base64 !' }, -1],
    [{ ...good, version: 'new' }, -1],
    [{ ...good, template: finger('6663 1') }, -31],
    [{ ...good, template: finger('666 1') }, 0],
  ])('%o answers %i', async (body, code) => {
    await kept('666', 1);
    await kept('6663', 1);
    const answer = await add(body);
    expect([answer.code, answer.data]).toEqual([code, null]);
    expect(await nos('666')).toEqual(code === 0 ? ['1', '3'] : ['1']);
  });

  it('a deleted finger may be given to another person', async () => {
    await kept('6663', 1);
    await app.api('POST', '/api/bioTemplate/delete/6663');
    expect((await add({ ...good, template: finger('6663 1') })).code).toBe(0);
  });

  it('one fingerprint that is given to two people at once belongs to one of them', async () => {
    const codes = await Promise.all(
      ['666', '6663'].map(async (pin) => (await add({ ...good, personId: pin, template: finger('one') })).code),
    );
    expect(codes.sort()).toEqual([-31, 0]);
  });

  it('is sealed, and never in the audit log', async () => {
    await kept('666', 1);
    const rows = await app.sql<{ content: Buffer }>('SELECT content FROM bio_template');
    expect(rows.map(({ content }) => content.includes(finger('666 1')))).toEqual([false]);
    const audit = await app.sql<{ text: string }>('SELECT detail::text AS text FROM audit');
    expect(audit.filter(({ text }) => text.includes(finger('666 1')))).toEqual([]);
    await app.api('POST', '/api/person/delete/666/1');
    const [last] = await app.sql('SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 1');
    expect(last).toEqual({
      action: 'POST /api/person/delete/:pin/:templateNo',
      detail: { pin: '666', templateNo: '1' },
    });
  });

  it('refuses an unknown person', async () => {
    expect((await list('9')).code).toBe(-22);
    expect((await app.api('GET', '/api/bioTemplate/getFgListByPin')).body.code).toBe(-20);
    expect((await app.api('GET', '/api/v2/bioTemplate/getFgListByPin')).body.code).toBe(-20);
  });
});

it('operators add fingerprints, too', async () => {
  const post = (body: object, pin = '666') => app.admin('POST', `/persons/${pin}/templates`, body);
  const { status, body } = await post({ no: 3, duress: true, template: finger('a'), version: '12.0' });
  expect(status).toBe(201);
  expect(body.items).toMatchObject([
    { kind: 'template', bioType: 1, no: 3, majorVer: '12', duress: true, sourceSn: null },
  ]);
  expect((await list('666')).data).toMatchObject([
    { templateNo: '3', validType: 3, version: '12', template: finger('a') },
  ]);
  const refused = async (answer: ReturnType<typeof post>) => {
    const { status: code, body: problem } = await answer;
    return [code, problem.errors?.[0]?.field];
  };
  expect(await refused(post({ no: 10, template: finger('b') }))).toEqual([400, 'no']);
  expect(await refused(post({ no: 1, template: '' }))).toEqual([400, 'template']);
  expect(await refused(post({ no: 1, template: '***' }))).toEqual([400, 'template']);
  expect(await refused(post({ no: 1, template: finger('b'), version: 'new' }))).toEqual([400, 'version']);
  expect(await refused(post({ no: 1, template: finger('a') }, '6663'))).toEqual([409, 'template']);
  expect((await post({ no: 1, template: finger('a') }, 'nobody')).status).toBe(404);
});

describe('one fingerprint is deleted', () => {
  const forms: [string, string, object?][] = [
    ['DELETE', '/api/bioTemplate/getFgListByPin/666?templateNo=3'],
    ['DELETE', '/api/bioTemplate/getFgListByPin?pin=666&templateNo=3'],
    ['DELETE', '/api/bioTemplate/getFgListByPin/666', { templateNo: 3 }],
    ['DELETE', '/api/bioTemplate/deleteByPinAndTemplateNo/666?templateNo=3'],
    ['POST', '/api/bioTemplate/deleteByPinAndTemplateNo/666?templateNo=3'],
    ['POST', '/api/bioTemplate/deleteByPinAndTemplateNo', { pin: '666', templateNo: '3' }],
    ['DELETE', '/api/bioTemplate/deleteByPinAndTemplateNo?pin=666&templateNo=3'],
    ['DELETE', '/api/person/delete/666/3'],
    ['DELETE', '/api/v2/bioTemplate/delete?pin=666&templateNo=3'],
    ['POST', '/api/v2/bioTemplate/delete/666/3'],
    ['DELETE', '/api/v2/bioTemplate/delete/666/3'],
    ['POST', '/api/bioTemplate/delete/666?templateNo=3'],
    ['DELETE', '/api/bioTemplate/delete/666?templateNo=3'],
    ['POST', '/api/bioTemplate/delete/666/3'],
    ['DELETE', '/api/bioTemplate/delete/666/3'],
    ['POST', '/api/bioTemplate/delete/6663?pin=666&templateNo=3'],
    ['POST', '/api/bioTemplate/deleteById/*?pin=666&templateNo=3'],
    ['POST', '/api/v2/bioTemplate/delete?pin=666&templateNo=3'],
    ['POST', '/api/v2/bioTemplate/deleteByPin?pin=666&templateNo=3'],
    ['POST', '/api/person/delete/666/3'],
    ['POST', '/api/person/delete/666?templateNo=3'],
    ['DELETE', '/api/person/delete/666?templateNo=3'],
    ['POST', '/api/person/delete/6663?pin=666&templateNo=3'],
    ['POST', '/api/person/delete?pin=666&templateNo=3'],
    ['POST', '/api/person/delete', { pin: '666', templateNo: 3 }],
    ['POST', '/api/v2/person/delete?pin=666&templateNo=3'],
    ['POST', '/api/v2/person/delete', { pin: 666, templateNo: '3' }],
    ['DELETE', '/api/v2/person/delete/666?templateNo=3'],
  ];
  it.each(forms)('%s %s %o', async (method, path, body) => {
    await kept('666', 1, 3);
    await kept('6663', 3);
    expect((await app.api(method, path, body)).body).toEqual({ code: 0, message: 'success', data: null });
    expect([await nos('666'), await nos('6663')]).toEqual([['1'], ['3']]);
    expect((await app.api(method, path, body)).body.code).toBe(-34);
    expect([await isThere('666'), await isThere('6663')]).toEqual([true, true]);
  });

  it.each<[string, string, number]>([
    ['DELETE', '/api/bioTemplate/getFgListByPin/666', -34],
    ['DELETE', '/api/bioTemplate/getFgListByPin/666?templateNo=', -34],
    ['DELETE', '/api/bioTemplate/getFgListByPin/666?templateNo=10', -33],
    ['DELETE', '/api/bioTemplate/getFgListByPin/666?templateNo=x', -33],
    ['DELETE', '/api/bioTemplate/getFgListByPin/9?templateNo=3', -22],
    ['DELETE', '/api/bioTemplate/getFgListByPin?templateNo=3', -20],
    ['POST', '/api/v2/bioTemplate/delete?pin=666', -34],
    ['POST', '/api/v2/person/delete?pin=666&templateNo=', -34],
    ['POST', '/api/v2/person/delete?pin=666&templateNo=12', -33],
    ['POST', '/api/v2/person/delete?pin=9&templateNo=1', -22],
    ['POST', '/api/v2/person/delete?templateNo=1', -20],
    ['POST', '/api/v2/person/deleteByPins?pins=666&templateNo=3', -34],
    ['POST', '/api/person/delete/666/x', -33],
    ['POST', '/api/person/delete?pin=666&templateNo=10', -33],
    ['DELETE', '/api/person/delete/666?templateNo=10', -33],
    ['POST', '/api/bioTemplate/delete/666?templateNo=10', -33],
    ['POST', '/api/v2/bioTemplate/deleteByPin?pin=666&templateNo=10', -33],
    ['POST', '/api/bioTemplate/deleteById/1?pin=666&templateNo=10', -33],
    ['POST', '/api/bioTemplate/delete/9/1', -22],
    ['POST', '/api/bioTemplate/delete/666/10', -33],
  ])('%s %s answers %i and deletes nothing', async (method, path, code) => {
    await kept('666', 3);
    expect((await app.api(method, path)).body.code).toBe(code);
    expect([await nos('666'), await isThere('666')]).toEqual([['3'], true]);
  });

  it('a POST on the list never deletes', async () => {
    await kept('666', 3);
    await app.api('POST', '/api/bioTemplate/getFgListByPin/666?templateNo=3');
    expect(await nos('666')).toEqual(['3']);
  });
});

describe('all fingerprints of a person are deleted', () => {
  it.each([
    ['DELETE', '/api/bioTemplate/deleteById/*?pin=666'],
    ['POST', '/api/bioTemplate/deleteById/1?pin=666'],
    ['DELETE', '/api/bioTemplate/deleteById?pin=666'],
    ['POST', '/api/bioTemplate/delete/666'],
    ['DELETE', '/api/bioTemplate/delete/666'],
    ['POST', '/api/bioTemplate/delete?pin=666'],
    ['POST', '/api/bioTemplate/deleteById?pin=666'],
    ['DELETE', '/api/bioTemplate/delete?pin=666'],
    ['DELETE', '/api/v2/bioTemplate/deleteByPin?pin=666'],
    ['POST', '/api/v2/bioTemplate/deleteByPin/666'],
    ['DELETE', '/api/bioTemplate/deleteByPin/666'],
    ['POST', '/api/bioTemplate/deleteByPin?pin=666'],
    ['DELETE', '/api/bioTemplate/deleteByPin?pin=666'],
    ['POST', '/api/bioTemplate/deleteByPin/666'],
    ['POST', '/api/v2/bioTemplate/deleteByPin?pin=666'],
    ['DELETE', '/api/v2/bioTemplate/deleteByPin/666'],
  ])('%s %s', async (method, path) => {
    await kept('666', 1, 3);
    await kept('6663', 3);
    expect((await app.api(method, path)).body).toEqual({ code: 0, message: 'success', data: null });
    expect([await nos('666'), await nos('6663'), await isThere('666')]).toEqual([[], ['3'], true]);
    expect((await app.api(method, path.replaceAll('666', '9'))).body.code).toBe(-22);
  });

  it('without a pin is -20', async () => {
    for (const path of ['deleteById/*', 'delete', 'deleteByPin']) {
      expect((await app.api('POST', `/api/bioTemplate/${path}`)).body.code).toBe(-20);
    }
  });
});

describe('devices', () => {
  it('of the person’s levels get a fingerprint of their algorithm, and lose it when it is deleted', async () => {
    const a = await panel(app, 'FINGER-A', 'FingerFunOn=1,~ZKFPVersion=10');
    await granted(app, '701', [a]);
    await a.settle();
    const body = { personId: '701', validType: '3', template: finger('701'), templateNo: '6' };
    expect((await add(body)).code).toBe(0);
    await add({ ...body, templateNo: '7', template: finger('other'), version: '12' });
    expect(await a.settle()).toEqual([
      expect.stringMatching(/^DATA UPDATE templatev10 .*Pin=701\tFingerID=6\tValid=3\tTemplate=/),
    ]);
    await app.api('POST', '/api/v2/person/delete?pin=701&templateNo=6');
    expect(await a.settle()).toEqual([expect.stringMatching(/^DATA DELETE templatev10 Pin=701/)]);
    expect((await add(body)).code).toBe(0);
    expect(await a.settle()).toHaveLength(1);
  });
});

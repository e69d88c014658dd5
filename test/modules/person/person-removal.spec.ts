import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { generalId } from '../../support/facade-site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/department/add', { code: '5', name: 'Sales' });
});
afterAll(() => app.stop());
beforeEach(() => app.sql('DELETE FROM person'));

const codeOf = async (call: string, body: object): Promise<number> =>
  (await app.api('POST', `/api/person/${call}`, body)).body.code;
const get = async (pin: string) => (await app.api('GET', `/api/person/get/${pin}`)).body;
const inZone = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Madrid' }).format(Date.now() + days * 86_400_000);

describe('delete', () => {
  it.each([
    ['DELETE', '/api/person/delete/7', undefined],
    ['POST', '/api/person/delete/7', undefined],
    ['POST', '/api/person/delete?pin=7', undefined],
    ['POST', '/api/person/delete', { pins: ['7'] }],
    ['DELETE', '/api/person/delete?pin=7', undefined],
    ['POST', '/api/v2/person/delete?pin=7', undefined],
    ['DELETE', '/api/v2/person/delete/7', undefined],
    ['DELETE', '/api/v2/person/delete?pin=7', undefined],
    ['POST', '/api/v2/person/delete/7', undefined],
    ['DELETE', '/api/v2/person/deleteByPins?pins=7', undefined],
  ])('%s %s %o', async (method, path, body) => {
    await codeOf('add', { pin: '7', cardNo: '77' });
    expect((await app.api(method, path, body)).body).toEqual({ code: 0, message: 'success', data: null });
    expect((await get('7')).code).toBe(-22);
    expect((await app.api(method, path, body)).body.code).toBe(-22);
    expect(await codeOf('add', { pin: '8', cardNo: '77' })).toBe(0);
  });

  it('several at once, with the result for each', async () => {
    await codeOf('add', { pin: '7' });
    await codeOf('add', { pin: '8' });
    expect((await app.api('POST', '/api/person/delete', { pins: '7,8,9' })).body).toEqual({
      code: 0,
      message: 'Succeed: 2, Failed: 1.',
      data: null,
    });
  });

  it('never a person if a template is named', async () => {
    await codeOf('add', { pin: '7' });
    expect((await app.api('POST', '/api/person/delete/7?templateNo=3')).body.code).toBe(-34);
    expect((await app.api('DELETE', '/api/person/delete/7', { templateNo: '' })).body.code).toBe(-34);
    expect((await app.api('POST', '/api/person/delete', { pin: '7', templateNo: null })).body.code).toBe(-34);
    expect((await app.api('POST', '/api/person/delete/7', [{ TemplateNo: 1 }])).body.code).toBe(-34);
    expect((await app.api('POST', '/api/person/delete/7', { item: { templateNo: 1 } })).body.code).toBe(-34);
    expect((await get('7')).code).toBe(0);
  });

  it('without a pin is -20', async () => {
    expect((await app.api('POST', '/api/person/delete')).body.code).toBe(-20);
  });
});

describe('leave and reinstated', () => {
  it('a person who left is not found, and the card is free', async () => {
    await codeOf('add', { pin: '7', name: 'Ana', cardNo: '77', personPwd: '4711', accLevelIds: generalId });
    expect(await codeOf('leave', { pin: '7', leaveDate: '2019-06-10', leaveType: '1' })).toBe(0);
    expect((await get('7')).code).toBe(-22);
    expect(await codeOf('leave', { pin: '7' })).toBe(-22);
    expect((await app.api('GET', '/api/card/getCards/7')).body.code).toBe(-22);
    expect((await app.api('POST', '/api/accLevel/syncPerson', { pin: '7', levelIds: generalId })).body.code).toBe(-22);
    expect((await app.api('DELETE', '/api/person/delete/7')).body.code).toBe(-22);
    expect((await app.api('POST', '/api/person/getPersonList', { pageNo: 1, pageSize: 9 })).body.data).toEqual([]);
    const again = await app.api('POST', '/api/person/add', { pin: '7', name: 'Ana' });
    expect(again.body.code).toBe(-29);
    expect(again.body.detail).toContain('person/reinstated');
    expect(await codeOf('add', { pin: '8', cardNo: '77', personPwd: '4711' })).toBe(0);
    expect(await codeOf('reinstated', { pin: '7', lastName: 'Soler' })).toBe(0);
    expect((await get('7')).data).toMatchObject({ name: 'Ana', lastName: 'Soler', cardNo: '', accLevelIds: generalId });
  });

  it('a password that another person got meanwhile does not come back', async () => {
    await codeOf('add', { pin: '7', personPwd: '4711' });
    await codeOf('leave', { pin: '7' });
    expect(await codeOf('add', { pin: '8', personPwd: '4711' })).toBe(0);
    expect(await codeOf('reinstated', { pin: '7', personPwd: '4711' })).toBe(-26);
    expect(await codeOf('reinstated', { pin: '7' })).toBe(0);
    expect(await codeOf('add', { pin: '8', personPwd: '' })).toBe(0);
    expect(await codeOf('add', { pin: '9', personPwd: '4711' })).toBe(0);
  });

  it('a future date takes effect on that day, in the zone of the site', async () => {
    const day = inZone(3);
    await codeOf('add', { pin: '7', cardNo: '77' });
    expect(await codeOf('leave', { pin: '7', leaveDate: day })).toBe(0);
    expect((await get('7')).code).toBe(0);
    expect(await codeOf('add', { pin: '7', name: 'still here' })).toBe(0);
    expect(await codeOf('add', { pin: '8', cardNo: '77' })).toBe(-23);
    const due = await app.sql<{ day: string }>(
      `SELECT to_char(due_at AT TIME ZONE 'Europe/Madrid', 'YYYY-MM-DD HH24:MI:SS') AS day FROM change
       WHERE kind = 'person' AND key = '7' AND due_at > now() + interval '1 day'`,
    );
    expect(due).toContainEqual({ day: `${day} 00:00:00` });
    await app.sql('UPDATE person SET leave_date = $1', [inZone(0)]);
    expect((await get('7')).code).toBe(-22);
  });

  it('tells what is wrong', async () => {
    await codeOf('add', { pin: '8', cardNo: '77' });
    expect(await codeOf('leave', {})).toBe(-20);
    expect(await codeOf('leave', { pin: '7' })).toBe(-22);
    expect(await codeOf('leave', { pin: '8', leaveDate: 'soon' })).toBe(-100);
    expect(await codeOf('reinstated', {})).toBe(-20);
    expect(await codeOf('reinstated', { pin: '7' })).toBe(-22);
  });
});

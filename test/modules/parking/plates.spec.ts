import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { parkingCalls } from './parking-calls.js';
import { version } from '../../support/versions.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish();
});

afterAll(() => app.stop());

const { furnish, codeOf, refusal } = parkingCalls(() => app);

const entry = (plate: string) =>
  app.sql('SELECT plate, car_number, type, from_date, to_date FROM parking_plate WHERE plate = $1', [plate]);

describe('the allow and the deny list', () => {
  it('2.3.1 puts a plate on one of them, with or without days, and changes the days of an existing entry', async () => {
    const days = '&fromTime=2018-08-17&toTime=2019-08-16';
    const add = await app.api('POST', `/api/parkAuthorize/addBlackWhite?type=0&carNumber=A32212${days}`);
    expect(add.body).toEqual({ code: 0, message: 'success', data: null });
    expect(await entry('A32212')).toEqual([
      { plate: 'A32212', car_number: 'A32212', type: 0, from_date: '2018-08-17', to_date: '2019-08-16' },
    ]);
    expect(await codeOf('POST', '/api/parkAuthorize/addBlackWhite', { type: 0, carNumber: 'a 322-12' })).toBe(0);
    expect(await entry('A32212')).toEqual([
      { plate: 'A32212', car_number: 'a 322-12', type: 0, from_date: null, to_date: null },
    ]);
    expect(await codeOf('POST', '/api/parkAuthorize/addBlackWhite?type=1&carNumber=粤B·12345&toTime=2030-01-01')).toBe(
      0,
    );
    expect(await entry('粤B12345')).toHaveLength(1);
  });

  it.each([
    ['without a list', 'carNumber=A1', -221],
    ['of a list that is none', 'type=2&carNumber=A1', -221],
    ['without a plate', 'type=0', -223],
    ['with an empty plate', 'type=1&carNumber=', -223],
    ['of what is no plate', 'type=1&carNumber=A%3B1', -223],
    ['of dashes', 'type=1&carNumber=---', -223],
    ['of too long a plate', `type=1&carNumber=${'A'.repeat(21)}`, -223],
    ['with a day that is none', 'type=0&carNumber=A1&fromTime=2019-02-30', -222],
    ['with days the wrong way round', 'type=0&carNumber=A1&fromTime=2019-02-02&toTime=2019-02-01', -222],
    ['of a plate that is on the other list', 'type=1&carNumber=A32212', -220],
  ])('2.3.1 refuses an addition %s', async (_, query, code) => {
    expect(await codeOf('POST', `/api/parkAuthorize/addBlackWhite?${query}`)).toBe(code);
    expect(await entry('A1')).toEqual([]);
  });

  it('2.3.3 changes list, days and plate of an entry', async () => {
    const days = '&fromTime=2024-01-01&toTime=2024-12-31';
    const edit = '/api/parkAuthorize/editBlackWhite';
    expect(await codeOf('POST', `${edit}?type=1&carNumber=B%201&oldCarNumber=A32212`)).toBe(0);
    expect(await entry('A32212')).toEqual([]);
    expect(await entry('B1')).toEqual([{ plate: 'B1', car_number: 'B 1', type: 1, from_date: null, to_date: null }]);
    expect(await codeOf('POST', `${edit}?type=0&carNumber=B1${days}`)).toBe(0);
    expect(await entry('B1')).toEqual([
      { plate: 'B1', car_number: 'B1', type: 0, from_date: '2024-01-01', to_date: '2024-12-31' },
    ]);
    for (const [query, code] of [
      ['carNumber=B1', -221],
      ['type=0&carNumber=B1', -222],
      ['type=0&carNumber=B1&fromTime=2024-01-01', -222],
      [`type=0&carNumber=B2&oldCarNumber=NOBODY${days}`, -223],
      [`type=0&oldCarNumber=B1${days}`, -223],
      [`type=0&carNumber=粤B12345&oldCarNumber=B1${days}`, -220],
    ] as const) {
      expect([query, await codeOf('POST', `${edit}?${query}`)]).toEqual([query, code]);
    }
  });

  it('2.3.2 takes a plate off', async () => {
    expect(await codeOf('POST', '/api/parkAuthorize/delBlackWhite?carNumber=b-1')).toBe(0);
    expect(await entry('B1')).toEqual([]);
    expect(await codeOf('POST', '/api/parkAuthorize/delBlackWhite?carNumber=B1')).toBe(-223);
    expect(await codeOf('POST', '/api/parkAuthorize/delBlackWhite')).toBe(-223);
  });

  it('is managed by the admin API, too', async () => {
    expect((await app.admin('PUT', '/parking/plates/C%201', { list: 'allow', from: '2026-01-01' })).body).toEqual({
      plate: 'C1',
      carNumber: 'C 1',
      list: 'allow',
      from: '2026-01-01',
      to: null,
      ...version,
    });
    expect((await app.admin('PUT', '/parking/plates/C1', { list: 'deny' })).body.list).toBe('deny');
    expect((await app.admin('GET', '/parking/plates/c-1')).body.list).toBe('deny');
    const first = (await app.admin('GET', '/parking/plates?limit=1')).body;
    const second = (await app.admin('GET', `/parking/plates?limit=1&cursor=${first.nextCursor}`)).body;
    expect([first.items[0].plate, second.items[0].plate, second.nextCursor]).toEqual(['C1', '粤B12345', null]);
    expect((await app.admin('GET', '/parking/plates?list=allow')).body.items).toEqual([]);
    expect(await refusal('PUT', '/parking/plates/C1', { list: 'grey' })).toEqual([400, 'list']);
    expect(await refusal('PUT', '/parking/plates/C1', { list: 'allow', to: '2026-02-30' })).toEqual([400, 'to']);
    const days = { from: '2026-02-02', to: '2026-02-01' };
    expect(await refusal('PUT', '/parking/plates/C1', { list: 'allow', ...days })).toEqual([400, 'to']);
    expect(await refusal('PUT', '/parking/plates/C%3B', { list: 'allow' })).toEqual([400, 'plate']);
    expect((await app.admin('DELETE', '/parking/plates/C1')).status).toBe(204);
    expect(await refusal('DELETE', '/parking/plates/C1')).toEqual([400, 'plate']);
    expect(await refusal('GET', '/parking/plates/C1')).toEqual([400, 'plate']);
  });
});

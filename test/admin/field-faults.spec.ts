import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  await app.admin('POST', '/persons', { pin: '1001', name: 'Ann', cardNo: '5551' });
  await app.admin('POST', '/access-levels', { name: 'Office', timeZoneId: 1, doorIds: [] });
  await app.admin('POST', '/devices', { sn: 'FAULT1' });
  await app.admin('POST', '/time-zones', { name: 'Day', periods: {} });
});
afterAll(() => app.stop());

const ofPassword = (field: string) => ({ field, code: 'length', params: { min: 12, max: 200 } });

describe('a field that is refused', () => {
  const refusals: readonly (readonly [path: string, body: object, status: number, fault: object])[] = [
    ['/persons', { pin: '1002', cardNo: '5551' }, 409, { field: 'cardNo', code: 'taken', params: { by: '1001' } }],
    [
      '/persons',
      { pin: '1002', supplyCards: ['5551'] },
      409,
      { field: 'supplyCards', code: 'taken', params: { by: '1001' } },
    ],
    ['/persons', {}, 400, { field: 'pin', code: 'missing' }],
    ['/persons', { pin: '1002', name: 5 }, 400, { field: 'name', code: 'type' }],
    ['/persons', { pin: '1002', none: 1 }, 400, { field: 'none', code: 'unknown' }],
    [
      '/access-levels',
      { name: 'Office', timeZoneId: 1, doorIds: [] },
      409,
      { field: 'name', code: 'taken', params: { by: 'Office' } },
    ],
    ['/devices', { sn: 'FAULT1' }, 409, { field: 'sn', code: 'taken', params: { by: 'FAULT1' } }],
    ['/time-zones', { name: 'Day', periods: {} }, 409, { field: 'name', code: 'taken', params: { by: '2' } }],
    [
      '/doors/actions',
      { all: true, action: 'open', seconds: 999 },
      400,
      { field: 'seconds', code: 'range', params: { min: 1, max: 254 } },
    ],
    ['/doors/actions', { all: true, action: 'kick' }, 400, { field: 'action', code: 'choice' }],
    ['/devices', {}, 400, { field: 'sn', code: 'missing' }],
    ['/devices', { sn: 'FAULT2', link: 'pull' }, 400, { field: 'host', code: 'missing' }],
    ['/devices/FAULT1/commands', {}, 400, { field: 'command', code: 'missing' }],
    ['/devices/FAULT1/commands', { type: 'openDoor' }, 400, { field: 'door', code: 'missing' }],
    ['/operators', { name: 'Eve', role: 'guard', password: 'short' }, 400, ofPassword('password')],
    ['/operators', { name: 'Eve', role: 'guard', password: 'long'.repeat(51) }, 400, ofPassword('password')],
  ];

  it.each(refusals)('POST %s %j is %i, and says for programs what is wrong', async (path, sent, status, fault) => {
    const { status: answered, body } = await app.admin('POST', path, sent);
    expect([answered, (body.errors as object[])[0]]).toEqual([
      status,
      { ...fault, message: expect.any(String) as unknown },
    ]);
  });

  const ofPersons: readonly (readonly [body: object, fault: object])[] = [
    [{ pin: 'a b' }, { field: 'pin', code: 'format' }],
    [
      { pin: '1003', gender: 'other' },
      { field: 'gender', code: 'choice' },
    ],
    [
      { pin: '1003', personPwd: 'two words' },
      { field: 'personPwd', code: 'format' },
    ],
    [
      { pin: '1003', cardNo: '0' },
      { field: 'cardNo', code: 'range', params: { min: '1', max: '18446744073709551615' } },
    ],
    [
      { pin: '1003', cardNo: '5551' },
      { field: 'cardNo', code: 'taken', params: { by: '1001' } },
    ],
    [
      { pin: '1003', accStartTime: '2026-05-02 00:00:00', accEndTime: '2026-05-01 00:00:00' },
      { field: 'accEndTime', code: 'order' },
    ],
    [
      { pin: '1003', accLevelIds: ['none'] },
      { field: 'accLevelIds', code: 'notFound' },
    ],
    [
      { pin: '1003', deptCode: 'none' },
      { field: 'deptCode', code: 'notFound' },
    ],
    [
      { pin: '1004', name: 'Gone' },
      { field: 'pin', code: 'left', params: { on: '2026-01-01' } },
    ],
  ];

  it('of one among many is told likewise', async () => {
    await app.admin('POST', '/persons', { pin: '1004' });
    expect((await app.admin('POST', '/persons/1004/leave', { leaveDate: '2026-01-01' })).status).toBe(200);
    for (const [sent, fault] of ofPersons) {
      const { status, body } = await app.admin('POST', '/persons/bulk', { items: [sent] });
      const { pin } = sent as { pin: string };
      expect([status, body.errors]).toEqual([200, [{ pin, ...fault, message: expect.any(String) as unknown }]]);
    }
  });
});

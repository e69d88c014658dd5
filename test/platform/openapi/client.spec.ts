import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Postern, PosternError, type CallName, type CodeOf } from '../../../clients/typescript/src/client.js';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { addPanel, doorId, generalId } from '../../support/facade-site.js';

let app: TestApp;
let postern: Postern;
beforeAll(async () => {
  app = await startApp();
  await addPanel(app, 'C1', { id: 'c1', doors: 2 });
  postern = new Postern({ url: `${app.url}/`, token: apiToken });
});
afterAll(() => app.stop());

/** What a call was refused with. */
async function refusal(asked: Promise<unknown>): Promise<PosternError> {
  const error: unknown = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PosternError)) throw new Error('it was not refused');
  return error;
}

describe('the TypeScript client', () => {
  it('takes a person from the first day to the last', async () => {
    await postern.call('POST /api/department/add', { code: 'R&D', name: 'Research / Development' });
    await postern.call('POST /api/person/add', {
      pin: 'A-1',
      name: 'Ada',
      deptCode: 'R&D',
      cardNo: '987654321',
      accLevelIds: [generalId],
    });
    const person = await postern.call('GET /api/person/get/{pin}', { pin: 'A-1' });
    expect([person.name, person.deptName, person.cardNo, person.accLevelIds]).toEqual([
      'Ada',
      'Research / Development',
      '987654321',
      generalId,
    ]);
    const page = await postern.call('POST /api/v2/person/getPersonList', {
      pageNo: 1,
      pageSize: 10,
      pins: ['A-1', 'B'],
    });
    expect([page.total, page.lastPage, page.data.map(({ pin }) => pin)]).toEqual([1, true, ['A-1']]);
    expect(await postern.call('DELETE /api/person/delete/{pin}', { pin: 'A-1' })).toBeNull();
    const gone = await refusal(postern.call('GET /api/person/get/{pin}', { pin: 'A-1' }));
    expect(gone.is('GET /api/person/get/{pin}', -22)).toBe(true);
    expect(gone).toMatchObject({ code: -22, status: 200, message: 'The person A-1 does not exist' });
  });

  it('opens a door', async () => {
    const [door] = await postern.call('GET /api/door/list', { pageNo: 1, pageSize: 10 });
    expect(door).toEqual({ id: await doorId(app, 'C1-1'), name: 'C1-1', deviceId: 'c1' });
    await postern.call('POST /api/door/remoteOpenById', { doorId: door?.id ?? '', interval: 5 });
    const { items } = (await app.admin('GET', '/devices/C1/commands')).body;
    expect(items[0]).toMatchObject({ type: 'openDoor', status: 'queued' });
  });

  it('reads the answers that have no envelope', async () => {
    const answer = await postern.call('POST /api/transaction/getDoorTransactions', { pageNo: 1, pageSize: 5 });
    expect(answer).toEqual({
      ret: 'ok',
      msg: 'operation succeed',
      data: [],
      i18nArgs: null,
      success: true,
      page: 1,
      pageSize: 5,
      total: 0,
    });
    const { code, status } = await refusal(
      postern.call('POST /api/transaction/getDoorTransactionDetail', { id: 'nobody' }),
    );
    expect([code, status]).toEqual([-1, 200]);
  });

  it('reports an unknown token, and a server that is no gateway', async () => {
    const stranger = new Postern({ url: app.url, token: 'nobody' });
    expect(await refusal(stranger.call('GET /api/door/allDoorState'))).toMatchObject({ code: -1, status: 401 });
    const elsewhere = new Postern({
      url: app.url,
      token: apiToken,
      fetch: () => Promise.resolve(new Response('<html>')),
    });
    expect(await refusal(elsewhere.call('GET /api/door/allDoorState'))).toMatchObject({ code: null, status: 200 });
  });

  it('has types for names, parameters and codes', () => {
    const known: CallName = 'GET /api/door/get';
    const code: CodeOf<'GET /api/door/get'> = -47;
    // @ts-expect-error -- there is no such call
    const unknown: CallName = 'GET /api/door/got';
    // @ts-expect-error -- no door is refused for the person
    const other: CodeOf<'GET /api/door/get'> = -22;
    // @ts-expect-error -- the id is missing
    const call = () => postern.call('GET /api/door/get', {});
    expect([known, code, unknown, other, typeof call]).toHaveLength(5);
  });
});

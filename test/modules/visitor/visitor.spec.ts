import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../../support/app.js';
import { jpeg } from '../../support/panels.js';
import { at, call, hour, registration, reservation, rowsOf, withoutVisitors } from './site.js';
import { deskOf, furnish, refusals } from './desk.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await furnish(app);
});

afterAll(() => app.stop());

beforeEach(() => withoutVisitors(app));

const { register, reserve } = deskOf(() => app);

const history = (more: object = {}) => rowsOf(app, 'v2/visRegistration/getTransactionList', more);

const known = (more: object = {}) => rowsOf(app, 'visVisitor/getVisitorList', more);

const exit = (certType: string, certNum: string) =>
  app.api('POST', `/api/visRegistration/exit?certType=${certType}&certNum=${certNum}`);

describe('visLevel/list (2.16.1)', () => {
  it.each(['GET', 'POST'])('has the levels of visitors and no others: %s', async (method) => {
    const { body } = await app.api(method, '/api/visLevel/list?pageNo=1&pageSize=20');
    expect(body).toEqual({
      code: 0,
      message: 'success',
      data: [
        { id: '402856aa6bff4b1a016bff5374800c0e', name: 'public level group' },
        { id: '402856aa6c3c5063016c3cb3a0360005', name: 'Labs' },
      ],
    });
    expect((await app.api(method, '/api/visLevel/list?pageNo=0&pageSize=20')).body.code).toBe(-90);
    expect((await app.api(method, '/api/visLevel/list?pageNo=1&pageSize=1001')).body.code).toBe(-91);
    expect((await app.api(method, '/api/visLevel/list')).body.code).toBe(-92);
  });
});

describe('visRegistration/add (2.17.1)', () => {
  const levels = '402856aa6bff4b1a016bff5374800c0e,402856aa6c3c5063016c3cb3a0360005';

  it('makes a visitor of the next free pin, and an entry in the history', async () => {
    const said = registration({
      visitEmpPhone: '13015648651',
      company: 'ZKTeco',
      visitorCount: 3,
      cardNo: '0088',
      visLevels: levels,
      email: 'max@example.com',
      visEmpLastName: 'Moss',
      carPlate: 'AB-123',
      enterPlaceId: 'gate 3',
      deptCode: '5',
      gender: 'male',
      facePhoto: await jpeg(90),
    });
    expect(await call(app, 'visRegistration/add', said)).toBeNull();
    const [visit, ...more] = await history();
    expect(more).toEqual([]);
    expect(visit).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      persPersonPin: '1',
      certType: 8,
      certNum: '456888',
      visEmpName: 'max',
      visitEmpPhone: '13015648651',
      company: 'ZKTeco',
      visitReason: 'visit',
      visitorCount: 3,
      startTime: said.startTime,
      endTime: null,
      cardNo: '88',
      visLevels: levels,
      facePhoto: expect.stringMatching(/^\/upload\/vis\/photo\/[0-9a-f]{32}\.jpg$/) as string,
      certPhoto: null,
      signaturePhoto: null,
      enterPlaceId: 'gate 3',
      email: 'max@example.com',
      visEmpLastName: 'Moss',
      carPlate: 'AB-123',
      enterGoodsPhoto: null,
      deptCode: '5',
      visEmpPin: '80000001',
      visitedEmpDept: 'Sales',
    });
    const photo = await fetch(app.url + String(visit?.facePhoto));
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const [kept] = await app.sql<{ content: Buffer }>('SELECT content FROM visit_photo');
    expect(kept?.content.includes(Buffer.from(await photo.arrayBuffer()))).toBe(false);
    expect(kept?.content.subarray(0, 2).toString('hex')).not.toBe('ffd8');
    expect((await fetch(`${app.url}/upload/vis/photo/${'0'.repeat(32)}.jpg`)).status).toBe(404);
    expect(await known()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        pin: '80000001',
        name: 'max',
        lastName: 'Moss',
        certType: '8',
        certNumber: '456888',
        company: 'ZKTeco',
        carPlate: 'AB-123',
        phone: '13015648651',
        email: 'max@example.com',
        status: null,
        enabled: true,
        nationality: null,
        gender: 'M',
      },
    ]);
  });

  it('succeeds with the sample of the manual', async () => {
    await register();
    expect(await history()).toMatchObject([{ visEmpName: 'max', visLevels: null, cardNo: '', endTime: null }]);
  });

  it('gives each visitor a pin of their own, beyond those of persons, and the same one at the next visit', async () => {
    await app.api('POST', '/api/person/add', { pin: '80000002', name: 'Person' });
    await Promise.all([register({ certNum: 'A1' }), register({ certNum: 'A2' }), register({ certNum: 'A3' })]);
    expect((await known()).map(({ pin }) => pin)).toEqual(['80000001', '80000003', '80000004']);
    const [{ visEmpPin } = {}] = await history({ certNum: 'A2' });
    await exit('8', 'A2');
    await register({ certNum: 'a-2', visEmpName: 'Maximilian' });
    expect((await history({ certNum: 'A2' })).map((visit) => [visit.visEmpPin, visit.visEmpName])).toEqual([
      [visEmpPin, 'Maximilian'],
      [visEmpPin, 'max'],
    ]);
    await app.api('POST', '/api/person/delete/80000002');
  });

  it.each([
    ...refusals('startTime', 'endTime', 'visEmpName'),
    ['a second visitor none', { visitorCount: '0' }, -258] as [string, object, number],
    ['a number of visitors below none', { visitorCount: '-1' }, -258] as [string, object, number],
    ['a number of visitors in words', { visitorCount: 'two' }, -258] as [string, object, number],
    ['no number of visitors', { visitorCount: '' }, -258] as [string, object, number],
    ['the card of a person', { cardNo: '77' }, -23] as [string, object, number],
    ['a card that is no number', { cardNo: 'x' }, -1] as [string, object, number],
    ['a level that is none', { visLevels: 'nothing' }, -24] as [string, object, number],
    ['a level of persons', { visLevels: '91d6befb554988f3a2544c2ae6686664' }, -24] as [string, object, number],
    ['a photo that is none', { facePhoto: 'AAAA' }, -262] as [string, object, number],
    ['another photo that is none', { certPhoto: 'not base64!' }, -262] as [string, object, number],
  ])('refuses %s', async (_what, more, code) => {
    await register(more, code);
    expect(await history()).toEqual([]);
    expect(await known()).toEqual([]);
  });

  it('names the field in its detail', async () => {
    const said = async (more: object) =>
      (await app.api('POST', '/api/visRegistration/add', registration(more))).body.detail as string;
    expect(await said({ persPersonPin: '' })).toContain('persPersonPin');
    expect(await said({ certType: '9' })).toContain('certType');
    expect(await said({ visEmpName: '' })).toContain('visEmpName');
    const reserved = await app.api('POST', '/api/visReservation/add', reservation({ visitEmpName: '' }));
    expect(reserved.body.detail).toContain('visitEmpName');
    expect(await said({ visitorCount: '0' })).toContain('visitorCount');
    expect(await said({ certPhoto: 'AAAA' })).toContain('certPhoto');
    expect(await said({ visLevels: 'nothing' })).toContain('nothing');
  });

  it('refuses a visitor who is inside (-255), but not one who has signed out or whose time is over', async () => {
    await register();
    await register({}, -255);
    await register({ certType: '3' });
    expect((await exit('8', '456888')).body.code).toBe(0);
    await register();
    await app.sql(`UPDATE visit SET start_time = $1, end_time = $2 WHERE exit_time IS NULL AND cert_type = '8'`, [
      at(-3 * hour),
      at(-hour),
    ]);
    await register();
    const ends = (await history()).filter(({ certType }) => certType === 8).map(({ endTime }) => endTime !== null);
    expect(ends.sort()).toEqual([false, true, true]);
  });

  it('accepts one of two registrations at the same time', async () => {
    const codes = await Promise.all(
      Array.from(
        { length: 6 },
        async () => (await app.api('POST', '/api/visRegistration/add', registration())).body.code,
      ),
    );
    expect(codes.sort()).toEqual([-255, -255, -255, -255, -255, 0]);
    expect((await known()).length).toBe(1);
  });

  it('refuses a visitor on the block list (-254), until the entry is removed', async () => {
    const { body } = await app.admin('POST', '/visitor-block-list', { certType: '8', certNumber: '456888' });
    await register({}, -254);
    await app.admin('DELETE', `/visitor-block-list/${body.id}`);
    await register();
  });

  it('checks national identity numbers if a rule is set (-251)', async () => {
    await register({ certType: '2', certNum: '4512' });
    expect((await app.admin('PATCH', '/settings', { nationalIdRule: 'cn' })).body.nationalIdRule).toBe('cn');
    await register({ certType: '2', certNum: '4513' }, -251);
    await reserve({ certType: '2', certNum: '4513' }, -251);
    await register({ certType: '2', certNum: '11010519491231002X' });
    await register({ certType: '3', certNum: '4513' });
  });

  it('accepts the forms of clients: visitEmpName, forms, numbers', async () => {
    const { visEmpName, ...said } = registration({ certNum: 456888, certType: 8 });
    Object.assign(said, { visitEmpName: visEmpName });
    const body = new URLSearchParams(
      Object.entries(said).map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.request('POST', `/api/visRegistration/add?access_token=${apiToken}`, { body, headers });
    expect(answer.body).toEqual({ code: 0, message: 'success', data: null });
    expect(await history()).toMatchObject([{ visEmpName: 'max', certNum: '456888' }]);
  });

  it('gives the default levels of visitors if none are named', async () => {
    const id = '402856aa6bff4b1a016bff5374800c0e';
    expect((await app.admin('PATCH', '/settings', { visitorLevelIds: [id] })).body.visitorLevelIds).toEqual([id]);
    await register();
    expect(await history()).toMatchObject([{ visLevels: id }]);
    const { body } = await app.admin('GET', `/visitor-levels/${id}/persons`);
    expect(body.items).toEqual([{ pin: '80000001', name: 'max', lastName: '' }]);
    await exit('8', '456888');
    expect((await app.admin('GET', `/visitor-levels/${id}/persons`)).body.items).toEqual([]);
  });

  it('frees the card at the end', async () => {
    await register({ cardNo: '4711' });
    await register({ certNum: 'B1', cardNo: '4711' }, -23);
    await exit('8', '456888');
    await register({ certNum: 'B1', cardNo: '4711' });
    // A visitor whose time is over no longer has the card, signed out or not.
    await app.sql(`UPDATE person SET acc_start_time = $1, acc_end_time = $2 WHERE is_visitor`, [
      at(-3 * hour),
      at(-hour),
    ]);
    await register({ certNum: 'B2', cardNo: '4711' });
    expect(
      await app.sql(`SELECT p.pin FROM card c JOIN person p ON p.id = c.person_id WHERE card_no = '4711'`),
    ).toEqual([{ pin: '80000003' }]);
  });
});

describe('visRegistration/exit (2.17.2)', () => {
  it('ends the visit once', async () => {
    await register();
    expect((await exit('8', '456888')).body).toEqual({ code: 0, message: 'success', data: null });
    expect((await exit('8', '456888')).body.code).toBe(-256);
    const [{ endTime, startTime } = {}] = await history();
    expect(String(endTime) > String(startTime)).toBe(true);
    const codes = await Promise.all(['8', '8', '8'].map(async (type) => (await exit(type, '456888')).body.code));
    expect(codes).toEqual([-256, -256, -256]);
  });

  it('counts only once if it comes twice at the same time', async () => {
    await register();
    const codes = await Promise.all([1, 2, 3, 4].map(async () => (await exit('8', '456888')).body.code));
    expect(codes.sort()).toEqual([-256, -256, -256, 0]);
  });

  it('accepts a visitor who signs out late', async () => {
    await register();
    await app.sql('UPDATE visit SET end_time = $1', [at(-1)]);
    expect((await exit('8', '456888')).body.code).toBe(0);
  });

  it.each([
    ['', '456888', -241],
    ['8', '', -242],
    ['1', '456888', -250],
    ['8', '1', -256],
    ['3', '456888', -256],
  ])('refuses %j %j', async (certType, certNum, code) => {
    await register();
    expect((await exit(certType, certNum)).body.code).toBe(code);
  });
});

describe('QR codes of visitors (2.17.3, v1.2 2.7.1.4, 2.7.1.5)', () => {
  const isCode = (text: string) => /^\d{10}$/.test(text);
  const code = (path: string, body?: object) => app.api('POST', `/api/${path}`, body);

  it('exist while the visit lasts', async () => {
    await register({ visitEmpPhone: '13015648651' });
    const forms: [string, object?][] = [
      ['visRegistration/getQrCode/80000001'],
      ['visRegistration/getQrCode/80000001', { pin: '80000001' }],
      ['visRegistration/getQrCode?pin=80000001'],
      ['visRegistration/getQrCode', { pin: '80000001' }],
      ['v2/visRegistration/getQrCodeByCertNumber?certNumber=456888&certType=8&phone=13015648651'],
      ['v2/visRegistration/getQrCodeByCertNumber?certNumber=456888'],
      ['v2/visRegistration/getQrCodeByCertNumber?phone=13015648651'],
      ['v2/visRegistration/getQrCodeByCertNumber', { certNumber: 456888, certType: 8 }],
    ];
    for (const [path, body] of forms) {
      const { body: answer } = await code(path, body);
      expect([path, answer.code, answer.message]).toEqual([path, 0, 'success']);
      expect(answer.data).toSatisfy(isCode);
    }
    await exit('8', '456888');
    for (const [path, body] of forms) expect((await code(path, body)).body).toMatchObject({ code: -257, data: null });
    expect(await app.sql('SELECT 1 FROM qr_code WHERE expires_at > now()')).toEqual([]);
  });

  it.each([
    ['visRegistration/getQrCode', -20],
    ['visRegistration/getQrCode?pin=', -20],
    ['visRegistration/getQrCode/%20', -20],
    ['visRegistration/getQrCode/80000009', -257],
    ['visRegistration/getQrCode/1', -257],
    ['v2/visRegistration/getQrCodeByCertNumber', -242],
    ['v2/visRegistration/getQrCodeByCertNumber?certType=8', -242],
    ['v2/visRegistration/getQrCodeByCertNumber?certNumber=1', -257],
    ['v2/visRegistration/getQrCodeByCertNumber?certNumber=456888&certType=3', -257],
    ['v2/visRegistration/getQrCodeByCertNumber?certNumber=456888&phone=1', -257],
    ['v2/visRegistration/getQrCodeByCertNumber?certNumber=456888&certType=9', -250],
  ])('refuses %s', async (path, expected) => {
    await register();
    expect((await code(path)).body.code).toBe(expected);
  });

  it('are refused if a phone number belongs to two', async () => {
    await register({ visitEmpPhone: '7' });
    await register({ visitEmpPhone: '7', certNum: 'C2' });
    expect((await code('v2/visRegistration/getQrCodeByCertNumber?phone=7')).body.code).toBe(-257);
    expect((await code('v2/visRegistration/getQrCodeByCertNumber?phone=7&certNumber=C2')).body.code).toBe(0);
  });
});

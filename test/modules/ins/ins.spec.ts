import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SealedBox } from '../../../src/platform/crypto/sealed-box.js';
import { loadPassage } from '../../../src/modules/identification/passage-facts.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { settle } from '../../support/panel.js';

let app: TestApp;
const kiosks: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/areas', { id: 'lobby-area', code: '2', name: 'Lobby' });
  for (const [pin, cardNo] of [
    ['61', '6101'],
    ['62', '6201'],
    ['63', '6301'],
  ]) {
    await app.admin('POST', '/persons', { pin, name: `N${pin}`, cardNo });
  }
});

afterAll(async () => {
  await Promise.all(kiosks.map((kiosk) => kiosk.stop()));
  await app.stop();
});

const ok = { code: 0, message: 'success', data: null };
const call = async (path: string, body: object, method = 'POST') =>
  (await app.api(method, `/api/${path}`, body)).body as unknown;
const codeOf = async (method: string, path: string, body?: unknown): Promise<number> =>
  (await app.api(method, path, body)).body.code;

async function kiosk(sn: string, module: string, areaCode: string): Promise<SimulatedPanel> {
  expect((await app.admin('POST', '/devices', { sn, module, areaCode, id: `id-${sn}`, name: `N-${sn}` })).status).toBe(
    201,
  );
  const panel = new SimulatedPanel({ url: app.url, sn, profile: 'speedface-v5l', zone: 'Europe/Madrid' });
  kiosks.push(panel);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

/** Sorted by pin, because their order is not defined. */
const users = (panel: SimulatedPanel) => panel.rows('user').sort((a, b) => Number(a.pin) - Number(b.pin));
const pins = (panel: SimulatedPanel) => users(panel).map(({ pin }) => pin);

describe('persons of FaceKiosk devices', () => {
  it('2.28.2 gives them to the devices of module ins in the area, and to no others', async () => {
    const [face, other, clock] = [
      await kiosk('KIOSK1', 'ins', '2'),
      await kiosk('KIOSK2', 'ins', '1'),
      await kiosk('KCLOCK', 'att', '2'),
    ];
    expect(await call('insAreaPerson/setAreaPerson', { code: 2, pins: '61,62,63' })).toEqual(ok);
    await settle(app, face, other, clock);
    expect([pins(face), pins(other), pins(clock)]).toEqual([['61', '62', '63'], [], []]);
    expect(users(face)[0]).toMatchObject({
      pin: '61',
      name: 'N61',
      cardno: '6101',
      privilege: '0',
      disable: '0',
    });
    expect(await face.badge('6101', 1)).toBe('opens');
    expect((await app.admin('GET', '/devices/KIOSK1')).body.sync).toMatchObject({ failed: 0, inSync: true });
  });

  it('2.28.1 takes them away', async () => {
    const [face] = kiosks as [SimulatedPanel];
    expect(await call('insAreaPerson/delAreaPerson', { code: '2', pins: ['63'] })).toEqual(ok);
    expect(await call('insAreaPerson/delAreaPerson', { code: '2', pins: ['63'] }, 'DELETE')).toEqual(ok);
    await settle(app, face);
    expect(pins(face)).toEqual(['61', '62']);
  });

  it('2.27.1 sets their role there: an administrator, or a person who may not pass', async () => {
    const [face] = kiosks as [SimulatedPanel];
    expect(await call('attPerson/editInsPerson', { personPin: 61, category: 1, perDevAuth: 14 })).toEqual(ok);
    expect(await call('attPerson/editInsPerson', { personPin: '62', category: '2' })).toEqual(ok);
    await settle(app, face);
    expect(users(face)).toMatchObject([
      { pin: '61', privilege: '14', disable: '0' },
      { pin: '62', privilege: '0', disable: '1' },
    ]);
    expect(face.rows('userauthorize')).toMatchObject([{ pin: '61' }]);
    expect(await face.badge('6201', 1)).not.toBe('opens');
    expect((await app.admin('GET', '/ins/persons/62')).body).toEqual({ pin: '62', category: 2, privilege: null });
    // What is not named stays.
    expect(await call('attPerson/editInsPerson', { personPin: '62', perDevAuth: 0 })).toEqual(ok);
    expect((await app.admin('GET', '/ins/persons/62')).body).toEqual({ pin: '62', category: 2, privilege: 0 });
    await app.admin('PATCH', '/ins/persons/62', { category: null });
    await settle(app, face);
    expect(face.rows('userauthorize')).toMatchObject([{ pin: '61' }, { pin: '62' }]);
    expect(await face.badge('6201', 1)).toBe('opens');
  });

  it('a person who may not pass is refused as well if the device asks the gateway', async () => {
    await app.admin('PATCH', '/ins/persons/62', { category: 2 });
    const [door] = await app.sql<{ id: string }>(`SELECT id FROM door WHERE device_sn = 'KIOSK1' LIMIT 1`);
    const isDisabled = async () => {
      const place = { sn: 'KIOSK1', doorId: door?.id ?? null };
      const asked = { pin: '62', cardNo: '', clock: '2026-05-01 08:00:00' };
      return (await loadPassage(app.work.manager, app.app.get(SealedBox), place, asked)).holder?.disabled;
    };
    expect(await isDisabled()).toBe(true);
    await app.admin('PATCH', '/ins/persons/62', { category: 1 });
    expect(await isDisabled()).toBe(false);
  });

  it.each([
    ['insAreaPerson/setAreaPerson', { code: '9', pins: '61' }, -80],
    ['insAreaPerson/setAreaPerson', { pins: '61' }, -83],
    ['insAreaPerson/setAreaPerson', { code: '2' }, -81],
    ['insAreaPerson/setAreaPerson', { code: '2', pins: [] }, -81],
    ['insAreaPerson/setAreaPerson', { code: '2', pins: Array.from({ length: 501 }, (_, pin) => pin) }, -82],
    ['insAreaPerson/setAreaPerson', { code: '2', pins: '99' }, -22],
    ['insAreaPerson/delAreaPerson', { code: '9', pins: '61' }, -80],
    ['insAreaPerson/delAreaPerson', { code: '', pins: '61' }, -83],
    ['insAreaPerson/delAreaPerson', { code: '2', pins: '' }, -81],
    ['insAreaPerson/delAreaPerson', { code: '2', pins: '99' }, -22],
    ['attPerson/editInsPerson', { category: 0 }, -20],
    ['attPerson/editInsPerson', { personPin: '99' }, -22],
    ['attPerson/editInsPerson', { personPin: '61', category: 3 }, -1],
    ['attPerson/editInsPerson', { personPin: '61', perDevAuth: 6 }, -1],
  ])('%s refuses impossible values', async (path, body, code) => {
    expect(await codeOf('POST', `/api/${path}`, body)).toBe(code);
  });

  it('reports how many of several exist', async () => {
    expect(await call('insAreaPerson/setAreaPerson', { code: 'lobby-area', pins: ['61', '99'] })).toEqual({
      code: 0,
      message: 'Succeed: 1, Failed: 1.',
      data: null,
    });
  });

  it('are managed by the admin API, too', async () => {
    const members = async (query = '') => {
      const { body } = await app.admin('GET', `/ins/areas/2/persons${query}`);
      return [body.items.map(({ pin }: { pin: string }) => pin), body.nextCursor] as const;
    };
    expect((await app.admin('PUT', '/ins/areas/2/persons/63')).status).toBe(204);
    const [first, cursor] = await members('?limit=2');
    expect(first).toEqual(['61', '62']);
    expect(await members(`?limit=2&cursor=${cursor}`)).toEqual([['63'], null]);
    expect((await app.admin('DELETE', '/ins/areas/2/persons/63')).status).toBe(204);
    expect((await members())[0]).toEqual(['61', '62']);
    expect((await app.admin('PUT', '/ins/areas/9/persons/63')).status).toBe(404);
    expect((await app.admin('PUT', '/ins/areas/2/persons/99')).status).toBe(404);
    const wrong = await app.admin('PATCH', '/ins/persons/61', { category: 5 });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'category']);
  });
});

describe('lists', () => {
  it('2.28.3 shows the areas', async () => {
    expect((await app.api('GET', '/api/insAreaPerson/getAreaList?pageNo=1&pageSize=10')).body).toEqual({
      code: 0,
      message: 'success',
      data: [
        { id: expect.stringMatching(/^[0-9a-f]{32}$/), code: '1', name: 'Area Name' },
        { id: 'lobby-area', code: '2', name: 'Lobby' },
      ],
    });
    expect((await app.api('GET', '/api/v2/insAreaPerson/getAreaList?pageNo=2&pageSize=1')).body.data).toEqual({
      page: 1,
      size: 1,
      total: 2,
      data: [{ id: 'lobby-area', code: '2', name: 'Lobby' }],
      offset: 0,
      lastPage: true,
    });
  });

  it('2.29.1 shows the FaceKiosk devices', async () => {
    const row = (sn: string, state: string) => ({
      id: `id-${sn}`,
      sn,
      name: `N-${sn}`,
      type: expect.any(String),
      state,
      status: state,
      module: 'ins',
    });
    await app.admin('POST', '/devices/KIOSK2/disable');
    expect((await app.api('GET', '/api/device/attAdDeviceList?pageNo=1&pageSize=20')).body).toEqual({
      code: 0,
      message: 'success',
      data: [row('KIOSK1', '1'), row('KIOSK2', '0')],
    });
    expect((await app.api('GET', '/api/v2/device/attAdDeviceList?pageNo=1&pageSize=1')).body.data).toEqual({
      page: 0,
      size: 1,
      total: 2,
      data: [row('KIOSK1', '1')],
      offset: 0,
      lastPage: false,
    });
    expect((await app.api('GET', '/api/device/attAdDeviceList?pageNo=3&pageSize=20')).body.data).toEqual([]);
  });

  it.each([
    '/api/insAreaPerson/getAreaList',
    '/api/v2/insAreaPerson/getAreaList',
    '/api/device/attAdDeviceList',
    '/api/v2/device/attAdDeviceList',
  ])('%s wants a page', async (path) => {
    expect(await codeOf('GET', path)).toBe(-92);
    expect(await codeOf('GET', `${path}?pageNo=0&pageSize=1`)).toBe(-90);
    expect(await codeOf('GET', `${path}?pageNo=1&pageSize=1001`)).toBe(-91);
  });
});

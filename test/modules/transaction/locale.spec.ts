import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConfigError } from '../../../src/platform/config-error.js';
import { loadConfig, printConfig } from '../../../src/platform/config.js';
import { panel } from '../../support/panels.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { LOCALE: 'es' } });
});
afterAll(() => app.stop());

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body;

it('names are made in the language of the installation as events are read; numbers stay what they are', async () => {
  const door = await panel(app, 'LOC1', 'ReaderCount=2');
  const time = '2024-05-01 08:00:0';
  const body = [
    `time=${time}0\tpin=57\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=15\tindex=1`,
    `time=${time}1\tpin=0\tcardno=0\teventaddr=0\tevent=206\tinoutstatus=2\tverifytype=200\tindex=2`,
  ].join('\n');
  expect((await app.request('POST', `/iclock/cdata?SN=${door.sn}&table=rtlog`, { body })).text).toBe('OK');
  const rows = [
    { eventNo: 206, eventName: 'Equipo iniciado', verifyModeName: 'Otro', readerName: 'Otro' },
    {
      eventNo: 0,
      eventName: 'Apertura normal tras verificación',
      verifyModeName: 'Rostro',
      readerName: 'LOC1-1-Entrada',
      eventPointName: 'LOC1-1',
    },
  ];
  expect((await get('transaction/list')).data).toMatchObject(rows);
  expect((await get('transaction/monitor?timestamp=1')).data).toMatchObject([...rows].reverse());
  const { items } = (await app.admin('GET', '/events')).body;
  expect(items).toMatchObject([{ eventName: 'Apertura normal tras verificación' }, { eventName: 'Equipo iniciado' }]);
  const door2 = (await app.api('POST', '/api/transaction/getDoorTransactions', { personPin: '57' })).body;
  expect(door2.data[0]).toMatchObject({ eventNo: 0, eventName: 'Apertura normal tras verificación' });
  expect(await app.sql(`SELECT event_no, verify_type FROM event WHERE pin = '57'`)).toEqual([
    { event_no: 0, verify_type: '15' },
  ]);
});

it('readers that a device announces are named in it, and so are those that were named before', async () => {
  const { items } = (await app.admin('GET', '/readers')).body as { items: { name: string }[] };
  expect(items.map(({ name }) => name).sort()).toEqual(['LOC1-1-Entrada', 'LOC1-1-Salida']);
  await app.admin('POST', '/devices', { sn: 'LOC2' });
  const door = (await app.admin('POST', '/doors', { sn: 'LOC2', number: 1 })).body as { id: string };
  const reader = await app.admin('POST', '/readers', { doorId: door.id, direction: 'out', number: 2 });
  expect(reader.body.name).toBe('LOC2-1-Salida');
});

it('LOCALE is one of five, English where nothing is said', () => {
  expect(loadConfig({}).locale).toBe('en');
  expect(loadConfig({ LOCALE: 'ZH' }).locale).toBe('zh');
  expect(printConfig({ LOCALE: 'fr' })).toContain('\nLOCALE=fr\n');
  for (const bad of ['de', 'es-ES', 'English']) {
    expect(() => loadConfig({ LOCALE: bad })).toThrow(new ConfigError('LOCALE must be one of en, es, pt, fr, zh'));
  }
});

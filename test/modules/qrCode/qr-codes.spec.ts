import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';
import { registeredPanel, settle } from '../../support/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

async function registered(sn: string, options: Partial<PanelOptions> = {}) {
  const { panel, doorIds } = await registeredPanel(app, sn, options);
  panels.push(panel);
  const made = await app.admin('POST', '/access-levels', { name: sn, doorIds });
  return { panel, level: (made.body as { id: string }).id };
}

const add = async (fields: Record<string, unknown>) =>
  expect((await app.api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });
const code = async (pin: string) => (await app.api('POST', `/api/person/getQrCode/${pin}`)).body.data as string;
const hex = (card: string) => Number(card).toString(16).padStart(8, '0');

describe('a QR code at a door', () => {
  it('is one more card of its person, until another code replaces it', async () => {
    const { panel, level } = await registered('QR1', { options: { AccSupportFunList: functionList(7) } });
    await add({ pin: '51', cardNo: '5101', accLevelIds: level });
    await settle(app, panel);
    const first = await code('51');
    expect(await settle(app, panel)).toEqual([
      `DATA UPDATE mulcarduser Pin=51\tCardNo=${hex(first)}\tLossCardFlag=0\tCardType=1`,
    ]);
    expect(await panel.badge(first, 1)).toBe('opens');
    const next = await code('51');
    const texts = await settle(app, panel);
    expect(texts[0]).toBe('DATA DELETE mulcarduser Pin=51');
    expect(await panel.badge(first, 1)).not.toBe('opens');
    expect(await panel.badge(next, 1)).toBe('opens');
    expect(await panel.badge('5101', 1)).toBe('opens');
  });

  it('is the card of a person without one, on a device with one card for each user; it never replaces a card', async () => {
    const { panel, level } = await registered('QR2', { options: { AccSupportFunList: functionList() } });
    await add({ pin: '52', accLevelIds: level });
    await add({ pin: '53', cardNo: '5301', accLevelIds: level });
    await settle(app, panel);
    const [bare, carded] = [await code('52'), await code('53')];
    await settle(app, panel);
    expect(await panel.badge(bare, 1)).toBe('opens');
    expect(await panel.badge('5301', 1)).toBe('opens');
    expect(await panel.badge(carded, 1)).not.toBe('opens');
  });

  it('ends by itself when its time is over', async () => {
    const { panel, level } = await registered('QR3', { options: { AccSupportFunList: functionList(7) } });
    await add({ pin: '54', accLevelIds: level });
    await settle(app, panel);
    const short = await code('54');
    await settle(app, panel);
    expect(await panel.badge(short, 1)).toBe('opens');
    // Almost all of its five minutes have passed, for the code and for the change that waits for its end.
    const ends = `kind = 'person' AND key = '54' AND due_at > now()`;
    expect(await app.sql(`SELECT 1 FROM change WHERE ${ends}`)).not.toEqual([]);
    await app.sql(`UPDATE qr_code SET expires_at = expires_at - interval '299 seconds' WHERE card_no = $1`, [short]);
    await app.sql(`UPDATE change SET due_at = due_at - interval '299 seconds' WHERE ${ends}`);
    await expect
      .poll(async () => (await panel.poll()).map(({ text }) => text), { timeout: 60_000, interval: 200 })
      .toContain('DATA DELETE mulcarduser Pin=54');
    expect(await panel.badge(short, 1)).not.toBe('opens');
  });

  it('does not become a card because a device reports it', async () => {
    const { panel, level } = await registered('QR4', { options: { AccSupportFunList: functionList() } });
    await add({ pin: '55', accLevelIds: level });
    await settle(app, panel);
    const told = await code('55');
    await settle(app, panel);
    const raw = new RawDevice(app, 'QR4');
    await raw.post('/iclock/cdata?table=tabledata&tablename=user&count=1', `user uid=1\tcardno=${told}\tpin=55\tname=`);
    expect((await app.admin('GET', '/cards?pin=55')).body.items).toEqual([]);
  });

  it('is known to remote identification as long as it is valid', async () => {
    await app.admin('POST', '/devices', { sn: 'QR5', remoteIdentification: true });
    const device = new RawDevice(app, 'QR5');
    await registryCode(device, 'DeviceType=acc,LockCount=1,ReaderCount=2,AutoServerFunOn=1');
    const { items } = (await app.admin('GET', '/doors?sn=QR5')).body as { items: { id: string }[] };
    const made = await app.admin('POST', '/access-levels', { name: 'QR5', doorIds: items.map(({ id }) => id) });
    await add({ pin: '56', accLevelIds: (made.body as { id: string }).id });
    const [first, next] = [await code('56'), await code('56')];
    const ask = async (card: string, second: number) => {
      const line = `time=2026-03-02 08:00:0${second}\tcardno=${card}\taddrtype=2\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4`;
      return (await device.post('/iclock/cdata?AuthType=device', `${line}\r\n`)).text.split('\r\n')[0];
    };
    expect(await ask(next, 1)).toBe('AUTH=SUCCESS');
    expect(await ask(first, 2)).toBe('AUTH=FAILED');
  });
});

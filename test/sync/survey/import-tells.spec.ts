import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { pollAll, registeredPanel, settle } from '../../support/panel.js';
import { jpeg } from '../../support/panels.js';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'fatal' } });
});

afterAll(async () => {
  for (const panel of panels) await panel.stop();
  await app.stop();
});

const card = (pin: string, cardno: string) => ({ pin, cardno, losscardflag: '0', cardtype: '0' });
const right = (pin: string, doors: string) => ({
  pin,
  authorizetimezoneid: '1',
  authorizedoorid: doors,
  devid: '1',
});
const user = (pin: string, name: string) => ({ pin, name, password: '', cardno: '', privilege: '0' });
const finger = (pin: string) => ({ pin, fingerid: '6', valid: '1', template: 'T1NTMjEAAAN9fQQFBwjOz3YbAQ==' });

async function filled(sn: string, load: (panel: SimulatedPanel) => void): Promise<SimulatedPanel> {
  const { panel } = await registeredPanel(app, sn, { doors: 2, zone: 'Europe/Madrid' });
  panels.push(panel);
  await settle(app, panel);
  load(panel);
  return panel;
}

async function surveyed(panel: SimulatedPanel): Promise<void> {
  expect((await app.admin('POST', `/devices/${panel.sn}/survey`)).status).toBe(200);
  const read = async () => {
    await pollAll(panel);
    return (await app.admin('GET', `/devices/${panel.sn}/survey`)).body as object;
  };
  await expect.poll(read, { timeout: 60_000, interval: 20 }).toMatchObject({ status: 'done' });
}

async function taken(sn: string, dryRun: boolean): Promise<object> {
  const { status, body } = await app.admin('POST', `/devices/${sn}/survey/import`, { dryRun });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as object;
}

/** A panel with one person who has a finger, a card and a right, all of which become ours. */
async function learnt(sn: string, pin: string): Promise<SimulatedPanel> {
  const panel = await filled(sn, (one) => {
    one.load('user', [user(pin, 'Nora')]);
    one.load('userauthorize', [right(pin, '1')]);
    one.load('templatev10', [finger(pin)]);
  });
  await surveyed(panel);
  await taken(sn, false);
  await settle(app, panel);
  await expect.poll(() => fingersOf(pin)).toBe(1);
  return panel;
}

const add = async (pin: string) =>
  expect((await app.admin('POST', '/persons', { pin, name: 'Nora' })).status).toBe(201);
const remove = async (pin: string) => expect((await app.admin('DELETE', `/persons/${pin}`)).status).toBe(204);
const fingersOf = async (pin: string) =>
  ((await app.admin('GET', `/persons/${pin}/templates`)).body.items as object[]).length;
const bodies = (fingers: number) => ({ fingers, faces: 0, others: 0, photos: 0 });

describe('an import', () => {
  it('says which levels new persons get with their department, and who gets them', async () => {
    await filled('TEL00', () => undefined);
    const [door] = (await app.admin('GET', '/doors?sn=TEL00')).body.items as { id: string }[];
    const doorIds = [door?.id ?? ''];
    const level = { name: 'Everybody', doorIds };
    const levelId = (await app.admin('POST', '/access-levels', level)).body.id as string;
    await add('980');
    expect((await app.admin('PUT', '/departments/1/levels', { levelIds: [levelId] })).status).toBeLessThan(300);
    const panel = await filled('TEL01', (one) => {
      one.load('user', [user('980', 'Nora'), user('982', 'Pia'), user('981', 'Tilda')]);
      one.load('mulcarduser', [card('981', '00f4b2c3')]);
      one.load('userauthorize', [right('981', '1')]);
    });
    await surveyed(panel);
    const told = { departmentLevels: [{ deptCode: '1', levelId, name: 'Everybody', doorIds, pins: ['981', '982'] }] };
    expect(await taken('TEL01', true)).toMatchObject({ persons: { added: 2 }, ...told });
    expect(await taken('TEL01', false)).toMatchObject({ persons: { added: 2 }, ...told });
    expect((await app.admin('GET', '/devices/TEL01/survey/import')).body).toMatchObject(told);
    const members = await app.admin('GET', `/access-levels/${levelId}/persons`);
    expect((members.body.items as { pin: string }[]).map(({ pin }) => pin)).toEqual(['980', '981', '982']);
    expect(await taken('TEL01', false)).toMatchObject({ persons: { added: 0 }, departmentLevels: [] });
    await app.admin('PUT', '/departments/1/levels', { levelIds: [] });
  });

  it.each([
    ['added again by hand', 'TEL02', 'TEL03', '984', () => add('984')],
    [
      'made anew by the import',
      'TEL04',
      'TEL05',
      '985',
      // The gateway noted no deletions of persons then.
      () => app.sql(`DELETE FROM person_tombstone WHERE pin = '985'`),
    ],
  ])('takes the finger of a person who was deleted once and is %s', async (_, first, second, pin, comes) => {
    await learnt(first, pin);
    await remove(pin);
    await expect.poll(() => app.sql('SELECT 1 FROM bio_tombstone WHERE pin = $1', [pin])).toHaveLength(1);
    const old = await filled(second, (one) => {
      one.load('user', [user(pin, 'Nora')]);
      one.load('userauthorize', [right(pin, '1')]);
      one.load('templatev10', [finger(pin)]);
    });
    await surveyed(old);
    await comes();
    expect(await taken(second, true)).toMatchObject({ bodies: bodies(1), disputes: [] });
    expect(await taken(second, false)).toMatchObject({ bodies: bodies(1), disputes: [] });
    const sent = await settle(app, old);
    await expect.poll(() => fingersOf(pin)).toBe(1);
    expect([...sent, ...(await settle(app, old))].filter((text) => text.includes('DELETE templatev10'))).toEqual([]);
    expect(old.rows('templatev10')).toHaveLength(1);
    expect(await taken(second, true)).toMatchObject({ bodies: bodies(0) });
  });

  it('does not bring back a finger that was deleted with its person since the reading', async () => {
    await learnt('TEL06', '986');
    const late = await filled('TEL07', (one) => {
      one.load('user', [user('986', 'Nora')]);
      one.load('templatev10', [finger('986')]);
    });
    await surveyed(late);
    await remove('986');
    await add('986');
    expect(await taken('TEL07', false)).toMatchObject({ bodies: bodies(0) });
    await settle(app, late);
    expect(await fingersOf('986')).toBe(0);
  });

  it('takes a comparison photo that the panel tells without No and Index', async () => {
    const { panel } = await registeredPanel(app, 'TEL08', { profile: 'speedface-v5l' });
    panels.push(panel);
    await settle(app, panel);
    const content = await jpeg(60);
    panel.load('user', [user('988', 'Nora')]);
    panel.load('userauthorize', [right('988', '1')]);
    panel.load('biophoto', [{ pin: '988', type: '9', size: String(content.length), content, format: '0' }]);
    await surveyed(panel);
    expect(await taken('TEL08', false)).toMatchObject({ bodies: { photos: 1 }, disputes: [] });
    await settle(app, panel);
    await expect.poll(() => fingersOf('988')).toBe(1);
    await surveyed(panel);
    expect((await app.admin('GET', '/devices/TEL08/survey')).body).toMatchObject({
      counts: { foreign: 0, differs: 0, missing: 0 },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { pollAll, registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const sn = 'STRANGE1';
const patient = { timeout: 120_000, interval: 20 };

/** They are on the panel, with a right, and it has told of them. */
async function hold(panel: SimulatedPanel, pins: readonly string[]): Promise<void> {
  const users = pins.map((pin) => ({ pin, name: `User ${pin}`, password: '', cardno: '', privilege: '0' }));
  panel.load('user', users);
  panel.load(
    'userauthorize',
    pins.map((pin) => ({ pin, authorizetimezoneid: '1', authorizedoorid: '1', devid: '1' })),
  );
  const rows = users.map(
    ({ pin, name }) =>
      `user uid=${pin}\tcardno=\tpin=${pin}\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=${name}\tprivilege=0\tdisable=0\tverify=0`,
  );
  const { status } = await panel.upload('tabledata', rows.join('\r\n'), `tablename=user&count=${String(pins.length)}`);
  expect(status).toBe(200);
}

describe.skipIf(!hasBrowser)('users of a device that nobody here knows', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel } = await registeredPanel(desk.app, sn));
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  const unknown = async () =>
    ((await desk.app.admin('GET', `/devices/${sn}/sync`)).body as { unknownUsers: { pin: string }[] }).unknownUsers;
  /** The panel goes on working while something is waited for. */
  const whileItWorks = <T>(look: () => Promise<T>) =>
    expect.poll(async () => {
      await pollAll(panel);
      return look();
    }, patient);
  const openSync = () => desk.page.goto(`${desk.app.url}/console/devices/${sn}?tab=sync`);

  it('are taken over with one press, and it is said that fewer are shown', async () => {
    const { app, page } = desk;
    await settle(app, panel);
    await hold(
      panel,
      Array.from({ length: 51 }, (_, at) => String(9_001 + at)),
    );
    await expect.poll(async () => (await unknown()).length, patient).toBe(51);
    await signIn(desk);
    await openSync();
    const users = page.getByRole('region', { name: '51 unknown users' });
    await users.getByText('50 of 51').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await users.getByRole('button', { name: 'Import' }).click();
    const persons = async () => ((await app.admin('GET', '/persons?count=true')).body as { total: number }).total;
    await whileItWorks(persons).toBe(51);
    await whileItWorks(unknown).toEqual([]);
    await users.waitFor({ state: 'detached' });
  });

  it('are removed after it has asked', async () => {
    const { app, page } = desk;
    // Only one comparison runs at a time, and what was read may be followed by one.
    const compared = `SELECT sn FROM verification WHERE sn = '${sn}' AND status = 'running'
      UNION SELECT sn FROM device WHERE sn = '${sn}' AND verify_due`;
    await whileItWorks(() => app.sql(compared)).toEqual([]);
    await hold(panel, ['9900']);
    await expect.poll(async () => (await unknown()).length, patient).toBe(1);
    await openSync();
    const users = page.getByRole('region', { name: '1 unknown user' });
    await users.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This cannot be undone.', { exact: false }).waitFor();
    expect(await unknown()).toHaveLength(1);
    await dialog.getByRole('button', { name: `Remove 1 user from ${sn}` }).click();
    const held = () => panel.rows('user').some(({ pin }) => pin === '9900');
    await whileItWorks(() => Promise.resolve(held())).toBe(false);
    await whileItWorks(unknown).toEqual([]);
    await users.waitFor({ state: 'detached' });
    await whileItWorks(() => Promise.resolve(panel.rows('user').length)).toBe(51);
    expect(desk.complaints()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approved, registryCode, type RawDevice } from '../support/raw-device.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

const doors = 12;
const forced = 102;
const duress = 101;
const closedAgain = 201;

describe.skipIf(!hasBrowser)('alarms', () => {
  let desk: Desk;
  let device: RawDevice;
  let index = 0;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    device = await approved(app, 'ALARMS');
    await app.admin('PATCH', '/devices/ALARMS', { quirks: { keepClock: true } });
    await registryCode(device, `DeviceType=acc,LockCount=${doors},ReaderCount=${doors}`);
    await signIn(desk);
    await desk.page.goto(`${app.url}/console/alarms`);
    await desk.page.getByText('No alarm waits for anybody.').waitFor();
  });
  afterAll(() => desk.stop());

  const happens = (door: number, event: number) =>
    device.events(
      `time=2026-03-02 08:00:00\tpin=0\tcardno=0\teventaddr=${door}\tevent=${event}\tinoutstatus=2\tverifytype=200\tindex=${++index}`,
    );
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const listed = () => desk.page.getByRole('list', { name: 'Unacknowledged' }).getByRole('listitem');
  const tab = (name: RegExp) => desk.page.getByRole('tab', { name });
  /** What the keyboard is at; nothing = the page as a whole, whose text has everything. */
  const atKeyboard = () =>
    desk.page.evaluate<string>(
      `document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? '')`,
    );

  it('appear by themselves, the most urgent first, are put aside and acknowledged by letters', async () => {
    const { page } = desk;
    await happens(1, forced);
    await listed().filter({ hasText: 'ALARMS-1' }).waitFor();
    await happens(2, duress);
    await expect.poll(() => listed().count()).toBe(2);
    expect(await listed().first().textContent()).toContain('Opened under duress');
    await readAloud();
    // The most urgent is never put aside.
    await listed().first().getByRole('button').click();
    await page.getByText('A critical alarm is never put aside').waitFor();

    await listed().nth(1).getByRole('button').click();
    await page.locator('.side-panel').getByRole('heading', { name: 'ALARMS-1' }).waitFor();
    await page.keyboard.press('s');
    await page.getByLabel('Why').fill('the lock is being changed');
    await page.getByRole('dialog').getByRole('button', { name: 'Put aside' }).click();
    await tab(/^Put aside 1$/).waitFor();
    await expect.poll(() => listed().count()).toBe(1);
    // Who goes on by keys is at the next one, not at nothing.
    await expect.poll(atKeyboard).toContain('ALARMS-2');

    await page.keyboard.press('Enter');
    await page.locator('.side-panel').getByRole('heading', { name: 'ALARMS-2' }).waitFor();
    await page.keyboard.press('a');
    await page.getByLabel('Note').fill('nobody was there');
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('No alarm waits for anybody.').waitFor();
    await expect.poll(atKeyboard).toBe('Alarms');
    expect(desk.complaints()).toEqual([]);
  });

  it('that are over are told of where none lasts, and lead to those that nobody has acknowledged', async () => {
    const { page } = desk;
    await happens(3, forced);
    await listed().filter({ hasText: 'ALARMS-3' }).waitFor();
    await happens(3, closedAgain);
    await page.getByText('None lasts, but 1 that is over has not been acknowledged.').waitFor();
    await readAloud();
    await page.getByRole('button', { name: 'Over, unacknowledged' }).click();
    const over = page.getByRole('list', { name: 'Over, unacknowledged' }).getByRole('listitem');
    await over.filter({ hasText: 'ALARMS-3' }).getByRole('button').click();
    const side = page.locator('.side-panel');
    await side.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('There are none here.').waitFor();
    await tab(/^Unacknowledged$/).click();
    await page.getByText('No alarm waits for anybody.').waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('that come all at once are grouped by kind, and acknowledged together', async () => {
    const { page } = desk;
    for (let door = 1; door <= doors; door++) await happens(door, 100);
    await page.getByText(/^Many alarms at once/).waitFor();
    const group = page.locator('details', { hasText: 'Tampered with' });
    await group
      .locator('summary')
      .getByText(`${String(doors)} alarms`)
      .waitFor();
    await readAloud();
    await picture(desk, 'alarms-flood');
    // What can be opened looks like it.
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('.alarm-group > summary'), '::before').width`),
    ).toBe('8px');
    await group.locator('summary').click();
    await group.getByRole('button', { name: `Acknowledge ${String(doors)} alarms` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText(`${String(doors)} alarms acknowledged`).waitFor();
    await page.getByText('No alarm waits for anybody.').waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('of doors that raise most are told with what to look at', async () => {
    const { page } = desk;
    for (let nth = 0; nth < 3; nth++) {
      const day = new Date(Date.now() - (nth + 1) * 86_400_000).toISOString().slice(0, 10);
      const row = (event: number, second: string) =>
        `time=${day} 08:00:${second}\tpin=0\tcardno=0\teventaddr=5\tevent=${event}\tinoutstatus=2\tverifytype=200\tindex=${++index}`;
      await device.events(`${row(202, '00')}\r\n${row(forced, '02')}`);
    }
    // So soon after a flood they are grouped still.
    await page.locator('details', { hasText: 'Forced open' }).locator('summary').getByText('3 times').waitFor();
    await tab(/^Nuisance$/).click();
    await page.getByText(/^It is forced within 3 seconds of its exit button/).waitFor();
    await readAloud();
    await page.getByRole('link', { name: 'ALARMS-5' }).click();
    await page.getByRole('row').filter({ hasText: 'ALARMS-5' }).first().waitFor();
    expect(desk.complaints()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeEvents } from '../support/events.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

const punch = (eventTime: string, logId: number) => ({ sn: 'CLOCK1', module: 'att', pin: '1001', eventTime, logId });

describe.skipIf(!hasBrowser)('attendance', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    await app.admin('POST', '/departments', { code: 'W', name: 'Works' });
    await app.admin('POST', '/persons', { pin: '1001', name: 'Ann', lastName: 'Lee', deptCode: 'W' });
    await storeEvents(app, punch('2024-11-04 09:30:00', 1), punch('2024-11-04 16:00:00', 2));
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const open = (search: string) => desk.page.goto(`${desk.app.url}/console/attendance?${search}`);

  it('a shift is made, and the sheet tells what is missing of it', async () => {
    const { page, app } = desk;
    await open('tab=shifts');
    await page.getByRole('button', { name: 'Add shift' }).click();
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Name', { exact: true }).fill('Day');
    await panel.getByRole('button', { name: 'Department' }).click();
    await page.getByRole('option', { name: 'Works' }).click();
    await panel.getByRole('button', { name: 'Add: Working hours' }).click();
    const hours = panel.getByRole('group', { name: 'Working hours 1' });
    await hours.getByRole('button', { name: 'Day' }).click();
    await page.getByRole('option', { name: 'Monday' }).click();
    await hours.getByLabel('From').fill('09:00');
    await hours.getByLabel('To').fill('17:00');
    await readAloud();
    await panel.getByRole('button', { name: 'Add shift' }).click();
    await panel.getByRole('button', { name: 'Save' }).waitFor();
    expect((await app.admin('GET', '/shifts')).body.items).toMatchObject([
      { name: 'Day', deptCode: 'W', periods: { mon: [['09:00', '17:00']] }, breaks: [] },
    ]);
    await open('from=2024-11-04&to=2024-11-04');
    const row = page.getByRole('row').filter({ hasText: 'Ann Lee' });
    await row.waitFor();
    expect(await row.getByRole('gridcell').allInnerTexts()).toEqual([
      'Ann Lee',
      'Works',
      '09:30',
      '16:00',
      '6:30',
      '8:00',
      '',
      '',
      '1:30',
    ]);
    await row.click();
    const month = page.getByRole('table', { name: 'November 2024' });
    await month.getByRole('row').nth(30).waitFor();
    expect(await month.getByRole('row').count()).toBe(31);
    await picture(desk, 'attendance-month');
    await readAloud();
  });

  it('a forgotten punch is entered, counts, and is removed', async () => {
    const { page, app } = desk;
    await open('tab=applications');
    await page.getByRole('button', { name: 'Enter by hand' }).click();
    const panel = page.locator('.side-panel');
    await panel.getByRole('combobox', { name: 'Person' }).fill('Lee');
    await page.getByRole('option', { name: 'Ann Lee' }).click();
    await panel.getByLabel('From').fill('2024-11-04T17:00');
    await panel.getByRole('button', { name: 'Enter by hand' }).click();
    await panel.getByRole('button', { name: 'Reject' }).waitFor();
    await readAloud();
    const sheet = async () =>
      (await app.admin('GET', '/attendance/days?from=2024-11-04&to=2024-11-04&pin=1001')).body.items[0].lastPunch;
    expect(await sheet()).toBe('17:00:00');
    await panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('Nothing was asked or entered.').waitFor();
    expect(await sheet()).toBe('16:00:00');
  });
});

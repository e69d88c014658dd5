import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('lists of the console', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('are kept as files, with the filters that are on', async () => {
    const { page, app } = desk;
    expect((await app.admin('POST', '/persons', { pin: '1001', name: 'Ann' })).status).toBe(201);
    expect((await app.admin('POST', '/persons', { pin: '1002', name: 'Bob' })).status).toBe(201);
    await page.goto(`${app.url}/console/people?q=Ann`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Excel workbook' }).waitFor();
    const kept = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV table' }).click();
    const file = await kept;
    expect(file.suggestedFilename()).toBe('persons.csv');
    expect(new URL(file.url()).search).toBe('?q=Ann');
    expect(desk.complaints()).toEqual([]);
  });

  it.each([
    ['visitors?tab=in&q=Max', 'visits', { status: 'on', q: 'Max' }],
    ['inside?zone=lab', 'inside', { zoneId: 'lab' }],
    ['alarms?tab=closed', 'alarms', { state: 'closed', sort: 'newest' }],
    [
      'attendance?from=2026-05-01&to=2026-05-02&deptCode=1',
      'attendance',
      { from: '2026-05-01', to: '2026-05-02', deptCode: '1' },
    ],
  ])('of %s are kept with what the page shows', async (path, table, filters) => {
    const { page, app } = desk;
    if (table === 'inside') await app.admin('POST', '/zones', { id: 'lab', code: 'lab', name: 'Lab' });
    await page.goto(`${app.url}/console/${path}`);
    await page.getByRole('button', { name: 'Export' }).click();
    const kept = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV table' }).click();
    const file = await kept;
    expect(file.suggestedFilename()).toBe(`${table}.csv`);
    expect(Object.fromEntries(new URL(file.url()).searchParams)).toEqual(filters);
    expect(await file.failure()).toBe(null);
    expect(desk.complaints()).toEqual([]);
  });

  it('are opened again by a view with a name', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/events?outcome=refused&period=week`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save these filters…' }).click();
    await page.getByLabel('Name of the view').fill('Refused this week');
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.goto(`${app.url}/console/events?outcome=granted`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Refused this week' }).click();
    const inAddress = () => Object.fromEntries(new URL(page.url()).searchParams);
    await expect.poll(inAddress).toEqual({ outcome: 'refused', period: 'week' });
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Remove “Refused this week”' }).click();
    await expect.poll(async () => (await app.sql('SELECT 1 FROM saved_view')).length).toBe(0);
    expect(desk.complaints()).toEqual([]);
  });
});

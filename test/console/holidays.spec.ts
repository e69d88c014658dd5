import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('holidays', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    await app.admin('POST', '/departments', { code: 'SALES', name: 'Sales' });
    await app.admin('POST', '/access-levels', { id: 'o', name: 'Open' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('are made from a day of the year, changed and removed', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/holidays?year=2027`);
    await page.locator('.year-month').nth(4).getByText('1', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('May Day');
    await page.getByText('every year').click();
    // On a busy machine the gateway may ask to try again.
    const told = async () => {
      await page.getByRole('button', { name: 'What would change?' }).click();
      return page
        .getByText('Nobody gains or loses anything')
        .waitFor({ timeout: 10_000 })
        .then(
          () => true,
          () => {
            desk.complaints();
            return false;
          },
        );
    };
    await expect.poll(told, { timeout: 180_000 }).toBe(true);
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.locator('.side-panel').getByRole('button', { name: 'Add holiday' }).click();
    await page.getByRole('listitem').filter({ hasText: '05-01' }).getByRole('button').click();
    expect((await app.admin('GET', '/holidays')).body.items).toMatchObject([
      { name: 'May Day', date: '2027-05-01', type: 1, everyYear: true },
    ]);
    await picture(desk, 'holidays-panel');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete May Day' }).click();
    await page.getByText('No holiday in this year.').waitFor();
    // One that was asked to try again may be told so after it has.
    expect(desk.complaints().filter((said) => !said.includes('status of 503'))).toEqual([]);
  });

  it('names levels that come after the first letters were typed', async () => {
    const { page, app } = desk;
    let give: (() => void) | undefined;
    const asked = new Promise<void>((done) => (give = done));
    await page.route('**/admin/v1/access-levels?*', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(`${app.url}/console/departments`);
    await page.getByRole('button', { name: 'Sales SALES' }).click();
    await page.getByRole('combobox', { name: 'Add a level' }).fill('Op');
    await page.getByText('Nothing fits.').waitFor();
    give?.();
    await page.getByRole('option', { name: 'Open' }).waitFor();
    await page.unroute('**/admin/v1/access-levels?*');
    expect(desk.complaints()).toEqual([]);
  });

  it('departments stand below each other, and give levels to their people', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/departments`);
    await page.getByRole('button', { name: 'Sales SALES' }).click();
    await page.getByRole('button', { name: 'Add department' }).click();
    await page.getByRole('textbox', { name: 'Code' }).fill('EXPORT');
    await page.getByRole('textbox', { name: 'Name' }).fill('Export');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Export' }).waitFor();
    const { body } = await app.admin('GET', '/departments/EXPORT');
    expect(body.parentCode).toBe('SALES');
    await page.getByRole('combobox', { name: 'Add a level' }).fill('Op');
    await page.getByRole('option', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Save the levels' }).click();
    await page.getByText('The levels are saved.').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sales SALES' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete Sales' }).click();
    // What stops it stays on the page.
    await page.getByRole('alert').waitFor();
    desk.complaints();
  });
});

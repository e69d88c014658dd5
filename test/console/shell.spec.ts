import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, password, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the console', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('asks who it is, and says so where the password is wrong', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/`);
    expect(page.url()).toBe(`${app.url}/console/`);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Name or password is wrong.').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'sign-in');
    // The browser itself notes the 401.
    expect(desk.complaints()).toEqual([expect.stringContaining('401')]);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('Connect the first device', { exact: false }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
  });

  it('opens a door, and shows each step as the device tells it', async () => {
    const { page, app } = desk;
    const { panel } = await registeredPanel(app, 'CON1', { doors: 2 });
    await page.goto(`${app.url}/console/doors`);
    await page.locator('.tile', { hasText: 'CON1-2' }).click();
    await page.getByRole('button', { name: 'Open 5 s' }).click();
    // The tile says the same a moment later.
    const side = page.getByRole('complementary');
    await side.getByText('queued', { exact: true }).waitFor();
    const texts: string[] = [];
    await expect
      .poll(async () => {
        texts.push(...(await panel.poll()).map(({ text }) => text));
        return texts;
      })
      .toContain('CONTROL DEVICE 01020105');
    await side.getByText('done', { exact: true }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'door-opened');
    await page.keyboard.press('Escape');
    await expect.poll(() => side.count()).toBe(0);
    expect(new URL(page.url()).search).toBe('');
    expect(desk.complaints()).toEqual([]);
  });

  it('says that nothing is heard on a page that was loaded anew, until somebody does something there', async () => {
    const { app } = desk;
    const page = await desk.page.context().newPage();
    // Whatever Playwright asks of a page counts as an act of somebody there, so the browser's own answer says nothing here.
    await page.addInitScript(`
      const activation = { hasBeenActive: false };
      Object.defineProperty(navigator, 'userActivation', { value: activation });
      window.addEventListener('pointerdown', () => (activation.hasBeenActive = true), { capture: true });
    `);
    await page.goto(`${app.url}/console/doors`);
    const hint = page.getByRole('img', { name: 'No sound until you click' });
    await hint.waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.getByRole('heading', { name: 'Doors' }).click();
    await hint.waitFor({ state: 'detached' });
    await page.close();
    expect(desk.complaints()).toEqual([]);
  });

  it('is used by keys alone', async () => {
    const { page } = desk;
    await page.locator('main').focus();
    const devices = page.getByRole('heading', { name: 'Devices' });
    // The second letter has a second and a half, which a busy machine may take.
    const gone = async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('v');
      return devices.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(gone).toBe(true);
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'CON1' }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('CON1').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('nothing like it');
    await page.getByText('Nothing fits.').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('nothing like it');
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('doors');
    // The page stands above what can be done with doors.
    await dialog.getByRole('option').first().getByText('Doors', { exact: true }).waitFor();
    if ((await dialog.locator('[data-focused]').count()) === 0) await page.keyboard.press('ArrowDown');
    await dialog.locator('.option[data-focused]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Doors' }).waitFor();
    await page.keyboard.press('Control+k');
    await dialog.getByRole('searchbox').fill('con1-2');
    await dialog.getByRole('option', { name: /^CON1-2/ }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('door')).not.toBeNull();
    await page.keyboard.press('Escape');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Find anything').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    desk.complaints();
  });

  it('says so where there is no such page, and where a page is not for this operator', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/nowhere`);
    await page.getByText('There is no such page.').waitFor();
    const body = { name: 'guard', password: 'a password of a guard', role: 'guard' };
    expect((await app.admin('POST', '/operators', body)).status).toBe(201);
    await page.getByRole('button', { name: /Your settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(desk, 'guard', body.password);
    // Who cannot change it now can leave, too.
    await page.getByRole('heading', { name: 'Set your own password' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(desk, 'guard', body.password);
    await page.getByLabel('Password so far').fill(body.password);
    await page.getByLabel('New password', { exact: true }).fill('another one of a guard');
    await page.getByLabel('New password again').fill('another one of a guard');
    await page.getByRole('button', { name: 'Set your own password' }).click();
    await page.getByRole('link', { name: 'Doors' }).waitFor();
    expect(await page.getByRole('link', { name: 'Devices' }).count()).toBe(0);
    await page.goto(`${app.url}/console/devices`);
    await page.getByText('This page is not yours.', { exact: false }).waitFor();
  });
});

/** What one would have to scroll to the side for. */
const beyondTheEdge = (page: Desk['page']): Promise<string[]> =>
  page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80))`);

describe.skipIf(!hasBrowser)('on a phone', () => {
  it('has a bar below, a menu that comes when it is wanted, and nothing beyond the edge', async () => {
    const desk = await openDesk({ width: 360, height: 700, isTouch: true });
    try {
      await registeredPanel(desk.app, 'PHONE1', { doors: 3 });
      await signIn(desk);
      const { page } = desk;
      await page.getByRole('link', { name: 'Doors', exact: true }).click();
      await page.locator('.tile', { hasText: 'PHONE1-1' }).waitFor();
      await expect.poll(() => beyondTheEdge(page)).toEqual([]);
      await expect.poll(() => barriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('link', { name: 'Devices' }).click();
      await page.getByRole('heading', { name: 'Devices' }).waitFor();
      await page.getByRole('row').nth(1).click();
      await page.getByRole('complementary').waitFor();
      await expect.poll(() => barriers(page)).toEqual([]);
      expect(desk.complaints()).toEqual([]);
    } finally {
      await desk.stop();
    }
  });
});

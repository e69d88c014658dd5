import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpeg } from '../support/panels.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

const patience = { timeout: 60_000 };
/** A visit until then lasts in every time zone. */
const inTwoDays = `${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}T10:00`;

describe.skipIf(!hasBrowser)('a visitor', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const made = async (path: string, body: object) => {
      expect([path, (await desk.app.admin('POST', path, body)).status]).toEqual([path, 201]);
    };
    await made('/persons', { pin: '1', name: 'Ann', lastName: 'Lee' });
    await made('/visitor-levels', { id: 'labs', name: 'Labs' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  const visits = async () =>
    (await desk.app.admin('GET', '/visits')).body.items as { pin: string; status: string; levelIds: string[] }[];
  const readAloud = () => expect.poll(() => barriers(desk.page), patience).toEqual([]);
  /** The page may not hear the first time: what it shows comes before what it listens to. */
  const press = (letter: string, selector: string) =>
    expect
      .poll(async () => {
        if ((await desk.page.locator(selector).count()) === 0) await desk.page.keyboard.press(letter);
        return desk.page.locator(selector).count();
      }, patience)
      .toBe(1);

  it('is expected, comes in, has a badge and is signed out by its code', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/visitors`);
    await page.getByText('Nobody more is expected today.').waitFor();
    await press('n', '.side-panel');
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Number of the certificate').fill('P-4711');
    await panel.getByLabel('Name', { exact: true }).fill('Max Moss');
    await panel.getByRole('combobox', { name: 'Host' }).fill('Ann');
    await page.getByRole('option', { name: 'Ann Lee' }).click();
    await panel.getByLabel('Reason').fill('A talk');
    await panel.getByLabel('Until').fill(inTwoDays);
    await readAloud();
    await panel.getByRole('button', { name: 'New reservation' }).click();
    await page.getByRole('tab', { name: 'Expected 1' }).waitFor();

    await panel.getByRole('button', { name: 'Check in' }).click();
    await panel.getByText('Without a level the visitor opens nothing').waitFor();
    await panel.getByText('Labs').click();
    await panel.getByText('Without a level the visitor opens nothing').waitFor({ state: 'detached' });
    const buffer = Buffer.from(await jpeg(128), 'base64');
    await panel.locator('input[type=file]').setInputFiles({ name: 'max.jpg', mimeType: 'image/jpeg', buffer });
    await panel.getByRole('button', { name: 'Another photo' }).waitFor();
    await panel.getByRole('button', { name: 'Check in' }).click();
    await page.getByRole('tab', { name: 'In 1' }).waitFor();
    await page.getByRole('grid', { name: 'In' }).getByText('Max Moss').waitFor();
    expect(await visits()).toMatchObject([{ status: 'on', levelIds: ['labs'] }]);
    await picture(desk, 'visitors-in');
    await readAloud();

    await panel.getByRole('link', { name: 'Badge' }).click();
    const badge = page.getByRole('region', { name: 'Badge' });
    await badge.getByText('Max Moss').waitFor();
    const [visit] = await visits();
    expect(await badge.innerText()).toContain('Ann Lee');
    expect(await badge.innerText()).toContain(visit?.pin);
    expect(await badge.innerText()).not.toContain('4711');
    await badge.getByRole('img', { name: `Code ${visit?.pin ?? ''} of the badge` }).waitFor();
    const widthOfFace = () => page.evaluate(`document.querySelector('.badge img')?.naturalWidth ?? 0`);
    await expect.poll(widthOfFace, patience).toBeGreaterThan(0);
    await readAloud();

    await page.getByRole('link', { name: 'Back to the visitors' }).click();
    await page.getByRole('grid', { name: 'In' }).waitFor();
    await press('x', '.dialog');
    await page.getByLabel('Code of the badge').fill(visit?.pin ?? '');
    await page.getByRole('dialog').getByText('Max Moss').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(visits, patience).toMatchObject([{ status: 'ended' }]);
    await page.keyboard.press('Escape');
    await page.getByText('No visitor is in.').waitFor();
    expect(desk.complaints()).toEqual([]);
  });
});

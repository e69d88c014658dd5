import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, password, picture, signIn, type Desk } from './browser.js';

/** What stands in the menu of each role, by hand; other pages may come between. */
const menus: Readonly<Record<string, { sees: readonly string[]; misses: readonly string[]; refused: string }>> = {
  guard: { sees: ['Doors', 'Events', 'People'], misses: ['Devices', 'Operators', 'API tokens'], refused: '/operators' },
  reception: { sees: ['Doors', 'People'], misses: ['Devices', 'Operators', 'API tokens'], refused: '/devices' },
  installer: { sees: ['Doors', 'Devices'], misses: ['People', 'Access levels', 'Operators'], refused: '/people' },
  auditor: { sees: ['People', 'Devices'], misses: ['Operators', 'API tokens'], refused: '/tokens' },
};

describe.skipIf(!hasBrowser)('operators', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.app.admin('POST', '/areas', { code: 'north', name: 'North wing' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const open = (path: string) => desk.page.goto(`${desk.app.url}/console${path}`);

  it('are added once the password is given again, and have the one that is shown', async () => {
    const { page } = desk;
    await open('/operators');
    await page.getByRole('button', { name: 'Add operator' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByLabel('Name', { exact: true }).fill('Ana');
    await panel.getByText('All areas').click();
    await panel.getByText('North wing').click();
    await readAloud();
    await panel.getByRole('button', { name: 'Add operator' }).click();

    const again = page.getByRole('dialog');
    await again.getByLabel('Password').fill('not the password');
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.getByText('This is not your password.').waitFor();
    await readAloud();
    await again.getByLabel('Password').fill(password);
    await again.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('The password of Ana:').waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await panel.getByRole('heading', { name: 'Ana' }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Ana' }).innerText()).toContain('north');
    await picture(desk, 'operators-panel');
    await readAloud();
  });

  it('are locked and let in again, but for the last administrator', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'locked' }).waitFor();
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'locked' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show where' }).click();
    await page.getByText('Nowhere.').waitFor();

    await page.getByRole('row').filter({ hasText: 'Administrator' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByRole('heading', { name: 'admin' }).waitFor();
    await panel.getByRole('button', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Auditor' }).click();
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('This is the last administrator').waitFor();
    await readAloud();
  });

  it('make tokens that are shown once, and end them', async () => {
    const { page, app } = desk;
    await open('/tokens');
    await page.getByRole('button', { name: 'Make token' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByLabel('Name', { exact: true }).fill('Canteen');
    await panel.getByRole('button', { name: 'Opens' }).click();
    await page.getByRole('option', { name: 'some resources' }).click();
    await panel.getByRole('textbox', { name: 'Resources' }).fill('door, perso');
    await panel.getByRole('button', { name: 'Make token' }).click();
    await panel.locator('.field-error').waitFor();
    await panel.getByRole('textbox', { name: 'Resources' }).fill('door, person');
    await panel.getByRole('button', { name: 'Make token' }).click();
    const token = await panel.locator('code').innerText();
    await readAloud();
    const asked = () => app.request('GET', '/api/door/list', { headers: { authorization: `Bearer ${token}` } });
    expect((await asked()).status).toBe(200);

    await page.getByRole('button', { name: 'I have it' }).click();
    await panel.getByLabel('Ends').fill('2090-12-31');
    await panel.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Canteen is saved.').waitFor();
    const { body } = await app.admin('GET', '/api-tokens?q=Canteen');
    expect(body.items).toMatchObject([{ scopes: ['door', 'person'], expiresAt: '2090-12-31T23:59:59.000Z' }]);
    await panel.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke Canteen' }).click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Canteen' }).count()).toBe(0);
    await expect.poll(async () => (await asked()).status).toBe(401);
  });

  async function signInAs(operator: { readonly name: string; readonly role: string; readonly areaCodes?: string[] }) {
    const { page, app, context } = desk;
    const secret = 'a long password';
    const { body } = await app.admin('POST', '/operators', { ...operator, password: secret });
    // Who made the password is somebody else: it is changed first.
    await app.sql('UPDATE operator SET must_change = false WHERE id = $1', [body.id]);
    await context.clearCookies();
    await page.goto('about:blank');
    await open('/');
    await page.evaluate('localStorage.clear()');
    await signIn(desk, operator.name, secret);
  }

  it('see what happens in their own areas on the first page', async () => {
    const { page } = desk;
    await signInAs({ name: 'north guard', role: 'guard', areaCodes: ['north'] });
    await page.getByRole('region', { name: 'Last events' }).getByText('Nothing has happened yet.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await readAloud();
  });

  it('give orders in an emergency for their own areas, and are told how many doors that is', async () => {
    const { page, app } = desk;
    // They never call: nobody can reach their doors.
    for (const [sn, areaCode] of [
      ['NORTH1', 'north'],
      ['ELSEWHERE', '1'],
    ]) {
      await app.admin('POST', '/devices', { sn, areaCode });
      await app.admin('POST', '/doors', { sn, number: 1, name: `Door of ${sn}` });
    }
    await signInAs({ name: 'guard of doors', role: 'guard', areaCodes: ['north'] });
    await open('/doors');
    await page.getByRole('button', { name: 'Emergency' }).click();
    await page.getByRole('menuitem', { name: 'Lock down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 door is meant.').waitFor();
    await readAloud();
    await dialog.getByRole('button', { name: 'Lock 1 door' }).click();
    await expect
      .poll(() => dialog.getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringMatching(/Door of NORTH1[^]*the device is offline/)]);
  });

  it.each(Object.entries(menus))('see and may do their own only: %s', async (role, { sees, misses, refused }) => {
    const { page } = desk;
    await signInAs({ name: role, role });
    const menu = page.getByRole('navigation', { name: 'Menu', exact: true });
    await menu.waitFor();
    const names = await menu.getByRole('link').allInnerTexts();
    expect(names).toEqual(expect.arrayContaining([...sees]));
    expect(names.filter((name) => misses.includes(name))).toEqual([]);
    await open(refused);
    await page.getByText('This page is not yours. Ask an administrator.').waitFor();
    await readAloud();
  });
});

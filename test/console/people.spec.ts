import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { jpeg } from '../support/panels.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, password, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('people', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  let level = '';
  beforeAll(async () => {
    desk = await openDesk();
    const made = await registeredPanel(desk.app, 'PEOPLE1', { doors: 1 });
    panel = made.panel;
    const { body } = await desk.app.admin('POST', '/access-levels', { name: 'Front', doorIds: made.doorIds });
    level = body.id as string;
    await desk.app.admin('POST', '/departments', { code: 'SALES', name: 'Sales' });
    await signIn(desk);
  });
  /** Once colours have stopped changing under the pointer. */
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  afterAll(async () => {
    await desk.stop();
  });

  it('are added, and reach the device with their card and their level', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people`);
    await page.getByRole('button', { name: 'Add person' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Number').fill('1001');
    await form.getByLabel('First name').fill('Ann');
    await form.getByLabel('Last name').fill('Lee');
    await form.getByLabel('Card').fill('5551');
    await form.getByRole('combobox', { name: 'Access level' }).fill('Fro');
    await page.getByRole('option', { name: 'Front' }).click();
    await readAloud();
    await form.getByRole('button', { name: 'Add person' }).click();
    await page.getByRole('heading', { name: 'Ann Lee' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/people/1001');

    await page.getByRole('tab', { name: 'Devices' }).click();
    await expect
      .poll(async () => {
        await panel.poll();
        return page.getByText('holds the person').count();
      })
      .toBe(1);
    await readAloud();
  });

  it('are changed, and a field that is wrong says so where it stands', async () => {
    const { page, app } = desk;
    await page.getByRole('tab', { name: 'Profile' }).click();
    await page.getByLabel('First name').fill('Anna');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Anna Lee' }).waitFor();
    await app.admin('PUT', '/persons/1001/photo', { photo: await jpeg(128) });
    await page.reload();
    const width = () => page.evaluate(`document.querySelector('main .avatar img')?.naturalWidth ?? 0`);
    await expect.poll(width).toBeGreaterThan(0);
    await picture(desk, 'person');
    await readAloud();

    await page.getByRole('tab', { name: 'Credentials' }).click();
    await page.getByLabel('Number of a new card').fill('no number');
    await page.getByRole('button', { name: 'Add card' }).click();
    await page.locator('.field-error').first().waitFor();
    await page.getByLabel('Number of a new card').fill('5552');
    await page.getByRole('button', { name: 'Add card' }).click();
    await page.getByText('5552', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Lost' }).first().click();
    await page.getByText('lost', { exact: true }).waitFor();
    await picture(desk, 'person-credentials');
    await readAloud();

    await page.getByRole('tab', { name: 'Access' }).click();
    await page.getByRole('button', { name: 'Take Front away' }).click();
    await page.getByText('No level: opens no door.').waitFor();
    await readAloud();
    desk.complaints();
  });

  it('keep what is typed while their cards are awaited; a field left empty and then filled is sent at one press', async () => {
    const { page, app } = desk;
    const held: (() => void)[] = [];
    const hold = async (route: Route) => {
      await new Promise<void>((go) => held.push(go));
      await route.continue();
    };
    await page.route('**/admin/v1/cards?*', hold, { times: 1 });
    await page.goto(`${app.url}/console/people/1001?tab=credentials`);
    const number = page.getByLabel('Number of a new card');
    await number.fill('5553');
    await expect.poll(() => held.length).toBe(1);
    held[0]?.();
    await page.getByText('5552', { exact: true }).waitFor();
    expect(await number.inputValue()).toBe('5553');

    const add = page.getByRole('button', { name: 'Add card' });
    await number.fill('');
    await add.click();
    await page.locator('.field-error').waitFor();
    await number.fill('5553');
    // It stays below the finger, which rests on it for a moment.
    await add.click({ delay: 200 });
    await page.getByText('5553', { exact: true }).waitFor();
    await expect.poll(() => number.inputValue()).toBe('');
    expect(desk.complaints()).toEqual([]);
  });

  it('are not changed over the head of somebody else, and are loaded anew', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people/1001?tab=profile`);
    await page.getByRole('tab', { name: 'Profile' }).click();
    const phone = page.getByLabel('Telephone');
    await phone.waitFor();
    await app.admin('PATCH', '/persons/1001', { mobilePhone: '600111222' });
    await page.getByLabel('First name').fill('Annabel');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed it meanwhile.').waitFor();
    expect((await app.admin('GET', '/persons/1001')).body).toMatchObject({ name: 'Anna', mobilePhone: '600111222' });
    await readAloud();

    await page.getByRole('button', { name: 'Load it anew' }).click();
    await expect.poll(() => phone.inputValue()).toBe('600111222');
    expect(await page.getByLabel('First name').inputValue()).toBe('Anna');
    await page.getByLabel('First name').fill('Annabel');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Annabel Lee' }).waitFor();
    const { body } = await app.admin('GET', '/persons/1001');
    expect(body).toMatchObject({ name: 'Annabel', mobilePhone: '600111222' });
    // Twice in a row: what was saved is what was read.
    await page.getByLabel('First name').fill('Anna');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Anna Lee' }).waitFor();
    // The browser notes the refusal in its console, as it does with each.
    desk.complaints();
  });

  it('have a history of who has changed what of them, each line of which leads to all of it', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/persons', { pin: '1900', name: 'Liv', lastName: 'Dahl' });
    await app.admin('PATCH', '/persons/1900', { mobilePhone: '600333444' });
    await page.goto(`${app.url}/console/people/1900`);
    await page.getByRole('tab', { name: 'History' }).click();
    const lines = page.getByRole('tabpanel').getByRole('link');
    await expect
      .poll(() => lines.allInnerTexts())
      .toEqual([expect.stringMatching(/ changed person 1900$/), expect.stringMatching(/ added person 1900$/)]);
    await readAloud();
    await lines.first().click();
    await page.getByRole('complementary').getByText('600333444').first().waitFor();
    expect((await app.admin('DELETE', '/persons/1900')).status).toBe(204);
    expect(desk.complaints()).toEqual([]);
  });

  it('come from a file that is tried first, and are changed together', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people`);
    await page.getByRole('button', { name: 'Import' }).click();
    const text = 'pin,name,lastName,cardNo\n2001,Bob,Ray,7001\n2002,Zoe,Ng,no card\n';
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByText('1 new, 0 known, 1 refused').waitFor();
    await page.getByRole('cell', { name: 'is out of range: 1 to 18446744073709551615' }).waitFor();
    await readAloud();
    await page.getByRole('button', { name: 'Take over 1 person' }).click();
    await page.getByRole('row').filter({ hasText: 'Bob Ray' }).waitFor();
    expect(await page.getByText('Zoe Ng').count()).toBe(0);

    await page.getByLabel('Choose all rows shown').click();
    await page.getByRole('button', { name: 'Change department' }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('Sal');
    await page.getByRole('option', { name: 'Sales' }).click();
    await page.getByRole('button', { name: 'Move 2 people' }).click();
    await expect.poll(() => page.getByRole('gridcell', { name: 'Sales' }).count()).toBe(2);
    expect(desk.complaints()).toEqual([]);
  });

  it('lose a level together; who is refused is named with the reason, and is not said to be changed', async () => {
    const { page, app } = desk;
    const made = [
      ['4001', 'Ida', 'Stone'],
      ['4002', 'Max', 'Vale'],
      ['4003', 'Una', 'Hart'],
    ] as const;
    for (const [pin, name, lastName] of made)
      await app.admin('POST', '/persons', { pin, name, lastName, accLevelIds: [level] });
    await page.goto(`${app.url}/console/people?q=400`);
    await page.getByRole('row').filter({ hasText: 'Una Hart' }).waitFor();
    const choose = async (act: string, confirm: string, text: string, option: string) => {
      await page.getByRole('button', { name: act, exact: true }).click();
      await page.getByRole('dialog').getByRole('combobox').fill(text);
      await page.getByRole('option', { name: option }).click();
      await page.getByRole('button', { name: confirm }).click();
    };
    await page.getByLabel('Choose all rows shown').click();
    await choose('Take level away', 'Take level from 3 people', 'Fro', 'Front');
    await page.getByText('3 people are changed.').waitFor();
    const holders = async () =>
      ((await app.admin('GET', `/access-levels/${level}/persons?q=400`)).body.items as { pin: string }[]).map(
        ({ pin }) => pin,
      );
    expect(await holders()).toEqual([]);

    await page.getByLabel('Choose all rows shown').click();
    await page.getByText('3 chosen').waitFor();
    await app.admin('POST', '/persons/4001/leave', {});
    await app.admin('DELETE', '/persons/4002');
    await choose('Give level', 'Give level to 3 people', 'Fro', 'Front');
    const report = page.getByRole('dialog', { name: '2 people were refused' });
    await report.getByText('1 person is changed.').waitFor();
    const ida = report.getByRole('row').filter({ hasText: '4001' });
    await ida.getByRole('cell', { name: 'Ida Stone' }).waitFor();
    await ida.getByText('is no longer among the people here: has left, or was deleted').waitFor();
    await report.getByRole('row').filter({ hasText: 'Max Vale' }).waitFor();
    await readAloud();
    expect(await holders()).toEqual(['4003']);
    await report.getByRole('button', { name: 'Close' }).last().click();
    // They alone are chosen still; nobody who was deleted comes back by being moved.
    await page.getByText('2 chosen').waitFor();
    await choose('Change department', 'Move 2 people', 'Sal', 'Sales');
    await report.getByText('Nobody is changed.').waitFor();
    await report.getByRole('row').filter({ hasText: 'Max Vale' }).getByText('has left, or was deleted').waitFor();
    expect((await app.admin('GET', '/persons/4002')).status).toBe(404);
    await report.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Choose nobody' }).click();
    await page.getByRole('button', { name: 'Take level away' }).waitFor({ state: 'detached' });
    // The browser notes each refusal in its console.
    desk.complaints();
  });

  it('are given a department and a level from any page of their lists', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/departments', { code: 'ZOO', name: 'Zoology' });
    await app.admin('POST', '/access-levels', { name: 'Zebra house' });
    // Each page has one, as if the site had thousands.
    const byOne = async (route: Route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '1');
      await route.continue({ url: url.href });
    };
    const lists = /admin\/v1\/(departments|access-levels)\?/;
    await page.route(lists, byOne);
    await page.goto(`${app.url}/console/people`);
    await page.getByRole('button', { name: 'Add person' }).click();
    const form = page.getByRole('dialog');
    for (const [field, text, option] of [
      ['Department', 'Sal', 'Sales'],
      ['Department', 'Zoo', 'Zoology'],
      ['Access level', 'Fro', 'Front'],
      ['Access level', 'Zeb', 'Zebra house'],
    ] as const) {
      await form.getByRole('combobox', { name: field }).fill(text);
      await page.getByRole('option', { name: option }).click();
    }
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.unroute(lists, byOne);
    expect(desk.complaints()).toEqual([]);
  });

  it('leave, are found among those who left, and come back', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people/2001`);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'Let Bob Ray leave' }).click();
    await page.getByText('Left on').waitFor();
    await page.goto(`${app.url}/console/people?state=left`);
    await page.getByRole('row').filter({ hasText: 'Bob Ray' }).click();
    await page.getByRole('button', { name: 'Reinstate' }).click();
    await page.getByText('No end of validity').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete Bob Ray' }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Bob Ray' }).count()).toBe(0);
  });

  it('get a photo that is looked at first, and one that devices may not use is asked for again', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/people/1001`);
    await page.getByRole('button', { name: 'Change photo' }).waitFor();
    const dark = Buffer.from(await jpeg(5), 'base64');
    const before = (await app.admin('GET', '/persons/1001')).body.photoAt as string;
    await page
      .locator('main input[type=file]')
      .first()
      .setInputFiles({ name: 'dark.jpg', mimeType: 'image/jpeg', buffer: dark });
    const doubts = page.getByRole('alert').filter({ hasText: 'it is too dark' });
    await doubts.getByText('it has too few pixels').waitFor();
    expect((await app.admin('GET', '/persons/1001')).body.photoAt).toBe(before);
    await readAloud();
    await doubts.getByRole('button', { name: 'Use it all the same' }).click();
    await doubts.waitFor({ state: 'detached' });
    expect((await app.admin('GET', '/persons/1001')).body.photoAt).not.toBe(before);
  });

  it('are erased once the password is given again, and each device says whether it has confirmed', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/persons', { pin: '3001', name: 'Eve', accLevelIds: [level] });
    await expect
      .poll(async () => {
        await panel.poll();
        return (await app.admin('GET', '/persons/3001')).body.onDevices as number;
      })
      .toBe(1);
    await page.goto(`${app.url}/console/people/3001`);
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await readAloud();
    await page.getByRole('button', { name: 'Erase Eve' }).click();
    await page.getByRole('dialog').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    const report = page.getByRole('dialog').filter({ hasText: 'Eve is erased here' });
    await expect
      .poll(async () => {
        await panel.poll();
        return report.count();
      })
      .toBe(1);
    // A panel that is slow to call has not confirmed by then, which is said.
    const told = { name: /^(gone|not confirmed yet)$/ };
    await report.getByRole('row').nth(1).getByRole('cell', told).waitFor();
    await readAloud();
    await report.getByRole('button', { name: 'To the list of people' }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect((await app.admin('GET', '/persons/3001')).status).toBe(404);
  });
});

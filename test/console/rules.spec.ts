import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

/** Names in sentences stand between marks that keep their direction. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');

describe.skipIf(!hasBrowser)('rules', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { doorIds } = await registeredPanel(desk.app, 'RULES1', { doors: 2 });
    for (const [at, name] of ['Front door', 'Lobby'].entries()) {
      await desk.app.admin('PATCH', `/doors/${doorIds[at] ?? ''}`, { name });
    }
    await desk.app.admin('POST', '/persons', { pin: '1001', name: 'Ann' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const sentences = async () => (await desk.page.locator('.rule-row').allInnerTexts()).map(plain);
  const add = async (kind: string) => {
    await desk.page.getByRole('button', { name: 'Add rule' }).click();
    await desk.page.getByRole('menuitem', { name: kind, exact: true }).click();
  };

  it('are made by the form of their kind, and are sentences', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/rules`);
    await page.getByText('No rule yet.').waitFor();
    await add('Interlock');
    const panel = page.locator('.side-panel');
    await panel.getByRole('button', { name: 'Device' }).click();
    await page.getByRole('option', { name: 'RULES1' }).click();
    await panel.getByText('Front door').click();
    await panel.getByRole('button', { name: 'Add rule' }).click();
    // One door alone locks nothing.
    await panel.getByRole('alert').filter({ hasText: 'two doors' }).waitFor();
    await panel.getByText('Lobby').click();
    await readAloud();
    await panel.getByRole('button', { name: 'Add rule' }).click();
    await expect.poll(sentences).toEqual(['Front door and Lobby are never open together.']);
    const { items } = (await app.admin('GET', '/interlock-rules')).body;
    expect(items).toMatchObject([{ sn: 'RULES1', doors: [1, 2] }]);
    await panel.getByRole('heading', { name: 'Devices that keep it' }).waitFor();
    await panel.getByRole('listitem').filter({ hasText: 'RULES1' }).waitFor();
    await picture(desk, 'rules-panel');
    await readAloud();
  });

  it('say what they name, are found by it, and are removed', async () => {
    const { page, app } = desk;
    expect((await app.admin('POST', '/person-groups', { id: 'g', name: 'Guards', pins: ['1001'] })).status).toBe(201);
    const { items } = (await app.admin('GET', '/doors?sort=name')).body;
    const many = { doorId: items[0].id, groups: [{ groupId: 'g', count: 2 }] };
    expect((await app.admin('POST', '/multi-card-rules', many)).status).toBe(201);
    const link = { sn: 'RULES1', event: 4, inType: 'any', outType: 'lock', outNumber: 2, action: 'normalOpen' };
    expect((await app.admin('POST', '/linkages', link)).status).toBe(201);
    await page.goto(`${app.url}/console/rules`);
    await expect
      .poll(sentences)
      .toEqual([
        'Front door and Lobby are never open together.',
        'Front door opens for these together: 2 × Guards.',
        '“Guards” is a group of 1 person.',
        'When “Open the door by using the emergency password” happens anywhere on RULES1, Lobby does this: stay open.',
      ]);
    await page.getByRole('searchbox').fill('together: 2');
    await expect.poll(async () => (await sentences()).length).toBe(1);
    await page.locator('.rule-row').click();
    const panel = page.locator('.side-panel');
    await panel.getByRole('group', { name: 'Who has to come together 1' }).getByLabel('How many').fill('3');
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect.poll(sentences).toEqual([]);
    const found = (await app.admin('GET', '/multi-card-rules')).body.items;
    expect(found).toMatchObject([{ groups: [{ groupId: 'g', count: 3 }] }]);
    await panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete the rule' }).click();
    await expect.poll(async () => (await app.admin('GET', '/multi-card-rules')).body.items).toEqual([]);
    await expect.poll(() => panel.count()).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnish } from '../modules/gate/gate-calls.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('floors, gates and parking', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await furnish(desk.app);
    await desk.app.sql('UPDATE device SET online = false');
    await desk.app.admin('POST', '/floors', { sn: 'ACC1', number: 1, name: 'Ground' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const open = (path: string) => desk.page.goto(`${desk.app.url}/console${path}`);

  it('a gate whose controller is away says so, and gets another name', async () => {
    const { page, app } = desk;
    await open('/gates');
    await page.getByRole('row').filter({ hasText: '10.8.14.234-1' }).click();
    const panel = page.locator('.side-panel');
    await panel.getByRole('button', { name: 'Let one in' }).click();
    await panel.getByText('its device is offline').waitFor();
    await readAloud();
    await panel.getByLabel('Name', { exact: true }).fill('Lane 1');
    await panel.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'Lane 1' }).waitFor();
    const { items } = (await app.admin('GET', '/gates')).body as { items: { name: string }[] };
    expect(items.map(({ name }) => name)).toContain('Lane 1');
  });

  it('a plate is listed, changed and removed', async () => {
    const { page, app } = desk;
    await open('/parking?tab=plates');
    await page.getByRole('button', { name: 'Add plate' }).click();
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Plate').fill('1234 BCD');
    await panel.getByRole('button', { name: 'Add plate' }).click();
    // The form of a new one goes, and that of this one comes.
    await panel.getByRole('button', { name: 'Delete', exact: true }).waitFor();
    await panel.getByRole('button', { name: 'List' }).click();
    await page.getByRole('option', { name: 'turned away' }).click();
    await panel.getByRole('button', { name: 'Save' }).click();
    const lists = async () => {
      const { items } = (await app.admin('GET', '/parking/plates')).body as { items: { list: string }[] };
      return items.map(({ list }) => list);
    };
    await expect.poll(lists).toEqual(['deny']);
    await readAloud();
    await panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: /^Delete 1234/ }).click();
    await expect.poll(lists).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('levels', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    for (const sn of ['NORTH1', 'SOUTH1']) {
      await app.admin('POST', '/devices', { sn });
      for (const number of [1, 2, 3, 4, 5, 6])
        await app.admin('POST', '/doors', { sn, number, name: `Gate ${sn[0] ?? ''}${String(number)}` });
    }
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('get all doors that are found at once, and lose them at once', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/levels?level=new`);
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Name').fill('South');
    await panel.getByRole('group', { name: 'NORTH1' }).waitFor();
    await panel.getByLabel('Find').fill('south');
    await panel.getByRole('group', { name: 'NORTH1' }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Choose all shown' }).click();
    await panel.getByText('6 doors chosen').waitFor();
    await panel.getByLabel('Find').fill('s2');
    await panel.getByText('Gate S1').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Choose none shown' }).click();
    await panel.getByText('5 doors chosen').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Add level' }).click();
    await panel.getByRole('button', { name: 'Save' }).waitFor();
    const levels = (await app.admin('GET', '/access-levels?q=South')).body.items as { id: string; doorIds: string[] }[];
    const doors = (await app.admin('GET', '/doors?limit=100')).body.items as { id: string; name: string }[];
    const nameOf = new Map(doors.map(({ id, name }) => [id, name]));
    expect(levels.map(({ doorIds }) => doorIds.map((id) => nameOf.get(id)).sort())).toEqual([
      ['Gate S1', 'Gate S3', 'Gate S4', 'Gate S5', 'Gate S6'],
    ]);
    expect(desk.complaints()).toEqual([]);
  });

  it('say how many people have them', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/access-levels', { id: 'staff', name: 'Staff' });
    for (const pin of ['1', '2']) await app.admin('POST', '/persons', { pin, name: 'Ann', accLevelIds: ['staff'] });
    await page.goto(`${app.url}/console/levels`);
    await page.getByRole('columnheader', { name: 'People' }).waitFor();
    const staff = page.getByRole('row').filter({ hasText: 'Staff' });
    await staff.getByRole('gridcell', { name: '2', exact: true }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('that are gone are told in the language of the page; what the gateway says in English is folded away', async () => {
    const { page, app } = desk;
    await prefer(desk, { locale: 'es' });
    await page.goto(`${app.url}/console/levels?level=gone`);
    const told = page.locator('.side-panel').getByRole('alert');
    await told.getByText('Ya no existe.').waitFor();
    const english = told.locator('details bdi');
    expect(await english.isVisible()).toBe(false);
    // Whatever is asked anew meanwhile folds it again.
    const unfolded = async () => {
      if (!(await english.isVisible())) await told.getByText('Detalles').click();
      return english.isVisible();
    };
    await expect.poll(unfolded).toBe(true);
    await expect.poll(() => barriers(page)).toEqual([]);
    // The browser notes the refusal in its console.
    desk.complaints();
    await prefer(desk, { locale: 'en' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeEvents } from '../support/events.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the list of events', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const at = { happenedAt: new Date(), pin: '', areaName: 'North wing', devName: 'Panel 7' };
    await storeEvents(
      desk.app,
      { ...at, eventNo: 27, eventLevel: 1, doorName: 'Refusing door', logId: 1 },
      { ...at, eventNo: 8, doorName: 'Remote door', logId: 2 },
    );
    await signIn(desk);
    await desk.page.goto(`${desk.app.url}/console/events`);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const title = (name: string) => desk.page.getByRole('columnheader', { name, exact: true });
  const turn = async (name: string) => {
    await desk.page.getByRole('button', { name: 'Columns' }).click();
    await desk.page.getByRole('menuitem', { name, exact: true }).click();
  };

  it('has the columns that somebody wants, on the next visit, too', async () => {
    const { page } = desk;
    await title('Device').waitFor();
    expect(await title('Area').count()).toBe(0);
    await turn('Area');
    await title('Area').waitFor();
    await page.getByRole('row').filter({ hasText: 'Remote door' }).getByText('North wing').waitFor();
    await turn('Device');
    await title('Device').waitFor({ state: 'detached' });
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.reload();
    await title('Area').waitFor();
    await title('Door').waitFor();
    expect(await title('Device').count()).toBe(0);
  });

  it('is filtered by the kind of event', async () => {
    const { page } = desk;
    await page.getByRole('row').filter({ hasText: 'Remote door' }).waitFor();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Kind of event…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('(27)');
    await page.getByRole('option').filter({ hasText: '(27)' }).click();
    await dialog.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('row').filter({ hasText: 'Remote door' }).waitFor({ state: 'detached' });
    await page.getByRole('row').filter({ hasText: 'Refusing door' }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });
});

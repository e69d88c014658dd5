import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const sn = 'BEHIND1';
const people = 150;

interface Page {
  readonly items: readonly { readonly table: string; readonly key: string }[];
  readonly nextCursor: string | null;
}

describe.skipIf(!hasBrowser)('the rows that a device does not hold yet', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => {
    await desk.stop();
  });

  /** From the gateway, page by page. */
  async function rows(): Promise<Page['items']> {
    const found: Page['items'][number][] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await desk.app.admin('GET', `/devices/${sn}/sync?limit=1000${query}`)).body as Page;
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }

  it('are all in the list, however many there are', async () => {
    const { app, page } = desk;
    const { panel, doorIds } = await registeredPanel(app, sn);
    await settle(app, panel);
    await panel.stop();
    const level = (await app.admin('POST', '/access-levels', { name: 'Staff', timeZoneId: 1, doorIds })).body
      .id as string;
    const items = Array.from({ length: people }, (_, at) => ({ pin: String(5_001 + at), accLevelIds: [level] }));
    expect((await app.admin('POST', '/persons/bulk', { items })).status).toBe(200);
    // A row of the person and one of the right: more than the list showed once.
    await expect.poll(async () => (await rows()).length, { timeout: 120_000 }).toBe(2 * people);
    const last = (await rows()).at(-1);
    await signIn(desk);
    await page.goto(`${app.url}/console/devices/${sn}?tab=sync`);
    const grid = page.getByRole('grid', { name: 'Sync' });
    await grid.getByRole('columnheader', { name: 'Tries' }).waitFor();
    const lastShown = grid.locator(`[aria-rowindex="${String(2 * people + 1)}"]`);
    await expect
      .poll(
        async () => {
          await grid.press('End');
          return lastShown.count();
        },
        { timeout: 120_000 },
      )
      .toBe(1);
    await lastShown.getByText(last?.key ?? '', { exact: true }).waitFor();
    expect(await grid.getByRole('row').count()).toBeLessThan(people);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });

  it('are told in full beside the list once they are pressed, on a phone, too, where their columns are narrow', async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 360, height: 740 });
    const grid = page.getByRole('grid', { name: 'Sync' });
    await grid.press('Home');
    const first = grid.locator('[aria-rowindex="2"]');
    const key = await first.getByRole('gridcell').nth(1).textContent();
    await first.click();
    const panel = page.locator('.side-panel');
    await panel.getByText('Next try').waitFor();
    expect(await panel.getByRole('definition').nth(1).textContent()).toBe(key);
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the doors of the console', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    await signIn(desk);
    ({ panel } = await registeredPanel(desk.app, 'BOARD1', { doors: 2 }));
    // It never calls: nobody can reach its door.
    await desk.app.admin('POST', '/devices', { sn: 'BOARD2' });
    await desk.app.admin('POST', '/doors', { sn: 'BOARD2', number: 1, name: 'Dock' });
  });
  afterAll(async () => {
    await desk.stop();
  });

  /** What the panel is told, until the command is among it. */
  async function told(command: string): Promise<void> {
    const texts: string[] = [];
    await expect
      .poll(
        async () => {
          texts.push(...(await panel.poll()).map(({ text }) => text));
          return texts;
        },
        { timeout: 60_000 },
      )
      .toContain(command);
  }

  /** What a page listens to comes a moment after what it shows, and the list of keys is that of the moment it opens. */
  async function hasItsLetters(): Promise<void> {
    const { page } = desk;
    const list = page.getByRole('dialog');
    await expect
      .poll(async () => {
        await page.keyboard.press('?');
        await list.getByText('Find anything').waitFor();
        const found = await list.getByText('Lock down').count();
        await page.keyboard.press('Escape');
        await list.waitFor({ state: 'detached' });
        return found;
      })
      .toBe(1);
  }

  it('holds a door for a while, and says until when', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    await page.locator('.tile', { hasText: 'BOARD1-1' }).click();
    const side = page.getByRole('complementary');
    await side.getByRole('button', { name: 'Hold open' }).click();
    await page.getByRole('menuitem', { name: '15 minutes' }).click();
    await told('CONTROL DEVICE 010101FF');
    await side.getByText('done', { exact: true }).waitFor();
    await side.getByText('Held open until').waitFor();
    await side.getByText('The last 24 hours').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'door-held');
  });

  it('is opened and closed by letters, which do nothing while somebody types', async () => {
    const { page } = desk;
    await page.locator('[data-find]').focus();
    await page.keyboard.type('o');
    await page.locator('[data-find]').fill('');
    await page.getByRole('complementary').focus();
    await page.keyboard.press('o');
    await told('CONTROL DEVICE 01010105');
    await page.getByRole('complementary').getByText('done', { exact: true }).waitFor();
    await hasItsLetters();
    expect(desk.complaints()).toEqual([]);
  });

  it('has its letters in the list of keys where it cannot be reached, too', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    await page.locator('.tile', { hasText: 'Dock' }).click();
    await page.getByRole('complementary').getByRole('heading', { name: 'Dock' }).waitFor();
    await hasItsLetters();
    expect(desk.complaints()).toEqual([]);
  });

  it('are opened from any page by their names, and locked from there, too', async () => {
    const { page, app } = desk;
    const choose = async (letters: string, option: string) => {
      await page.keyboard.press('Control+k');
      const found = page.getByRole('dialog', { name: 'Find' });
      await found.getByRole('searchbox').fill(letters);
      await found.getByRole('option', { name: option }).click();
    };
    await page.goto(`${app.url}/console/people`);
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await choose('add per', 'Add person');
    await page.getByRole('dialog', { name: 'Add person' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // One that has not called for a minute is away.
    await panel.poll();
    await choose('board1-1', 'Open BOARD1-1');
    await page.getByRole('complementary').getByRole('heading', { name: 'BOARD1-1' }).waitFor();
    await told('CONTROL DEVICE 01010105');
    await page.getByRole('complementary').getByText('done', { exact: true }).waitFor();
    await choose('lock do', 'Lock down');
    const dialog = page.getByRole('dialog', { name: 'Lock down' });
    await dialog.getByRole('button', { name: 'Lock 3 doors' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
  });

  it('do not show who was refused as if they had passed: on the board, in the panel and in the list', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    const tile = page.locator('.tile', { hasText: 'BOARD1-2' });
    await tile.waitFor();
    await panel.sendEvent({ door: 2, event: 0, pin: '7', cardNo: '5550' });
    await tile.getByText('5550').waitFor();
    expect(await tile.innerText()).not.toContain('refused');
    await panel.sendEvent({ door: 2, event: 27, cardNo: '5551' });
    await tile.getByText('5551').waitFor();
    await tile.getByText('refused', { exact: true }).waitFor();
    await tile.click();
    const side = page.getByRole('complementary');
    await side.getByText('refused', { exact: true }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await page.goto(`${app.url}/console/doors?view=list`);
    const row = page.getByRole('row').filter({ hasText: '5551' });
    await row.getByText('refused', { exact: true }).waitFor();
    await page.goto(`${app.url}/console/doors`);
    await tile.click();
    await side.getByRole('link', { name: 'Why?' }).click();
    await side.getByText('5551').first().waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('are rows, too', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    await page.getByRole('radio', { name: 'List' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(4);
    await page.getByRole('columnheader', { name: 'State' }).click();
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(new URL(page.url()).searchParams.get('view')).toBe('list');
    await picture(desk, 'doors-list');
  });

  it('are locked all at once: how many is said before, what became of each afterwards', async () => {
    const { page } = desk;
    // One that has not called for a minute is away.
    await panel.poll();
    await page.getByRole('button', { name: 'Emergency' }).click();
    await page.getByRole('menuitem', { name: 'Lock down' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 doors are meant.').waitFor();
    await dialog.getByText('1 of them cannot be reached.').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Lock 3 doors' }).click();
    await told('CONTROL DEVICE 06000100');
    await dialog.getByText('2 of 3 done').waitFor();
    const fates = dialog.getByRole('listitem');
    await expect.poll(() => fates.first().innerText()).toContain('the device is offline');
    await picture(desk, 'lockdown');
    expect(desk.complaints()).toEqual([]);
  });
});

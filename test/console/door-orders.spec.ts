import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const patience = { timeout: 60_000 };

describe.skipIf(!hasBrowser)('an order to a door', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    const refuseCommands = (words: string) => (words === 'control device' ? -5 : undefined);
    ({ panel } = await registeredPanel(desk.app, 'ORDER1', { doors: 2, refuseCommands }));
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('is followed while another door is looked at: its tile shows how far it is, and a refusal is told', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/doors`);
    const tile = page.locator('.tile', { hasText: 'ORDER1-1' });
    const side = page.getByRole('complementary');
    await tile.click();
    await side.getByRole('button', { name: 'Open 5 s' }).click();
    await tile.getByText('queued').waitFor();
    await page.locator('.tile', { hasText: 'ORDER1-2' }).click();
    await side.getByRole('heading', { name: 'ORDER1-2' }).waitFor();
    await tile.getByText('queued').waitFor();
    await expect.poll(() => barriers(page), patience).toEqual([]);

    const told = page.getByText(/^ORDER1-1: failed, /);
    await expect
      .poll(async () => {
        await panel.poll();
        return told.count();
      }, patience)
      .toBe(1);
    await tile.click();
    await side.getByText('failed', { exact: true }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });
});

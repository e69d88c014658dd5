import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('what a device and the gateway say to each other', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel } = await registeredPanel(desk.app, 'WIRED1'));
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  it('is shown in words while it is recorded', async () => {
    const { app, page } = desk;
    await signIn(desk);
    await page.goto(`${app.url}/console/devices/WIRED1?tab=wire`);
    await page.getByText('Nothing was recorded in the last day.').waitFor();
    await page.getByRole('button', { name: 'Record 15 minutes' }).click();
    await page.getByText('It waits for the next exchange.').waitFor();
    const asks = page.getByText('asks for commands, nothing waiting');
    await expect
      .poll(
        async () => {
          await panel.poll();
          return asks.count();
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    const made = await app.admin('POST', '/devices/WIRED1/commands', { command: 'CONTROL DEVICE 01010105' });
    const { id } = made.body as { id: number };
    await expect.poll(async () => (await panel.poll()).map(({ text }) => text)).toContain('CONTROL DEVICE 01010105');
    await page.getByText(`gets command ${id}: open door 1`).click();
    await page.getByText(`C:${id}:CONTROL DEVICE 01010105`).waitFor();
    await page.getByText(`answers command ${id}: return 0`).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'wire');
  });

  it('is saved as text, and ends when somebody ends it', async () => {
    const { page } = desk;
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as text' }).click();
    expect((await saved).suggestedFilename()).toBe('wire-WIRED1.txt');
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByText('It is not recorded now.').waitFor();
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    await expect.poll(() => barriers(page)).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('why', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    const made = await registeredPanel(desk.app, 'WHY1', { doors: 1 });
    ({ panel } = made);
    const { app } = desk;
    await app.admin('PATCH', `/doors/${made.doorIds[0] ?? ''}`, { name: 'Front door' });
    await app.admin('POST', '/access-levels', { id: 'front', name: 'Front', doorIds: made.doorIds });
    await app.admin('POST', '/persons', { pin: '1001', name: 'Ann', lastName: 'Lee', cardNo: '5551' });
    await signIn(desk);
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  it('a card was refused is told beside the event, and mended there: then it opens', async () => {
    const { page, app } = desk;
    await settle(app, panel);
    expect(await panel.badge('5551', 1)).not.toBe('opens');
    await page.goto(`${app.url}/console/events`);
    await page.getByRole('row').filter({ hasText: '5551' }).getByRole('button', { name: 'Why?' }).click();
    await page.getByText('May not pass. Has no level that opens this door.').waitFor();
    await readAloud();
    await picture(desk, 'events-why');
    await page.getByRole('button', { name: 'Give Front' }).click();
    await page.getByText('The level is given.').waitFor();
    await page.getByText('May pass.').waitFor();
    await settle(app, panel);
    await page.getByText(/^It got this right (\d+ seconds? later|only at)/).waitFor();
    await expect.poll(() => panel.badge('5551', 1), { interval: 1_000 }).toBe('opens');
    // The letter closes the answer, and opens it again.
    await page.keyboard.press('w');
    await expect.poll(() => page.getByText('May pass.').count()).toBe(0);
    await page.keyboard.press('w');
    await page.getByText('May pass.').waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('is asked of a person at a door, of a door and of a person, at any time', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/explain?mode=access`);
    await page.getByRole('combobox', { name: 'Person' }).fill('Lee');
    await page.getByRole('option', { name: 'Ann Lee' }).click();
    await page.getByRole('combobox', { name: 'Door' }).fill('Fro');
    await page.getByRole('option', { name: 'Front door' }).click();
    await page.getByText('May pass.').waitFor();
    await page.getByLabel('Time at the door').fill('2026-11-16T22:30');
    await page.getByText('Monday, 22:30 is within').waitFor();
    await page.getByLabel('Card').fill('999');
    await page.getByText('May not pass. Nobody has card 999.').waitFor();
    await readAloud();
    await picture(desk, 'explain-refusal');

    await page.getByRole('tab', { name: 'Who can open it' }).click();
    await page.getByRole('row').filter({ hasText: 'Ann Lee' }).waitFor();
    await readAloud();
    await page.getByRole('tab', { name: 'Which doors' }).click();
    await page.getByRole('row').filter({ hasText: 'Front door' }).click();
    await page.getByText('May pass.').waitFor();
    expect(desk.complaints()).toEqual([]);
  });
});

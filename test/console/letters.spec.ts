import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { hasBrowser, openDesk, signIn, type Desk } from './browser.js';

const patience = { timeout: 60_000 };

describe.skipIf(!hasBrowser)('letters of a page', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    ({ panel } = await registeredPanel(desk.app, 'LETTER1', { doors: 1 }));
    expect((await desk.app.admin('POST', '/persons', { pin: '1', name: 'Joan', lastName: 'Clarke' })).status).toBe(201);
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  /** The page may not hear the first time: what it shows comes before what it listens to. */
  const press = (letter: string, isHeard: () => Promise<boolean>) =>
    expect
      .poll(async () => {
        if (!(await isHeard())) await desk.page.keyboard.press(letter);
        return isHeard();
      }, patience)
      .toBe(true);

  it('P keeps the events as they are, and counts what comes meanwhile', async () => {
    const { page, app } = desk;
    expect(await panel.sendEvent({ door: 1, event: 202 })).toBe(true);
    await page.goto(`${app.url}/console/events`);
    const rows = page.locator('.grid-row');
    await expect.poll(() => rows.count(), patience).toBe(1);
    const goOn = page.getByRole('button', { name: 'Go on' });
    await press('p', async () => (await goOn.count()) === 1);
    expect(await panel.sendEvent({ door: 1, event: 202 })).toBe(true);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await rows.count()).toBe(1);
    await goOn.click();
    await expect.poll(() => rows.count(), patience).toBe(2);
    await page.getByRole('button', { name: '1 new' }).waitFor({ state: 'detached' });
    await page.locator('main').focus();
    await press('e', async () => (await page.getByRole('menuitem', { name: 'CSV table' }).count()) === 1);
    await page.keyboard.press('Escape');
    expect(desk.complaints()).toEqual([]);
  });

  it('throw nothing away that is being filled in, nor does a look at another list', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/visitors`);
    await page.getByRole('button', { name: 'Check in' }).click();
    const side = page.getByRole('complementary');
    const number = side.getByLabel('Number of the certificate');
    await number.fill('P-9');
    await side.getByRole('button', { name: 'Certificate' }).first().focus();
    await page.keyboard.press('n');
    await page.getByRole('tab', { name: 'In' }).click();
    await page.getByText('No visitor is in.').waitFor();
    expect(await number.inputValue()).toBe('P-9');
    await side.getByRole('heading', { name: 'Check in' }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('Esc closes an open list alone, and asks before what was typed is lost', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/visitors`);
    await page.getByRole('button', { name: 'New reservation' }).click();
    const side = page.getByRole('complementary');
    const host = side.getByRole('combobox', { name: 'Host' });
    await host.fill('Joan');
    await page.getByRole('option', { name: 'Joan Clarke' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => host.getAttribute('aria-expanded'), patience).toBe('false');
    await side.getByLabel('Number of the certificate').fill('P-9');
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Close without sending?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await side.getByLabel('Number of the certificate').inputValue()).toBe('P-9');
    await side.getByRole('button', { name: 'Close', exact: true }).click();
    await question.getByRole('button', { name: 'Close and lose it' }).click();
    await side.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'New reservation' }).click();
    await side.waitFor();
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'detached' });
    expect(desk.complaints()).toEqual([]);
  });

  it('1 to 9 lead to what needs somebody: an alarm is open then', async () => {
    const { page, app } = desk;
    expect(await panel.sendEvent({ door: 1, event: 102 })).toBe(true);
    await page.goto(`${app.url}/console/`);
    await page.getByText('Forced open').first().waitFor();
    const side = page.getByRole('complementary');
    await press('1', async () => (await side.getByRole('button', { name: 'Acknowledge' }).count()) === 1);
    expect(new URL(page.url()).pathname).toBe('/console/alarms');
    expect(desk.complaints()).toEqual([]);
  });
});

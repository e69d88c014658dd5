import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

const secret = 'a long password';

/** What stopped a guard, a receptionist and an auditor who had never seen the console. */
describe.skipIf(!hasBrowser)('on duty', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    await app.admin('POST', '/areas', { code: 'M', name: 'Main building' });
    const { panel: made, doorIds } = await registeredPanel(app, 'DUTY1', { doors: 1 });
    panel = made;
    await app.admin('PATCH', '/devices/DUTY1', { areaCode: 'M' });
    await app.admin('POST', '/visitor-levels', { id: 'guests', name: 'Guests', timeZoneId: 1, doorIds });
    for (const role of ['guard', 'reception', 'auditor'])
      await app.admin('POST', '/operators', { name: role, role, password: secret });
    // Who made the passwords is somebody else: they are changed first.
    await app.sql('UPDATE operator SET must_change = false');
  });
  afterAll(() => desk.stop());
  const open = (path: string) => desk.page.goto(`${desk.app.url}/console${path}`);
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);

  async function begin(name: string): Promise<void> {
    await desk.context.clearCookies();
    await desk.page.goto('about:blank');
    await signIn(desk, name, secret);
    desk.complaints();
  }

  it('a guard opens a door and is told what became of it', async () => {
    const { page } = desk;
    await begin('guard');
    await open('/doors');
    await page.locator('.tile', { hasText: 'DUTY1-1' }).click();
    const side = page.getByRole('complementary');
    await side.getByRole('button', { name: 'Open 5 s' }).click();
    const texts: string[] = [];
    await expect
      .poll(
        async () => {
          texts.push(...(await panel.poll()).map(({ text }) => text));
          return texts;
        },
        { timeout: 60_000 },
      )
      .toContain('CONTROL DEVICE 01010105');
    await side.getByText('done', { exact: true }).waitFor();
    expect(await side.getByRole('alert').count()).toBe(0);
    await readAloud();
    expect(desk.complaints()).toEqual([]);
  });

  it('a guard reads what areas are called, and finds no link to a page of others', async () => {
    const { page } = desk;
    await page.getByRole('heading', { name: 'Main building' }).waitFor();
    const side = page.getByRole('complementary');
    await side.getByText('DUTY1', { exact: true }).waitFor();
    expect(await side.getByRole('link', { name: 'DUTY1' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Emergency' }).click();
    await page.getByRole('menuitem', { name: 'Lock down' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Where' }).click();
    await page.getByRole('option', { name: 'Main building' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  it('a guard who may not ask why somebody was refused is not led to where nothing is said', async () => {
    const { page } = desk;
    await open('/doors');
    const tile = page.locator('.tile', { hasText: 'DUTY1-1' });
    await tile.waitFor();
    await panel.sendEvent({ door: 1, event: 27, cardNo: '5551' });
    await tile.getByText('refused', { exact: true }).waitFor();
    await tile.click();
    const side = page.getByRole('complementary');
    await side.getByText('refused', { exact: true }).waitFor();
    expect(await side.getByRole('link', { name: 'Why?' }).count()).toBe(0);
  });

  it('a guard sees on a phone when something was, and how many alarms wait', async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 360, height: 740 });
    await panel.sendEvent({ door: 1, event: 102 });
    await open('/events');
    const time = page.getByRole('gridcell').locator('time').first();
    await time.waitFor();
    const cut = () =>
      time.evaluate((one) => {
        const cell = one.closest('[role=gridcell]');
        return cell === null ? null : cell.scrollWidth - cell.clientWidth;
      });
    await expect.poll(cut).toBe(0);
    const bar = page.locator('.bottom-bar');
    await bar.locator('.menu-count').waitFor();
    const heights = () =>
      bar
        .locator('.menu-link .icon')
        .evaluateAll((icons) => [...new Set(icons.map((one) => one.getBoundingClientRect().y))]);
    await expect.poll(async () => (await heights()).length).toBe(1);
    await readAloud();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('a receptionist who forgets a field still sees the whole page', async () => {
    const { page } = desk;
    await begin('reception');
    await open('/visitors');
    await page.getByRole('button', { name: 'Check in' }).click();
    const side = page.getByRole('complementary');
    await side.getByLabel('Number of the certificate').fill('P-1');
    await side.getByLabel('First name').fill('Max');
    await side.getByLabel('Reason').fill('A talk');
    await side.getByRole('button', { name: 'Check in' }).click();
    await side.getByText('is missing').waitFor();
    const longer = () => page.evaluate('document.documentElement.scrollHeight - window.innerHeight');
    await expect.poll(longer).toBe(0);
  });

  it('a receptionist reads in the own language which field is missing, whatever the browser speaks', async () => {
    const { page } = desk;
    await prefer(desk, { locale: 'es' });
    await open('/visitors?open=arrive');
    const side = page.getByRole('complementary');
    await side.getByRole('button', { name: 'Registrar entrada' }).click();
    await side.getByText('falta', { exact: true }).first().waitFor();
    expect(await side.innerText()).not.toContain('Please');
    await readAloud();
    await prefer(desk, { locale: 'en' });
    // The page to sign in speaks as the one before it.
    await open('/visitors');
    await page.getByRole('heading', { name: 'Visitors' }).waitFor();
  });

  it('an auditor reads what was added, and who was given which level', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/access-levels', { id: 'staff', name: 'Staff' });
    await app.admin('POST', '/access-levels', { name: 'Store' });
    await app.admin('POST', '/persons', { pin: '77', name: 'Ann' });
    await app.admin('PUT', '/access-levels/staff/persons/77');
    await app.admin('DELETE', '/access-levels/staff/persons/77');
    await begin('auditor');
    await open('/audit');
    await page.getByText(/ took access level staff from person 77$/).waitFor();
    await page.getByText(/ gave person 77 access level staff$/).waitFor();
    await page.getByText(/ added person 77$/).waitFor();
    await page.getByText(/ added access level Store$/).waitFor();
  });

  it('an auditor reads in the own language what a guard did', async () => {
    const { page } = desk;
    await begin('auditor');
    await open('/audit');
    await page.getByText('guard gave an order to doors: open').waitFor();
    await page.getByText('auditor signed in').first().waitFor();
    await prefer(desk, { locale: 'es' });
    await page.reload();
    await page.getByText('guard dio una orden a puertas: abrir').waitFor();
    await readAloud();
  });
});

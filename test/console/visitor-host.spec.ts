import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(!hasBrowser)('who visits whom, and why not yet', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    expect((await desk.app.admin('POST', '/persons', { pin: '1', name: 'Ann', lastName: 'Lee' })).status).toBe(201);
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const made = async (path: string, body: object) => {
    const { status, body: view } = await desk.app.admin('POST', path, body);
    expect([path, status]).toEqual([path, 201]);
    return view.id as string;
  };
  const facts = { hostPin: '1', certType: '3', visitReason: 'A talk' };

  it('the host stands in the list of who is expected, in the reservation and where they are checked in', async () => {
    const { app, page } = desk;
    // From yesterday until the day after tomorrow it is today in every time zone.
    const times = { startTime: `${inDays(-1)} 09:00:00`, endTime: `${inDays(2)} 18:00:00` };
    await made('/visitor-reservations', { ...facts, ...times, certNumber: 'P-1', name: 'Max Moss' });
    await page.goto(`${app.url}/console/visitors`);
    const row = page.getByRole('row').filter({ hasText: 'Max Moss' });
    await row.getByText('Ann Lee (1)').waitFor();
    await row.click();
    const panel = page.locator('.side-panel');
    await panel.getByText('visits Ann Lee (1)').waitFor();
    await panel.getByRole('button', { name: 'Check in' }).click();
    await panel.getByLabel('Card').waitFor();
    await panel.getByRole('heading', { name: 'Max Moss' }).waitFor();
    await panel.getByText('visits Ann Lee (1)').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
  });

  it('a visit whose time has not come says from when it opens doors', async () => {
    const { app, page } = desk;
    const times = { startTime: `${inDays(3)} 09:00:00`, endTime: `${inDays(4)} 18:00:00` };
    const id = await made('/visits', { ...facts, ...times, certNumber: 'P-2', name: 'Eve' });
    await page.goto(`${app.url}/console/visitors?tab=in&open=visit.${id}`);
    await page.getByText(`They open from ${inDays(3)} 09:00`, { exact: false }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
  });

  it('a visit that ends before it begins is refused in the language of the page', async () => {
    const { app, page } = desk;
    await prefer(desk, { locale: 'es' });
    await page.goto(`${app.url}/console/visitors?open=new`);
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Número del documento').fill('P-3');
    await panel.getByLabel('Nombre completo').fill('Ida');
    await panel.getByRole('combobox', { name: 'Anfitrión' }).fill('Ann');
    await page.getByRole('option', { name: 'Ann Lee' }).click();
    await panel.getByLabel('Motivo').fill('Charla');
    await panel.getByLabel('Desde').fill(`${inDays(4)}T10:00`);
    await panel.getByLabel('Hasta').fill(`${inDays(3)}T10:00`);
    await panel.getByRole('button', { name: 'Nueva reserva' }).click();
    await panel.getByText('La visita terminaría antes de empezar, o ya ha pasado.').waitFor();
    expect(desk.complaints().filter((said) => !said.includes('400'))).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredPanel } from '../support/panel.js';
import { certificates } from '../support/certificates.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, password, picture, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('the system', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({}, { WEBHOOK_ALLOW_PRIVATE: 'true' });
    const { doorIds } = await registeredPanel(desk.app, 'SYSTEM1', { doors: 1 });
    await desk.app.admin('PATCH', `/doors/${doorIds[0] ?? ''}`, { name: 'Front door' });
    await desk.app.admin('POST', '/persons', { pin: '1001', name: 'Ann' });
    await desk.app.admin('PATCH', '/persons/1001', { name: 'Anna' });
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });
  const readAloud = () => expect.poll(() => barriers(desk.page)).toEqual([]);
  const open = (path: string) => desk.page.goto(`${desk.app.url}/console${path}`);

  it('says who changed what, before and after, and that nobody has touched the log', async () => {
    const { page } = desk;
    await open('/audit');
    await page.getByRole('row').filter({ hasText: 'ADMIN_TOKEN changed person 1001' }).click();
    const change = page.getByRole('table', { name: 'What is not as it was' });
    await change.waitFor();
    expect(await change.getByRole('row').nth(1).getByRole('cell').allInnerTexts()).toEqual(['Ann', 'Anna']);
    expect(await change.getByRole('row').nth(1).getByRole('rowheader').innerText()).toBe('Name');
    await page.getByRole('region', { name: 'With' }).getByText('Number of the person').waitFor();
    await picture(desk, 'audit-panel');
    await readAloud();
    await page.getByRole('button', { name: 'All about this' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(3);
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText('as they were written').waitFor();
    await readAloud();
  });

  it('narrows the log to days, the last of which is included', async () => {
    const { page } = desk;
    await open('/audit');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Period…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From').fill('2020-01-01');
    await dialog.getByLabel('To').fill('2020-01-31');
    await readAloud();
    const asked = page.waitForRequest((request) => request.url().includes('/audit?'));
    await dialog.getByRole('button', { name: 'Filter' }).click();
    const { searchParams } = new URL((await asked).url());
    expect([searchParams.get('from'), searchParams.get('to')]).toEqual(['2020-01-01', '2020-02-01']);
    await page.getByText('Nothing fits.').waitFor();
    await page.getByRole('button', { name: 'Remove the filter to 2020-01-31' }).click();
    await page.getByRole('row').filter({ hasText: 'changed person 1001' }).waitFor();
  });

  it('shows what was asked of devices, and takes back what none has got', async () => {
    const { page, app } = desk;
    const { status, body } = await app.admin('POST', '/devices/SYSTEM1/commands', { command: 'SET OPTIONS Volume=7' });
    expect(status).toBe(201);
    await open('/commands?actor=admin');
    await page.getByRole('row').filter({ hasText: 'SET OPTIONS Volume=7' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByText('an operator or the admin API').waitFor();
    // In words; what the gateway calls it is below.
    await panel.getByRole('heading', { name: `Text of one’s own ${String(body.id)}` }).waitFor();
    await panel.getByText('raw', { exact: true }).waitFor();
    await readAloud();
    await panel.getByRole('button', { name: 'Take back' }).click();
    await panel.getByText('cancelled').waitFor();
    expect((await app.admin('GET', `/commands/${body.id}`)).body.status).toBe('cancelled');
  });

  it('has settings, of which the environment fixes some', async () => {
    const { page, app } = desk;
    await open('/settings');
    await page.getByRole('link', { name: 'Set up again' }).waitFor();
    const site = page.getByRole('region', { name: 'This site' });
    await site.getByText('Fixed by the environment of the gateway').first().waitFor();
    expect(await site.getByLabel('Time zone').inputValue()).toBe('Europe/Madrid');
    await site.getByLabel('Name', { exact: true }).fill('Head office');
    await site.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('banner').getByText('Head office').waitFor();
    await page.getByRole('region', { name: 'The doctor' }).getByText('No backup was made yet.').waitFor();
    const people = page.getByRole('region', { name: 'Visitors and people' });
    await people.getByLabel('Abnormal from').fill('99');
    await people.getByRole('button', { name: 'Save' }).click();
    await people.locator('.field-error').waitFor();
    await people.getByLabel('Abnormal from').fill('38');
    await people.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await app.admin('GET', '/settings')).body.temperatureLimit).toBe(38);
    await readAloud();
  });

  it('makes a backup for whoever gives the password again, and checks it', async () => {
    const { page } = desk;
    await open('/backup');
    const every = page.getByRole('region', { name: 'Every day' });
    await every.getByLabel('Time of day').fill('02:30');
    await every.getByRole('button', { name: 'Save' }).click();
    const again = page.getByRole('dialog');
    await again.getByLabel('Password').fill(password);
    await again.getByRole('button', { name: 'Go on' }).click();
    await every.locator('.field-error').waitFor();
    const make = page.getByRole('region', { name: 'Download one now' });
    await make.getByLabel('Passphrase').fill('battery staple horse');
    await make.getByLabel('Once more').fill('battery staple horse');
    const downloads = page.waitForEvent('download');
    await make.getByRole('button', { name: 'Make and download' }).click();
    const file = await downloads;
    expect(file.suggestedFilename()).toMatch(/^postern-\d{8}T\d{6}Z\.tar\.age$/);
    const check = page.getByRole('region', { name: 'Check a file' });
    await check.locator('input[type=file]').setInputFiles(await file.path());
    await check.getByLabel('Passphrase of the file').fill('battery staple horse');
    await check.getByRole('button', { name: 'Check', exact: true }).click();
    await check.getByText('The file is whole').waitFor();
    await page.getByRole('table', { name: 'Backups and rehearsals' }).getByText(file.suggestedFilename()).waitFor();
    await readAloud();
  });

  it('sends what happens to a webhook that a form has set, with its headers', async () => {
    const { page, app } = desk;
    const receiver = await WebhookReceiver.start();
    try {
      await open('/webhooks');
      await page.getByRole('button', { name: 'Add webhook' }).first().click();
      const form = page.getByRole('complementary');
      await form.getByLabel('Address').fill(receiver.url);
      await form.getByLabel('Name', { exact: true }).fill('Payroll');
      await form.getByRole('group', { name: 'Headers', exact: true }).getByRole('button').click();
      await form.getByLabel('Header', { exact: true }).fill('X-Key');
      await form.getByLabel('Value', { exact: true }).fill('0123456789');
      await readAloud();
      await form.getByRole('button', { name: 'Add webhook' }).click();
      await form.getByRole('button', { name: 'I have it' }).click();
      await form.getByRole('button', { name: 'Test', exact: true }).click();
      await form.getByText('It arrived: 204').waitFor();
      // A device that has been silent for a minute may be told of, too.
      const tests = () => receiver.all.filter(({ type }) => type === 'postern.test');
      expect(tests().map(({ headers }) => headers['x-key'])).toEqual(['0123456789']);
      await readAloud();

      // What a value was is not shown; it stays, and another certificate is taken.
      await form.getByLabel('Certificates of the receiver').fill(certificates.people.cert);
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The webhook is saved.').waitFor();
      const [webhook] = (await app.admin('GET', '/webhooks')).body.items;
      expect(webhook).toMatchObject({ name: 'Payroll', headers: { 'x-key': '***' } });
      expect((webhook.ca as string).trim()).toBe(certificates.people.cert.trim());
      await form.getByRole('button', { name: 'Test', exact: true }).click();
      await expect.poll(() => tests().length).toBe(2);
      expect(tests()[1]?.headers['x-key']).toBe('0123456789');
    } finally {
      await receiver.stop();
    }
  });
});

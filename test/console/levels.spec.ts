import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, prefer, signIn, type Desk } from './browser.js';

describe.skipIf(!hasBrowser)('levels', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const { app } = desk;
    for (const sn of ['NORTH1', 'SOUTH1']) {
      await app.admin('POST', '/devices', { sn });
      for (const number of [1, 2, 3, 4, 5, 6])
        await app.admin('POST', '/doors', { sn, number, name: `Gate ${sn[0] ?? ''}${String(number)}` });
    }
    await signIn(desk);
  });
  afterAll(async () => {
    await desk.stop();
  });

  it('get all doors that are found at once, and lose them at once', async () => {
    const { page, app } = desk;
    await page.goto(`${app.url}/console/levels?level=new`);
    const panel = page.locator('.side-panel');
    await panel.getByLabel('Name').fill('South');
    await panel.getByRole('group', { name: 'NORTH1' }).waitFor();
    await panel.getByLabel('Find').fill('south');
    await panel.getByRole('group', { name: 'NORTH1' }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Choose all shown' }).click();
    await panel.getByText('6 doors chosen').waitFor();
    await panel.getByLabel('Find').fill('s2');
    await panel.getByText('Gate S1').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Choose none shown' }).click();
    await panel.getByText('5 doors chosen').waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Add level' }).click();
    await panel.getByRole('button', { name: 'Save' }).waitFor();
    const levels = (await app.admin('GET', '/access-levels?q=South')).body.items as { id: string; doorIds: string[] }[];
    const doors = (await app.admin('GET', '/doors?limit=100')).body.items as { id: string; name: string }[];
    const nameOf = new Map(doors.map(({ id, name }) => [id, name]));
    expect(levels.map(({ doorIds }) => doorIds.map((id) => nameOf.get(id)).sort())).toEqual([
      ['Gate S1', 'Gate S3', 'Gate S4', 'Gate S5', 'Gate S6'],
    ]);
    expect(desk.complaints()).toEqual([]);
  });

  it('say how many people have them', async () => {
    const { page, app } = desk;
    await app.admin('POST', '/access-levels', { id: 'staff', name: 'Staff' });
    for (const pin of ['1', '2']) await app.admin('POST', '/persons', { pin, name: 'Ann', accLevelIds: ['staff'] });
    await page.goto(`${app.url}/console/levels`);
    await page.getByRole('columnheader', { name: 'People' }).waitFor();
    const staff = page.getByRole('row').filter({ hasText: 'Staff' });
    await staff.getByRole('gridcell', { name: '2', exact: true }).waitFor();
    expect(desk.complaints()).toEqual([]);
  });

  it('cannot be deleted for a moment, which is told where it covers nothing that is needed next, on a phone, too', async () => {
    const { page, app } = desk;
    const { body } = await app.admin('POST', '/access-levels', { id: 'store', name: 'Store' });
    expect(body.id).toBe('store');
    await page.route('**/admin/v1/access-levels/store', (route) =>
      route.request().method() === 'DELETE' ? route.abort() : route.continue(),
    );
    await page.goto(`${app.url}/console/levels?level=store`);
    const panel = page.locator('.side-panel');
    await panel.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete Store' }).click();
    // What went wrong stays until it is closed.
    const told = page.locator('.toast').filter({ hasText: 'The gateway does not answer.' });
    await told.waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const covered = () =>
      page.evaluate<string[]>(`(() => {
        const toast = document.querySelector('.toast').getBoundingClientRect();
        return [...document.querySelectorAll('main button, main input, main a')]
          .map((one) => [one, one.getBoundingClientRect()])
          // Not what is scrolled out of sight.
          .filter(([one, { left, top, width, height }]) =>
            document.elementsFromPoint(left + width / 2, top + height / 2).includes(one))
          .filter(([, { left, right, top, bottom }]) =>
            right > toast.left && left < toast.right && bottom > toast.top && top < toast.bottom)
          .map(([one]) => one.outerHTML.slice(0, 80));
      })()`);
    await panel.getByRole('button', { name: 'Delete' }).scrollIntoViewIfNeeded();
    expect(await covered()).toEqual([]);
    await page.setViewportSize({ width: 360, height: 700 });
    await panel.getByRole('button', { name: 'Delete' }).scrollIntoViewIfNeeded();
    expect(await covered()).toEqual([]);
    await panel.getByLabel('Name').scrollIntoViewIfNeeded();
    expect(await covered()).toEqual([]);
    // A window above the page leaves it readable, and its button closes it alone.
    await panel.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').waitFor();
    await told.getByRole('button', { name: 'Close' }).click();
    await told.waitFor({ state: 'detached' });
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.unroute('**/admin/v1/access-levels/store');
    // The browser notes the lost request in its console.
    desk.complaints();
  });

  it('that are gone are told in the language of the page; what the gateway says in English is folded away', async () => {
    const { page, app } = desk;
    await prefer(desk, { locale: 'es' });
    await page.goto(`${app.url}/console/levels?level=gone`);
    const told = page.locator('.side-panel').getByRole('alert');
    await told.getByText('Ya no existe.').waitFor();
    const english = told.locator('details bdi');
    expect(await english.isVisible()).toBe(false);
    // Whatever is asked anew meanwhile folds it again.
    const unfolded = async () => {
      if (!(await english.isVisible())) await told.getByText('Detalles').click();
      return english.isVisible();
    };
    await expect.poll(unfolded).toBe(true);
    await expect.poll(() => barriers(page)).toEqual([]);
    // The browser notes the refusal in its console.
    desk.complaints();
    await prefer(desk, { locale: 'en' });
  });

  it('that somebody else takes away are gone from an open page, which no stream tells', async () => {
    const { page, app } = desk;
    for (const id of ['crew', 'night']) await app.admin('POST', '/access-levels', { id, name: `Level ${id}` });
    await app.admin('POST', '/persons', { pin: '9', name: 'Ida', lastName: 'Stone', accLevelIds: ['crew', 'night'] });
    await page.clock.install();
    const onceLookedAtAgain = async (count: () => Promise<number>) => {
      await page.clock.fastForward(30_000);
      return count();
    };
    await page.goto(`${app.url}/console/levels?level=crew`);
    const member = page.locator('.side-panel').getByRole('link', { name: 'Ida Stone' });
    await member.waitFor();
    expect((await app.admin('DELETE', '/access-levels/crew/persons/9')).status).toBe(204);
    await expect.poll(() => onceLookedAtAgain(() => member.count())).toBe(0);

    await page.goto(`${app.url}/console/people/9?tab=access`);
    const taken = page.getByRole('button', { name: 'Take Level night away' });
    await taken.waitFor();
    expect((await app.admin('DELETE', '/access-levels/night/persons/9')).status).toBe(204);
    await expect.poll(() => onceLookedAtAgain(() => taken.count())).toBe(0);
    expect(desk.complaints()).toEqual([]);
  });
});

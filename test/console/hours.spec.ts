import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { periodsIn, textOfDay, weekOf, withDay, writtenOf } from '../../console/src/features/hours/week.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { registeredPanel, settle } from '../support/panel.js';
import { barriers } from './axe.js';
import { hasBrowser, openDesk, picture, signIn, type Desk } from './browser.js';

describe('what is typed for a day', () => {
  it.each([
    ['08:00-12:00, 13:00-18:00', '08:00-12:00, 13:00-18:00'],
    ['8-12;1300-18', '08:00-12:00, 13:00-18:00'],
    ['08:00-12:00, 11:00-13:00', '08:00-13:00'],
    ['22:00-24:00', '22:00-23:59'],
    ['', ''],
  ])('%s is %s', (typed, said) => {
    const week = withDay(weekOf({}), 'mon', periodsIn(typed) ?? []);
    expect(week && textOfDay(week.mon)).toBe(said);
  });

  it.each(['8', 'eight to nine', '08:00-25:00', '08:00-08:00', '1-2-3'])('%s cannot be read', (typed) => {
    expect(periodsIn(typed)).toBeNull();
  });

  it('goes on in the next day beyond midnight; after a holiday it ends', () => {
    const night = periodsIn('22:00-06:00') ?? [];
    const week = withDay(weekOf({ mon: [['05:00', '08:00']] }), 'sun', night);
    expect(week && [textOfDay(week.sun), textOfDay(week.mon)]).toEqual(['22:00-23:59', '00:00-08:00']);
    const holiday = withDay(weekOf({}), 'hol1', night);
    expect(holiday && writtenOf(holiday)).toEqual({
      ...{ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], hol2: [], hol3: [] },
      hol1: [['22:00', '23:59']],
    });
  });

  it('has three periods at most', () => {
    expect(withDay(weekOf({}), 'mon', periodsIn('1-2,3-4,5-6,7-8') ?? [])).toBeNull();
  });
});

describe.skipIf(!hasBrowser)('hours', () => {
  let desk: Desk;
  let panel: SimulatedPanel;
  beforeAll(async () => {
    desk = await openDesk();
    const made = await registeredPanel(desk.app, 'HOURS1', { doors: 1 });
    ({ panel } = made);
    const { app } = desk;
    await app.admin('POST', '/time-zones', { name: 'Office', periods: { mon: [['08:00', '12:00']] } });
    await app.admin('POST', '/access-levels', { id: 'o', name: 'Open', timeZoneId: 2, doorIds: made.doorIds });
    await app.admin('POST', '/persons', { pin: '1', name: 'Ann', cardNo: '5551', accLevelIds: ['o'] });
    await signIn(desk);
  });
  afterAll(async () => {
    await panel.stop();
    await desk.stop();
  });

  it('are drawn and typed, tried, and reach the panel', async () => {
    const { page, app } = desk;
    await settle(app, panel);
    await page.goto(`${app.url}/console/hours`);
    await page.getByRole('row').filter({ hasText: 'Office' }).click();
    const track = page.getByRole('group', { name: 'Tuesday' }).locator('.hours-track');
    // Once it stands still.
    await track.hover();
    const box = await track.boundingBox();
    if (!box) throw new Error('there is no track');
    const at = (hour: number) => box.x + (box.width * hour) / 24;
    await page.mouse.move(at(9), box.y + 10);
    await page.mouse.down();
    await page.mouse.move(at(12), box.y + 10, { steps: 4 });
    await page.mouse.move(at(17), box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.getByRole('textbox', { name: 'Tuesday' }).inputValue()).toBe('09:00-17:00');

    await page.getByRole('textbox', { name: 'Monday' }).fill('1-2,3-4,5-6,7-8');
    await page.keyboard.press('Enter');
    await page.getByText('A device holds three periods a day at most.').waitFor();
    await page.getByRole('textbox', { name: 'Monday' }).fill('08:00-12:00, 13-18');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copy Monday to' }).click();
    await page.getByRole('menuitem', { name: 'Holiday kind 1' }).click();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Holiday kind 1' }).inputValue())
      .toBe('08:00-12:00, 13:00-18:00');
    // On a busy machine the gateway may ask to try again.
    const told = async () => {
      await page.getByRole('button', { name: 'What would change?' }).click();
      return page
        .getByText('1 person gains, 1 device')
        .waitFor({ timeout: 10_000 })
        .then(
          () => true,
          () => {
            desk.complaints();
            return false;
          },
        );
    };
    await expect.poll(told, { timeout: 180_000 }).toBe(true);
    await page.getByRole('listitem').filter({ hasText: 'gains: Ann (1)' }).waitFor();
    await expect.poll(() => barriers(page)).toEqual([]);
    await picture(desk, 'hours-week');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Office is saved.').waitFor();

    const { body } = await app.admin('GET', '/time-zones/2');
    expect(body.periods).toEqual({
      mon: [
        ['08:00', '12:00'],
        ['13:00', '18:00'],
      ],
      tue: [['09:00', '17:00']],
      ...{ wed: [], thu: [], fri: [], sat: [], sun: [], hol2: [], hol3: [] },
      hol1: [
        ['08:00', '12:00'],
        ['13:00', '18:00'],
      ],
    });
    const zone = async () => {
      await panel.poll();
      return panel.rows('timezone').find(({ timezoneid }) => timezoneid === '2')?.tuetime1;
    };
    await expect.poll(zone).toBe('58984100');
    // One that was asked to try again may be told so after it has.
    expect(desk.complaints().filter((said) => !said.includes('status of 503'))).toEqual([]);
  });
});

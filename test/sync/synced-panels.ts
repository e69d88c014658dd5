import { expect } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import type { TestApp } from '../support/app.js';
import { registeredPanel } from '../support/panel.js';

export const idOf = (answer: { body: unknown }) => (answer.body as { id: string }).id;

/** Panels, levels and people of a spec's own app. The spec stops the panels. */
export function syncedPanels(app: () => TestApp, panels: SimulatedPanel[]) {
  /** A registered panel; `doors` are the ids of its doors, by number. */
  async function registered(sn: string, options: Partial<PanelOptions> = {}) {
    const made = await registeredPanel(app(), sn, { doors: 2, ...options });
    panels.push(made.panel);
    return made;
  }

  async function level(name: string, doorIds: (string | undefined)[], timeZoneId?: number): Promise<string> {
    const made = await app().admin('POST', '/access-levels', { name, doorIds, ...(timeZoneId ? { timeZoneId } : {}) });
    expect(made.status).toBeLessThan(300);
    return idOf(made);
  }

  async function person(fields: Record<string, unknown>): Promise<void> {
    expect((await app().api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });
  }

  const sync = async (sn: string) =>
    ((await app().admin('GET', `/devices/${sn}`)).body as { sync: Record<string, unknown> }).sync;

  return { registered, level, person, sync };
}

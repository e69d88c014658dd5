import { expect } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import type { TestApp } from './app.js';
import { worked } from './panels.js';

/** A panel that has registered, and the ids of its doors by number. The caller stops it. */
export async function registeredPanel(
  app: TestApp,
  sn: string,
  options: Partial<PanelOptions> = {},
): Promise<{ panel: SimulatedPanel; doors: ReadonlyMap<number, string>; doorIds: string[] }> {
  await app.admin('POST', '/devices', { sn });
  const panel = new SimulatedPanel({ url: app.url, sn, doors: 1, zone: 'Europe/Madrid', ...options });
  expect(await panel.connect()).toBe('registered');
  const { items } = (await app.admin('GET', `/doors?sn=${sn}&limit=1000`)).body as {
    items: { id: string; sn: string; number: number }[];
  };
  const own = items.filter((door) => door.sn === sn);
  return { panel, doors: new Map(own.map(({ number, id }) => [number, id])), doorIds: own.map(({ id }) => id) };
}

/** Each panel polls until there are no more commands. @returns the commands */
export async function settle(app: TestApp, ...panels: readonly SimulatedPanel[]): Promise<string[]> {
  const texts: string[] = [];
  for (const panel of panels) {
    for (let quiet = 0; quiet < 2;) {
      await worked(app);
      const done = await panel.poll();
      texts.push(...done.map(({ text }) => text));
      quiet = done.length === 0 ? quiet + 1 : 0;
    }
  }
  return texts;
}

/** Carries out everything that waits now. What the gateway is still working out comes with a later call. */
export async function pollAll(panel: SimulatedPanel): Promise<void> {
  while ((await panel.poll()).length > 0);
}

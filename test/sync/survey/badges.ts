import { decide, type Situation } from '../../../src/tools/simulator/access.js';
import { AntiPassback } from '../../../src/tools/simulator/anti-passback.js';
import { MultiCard } from '../../../src/tools/simulator/multi-card.js';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';

/** A card, in decimal, that can be held to any reader. */
export type Card = string;

/** Which card opens which door at which moment, by the panel's tables alone. Nothing is sent, and no lock moves. */
export function openedBy(
  panels: readonly SimulatedPanel[],
  cards: readonly Card[],
  moments: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const panel of panels) {
    for (let door = 1; door <= panel.doors.count; door++) {
      for (const card of cards) {
        for (const wall of moments)
          found.set(`${panel.sn}-${door} card ${card} ${wall}`, verdict(panel, card, door, wall));
      }
    }
  }
  return found;
}

/** The first badge of a person who has passed nowhere, alone at the door. */
function verdict(panel: SimulatedPanel, card: Card, door: number, wall: string): string {
  const { memory, settings, doors } = panel;
  const situation: Situation = {
    memory,
    settings,
    isLocked: (number) => doors.isLocked(number),
    isOpen: (number) => doors.isOpen(number),
    isScheduleOn: (number) => doors.isScheduleOn(number),
    crossings: new AntiPassback(),
    together: new MultiCard(),
    ignoreUserDates: false,
  };
  const { verdict: said, hold } = decide(situation, { card, door, wall, inOut: 0, shown: ['c'] });
  return hold === true ? 'opens and stays open' : said;
}

/** The pairs that changed, in words. The reason of a refusal may differ. */
export function changed(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const isOpen = (said: string | undefined) => said?.startsWith('opens') ?? false;
  return [...now].flatMap(([pair, said]) => {
    const was = before.get(pair);
    const same = isOpen(said) ? said === was : !isOpen(was);
    return same ? [] : [`${pair}: ${was ?? 'unknown'} -> ${said}`];
  });
}

import type { SimulatedPanel } from './panel.js';

/**
 * Lets people come by on their own, at any door: with a card that the panel knows, and in one case of five, or where it
 * knows none, with a strange one. Ends with the function it answers.
 */
export function randomTraffic(panel: SimulatedPanel, perMinute: number): () => void {
  if (perMinute === 0) return () => undefined;
  const timer = setInterval(() => void somebody(panel).catch(() => undefined), 60_000 / perMinute);
  return () => clearInterval(timer);
}

async function somebody(panel: SimulatedPanel): Promise<void> {
  const door = 1 + Math.floor(Math.random() * panel.doors.count);
  const cards = panel.cards();
  const known = Math.random() < 0.8 ? cards[Math.floor(Math.random() * cards.length)] : undefined;
  await panel.badge(known?.card ?? String(1 + Math.floor(Math.random() * 0xffffffff)), door);
}

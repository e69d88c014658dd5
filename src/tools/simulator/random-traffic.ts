import type { SimulatedPanel } from './panel.js';

/**
 * Simulates people at random doors: with a card that the panel knows, and in one of five cases, or if it knows none,
 * with an unknown one. Returns a function that ends it.
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

import { useEffect, useEffectEvent } from 'react';

interface Asked {
  readonly act: string;
  /** `/doors` */
  readonly page: string;
  readonly at: number;
}

/** What the palette asks of the page that it leads to. */
let asked: Asked | null = null;
const listeners = new Set<() => void>();

/** A page that has not come by then is not wanted any more: no door opens long after somebody has asked for it. */
const longestMs = 30_000;

export function askFor(act: string, page: string): void {
  asked = { act, page, at: Date.now() };
  for (const listener of listeners) listener();
}

/** Somebody is on another page: what was asked of the one before is not wanted any more. */
export function cameTo(path: string): void {
  if (asked && !path.endsWith(asked.page)) asked = null;
}

/** Does what was asked for once, as soon as the part of the page that can do it is there. */
export function useAsked(acts: Readonly<Record<string, () => void>>): void {
  const look = useEffectEvent(() => {
    const act = asked && acts[asked.act];
    if (!asked || !act) return;
    const isOld = Date.now() - asked.at > longestMs;
    asked = null;
    if (!isOld) act();
  });
  useEffect(() => {
    const listener = () => look();
    listener();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
}

/** What of the list the keyboard can be at: rows, and the groups of a flood. */
const placesNow = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('.alarm-open, .alarm-group > summary')].filter((one) =>
    one.checkVisibility(),
  );

/** Where the first of these alarms is in the list. */
export function placeOf(ids: readonly string[]): number {
  const group = document.activeElement?.closest('.alarm-group') ?? null;
  const at = placesNow().findIndex(
    (one) => ids.includes(one.dataset.alarm ?? '') || (group !== null && one.parentElement === group),
  );
  return Math.max(at, 0);
}

const isNowhere = () => document.activeElement === null || document.activeElement === document.body;

/** Once the row that somebody was at has left the list, they go on at the one in its place, else at the heading. */
function goOn(place: number): void {
  if (!isNowhere()) return;
  const places = placesNow();
  const next = places[Math.min(place, places.length - 1)] ?? document.querySelector<HTMLElement>('#page h1');
  next?.focus();
}

/** A window gives the focus back in the frame after it has closed, which comes to nothing where the row is gone. */
export function goOnAt(place: number): void {
  const look = () => {
    if (document.querySelector('[role="dialog"]') !== null) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => goOn(place)));
  };
  look();
}

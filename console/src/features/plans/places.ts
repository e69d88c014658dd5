/** 0 0 is the upper left corner of the picture, 1 1 the lower right one; in every language. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Place extends Point {
  readonly doorId: string;
}

/** A picture of 4096 pixels knows no finer places. */
const rounded = (part: number) => Number(Math.min(1, Math.max(0, part)).toFixed(4));

const on = ({ x, y }: Point): Point => ({ x: rounded(x), y: rounded(y) });

export const withPlace = (places: readonly Place[], doorId: string, point: Point): Place[] => [
  ...places.filter((place) => place.doorId !== doorId),
  { doorId, ...on(point) },
];

export const withoutPlace = (places: readonly Place[], doorId: string): Place[] =>
  places.filter((place) => place.doorId !== doorId);

const steps: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key moves it; undefined: it is no arrow. */
export function nudged({ x, y }: Point, key: string, isFar: boolean): Point | undefined {
  const step = steps[key];
  const size = isFar ? 0.05 : 0.005;
  return step && on({ x: x + step[0] * size, y: y + step[1] * size });
}

/** For styles and for fields: 0.125 is 12.5. */
export const percentOf = (part: number): string => String(Number((part * 100).toFixed(2)));

/** @returns null for what is no number from 0 to 100 */
export function partIn(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  const percent = Number(text);
  return text === '' || !(percent >= 0 && percent <= 100) ? null : rounded(percent / 100);
}

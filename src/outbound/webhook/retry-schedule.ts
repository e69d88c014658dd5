const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Pauses between the attempts to deliver a message: 17 attempts in 75 h 36 min. The first minute has many, because most
 * receivers that fail do not fail for long. From five minutes on it is the example of Standard Webhooks.
 */
const pausesMs: readonly number[] = [
  ...[1, 2, 3, 4, 5, 7, 10, 28].map((seconds) => seconds * second),
  5 * minute,
  30 * minute,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour),
];

/** A tenth more or less, so that messages that failed together do not come back together. */
const spread = 0.1;

/** No message is tried for longer. */
export const longestLifeMs = 7 * 24 * hour;

/** An endpoint that has failed for so long without a success is switched off. */
export const longestFailingMs = 120 * hour;

/**
 * How long a message waits after an attempt that failed.
 * @param attempts made so far, at least one
 * @param chance from 0 to 1
 * @returns null if they are used up
 */
export function pauseAfter(attempts: number, chance = Math.random()): number | null {
  const pause = pausesMs[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (1 - spread + 2 * spread * chance));
}

/** How long after its first attempt a message is due for the one behind so many, without the spread. */
export const dueAfter = (attempts: number): number =>
  pausesMs.slice(0, attempts).reduce((sum, pause) => sum + pause, 0);

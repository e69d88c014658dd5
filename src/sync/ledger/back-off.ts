/** Seconds before a single refused row is tried again; after the last wait it has failed (docs/rules.md 3). */
export const backOff = [5, 20, 60, 300, 900];

/** When a hold that could not be ended is tried next: the longer it is over, the rarer. SQL. */
export const backOff = `least(interval '10 minutes', greatest(interval '10 seconds', (clock_timestamp() - until) / 4))`;

/** What was sent at that time was sent before the clock was set back, so before everything of now. SQL. */
export const isAhead = (time: string): string => `(${time} > clock_timestamp())`;

/** When a hold that could not be ended is tried next: the longer it is over, the rarer. SQL. */
export const backOff = `least(interval '10 minutes', greatest(interval '10 seconds', (clock_timestamp() - until) / 4))`;

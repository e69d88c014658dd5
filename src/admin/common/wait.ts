import { Int } from './fields.js';

const longestWait = 25;

/** How long a call waits may stand in its address, and in its body where it has one. The body goes first. */
export class WaitQuery {
  @Int('Seconds to wait for the end', { optional: true, min: 0, max: longestWait }) wait?: number;
}

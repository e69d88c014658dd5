import type { Order } from '../../core/command/order.js';

/** What is known of an output: devices do not tell it, so it is what our last commands made of it. */
export interface OutputState {
  readonly output: 'on' | 'off' | 'unknown';
  /** Null where it is unknown. */
  readonly since: Date | null;
  /** When a pulse ends; null = until another command. */
  readonly until: Date | null;
}

/** A command that names the output, and was handed out. */
export interface OutputCommand {
  readonly order: Order;
  /** Null = whether the device has carried it out is not known. */
  readonly doneAt: Date | null;
}

export const unknownOutput: OutputState = { output: 'unknown', since: null, until: null };

/** Access PUSH 9.4: the operand that leaves an output on. */
const stayOn = 255;

const secondsOf = ({ order }: OutputCommand) => ('seconds' in order ? order.seconds : 0);

function after(command: OutputCommand | undefined, now: Date): OutputState {
  const seconds = command ? secondsOf(command) : 0;
  const since = command?.doneAt ?? null;
  if (since === null) return unknownOutput;
  if (seconds === 0) return { output: 'off', since, until: null };
  if (seconds >= stayOn) return { output: 'on', since, until: null };
  const until = new Date(since.getTime() + 1_000 * seconds);
  return until > now ? { output: 'on', since, until } : { output: 'off', since: until, until: null };
}

/**
 * A floor that is normally open stays so whatever a pulse does; in all else the newest command decides.
 * @param commands newest first, none of them older than the device's last start
 */
export function outputState(commands: readonly OutputCommand[], now: Date): OutputState {
  const hold = commands.find(({ order }) => order.type === 'elevatorNormallyOpen');
  const held = after(hold, now);
  if (hold && held.output !== 'off') return held;
  const pulse = commands.find(({ order }) => order.type !== 'elevatorNormallyOpen');
  return pulse ? after(pulse, now) : held;
}

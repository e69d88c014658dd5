type Ending = () => Promise<void> | void;

const endings = new Set<Ending>();

/**
 * What is to be done before the command ends early: Ctrl-C, SIGTERM, or nobody reads its output any more.
 * @returns takes it off the list, once it is done anyway
 */
export function atInterrupt(ending: Ending): () => void {
  endings.add(ending);
  return () => void endings.delete(ending);
}

/** What a shell tells of whoever died of a signal: 128 and its number. */
const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const unread = 1;

let isEnding = false;

/** From now on the command ends cleanly; a second signal does not wait. */
export function endOnSignals(): void {
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => void leave(code));
}

/** The reader closes the pipe, as `| head -1` does. */
export function endUnread(): void {
  process.stdout.on('error', () => void leave(unread));
}

/** The last that was begun ends first. An ending that fails does not keep the others. */
async function leave(code: number): Promise<void> {
  if (isEnding && code !== unread) process.exit(code);
  if (isEnding) return;
  isEnding = true;
  for (const ending of [...endings].reverse()) {
    try {
      await ending();
    } catch {
      // The command ends all the same.
    }
  }
  process.exit(code);
}

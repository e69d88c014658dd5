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

/** The last that was begun ends first. An ending that fails does not keep the others. */
export async function endEarly(): Promise<void> {
  for (const ending of [...endings].reverse()) {
    endings.delete(ending);
    try {
      await ending();
    } catch {
      // The command ends all the same.
    }
  }
}

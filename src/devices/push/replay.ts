/**
 * A body out of quarantine that is read once more. It goes the way of every upload, and what is refused of it is noted
 * here in the place of being kept a second time.
 */
export interface Replay {
  /** When the body came: a time that lay ahead then does not become right by waiting. */
  readonly receivedAt: Date;
  stored: number;
  repeated: number;
  /** Why something of it stays where it is. */
  readonly refused: Set<string>;
}

export const newReplay = (receivedAt: Date): Replay => ({ receivedAt, stored: 0, repeated: 0, refused: new Set() });

/** When rows came, whether they are read for the first time or once more. */
export const receivedAtOf = ({ replay }: { readonly replay?: Replay }): Date => replay?.receivedAt ?? new Date();

/** @param stored how many of so many rows were new */
export function countRows(replay: Replay | undefined, stored: number, rows: number): void {
  if (!replay) return;
  replay.stored += stored;
  replay.repeated += rows - stored;
}

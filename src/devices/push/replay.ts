/**
 * A body from quarantine that is read again. It takes the way of every upload. What is refused of it is noted here and
 * not stored a second time.
 */
export interface Replay {
  /** When the body came. A time that was in the future then does not become right by waiting. */
  readonly receivedAt: Date;
  stored: number;
  repeated: number;
  /** The reason why a part of it stays in quarantine. */
  readonly refused: Set<string>;
}

export const newReplay = (receivedAt: Date): Replay => ({ receivedAt, stored: 0, repeated: 0, refused: new Set() });

/** When the rows came, whether they are read for the first time or again. */
export const receivedAtOf = ({ replay }: { readonly replay?: Replay }): Date => replay?.receivedAt ?? new Date();

/** @param stored how many of these rows were new */
export function countRows(replay: Replay | undefined, stored: number, rows: number): void {
  if (!replay) return;
  replay.stored += stored;
  replay.repeated += rows - stored;
}

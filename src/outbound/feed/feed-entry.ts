/** One place in the feed, as it was when it was given. */
export interface FeedEntry {
  /** Grows, with holes. Below 10^15, so a number holds it; texts of the APIs hold it as digits. */
  readonly position: number;
  /** `event`, `doorState`, `online`, `offline`, `command`, `syncFailure`, `person`, `device`, `visit` ... */
  readonly kind: string;
  /** Serial number; '' where no device is concerned. */
  readonly sn: string;
  /** Of an event its id, of a command its number, of a door state the door, of a person the pin ... */
  readonly ref: string;
  /** When it got its place. */
  readonly at: Date;
  /** What was true then, for every kind but `event`; never a name, a card or a picture. */
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** A part of the feed that was read in one go. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Everything up to here has been read; `after` when there was nothing. */
  readonly position: number;
  /** There may be more behind it. */
  readonly isFull: boolean;
}

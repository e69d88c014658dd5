/**
 * An event in the form for storing: the device's wall clock as sent, and the present names of device and place. The
 * person's names are looked up when it is stored.
 */
export interface NewEvent {
  readonly sn: string;
  readonly devName: string;
  readonly module: string;
  /** Canonical raw fields of docs/rules.md 1; two uploads of the same event have the same text. */
  readonly naturalKey: string;
  /** `yyyy-MM-dd HH:mm:ss` as the device sent it. */
  readonly eventTime: string;
  readonly happenedAt: Date;
  /** The device's clock cannot be right: the event is marked, never refused. */
  readonly doubtful: boolean;
  /** The device's index; 0 without one, -1 for events that the gateway itself writes. */
  readonly logId: number;
  readonly eventNo: number;
  readonly eventLevel: number;
  readonly pin: string;
  readonly areaName: string;
  readonly cardNo: string;
  /** As sent: a mode number or a bit string. */
  readonly verifyType: string;
  readonly pointType: string;
  readonly pointNo: number;
  readonly pointName: string;
  readonly doorId: string | null;
  readonly doorName: string;
  readonly readerName: string;
  readonly inOut: number | null;
  readonly maskFlag: string;
  readonly temperature: string;
  readonly linkId: string;
  readonly raw: string;
  /** The access zones that the reader leads into and out of. */
  readonly zones?: ReaderZones | undefined;
}

/** Ids of zones, and the name that the event is stored with: of the zones entered, else of those left. */
export interface ReaderZones {
  readonly name: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
}

/** How many of an upload's events were new. */
export interface Stored {
  readonly stored: number;
  readonly repeated: number;
  /** From before the horizon: they are acknowledged and not stored. */
  readonly expired: number;
}

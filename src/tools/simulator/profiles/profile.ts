import type { FirmwareQuirks } from '../firmware-quirks.js';

/** A model and its firmware: what it announces at registration, and where it differs from the manual. */
export interface Profile {
  readonly doors: number;
  /** Number of all readers; the default is two for each door. */
  readonly readers?: number;
  /** Sends its MAC address at registration. */
  readonly hasMac?: boolean;
  /** `pushver` of the first request; the version that it supports itself. */
  readonly pushVersion: string;
  /** Registration parameters by name, in the order they are sent (Access PUSH 4.4). */
  readonly options: Readonly<Record<string, string>>;
  readonly quirks: Partial<FirmwareQuirks>;
}

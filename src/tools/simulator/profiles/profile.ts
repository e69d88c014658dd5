import type { FirmwareQuirks } from '../firmware-quirks.js';

/** A model and its firmware: what it says of itself at registration, and where it differs from the manual. */
export interface Profile {
  readonly doors: number;
  /** Readers in all; two a door unless told. */
  readonly readers?: number;
  /** Tells its MAC address at registration. */
  readonly hasMac?: boolean;
  /** `pushver` of the first request; what it can do itself. */
  readonly pushVersion: string;
  /** Registration parameters by name, in the order they are sent (Access PUSH 4.4). */
  readonly options: Readonly<Record<string, string>>;
  readonly habits: Partial<FirmwareQuirks>;
}

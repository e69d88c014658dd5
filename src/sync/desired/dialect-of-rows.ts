import type { Dialect } from '../../protocol/access-push/dialect.js';

/**
 * What a registration says about the device itself and about how much it holds at the moment: no row depends on it.
 * Whether cards are rows of their own stands in `multiCard`; the option only repeats what the device was told.
 */
const ofItself = {
  mac: '',
  ipAddress: '',
  netMask: '',
  gateIPAddress: '',
  deviceName: '',
  mulCardUser: false,
  multiBioDataCount: [],
  multiBioPhotoCount: [],
  fpCount: '',
  faceCount: '',
  fvCount: '',
  pvCount: '',
} satisfies Partial<Dialect>;

/** What decides how rows are written. Devices of which this is equal hold the same rows of a person. */
export const dialectOfRows = (dialect: Dialect): Dialect => ({ ...dialect, ...ofItself });

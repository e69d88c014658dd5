import type { Options } from '../../protocol/access-push/dialect.js';
import { optionOf } from '../../protocol/access-push/dialect.js';

/** Where a device shall call from now on. */
export interface MoveTarget {
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
}

/**
 * How far a move has come: the device tries the address, is told it, restarts; `moved` means that it said yes to all
 * of that, not that it has arrived. `failed`: it still calls here, `unknown`: it gave no answer and may have gone.
 */
export type MoveStatus = 'testing' | 'setting' | 'restarting' | 'moved' | 'failed' | 'unknown';

/** A move, as it is stored with its device. */
export interface Move extends MoveTarget {
  readonly status: MoveStatus;
  readonly restart: boolean;
  /** The command that the move waits for, or the last there was. */
  readonly commandId: number;
  /** Since when it stands so. */
  readonly at: string;
  /** What went wrong. */
  readonly reason: string | null;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

export const urlOf = ({ host, port, https }: MoveTarget): string => `${https ? 'https' : 'http'}://${host}:${port}`;

/**
 * The options that name the server. The manual has the address and the port alone (Access PUSH 9.5.1); for names and
 * HTTPS terminals have a mode of their own, with the URL in another option (seen at terminals, in no manual).
 */
export function serverOptions(target: MoveTarget, known: Options): Record<string, string> {
  const { host, port, https } = target;
  const byUrl = https || !ipv4.test(host);
  if (byUrl) return { WebServerURLModel: '1', ICLOCKSVRURL: urlOf(target), WebServerPort: String(port) };
  const leavesUrlMode = optionOf(known, 'WebServerURLModel') === '1' ? { WebServerURLModel: '0' } : {};
  return { WebServerIP: host, WebServerPort: String(port), ...leavesUrlMode };
}

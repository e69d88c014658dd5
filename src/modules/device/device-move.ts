import type { Options } from '../../protocol/access-push/dialect.js';
import { optionOf } from '../../protocol/access-push/dialect.js';

/** The server that a device should call from now on. */
export interface MoveTarget {
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
}

/**
 * The state of a move: the device tests the address, stores it, restarts. `moved` means that it acknowledged all of
 * this, not that it has arrived. `failed`: it still calls here. `unknown`: it gave no answer and may have gone.
 */
export type MoveStatus = 'testing' | 'setting' | 'restarting' | 'moved' | 'failed' | 'unknown';

/** A move, as it is stored with its device. */
export interface Move extends MoveTarget {
  readonly status: MoveStatus;
  readonly restart: boolean;
  /** The command that the move waits for, or the last one. */
  readonly commandId: number;
  /** Since when it has this state. */
  readonly at: string;
  /** The reason of a failure. */
  readonly reason: string | null;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

export const urlOf = ({ host, port, https }: MoveTarget): string => `${https ? 'https' : 'http'}://${host}:${port}`;

/**
 * The options that name the server. The manual only has address and port (Access PUSH 9.5.1). For names and HTTPS,
 * terminals have a mode with the URL in another option (seen on terminals, in no manual).
 */
export function serverOptions(target: MoveTarget, known: Options): Record<string, string> {
  const { host, port, https } = target;
  const byUrl = https || !ipv4.test(host);
  if (byUrl) return { WebServerURLModel: '1', ICLOCKSVRURL: urlOf(target), WebServerPort: String(port) };
  const leavesUrlMode = optionOf(known, 'WebServerURLModel') === '1' ? { WebServerURLModel: '0' } : {};
  return { WebServerIP: host, WebServerPort: String(port), ...leavesUrlMode };
}

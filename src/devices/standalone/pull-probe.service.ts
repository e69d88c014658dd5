import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ownCommand } from '../../platform/own-command.js';
import { PullTerminalService } from '../../modules/device/pull-terminal.service.js';
import type { Sizes } from '../../protocol/standalone/sizes.js';
import { Control } from './client/control.js';
import { discover, type Discovered } from './client/discover.js';
import { PullPollerService } from './pull-poller.service.js';
import { Garbled, isPullError, type PullFault } from './client/pull-error.js';
import { Terminal } from './client/terminal.js';
import type { TerminalOptions } from './client/terminal-options.js';

/** The result of a connection test, in words that an installer can act on. */
export interface Diagnosis {
  readonly ok: boolean;
  readonly fault: PullFault | null;
  readonly says: string;
  readonly sn: string | null;
  readonly deviceName: string | null;
  readonly firmware: string | null;
  readonly transport: string | null;
  readonly time: string | null;
  readonly users: number | null;
  readonly records: number | null;
  readonly milliseconds: number;
}

const advice: Readonly<Record<PullFault, string>> = {
  unreachable:
    'Is the address right, is the terminal on, does a firewall let its port through, does another program hold the connection?',
  authFailed: 'The comm key stands in the menu of the terminal under communication, PC connection.',
  protocol: 'Something else listens there: access panels of other families use the same port for another protocol.',
  notSupported: 'Its firmware does not know what was asked.',
  refused: 'It answers, and says no.',
  forbidden: 'Give the address that it has in the network.',
  encrypted: 'Set the terminal up to push (cloud server settings) to this server instead.',
};

const garbledAdvice = `Its firmware writes the protocol in a way of its own; \`${ownCommand('zk')}\` with --tolerant reads it.`;

/**
 * If no terminal answers, the caller does not learn what else is at that address, neither from the text nor from the
 * time that it took: nobody can use this call to search for open ports.
 */
const untold: ReadonlySet<PullFault> = new Set(['unreachable', 'protocol']);
const connectMs = 3_000;

const nothing = { sn: null, deviceName: null, firmware: null, transport: null, time: null, users: null, records: null };

/** Tests whether a terminal can be reached, over the connection that serves it if there is one. */
@Injectable()
export class PullProbeService {
  constructor(
    private readonly poller: PullPollerService,
    private readonly terminals: PullTerminalService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async test(sn: string | null, options: TerminalOptions): Promise<Diagnosis> {
    if (sn === null) return this.look(null, options);
    const found = await this.poller.visit(sn, (serving) => this.look(serving?.terminal ?? null, options));
    return found ?? this.elsewhere(sn);
  }

  private async look(serving: Terminal | null, options: TerminalOptions): Promise<Diagnosis> {
    const started = Date.now();
    let own: Terminal | null = null;
    try {
      const terminal = serving ?? (own = await Terminal.connect({ ...options, connectMs }));
      const found = await this.ask(terminal);
      return { ok: true, fault: null, ...found, milliseconds: Date.now() - started };
    } catch (error) {
      if (!isPullError(error)) throw error;
      // A garbled answer comes from a terminal, too.
      const isUntold = untold.has(error.fault) && !(error instanceof Garbled);
      if (own === null && serving === null && isUntold) return await noTerminal(options, started);
      const says = `${error.message}. ${error instanceof Garbled ? garbledAdvice : advice[error.fault]}`;
      return { ok: false, fault: error.fault, says, ...nothing, milliseconds: Date.now() - started };
    } finally {
      await own?.close();
    }
  }

  /** Another gateway is connected to it, and reports how that works. */
  private async elsewhere(sn: string): Promise<Diagnosis> {
    const { fault, error } = (await this.terminals.find(this.unitOfWork.manager, sn)) ?? { fault: null, error: null };
    const isUntold = untold.has(fault as PullFault);
    const said = error === null ? '' : `, and says: ${isUntold ? 'no terminal answers' : error}`;
    const says = `Another gateway of this site talks to it${said}.`;
    const shown = isUntold ? 'unreachable' : (fault as PullFault | null);
    return { ok: fault === null, fault: shown, says, ...nothing, sn, milliseconds: 0 };
  }

  async discover(waitMs: number, host?: string): Promise<Discovered[]> {
    if (host !== undefined) this.terminals.checkHost(host);
    return discover(host === undefined ? { waitMs } : { waitMs, host });
  }

  private async ask(terminal: Terminal) {
    const sn = await terminal.option('~SerialNumber');
    const deviceName = await terminal.option('~DeviceName');
    const firmware = await terminal.firmware();
    const time = await new Control(terminal).time();
    const { users, records }: Sizes = await terminal.sizes(['users', 'records']);
    const transport = terminal.session.transport.kind;
    const held = `${users ?? 'an unknown number of'} users and ${records ?? 'an unknown number of'} punches`;
    const says = `${deviceName ?? 'The terminal'} answers on ${transport.toUpperCase()} and holds ${held}.`;
    return { says, sn, deviceName, firmware, transport, time, users, records };
  }
}

async function noTerminal({ host, port = 4370 }: TerminalOptions, started: number): Promise<Diagnosis> {
  await new Promise((done) => setTimeout(done, started + connectMs - Date.now()));
  const says = `no terminal answers at ${host}:${port}. ${advice.unreachable}`;
  return { ok: false, fault: 'unreachable', says, ...nothing, milliseconds: Date.now() - started };
}

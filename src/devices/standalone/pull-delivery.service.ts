import { Injectable } from '@nestjs/common';
import { RowContentService } from '../../modules/bioTemplate/row-contents.service.js';
import { CommandService } from '../../core/command/command.service.js';
import { isOver, type HandedOut } from '../../core/command/delivery.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import type { Order } from '../../core/command/order.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { UploadHandlers } from '../access-push/upload-handlers.js';
import { enrolFinger } from './client/live.js';
import { checkOrder, execute, orderText, type AtTerminal } from './command-executor.js';
import { isPullError, TooLate } from './client/pull-error.js';
import { fingerRow, type UserTable } from './user-table.js';
import type { Control } from './client/control.js';
import type { People } from './client/people.js';
import type { Terminal } from './client/terminal.js';

/** A terminal that is connected, with the classes that work on it. */
export interface Connected {
  readonly terminal: Terminal;
  readonly control: Control;
  readonly people: People;
  readonly users: UserTable;
}

/** The command that was claimed, with the content of its rows. */
interface Claimed extends Pick<HandedOut, 'id' | 'endsAt'> {
  readonly order: Order;
}

const notKnown = -100;
const noSpace = -18;
const refusedRow = -12;
const tableFull = 4990;
const enrolmentFailed = -1;

/** The return codes of the other protocol for a terminal's refusals. */
function codeOf(error: unknown): number | null {
  if (error instanceof RangeError) return refusedRow;
  if (isPullError(error, 'notSupported')) return notKnown;
  if (isPullError(error, 'refused')) return error.code === tableFull ? noSpace : refusedRow;
  return null;
}

/** Carries out commands on terminals at port 4370, and settles them by the result of the calls. */
@Injectable()
export class PullDeliveryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly deliveries: DeliveryService,
    private readonly contents: RowContentService,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly uploadHandlers: UploadHandlers,
  ) {}

  isDue(sn: string): boolean {
    return this.deviceCache.pulse(sn).dueAt <= Date.now();
  }

  /**
   * Carries out what is due. @throws PullError if the connection broke: a command that was handed out then is not
   * settled
   */
  async serveCommands(known: CachedDevice, at: Connected, isStopped: () => boolean): Promise<void> {
    while (this.isDue(known.sn) && !isStopped()) {
      const pulse = this.deviceCache.pulse(known.sn);
      const { generation } = pulse;
      const { command, nextDue } = await this.claim(known.sn);
      if (pulse.generation === generation) pulse.dueAt = nextDue;
      if (!command) return;
      const returnCode = isOver(command) ? null : await this.run(known, at, command);
      if (returnCode === null) await this.deliveries.takeBack(known.sn, [command.id]);
      else await this.deliveries.settle(known.sn, { id: command.id, returnCode });
    }
  }

  private async claim(sn: string): Promise<{ command: Claimed | null; nextDue: number }> {
    const said: { order?: Order } = {};
    const { commands, nextDue } = await this.deliveries.claim(
      sn,
      async (order, tx) => {
        checkOrder(order);
        const to = { sn, origin: '', byUrl: false };
        said.order =
          order.type === 'updateRows' ? { ...order, rows: await this.contents.fill(tx, order.rows, to) } : order;
        return { text: orderText(order) };
      },
      { most: 1 },
    );
    const [first] = commands;
    return { command: first && said.order ? { ...first, order: said.order } : null, nextDue };
  }

  /** @returns null if it was too late, and nothing was sent */
  private async run(known: CachedDevice, at: Connected, { id, order, endsAt }: Claimed): Promise<number | null> {
    at.users.newOrder();
    try {
      return await execute(order, { ...this.around(known, at, id), endsAt });
    } catch (error) {
      if (error instanceof TooLate) return null;
      const code = codeOf(error);
      // Users of whom nothing certain is known are read again.
      at.users.forget();
      if (code === null) throw error;
      await this.note(id, { error: (error as Error).message });
      return code;
    }
  }

  private around(known: CachedDevice, at: Connected, id: number): Omit<AtTerminal, 'endsAt'> {
    const { sn } = known;
    return {
      ...at,
      wallClock: () => wallClockOf(new Date(), known.timeZone),
      note: (answer) => this.note(id, answer),
      take: (table, rows) => this.take(known, table, rows),
      options: async (options) => {
        await this.unitOfWork.run((tx) => this.registrations.addOptions(tx, sn, options));
      },
      enrol: (pin, finger) => this.enrol(known, at, pin, finger),
    };
  }

  private async note(id: number, answer: Readonly<Record<string, unknown>>): Promise<void> {
    await this.unitOfWork.run(async (tx) => this.commands.noteAnswer(tx, await this.commands.get(tx, id), answer));
  }

  private async take(known: CachedDevice, table: string, rows: readonly string[], isNews = false): Promise<void> {
    const { sn } = known;
    const body = Buffer.from(rows.join('\n'));
    const path = `4370/${table}`;
    const request = {
      method: '',
      call: 'querydata',
      sn,
      path,
      query: new Map(),
      body,
      address: '',
      cookie: '',
      origin: '',
    };
    await this.uploadHandlers.take(table, { request, known, bodies: [body] }, isNews);
  }

  private async enrol(known: CachedDevice, { terminal, people, users }: Connected, pin: string, finger: number) {
    const user = await users.find(pin);
    const end = await enrolFinger(terminal, { userId: pin, finger });
    if (end.outcome !== 'enrolled') return enrolmentFailed;
    const template = await people.finger(user.uid, finger);
    if (template) await this.take(known, 'templatev10', [fingerRow(pin, finger, 1, template)], true);
    return 0;
  }
}

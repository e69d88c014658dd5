import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DoorActionsService } from '../../modules/door/door-actions.service.js';
import type { OutputOrder } from '../../modules/door/output.service.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Config } from '../../platform/config.js';
import { Failure } from '../../platform/errors.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { MqttCounts, type CommandResult } from './mqtt-counts.js';
import { readOrder, type MqttOrder } from './mqtt-order.js';
import { forgetOrders, noteCommand, takeOrder } from './mqtt-order.store.js';

/** A message at the topic of a door. */
export interface ArrivedOrder {
  readonly doorId: string;
  readonly payload: Buffer;
  /** When it came, by `steadyMs`. */
  readonly arrivedAt: number;
  /** What the broker says is left of its life, in seconds; Infinity = it has no end. */
  readonly expirySeconds: number;
  /** For the log: the broker's host. */
  readonly address: string;
}

/** Why nothing was sent to a door. Null = it was. */
export interface OrderAnswer {
  readonly doorId: string;
  readonly action: string | null;
  readonly id: string | null;
  readonly commandId: number | null;
  readonly status: 'queued' | 'refused' | 'expired' | 'duplicate' | 'invalid' | 'failed';
  readonly reason: string | null;
  readonly message: string | null;
}

const tidyMs = 3_600_000;
const mostAtOnce = 10;
/** More wait no longer: they are refused. */
const mostWaiting = 500;

const meanings = {
  notFound: 'there is no such door',
  offline: 'the device of this door is offline',
  disabled: 'the device of this door is not in service',
  unsupported: 'the device of this door cannot do this',
} as const;

/** Orders to doors by MQTT. Their lives count from their arrival. */
@Injectable()
export class MqttOrdersService {
  private underWay = 0;
  private tidiedAt = -Infinity;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly doors: DoorActionsService,
    private readonly audited: AuditedTransaction,
    private readonly counts: MqttCounts,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Carries it out, or says why not. Never rejects. */
  async take(arrived: ArrivedOrder): Promise<OrderAnswer> {
    const answer = await this.answerTo(arrived);
    this.counts.commands[resultOf(answer)]++;
    return answer;
  }

  private async answerTo(arrived: ArrivedOrder): Promise<OrderAnswer> {
    const order = readOrder(arrived.payload);
    const said = (more: Pick<OrderAnswer, 'status' | 'reason' | 'message'>, commandId: number | null = null) => ({
      doorId: arrived.doorId,
      action: 'fault' in order ? null : order.word,
      id: order.id,
      commandId,
      ...more,
    });
    if ('fault' in order) return said({ status: 'invalid', reason: 'invalid', message: order.fault });
    const deadline = this.deadlineOf(order, arrived);
    const late = said({ status: 'expired', reason: 'expired', message: 'it came too late: nothing was sent' });
    if (steadyMs() >= deadline) return late;
    if (this.waiting.length >= mostWaiting) {
      return said({ status: 'refused', reason: 'busy', message: 'too many orders at once: nothing was sent' });
    }
    try {
      const asked = await this.inTurn(() => this.ask(order, arrived, deadline));
      if (asked === null) {
        return said({ status: 'duplicate', reason: 'duplicate', message: 'an order with this id was taken already' });
      }
      const { refusal, commandIds } = asked;
      if (refusal) return said({ status: 'refused', reason: refusal, message: meanings[refusal] });
      return said({ status: 'queued', reason: null, message: null }, commandIds[0] ?? null);
    } catch (error) {
      if (steadyMs() >= deadline) return late;
      if (error instanceof Failure) return said({ status: 'refused', reason: error.reason, message: error.message });
      this.log.warn({ err: error }, 'an order by MQTT was not carried out');
      return said({ status: 'failed', reason: 'failed', message: 'the gateway failed: nothing was sent' });
    }
  }

  /** The smallest of all that ends it. */
  private deadlineOf({ expiresAt }: MqttOrder, { arrivedAt, expirySeconds }: ArrivedOrder): number {
    return Math.min(arrivedAt + 1_000 * Math.min(this.config.commandTtl, expirySeconds), expiresAt);
  }

  /** Null = its id is taken. */
  private ask(order: MqttOrder, arrived: ArrivedOrder, deadline: number): Promise<OutputOrder | null> {
    const { word, action, seconds, id } = order;
    const { doorId, address, arrivedAt } = arrived;
    const detail = {
      id: doorId,
      action,
      ...(action === 'open' ? { seconds } : {}),
      ...(id === null ? {} : { orderId: id }),
    };
    const caller = { actor: 'mqtt', tokenId: '', address, action: 'MQTT /mqtt/doors/:id/set', detail };
    return this.audited.run(
      { ...caller, askedAt: arrivedAt, deadline },
      async (tx) => {
        if (steadyMs() - this.tidiedAt > tidyMs) {
          await forgetOrders(tx);
          this.tidiedAt = steadyMs();
        }
        const number = await takeOrder(tx, { doorId, word, orderId: id });
        if (number === null) return null;
        const [asked = null] = await this.doors.ask(tx, { ids: [doorId] }, { action, seconds, minutes: null });
        const commandId = asked?.commandIds[0];
        if (commandId !== undefined) await noteCommand(tx, number, commandId);
        return asked;
      },
      (asked) => (asked === null ? { refused: 'duplicate' } : { refused: asked.refusal, commands: asked.commandIds }),
    );
  }

  private async inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.underWay >= mostAtOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.underWay++;
    try {
      return await task();
    } finally {
      this.underWay--;
      this.waiting.shift()?.();
    }
  }
}

const resultOf = ({ status }: OrderAnswer): CommandResult => (status === 'queued' ? 'accepted' : status);

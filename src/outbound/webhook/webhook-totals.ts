import { Injectable } from '@nestjs/common';
import type { Answer, AttemptResult } from './webhook-client.js';

type Listener = (result: AttemptResult, seconds: number) => void;

/** What this gateway has sent, for the metrics. */
@Injectable()
export class WebhookTotals {
  /** Endpoints that it sends to. */
  leases = 0;
  private readonly listeners: Listener[] = [];

  onAttempt(listener: Listener): void {
    this.listeners.push(listener);
  }

  note({ result, ms }: Answer): void {
    for (const listener of this.listeners) listener(result, ms / 1_000);
  }
}

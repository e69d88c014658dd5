import { connect, createServer, type AddressInfo } from 'node:net';
import type { GatewayProcess } from './gateway-process.js';

const lookEveryMs = 50;

/** Spreads connections over the gateways that say they are ready, as HAProxy does with `httpchk /health/ready`. */
export class Balancer {
  private readonly ready = new Set<GatewayProcess>();
  private readonly server = createServer((near) => {
    const [next] = this.ready;
    if (next === undefined) return void near.destroy();
    this.ready.delete(next);
    this.ready.add(next);
    const far = connect(next.port, '127.0.0.1');
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  private timer: NodeJS.Timeout | null = null;

  /** Known once it listens. */
  url = '';

  private constructor(private readonly gateways: readonly GatewayProcess[]) {}

  static async before(...gateways: GatewayProcess[]): Promise<Balancer> {
    const made = new Balancer(gateways);
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    made.url = `http://127.0.0.1:${(made.server.address() as AddressInfo).port}`;
    made.timer = setInterval(() => void made.look(), lookEveryMs);
    return made;
  }

  /** New connections go there. */
  serves(gateway: GatewayProcess): boolean {
    return this.ready.has(gateway);
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.server.close();
  }

  private async look(): Promise<void> {
    await Promise.all(
      this.gateways.map(async (gateway) => {
        const isReady = gateway.isRunning && (await statusOf(gateway)) === 200;
        if (isReady) this.ready.add(gateway);
        else this.ready.delete(gateway);
      }),
    );
  }
}

/** 0 = it does not answer. */
export async function statusOf(gateway: GatewayProcess): Promise<number> {
  try {
    const answer = await fetch(`${gateway.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.text();
    return answer.status;
  } catch {
    return 0;
  }
}

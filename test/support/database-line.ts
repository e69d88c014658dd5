import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';

export interface DatabaseLine {
  /** The same database, through this connection. */
  readonly url: string;
  /** As if the server were gone: open connections break, new ones are refused. */
  cut(): void;
  /** As if the network dropped everything: nothing breaks, nothing arrives. */
  swallow(): void;
  /** As if the server had gone and something that never answers had its address: what is open breaks. */
  stall(): void;
  mend(): void;
  /** New connections go to another server, as behind a proxy that follows the primary. */
  leadTo(databaseUrl: string): void;
  close(): Promise<void>;
}

/** A connection to a database that can be cut. */
export async function databaseLine(databaseUrl: string): Promise<DatabaseLine> {
  let target = targetOf(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  let isSwallowing = false;
  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    if (isSwallowing) {
      open.add(near);
      near.on('error', () => near.destroy()).on('close', () => open.delete(near));
      return;
    }
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  url.searchParams.delete('host');
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    swallow: () => {
      isSwallowing = true;
      for (const socket of open) socket.unpipe().pause();
    },
    stall: () => {
      isSwallowing = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      isCut = false;
      // Connections whose bytes were dropped cannot continue.
      if (isSwallowing) for (const socket of open) socket.destroy();
      isSwallowing = false;
    },
    leadTo: (other) => {
      target = targetOf(other);
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The embedded server listens on a socket in the folder that `host` names. */
function targetOf(databaseUrl: string): NetConnectOpts {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  const folder = searchParams.get('host');
  return folder ? { path: join(folder, `.s.PGSQL.${port || '5432'}`) } : { host: hostname, port: Number(port || 5432) };
}

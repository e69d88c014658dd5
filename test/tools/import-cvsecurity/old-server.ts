import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => void;

/** An old server whose answers a test writes out. All other calls answer 404. */
export class WrittenServer {
  readonly asked: string[] = [];
  private readonly server: Server;
  readonly calls: Record<string, Handler> = {};

  private constructor() {
    this.server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://old');
      const path = pathname.replace(/^\/api\//, '');
      searchParams.delete('access_token');
      this.asked.push(`${request.method ?? ''} ${path}?${searchParams.toString()}`);
      const handler = this.calls[path];
      if (handler) handler(request, response, searchParams);
      else response.writeHead(404).end();
    });
  }

  static async start(): Promise<WrittenServer> {
    const made = new WrittenServer();
    made.server.listen(0, '127.0.0.1');
    await once(made.server, 'listening');
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

export const json = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

export const success = (data: unknown) => ({ code: 0, message: 'success', data });

/** A page as version 2 of a list answers it. */
export function pageOf(rows: readonly unknown[], query: URLSearchParams) {
  const [no, size] = [Number(query.get('pageNo')), Number(query.get('pageSize'))];
  const data = rows.slice((no - 1) * size, no * size);
  return success({ page: no - 1, size, total: rows.length, data, offset: 0, lastPage: no * size >= rows.length });
}

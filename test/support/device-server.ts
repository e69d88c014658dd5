import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

type Reply = readonly [status: number, body: string | Buffer];
/** An answer, or a function that makes one for a request. */
export type Scripted = Reply | ((request: Seen) => Reply);

/** The smallest server with which a panel can register: scripted answers, and every request as it arrived. */
export interface DeviceServer {
  readonly url: string;
  readonly seen: Seen[];
  /** Bodies of the next answers to getrequest; after these the body is `OK`. */
  readonly commands: string[];
  /** Replaces the usual answer if the path contains the key. */
  readonly answers: Map<string, Scripted>;
  stop(): Promise<void>;
}

const configuration = [
  'ServerVersion=3.0.1',
  'ServerName=ADMS',
  'PushVersion=3.0.1',
  'ErrorDelay=60',
  'RequestDelay=2',
  'TransTimes=00:00;14:00',
  'TransInterval=1',
  'TransTables=User Transaction',
  'Realtime=1',
  'SessionID=30BFB04B2C8AECC72C01C03BFD549D15',
  'TimeoutSec=10',
].join('\n');

export async function startDeviceServer(): Promise<DeviceServer> {
  const seen: Seen[] = [];
  const commands: string[] = [];
  const answers = new Map<string, Scripted>();
  const usual = (doubled: string): Reply => {
    const path = doubled.replace('/iclock/iclock/', '/iclock/');
    if (path.startsWith('/iclock/registry')) return [200, 'RegistryCode=Uy47fxftP3'];
    if (path.startsWith('/iclock/push')) return [200, configuration];
    if (path.startsWith('/iclock/rtdata')) return [200, 'DateTime=583050990,ServerTZ=+0800'];
    const isPoll = /^\/iclock\/(?:getrequest|service\/control)/.test(path);
    return [200, isPoll ? (commands.shift() ?? 'OK') : 'OK'];
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const line = `${request.method ?? ''} ${path}`;
      const bytes = Buffer.concat(parts);
      const one = { line, headers: request.headers, body: bytes.toString(), bytes };
      seen.push(one);
      const scripted = [...answers].find(([part]) => path.includes(part))?.[1] ?? usual(path);
      const [status, body] = typeof scripted === 'function' ? scripted(one) : scripted;
      response.writeHead(status, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    commands,
    answers,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import pg from 'pg';
import { insertEvent, valuesOf } from './upload.js';

/** The messages of the bench to this process, which it started with `fork`. */
export interface BareTask {
  readonly databaseUrl: string;
  /** Answers of person/get, by pin. */
  readonly persons: Readonly<Record<string, unknown>>;
}

/** The message of this process to the bench once it serves. */
export interface BarePorts {
  readonly fastify: number;
  readonly http: number;
}

/** As many connections as the gateway takes. */
const poolSize = 12;

process.once('message', (task: BareTask) => void serve(task).then((ports) => process.send?.(ports)));
process.once('disconnect', () => process.exit(0));

/** The same answers as the gateway's, without the work of a gateway. */
async function serve({ databaseUrl, persons }: BareTask): Promise<BarePorts> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const fastify = Fastify();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
  fastify.get('/iclock/getrequest', (_request, reply) => reply.type('text/plain;charset=UTF-8').send('OK'));
  fastify.post<{ Querystring: { SN: string }; Body: string }>('/iclock/cdata', async ({ query, body }, reply) => {
    // The form in which pg sends a query with values by default; the named form runs in the contest of single clients.
    await pool.query(insertEvent.text, valuesOf(query.SN, body));
    return reply.type('text/plain;charset=UTF-8').send('OK');
  });
  fastify.get<{ Params: { pin: string } }>('/api/person/get/:pin', ({ params }, reply) =>
    reply.send(persons[params.pin]),
  );
  await fastify.listen({ port: 0, host: '127.0.0.1' });

  const http = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain;charset=UTF-8');
    response.setHeader('content-length', 2);
    response.end('OK');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { fastify: portOf(fastify.server), http: portOf(http) };
}

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

import type { FastifyInstance } from 'fastify';
import type { HealthService } from '../../operations/health.service.js';

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.6rem}.ok{color:#157347}.bad{color:#b02a37}code{background:#eef1f4;padding:.1rem .3rem;border-radius:3px}`;

const documents = `<li><a href="/docs">Swagger UI of the facade</a> (<code>/api</code>, <a href="/openapi/facade.json">JSON</a>)</li>
<li><a href="/docs/admin">Swagger UI of the admin API</a> (<code>/admin/v1</code>, <a href="/openapi/admin.json">JSON</a>)</li>
`;

const page = (fault: string | null, warnings: readonly string[], hasDocuments: boolean) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Postern</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head>
<body><h1>Postern</h1>
<p class="${fault ? 'bad' : 'ok'}">${fault ? `Not ready: ${fault}` : 'Running, and ready for devices.'}</p>
${warnings.map((warning) => `<p class="bad">${warning}</p>\n`).join('')}<ul>
${hasDocuments ? documents : ''}<li><a href="/health/ready">Health</a>, <a href="/metrics">metrics</a></li>
</ul>
<p>Point a device here: menu <code>COMM. &gt; Cloud Server Setting</code>, this server's address and port. It is then listed
under <code>GET /admin/v1/devices</code> and served once it is approved.</p>
</body></html>
`;

/** A page for the time without a console: it shows whether the gateway works, and where everything is. */
export function serveStatusPage(fastify: FastifyInstance, health: () => HealthService, hasDocuments: boolean): void {
  fastify.get('/', async (_, reply) => {
    const fault = await health().fault();
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page(fault, health().warnings(), hasDocuments));
  });
}

import type { FastifyInstance } from 'fastify';
import type { HealthService } from '../../operations/health.service.js';

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#1d2733}
h1{font-size:1.6rem}.ok{color:#157347}.bad{color:#b02a37}code{background:#eef1f4;padding:.1rem .3rem;border-radius:3px}`;

const documents = `<li><a href="/docs">Swagger UI of the facade</a> (<code>/api</code>, <a href="/openapi/facade.json">JSON</a>)</li>
<li><a href="/docs/admin">Swagger UI of the admin API</a> (<code>/admin/v1</code>, <a href="/openapi/admin.json">JSON</a>)</li>
`;

interface Shown {
  readonly fault: string | null;
  readonly warnings: readonly string[];
  readonly hasDocuments: boolean;
  readonly consoleAddress: string | null;
}

const page = ({ fault, warnings, hasDocuments, consoleAddress }: Shown) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Postern</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head>
<body><h1>Postern</h1>
<p class="${fault ? 'bad' : 'ok'}">${fault ? `Not ready: ${fault}` : 'Running, and ready for devices.'}</p>
${warnings.map((warning) => `<p class="bad">${warning}</p>\n`).join('')}<ul>
${consoleAddress === null ? '' : `<li><a href="${consoleAddress}">Console</a></li>\n`}${hasDocuments ? documents : ''}<li><a href="/health/ready">Health</a>, <a href="/metrics">metrics</a></li>
</ul>
<p>Point a device here: menu <code>COMM. &gt; Cloud Server Setting</code>, this server's address and port. It is then listed
under <code>GET /admin/v1/devices</code> and served once it is approved.</p>
</body></html>
`;

export interface StatusPage {
  readonly health: () => HealthService;
  readonly hasDocuments: boolean;
  /** Where the console is; null = there is none. */
  readonly consoleAddress: string | null;
}

/**
 * What is at `/`: the console, where there is one and all is well. Otherwise a page that says what is wrong, and where
 * everything is: whoever looks because doors do not work need not sign in to read it.
 */
export function serveStatusPage(fastify: FastifyInstance, { health, hasDocuments, consoleAddress }: StatusPage): void {
  fastify.get('/', async (_, reply) => {
    void reply.header('cache-control', 'no-store');
    const fault = consoleAddress === null ? await health().fault() : await health().brokenBy();
    const warnings = health().warnings();
    if (consoleAddress !== null && fault === null && warnings.length === 0) return reply.redirect(consoleAddress, 302);
    return reply.type('text/html; charset=utf-8').send(page({ fault, warnings, hasDocuments, consoleAddress }));
  });
}
